"""Alaveteli's administration import. Its request_email becomes a proposed contact, no more:
a second person has to look at the council's own page before a letter goes there."""

from authorities.cells import EMAIL, Cells
from authorities.formats.whatdotheyknow import code_keys, split_tags
from authorities.rows import ContactClaim, Row

NAME = "Alaveteli's administration import"
NEEDED = ("#name", "request-email")
OPTIONAL = ("short-name", "publication-scheme", "disclosure-log", "home-page", "tag-string")


def read_row(line: int, cells: Cells, source: str) -> Row:
    """One body; found by its tags, else by its exact name."""
    name = cells.needed("#name", 300)
    email = cells.shaped("request-email", EMAIL, "foi@council.gov.uk")
    tags = split_tags(cells.text("tag-string"))
    return Row(
        line=line,
        label=name,
        match=(*code_keys(tags), ("name", name)),
        defunct="defunct" in tags,
        facts={
            "disclosure_log": cells.link("disclosure-log", 500),
            "publication_scheme": cells.link("publication-scheme", 500),
        },
        remarks=cells.remarks,
        fills={"website": cells.link("home-page")},
        contacts=(ContactClaim("email", email, source),) if email else (),
    )
