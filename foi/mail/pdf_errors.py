"""Why a file could not be used, as sentences for the person who sent it."""


class CannotRead(Exception):
    """The file cannot be read; the message is a sentence."""


class CannotResave(CannotRead):
    """No safe copy of the PDF can be made; the message is a sentence."""
