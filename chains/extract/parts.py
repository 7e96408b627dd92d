"""Parts: fields of the case that are made of facts found one by one - the liver, the bones, the sums of diameters."""

from collections.abc import Iterable, Mapping

from chains.extract.text.found import Found
from knowledge.case import Bone, Liver, Measurements

PARTS: Mapping[str, type[Liver] | type[Bone] | type[Measurements]] = {
    "liver": Liver,
    "bone": Bone,
    "measurements": Measurements,
}
"""Each such field with its kind; a later turn fills it part by part."""


def parts_of(facts: Iterable[Found], field: str) -> dict[str, Found]:
    """The parts of a field (``liver.lobes``) by name, each from its best fact; of two largest lesions the larger."""
    parts: dict[str, Found] = {}
    own = [fact for fact in facts if fact.field.startswith(f"{field}.")]
    for fact in sorted(own, key=lambda fact: -fact.rank):
        name = fact.field.partition(".")[2]
        if name == "largest_mm" and name in parts and parts[name].rank == fact.rank and fact.value > parts[name].value:
            parts[name] = fact
        parts.setdefault(name, fact)
    return parts
