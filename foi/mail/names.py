"""File names as they came from outside, made safe to store, show and offer for download."""

import re
import unicodedata

LONGEST_NAME = 120
LONGEST_ENDING = 12
FALLBACK = "file"

_FORBIDDEN = re.compile(r'[<>:"|?*]')
_WINDOWS_DEVICES = {"con", "prn", "aux", "nul"} | {
    f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)
}


def safe_filename(name: str) -> str:
    """Return the last part of `name` without anything that can mislead or escape.

    No folders, no control or text-direction characters (which can make "exe.fdp" read as
    "pdf.exe"), no device names, at most 120 characters and 240 bytes, never empty. The ending
    (".pdf") survives the shortening. Running it twice changes nothing.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    visible = "".join(" " if char.isspace() else char for char in last if _is_shown(char))
    tidy = _FORBIDDEN.sub("_", " ".join(visible.split())).strip(". ")
    short = _shorten(unicodedata.normalize("NFC", tidy))
    if short.split(".")[0].strip().lower() in _WINDOWS_DEVICES:
        short = _shorten(f"_{short}")
    return short or FALLBACK


def _is_shown(char: str) -> bool:
    """Whitespace and visible characters; not controls, formats, surrogates or private use."""
    return char.isspace() or unicodedata.category(char)[0] != "C"


def _shorten(name: str) -> str:
    if _fits(name):
        return name
    stem, dot, ending = name.rpartition(".")
    if not stem or len(ending) > LONGEST_ENDING:
        stem, dot, ending = name, "", ""
    while stem and not _fits(f"{stem}{dot}{ending}"):
        stem = stem[: min(len(stem) - 1, LONGEST_NAME)]
    return f"{stem.rstrip('. ')}{dot}{ending}".strip(". ")


def _fits(name: str) -> bool:
    # File systems count bytes (255); 240 leaves room for a random prefix.
    return len(name) <= LONGEST_NAME and len(name.encode()) <= 240
