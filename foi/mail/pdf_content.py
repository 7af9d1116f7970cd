"""Drawing instructions of a PDF page, written anew: only what paints what a reader sees."""

from dataclasses import dataclass, field
from typing import Any

from pypdf.generic import (
    ContentStream,
    DictionaryObject,
    IndirectObject,
    NameObject,
    StreamObject,
)

from foi.mail.jpegs import bare_jpeg
from foi.mail.pdf_layers import Layers

_KEPT = frozenset(
    b"q Q cm w J j M d ri i gs m l c v y h re S s f F f* B B* b b* n W W* BT ET Tc Tw Tz TL Tf Tr "
    b"Ts Td TD Tm T* Tj TJ ' \" d0 d1 CS cs SC SCN sc scn G g RG rg K k sh Do".split()
)
_FILLS = frozenset(b"S s f F f* B B* b b*".split())
_INLINE_IMAGE = b"INLINE IMAGE"
Operation = tuple[Any, bytes]


@dataclass
class Rewritten:
    """New instructions, and the names of the resources (fonts, pictures …) that they use."""

    data: bytes = b""
    names: set[str] = field(default_factory=set)


def operations(stream: Any, pdf: Any) -> list[Operation]:
    """Return the instructions of a page's /Contents or of a form, strings left as bytes."""
    if stream is None:
        return []
    found = stream.get_object()
    if not isinstance(found, list | StreamObject):
        return []
    return ContentStream(found, pdf, "bytes").operations


def rewrite(stream: Any, pdf: Any, resources: DictionaryObject, layers: Layers) -> Rewritten:
    """Write instructions again without comments, marks and hidden layers.

    Marked content (BDC … EMC) is unwrapped: its property lists can hold words that the page
    does not show (/ActualText, /Alt). In a hidden layer only what moves the pen stays, so that
    the rest keeps its place. Unknown operators go.
    """
    visible = list(_visible(operations(stream, pdf), resources, layers))
    clean = ContentStream(None, pdf)
    clean.operations = visible
    return Rewritten(clean.get_data() if visible else b"", _names(visible))


def _visible(
    found: list[Operation], resources: DictionaryObject, layers: Layers
) -> list[Operation]:
    kept: list[Operation] = []
    marks: list[bool] = []
    for operands, operator in found:
        if operator in (b"BDC", b"BMC"):
            marks.append(operator == b"BDC" and _opens_hidden(operands, resources, layers))
        elif operator == b"EMC":
            marks = marks[:-1]
        elif any(marks):
            kept += _without_paint(operands, operator)
        elif operator == _INLINE_IMAGE:
            kept.append((_bare_inline(operands), operator))
        elif operator in _KEPT and not (
            operator == b"Do" and _names_hidden(operands, resources, layers)
        ):
            kept.append((operands, operator))
    return kept


def _opens_hidden(operands: Any, resources: DictionaryObject, layers: Layers) -> bool:
    if len(operands) < 2 or operands[0] != "/OC":
        return False
    return layers.hides(entry(resources, "/Properties", operands[1]))


def _names_hidden(operands: Any, resources: DictionaryObject, layers: Layers) -> bool:
    drawn = entry(resources, "/XObject", operands[0]) if operands else None
    found = drawn.get_object() if drawn is not None else None
    if not isinstance(found, DictionaryObject) or "/OC" not in found:
        return False
    return layers.hides(found.raw_get("/OC"))


def entry(resources: DictionaryObject, group: str, name: Any) -> Any:
    """Return resources[group][name] unresolved (so that its number is known), or None."""
    found = resources.get(group)
    found = found.get_object() if isinstance(found, IndirectObject) else found
    if not isinstance(found, DictionaryObject) or not isinstance(name, str) or name not in found:
        return None
    return found.raw_get(name)


def _without_paint(operands: Any, operator: bytes) -> list[Operation]:
    if operator in _FILLS:
        return [([], b"n")]
    if operator == b"'":
        return [([], b"T*")]
    if operator == b'"':
        return [(operands[:1], b"Tw"), (operands[1:2], b"Tc"), ([], b"T*")]
    if operator in (b"Tj", b"TJ", b"Do", b"sh") or operator not in _KEPT:
        return []
    return [(operands, operator)]


def _bare_inline(image: dict[str, Any]) -> dict[str, Any]:
    data = image["data"]
    return {**image, "data": bare_jpeg(data) if data.startswith(b"\xff\xd8") else data}


def _names(visible: list[Operation]) -> set[str]:
    names: set[str] = set()
    for operands, operator in visible:
        values = operands["settings"].values() if operator == _INLINE_IMAGE else operands
        names.update(str(value) for value in values if isinstance(value, NameObject))
    return names
