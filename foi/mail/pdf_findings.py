"""What a program finds in a PDF that a reader of its pages does not see."""

from dataclasses import dataclass
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from foi.mail.pdf_geometry import numbers
from foi.mail.pdf_layers import Layers
from foi.mail.pdf_paint import lightness
from foi.mail.pdf_suspicions import SENTENCES, suspicions
from foi.mail.texts import clean

MOST_SHOWN = 5
DARK = 0.3
THICK = 5.0  # points: half the height of usual print


@dataclass(frozen=True)
class Finding:
    """One thing found. `code` is stable, `sentence` for the person who decides on a release.

    `stays` says whether it would still be in a re-saved copy; `pages` count from 1.
    """

    code: str
    sentence: str
    stays: bool
    count: int = 1
    pages: tuple[int, ...] = ()


def findings(reader: PdfReader) -> list[Finding]:
    """Return everything found, the number of pages first. May raise whatever pypdf raises."""
    pages = len(reader.pages)
    said = f"The file has {pages} page{'s' if pages != 1 else ''}."
    root = reader.root_object
    found = [Finding("pages", said, stays=True, count=pages)]
    found += _metadata(reader) + _attachments(reader) + _annotations(reader) + _form(root)
    found += _scripts(reader) + _layers(root) + _suspected(reader)
    return found


def covering_marks(reader: PdfReader) -> tuple[int, ...]:
    """Return the pages where an annotation hides what is under it (a box, a redaction mark).

    Annotations are not part of the page: a copy without them would show what they cover.
    """
    return tuple(
        number
        for number, page in enumerate(reader.pages, start=1)
        if any(_is_covering(note) for note in _notes(page))
    )


def _is_covering(note: DictionaryObject) -> bool:
    """A redaction mark, a filled shape, a text box with a ground, a dark marker or thick pen."""
    kind = note.get("/Subtype")
    if kind in ("/Square", "/Circle", "/Polygon"):
        return bool(_colour(note, "/IC"))
    if kind == "/FreeText":
        return bool(_colour(note, "/C"))
    if kind in ("/Highlight", "/Ink", "/Line", "/PolyLine"):
        colour = _colour(note, "/C")
        dark = bool(colour) and (lightness(colour) or 0.0) < DARK
        return dark and (kind == "/Highlight" or _pen_width(note) >= THICK)
    return bool(kind == "/Redact")


def _colour(note: DictionaryObject, key: str) -> list[float]:
    found = note.get(key)
    return numbers(found.get_object()) if found is not None else []


def _pen_width(note: DictionaryObject) -> float:
    """In points; a pen that says nothing is one point wide."""
    style = note.get("/BS")
    style = style.get_object() if style is not None else None
    width = numbers([style.get("/W", 1)]) if isinstance(style, DictionaryObject) else []
    return width[0] if width else 1.0


def _notes(page: PageObject) -> list[DictionaryObject]:
    listed = page.get("/Annots")
    listed = listed.get_object() if listed is not None else None
    notes = [note.get_object() for note in listed] if isinstance(listed, ArrayObject) else []
    return [note for note in notes if isinstance(note, DictionaryObject)]


def _annotations(reader: PdfReader) -> list[Finding]:
    where: list[int] = []
    for number, page in enumerate(reader.pages, start=1):
        notes = [note for note in _notes(page) if note.get("/Subtype") not in ("/Link", "/Widget")]
        where += [number] * len(notes)
    found = []
    if where:
        sentence = f"Comments or drawings were added to the pages ({len(where)} of them)."
        found.append(Finding("annotations", sentence, False, len(where), _pages(where)))
    if covering := covering_marks(reader):
        sentence = (
            "Words may be covered by a box, pen or redaction mark that was never made final. "
            "If so they can still be read in this file, and we make no copy of it."
        )
        found.append(Finding("covering_marks", sentence, True, len(covering), covering))
    return found


def _attachments(reader: PdfReader) -> list[Finding]:
    names = [clean(str(name)) for name in reader.attachments]
    for page in reader.pages:
        notes = (note for note in _notes(page) if note.get("/Subtype") == "/FileAttachment")
        names += ["a file pinned to a page" for _ in notes]
    if not names:
        return []
    sentence = f"Other files are packed into this one: {_listed(names)}."
    return [Finding("attachments", sentence, False, len(names))]


def _metadata(reader: PdfReader) -> list[Finding]:
    info = reader.metadata or DictionaryObject()
    words = {"/Author": "author", "/Title": "title", "/Subject": "subject", "/Keywords": "keywords",
             "/Company": "company", "/Manager": "manager"}  # fmt: skip
    named = [
        f"{word} “{clean(str(info[key]))[:100]}”" for key, word in words.items() if info.get(key)
    ]
    found = []
    if named:
        found.append(
            Finding("metadata", f"The file names its {_listed(named)}.", False, len(named))
        )
    if "/Metadata" in reader.root_object:
        sentence = "The file holds a block of details (XMP) that can name people and programs."
        found.append(Finding("xmp", sentence, False))
    return found


def _form(root: DictionaryObject) -> list[Finding]:
    form = root.get("/AcroForm")
    form = form.get_object() if form is not None else None
    fields = form.get("/Fields") if isinstance(form, DictionaryObject) else None
    fields = fields.get_object() if fields is not None else None
    if not fields:
        return []
    count = len(fields) if isinstance(fields, ArrayObject) else 1
    sentence = (
        f"The file is a form with {count} field{'s' if count != 1 else ''}. A copy leaves out "
        "what was typed into them: look whether the answer is there."
    )
    return [Finding("form_fields", sentence, False, count)]


def _scripts(reader: PdfReader) -> list[Finding]:
    root = reader.root_object
    names = root.get("/Names")
    names = names.get_object() if names is not None else None
    holders = [root, *reader.pages, *(note for page in reader.pages for note in _notes(page))]
    actions = [holder for holder in holders if "/AA" in holder or _is_script(holder.get("/A"))]
    scripted = isinstance(names, DictionaryObject) and "/JavaScript" in names
    if not (scripted or actions or _is_script(root.get("/OpenAction"))):
        return []
    return [Finding("javascript", "The file holds programs (JavaScript or actions).", False)]


def _is_script(action: Any) -> bool:
    found = action.get_object() if action is not None else None
    return isinstance(found, DictionaryObject) and found.get("/S") in (
        "/JavaScript", "/Launch", "/SubmitForm", "/ImportData"
    )  # fmt: skip


def _layers(root: DictionaryObject) -> list[Finding]:
    names = [clean(name) or "without a name" for name in Layers(root).names]
    if not names:
        return []
    sentence = f"The file has layers that are switched off: {_listed(names)}."
    return [Finding("hidden_layers", sentence, False, len(names))]


def _suspected(reader: PdfReader) -> list[Finding]:
    layers = Layers(reader.root_object)
    where: dict[str, list[int]] = {}
    for number, page in enumerate(reader.pages, start=1):
        for code in suspicions(page, layers):
            where.setdefault(code, []).append(number)
    return [
        Finding(code, SENTENCES[code], True, len(where[code]), _pages(where[code]))
        for code in SENTENCES
        if code in where
    ]


def _pages(numbers: list[int]) -> tuple[int, ...]:
    return tuple(sorted(set(numbers)))


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - MOST_SHOWN} more" if len(names) > MOST_SHOWN else ""
    return ", ".join(names[:MOST_SHOWN]) + more
