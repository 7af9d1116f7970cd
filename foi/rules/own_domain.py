"""Whether an e-mail address belongs to a council's own web domain, by the register."""

from collections.abc import Iterable
from urllib.parse import urlsplit

# Under these many bodies have their names: none of them is anybody's own.
SHARED = frozenset(
    {"uk", "com", "org", "net", "london", "wales", "cymru", "scot"}
    | {f"{name}.uk" for name in "gov org co ac nhs police sch ltd plc net me mod judiciary".split()}
    | {"gov.wales", "llyw.cymru", "gov.scot", "uk.com", "uk.net", "gov.uk.com"}
)


def own_host(website: str) -> str:
    """The host of a web address without "www."; "" where it is nobody's own."""
    typed = website if "//" in website else f"//{website}"
    try:
        host = (urlsplit(typed).hostname or "").rstrip(".").lower()
    except ValueError:
        return ""
    host = host.removeprefix("www.")
    return "" if host in SHARED or "." not in host else host


def is_own_address(email: str, website: str, others: Iterable[str]) -> bool:
    """Whether the address lies at the host of this council's website, or below it.

    `others`: websites of all other bodies in the register. Where two share a host it is no
    council's own; of two hosts, one below the other, the longer one decides.
    """
    own, domain = own_host(website), email.rpartition("@")[2].strip().rstrip(".").lower()
    if not own or "@" not in email or not _lies_in(domain, own):
        return False
    rivals = [host for host in map(own_host, others) if host and _lies_in(domain, host)]
    return all(len(host) < len(own) for host in rivals)


def _lies_in(domain: str, host: str) -> bool:
    return domain == host or domain.endswith(f".{host}")
