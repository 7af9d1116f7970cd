"""References, aliases and secrets: drawn at random, never counted up."""

import secrets

REF_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # no I, O, 0 or 1: it is read aloud


def new_ref() -> str:
    """`TD-` and six random letters and digits: never a running number."""
    return "TD-" + "".join(secrets.choice(REF_LETTERS) for _ in range(6))


def new_alias() -> str:
    """A public name drawn apart from the reference, the legal name and the e-mail."""
    return f"Requester {secrets.randbelow(9000) + 1000}"


def new_reader_alias() -> str:
    """A public name for whoever reads or checks replies, drawn apart from everything else."""
    return f"Reader {secrets.randbelow(9000) + 1000}"


def new_token() -> str:
    return secrets.token_urlsafe(24)
