"""Treated: how the treatments that a text tells of stand, kind by kind."""

from chains.extract import read_case


def told(text: str) -> dict[str, set[str]]:
    """The statuses of the treatments of each kind."""
    out: dict[str, set[str]] = {}
    for one in read_case(text).case.treatments:
        out.setdefault(one.kind, set()).add(one.status)
    return out
