"""Many saved mails at once: mailboxes taken apart, zips opened, the rest left out by name."""

import io
import zipfile

import pytest

from foi.mail.mbox import is_mbox, mails_of
from foi.mail.parse import parse
from foi.mail.saved import LeftOut, Room, Saved, saved_mails
from foi.mail.zips import Trap, entries
from tests.mailbox import mailbox, saved_mail, zipped

MB = 1024 * 1024
OUTLOOK = "__properties_version1.0".encode("utf-16-le")  # as it lists its parts


def room(**limits: int) -> Room:
    return Room(**{"mails": 500, "unpacked": 20 * MB, "largest": 5 * MB, **limits})


def taken(name: str, content: bytes, **limits: int) -> tuple[list[Saved], list[LeftOut]]:
    found = list(saved_mails(name, content, room(**limits)))
    return [f for f in found if isinstance(f, Saved)], [f for f in found if isinstance(f, LeftOut)]


@pytest.mark.parametrize("ends", [b"\n", b"\r\n"])
def test_a_mailbox_gives_back_each_mail_as_it_was(ends: bytes) -> None:
    mails = [saved_mail(text=f"Answer {n}.").replace(b"\n", ends) for n in range(3)]
    assert list(mails_of(mailbox(mails, ends=ends))) == mails


def test_a_line_that_begins_with_from_in_a_letter_parts_nothing() -> None:
    raw = b"From: a@kent.gov.uk\nSubject: x\nTo: b@c.uk\n\nHello.\n\nFrom Monday we are shut.\n"
    assert list(mails_of(b"From a@b Thu Dec 10 10:15:00 2026\n" + raw + b"\n")) == [raw]


def test_quoted_lines_get_back_what_they_were() -> None:
    raw = (
        b"From: a@kent.gov.uk\nSubject: x\nTo: b@c.uk\n\n>From here on\n>>From there\n> From you\n"
    )
    (mail,) = mails_of(b"From - Thu Dec 10 10:15:00 2026\n" + raw)
    assert mail.endswith(b"\n\nFrom here on\n>From there\n> From you\n")


def test_a_program_that_forgets_the_empty_line_is_understood_by_its_date() -> None:
    one = b"From: a@kent.gov.uk\nSubject: x\nTo: b@c.uk\n\nWords.\n"
    line = b"From a@kent.gov.uk Thu Dec 10 10:15:00 2026\n"
    assert list(mails_of(line + one + line + one)) == [one, one]


def test_what_thunderbird_writes_now_is_a_mailbox() -> None:
    assert is_mbox(b"From \r\nFrom: a@b.uk\r\n\r\nWords")
    assert not is_mbox(b"From Monday we are shut.\n") and not is_mbox(b"")
    assert list(mails_of(b"no mailbox")) == []


def test_a_zip_holds_mails_mailboxes_and_folders() -> None:
    one, two, three = (saved_mail(text=f"Answer {n}.") for n in range(3))
    content = zipped(
        {"in/deep/one.eml": one, "all.mbox": mailbox([two, three]), "__MACOSX/._one.eml": b"x"}
    )
    mails, left = taken("mails.zip", content)
    assert [mail.name for mail in mails] == ["one.eml", "all.mbox 1.eml", "all.mbox 2.eml"]
    assert [mail.raw for mail in mails] == [one, two, three] and left == []


def test_one_saved_mail_with_a_mailbox_line_stays_as_it_came() -> None:
    raw = b"From a@b.uk Thu Dec 10 10:15:00 2026\n" + saved_mail()
    (mail,) = taken("reply.eml", raw)[0]
    assert mail.raw == raw and parse(raw).subject == "Your request FOI-1234"


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("notes.docx", b"PK\x03\x04 broken", "damaged"),
        ("notes.txt", b"Some notes.", "not a saved e-mail"),
        ("empty.eml", b"", "not a saved e-mail"),
        ("photo.jpg", b"\xff\xd8\xff rest", "not a saved e-mail"),
        ("a.exe", b"MZ rest", "not a saved e-mail"),
        ("a.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + OUTLOOK, "Outlook"),
    ],
)
def test_a_foreign_file_is_left_out_and_loses_nothing_of_the_rest(
    name: str, content: bytes, why: str
) -> None:
    mails, left = taken("all.zip", zipped({"a.eml": saved_mail(), "b.eml": saved_mail()}))
    assert len(mails) == 2 and not left
    mails, left = taken(name, content)
    assert mails == [] and [each.name for each in left] == [name] and why in left[0].why


def test_a_foreign_file_in_a_zip_is_named_and_the_mails_are_taken() -> None:
    inner = zipped({"x.eml": saved_mail()})
    mails, left = taken("a.zip", zipped({"n.txt": b"Notes", "a.eml": saved_mail(), "z.zip": inner}))
    assert [mail.name for mail in mails] == ["a.eml"]
    assert [each.name for each in left] == ["n.txt", "z.zip"]


def test_too_many_mails_and_too_large_ones_are_left_out() -> None:
    many = mailbox([saved_mail(text=f"Answer {n}.") for n in range(5)])
    mails, left = taken("all.mbox", many, mails=3)
    assert len(mails) == 3 and "more mails" in left[0].why
    mails, left = taken("big.eml", saved_mail(text="word " * 1000), largest=1000)
    assert mails == [] and "larger" in left[0].why
    content = zipped({f"{n}.eml": saved_mail(text=f"Answer {n}.") for n in range(5)})
    assert len(taken("a.zip", content, mails=2)[0]) == 2


def test_a_zip_that_unpacks_to_too_much_is_stopped_by_the_bytes_that_come() -> None:
    bomb = zipped({"a.eml": saved_mail() + b"0" * (3 * MB)})
    mails, left = taken("bomb.zip", bomb, unpacked=2 * MB)
    assert mails == [] and "unpacks" in left[0].why
    # It says of itself that it is small; the name's length is left as it is.
    lying = bomb.replace(
        (len(saved_mail()) + 3 * MB).to_bytes(4, "little"), (9).to_bytes(4, "little")
    )
    assert lying != bomb and taken("lies.zip", lying, unpacked=2 * MB)[0] == []


def test_what_was_unpacked_counts_over_all_files_of_an_upload() -> None:
    one, shared = zipped({"a.eml": saved_mail(text="word " * 5000)}), room(unpacked=40_000)
    assert isinstance(next(saved_mails("1.zip", one, shared)), Saved)
    assert isinstance(next(saved_mails("2.zip", one, shared)), LeftOut)


def test_a_zip_with_a_huge_list_of_contents_is_not_even_opened() -> None:
    content = zipped({"a.eml": saved_mail()})
    place = content.rindex(b"PK\x05\x06")
    huge = content[: place + 12] + (900 * MB).to_bytes(4, "little") + content[place + 16 :]
    with pytest.raises(Trap, match="more than 5,000 files"):
        list(entries(huge, limit=MB))
    with pytest.raises(Trap, match="more than 5,000 files"):
        list(entries(content[:place] + b"PK\x06\x07" + content[place:], limit=MB))


def test_a_packing_that_asks_for_much_memory_is_not_opened() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as folder:
        folder.writestr("a.eml", saved_mail())
    mails, left = taken("a.zip", out.getvalue())
    assert mails == [] and "cannot open" in left[0].why


def test_damage_within_a_zip_costs_that_file_alone() -> None:
    content = zipped({"a.eml": saved_mail(text="A" * 500), "b.eml": saved_mail()})
    start = content.index(b"a.eml") + 5
    broken = content[:start] + b"\xff" * 40 + content[start + 40 :]
    mails, left = taken("a.zip", broken)
    assert [mail.name for mail in mails] == ["b.eml"] and left[0].why == "it is damaged"
