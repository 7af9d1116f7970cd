"""The register's tables. No row here points at a user or at a request."""

from authorities.models.authority import Authority, AuthorityQuerySet
from authorities.models.code import Code
from authorities.models.contact import Contact
from authorities.models.load import RegisterLoad

__all__ = ["Authority", "AuthorityQuerySet", "Code", "Contact", "RegisterLoad"]
