"""Known: what the rules read in a text, which makes other facts likelier, as features beside its words."""

from knowledge.case import ENTRIES, CaseDetails


def known(case: CaseDetails, slot: str) -> frozenset[str]:
    """Which fields are told, the values of those that are words, each site and kind; nothing of the slot itself."""
    told: set[str] = {f"no {field}" for field in ENTRIES if not getattr(case, field)}
    for field, value in case.facts().items():
        told.add(field)
        if isinstance(value, str):
            told.add(f"{field}={value}")
    for field, name in ENTRIES.items():
        told.update(f"{field}.{getattr(one, name)}={one.status}" for one in getattr(case, field))
    return frozenset(one for one in told if not one.startswith(slot))
