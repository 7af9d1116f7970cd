"""The made-up councils of the sample: no real council is made to say what it never said."""

from dataclasses import dataclass


@dataclass(frozen=True)
class MadeUpCouncil:
    """A council that does not exist. `type` and `region` are the register's own values."""

    slug: str
    short_name: str
    name: str
    type: str
    region: str


def _county(short_name: str, region: str) -> MadeUpCouncil:
    return _council(short_name, f"{short_name} County Council", "county", region)


def _unitary(short_name: str, region: str) -> MadeUpCouncil:
    return _council(short_name, f"{short_name} Council", "unitary", region)


def _district(short_name: str, region: str) -> MadeUpCouncil:
    name = f"{short_name} Metropolitan Borough Council"
    return _council(short_name, name, "metropolitan-district", region)


def _borough(short_name: str) -> MadeUpCouncil:
    name = f"London Borough of {short_name}"
    return _council(short_name, name, "london-borough", "London")


def _council(short_name: str, name: str, type: str, region: str) -> MadeUpCouncil:
    slug = short_name.lower().replace(" ", "-")
    return MadeUpCouncil(slug, short_name, name, type, region)


COUNCILS = (
    _district("Mockton", "North East"),
    _unitary("Samplesea", "North East"),
    _district("Pretendale", "North West"),
    _unitary("Examplechester", "North West"),
    _district("Fictionby", "Yorkshire and The Humber"),
    _unitary("Specimen Moor", "Yorkshire and The Humber"),
    _county("Sampleshire", "East Midlands"),
    _unitary("Notional Forest", "East Midlands"),
    _district("Demoton", "West Midlands"),
    _district("Placeholder Heath", "West Midlands"),
    _county("Imaginary Fens", "East of England"),
    _unitary("Fablewick", "East of England"),
    _borough("Madeup Green"),
    _borough("Inventon Hill"),
    _borough("Storybrook"),
    _county("Exampleshire", "South East"),
    _unitary("Suppose Bay", "South East"),
    _unitary("Modelhurst", "South East"),
    _unitary("Sandbox Bay", "South East"),
    _county("Makebelieveshire", "South West"),
    _unitary("Pattern Coombe", "South West"),
    _unitary("Hypothetica", "South West"),
    _unitary("Dummy Valley", "South West"),
    _unitary("Nowhere Sound", "South West"),
)
