"""Standing: a treatment where it is named, how it stands there, and how firmly that is told."""

from typing import NamedTuple

UNTOLD, SHARED, STARTED, TOLD, ENDED = range(5)
"""How firmly a status is told: not at all, by a list or a heading, by a start, in words, or by a stop."""
AT_ONCE = {"surgery", "transplant"}
"""What is over once it is done."""
AT_A_SITTING = AT_ONCE | {"liver_directed", "prrt", "radiotherapy"}
"""What is given on one day, so that a list of that day may name it."""
_A_COURSE = {"prrt", "liver_directed", "radiotherapy"}
"""What is given for a while and then works on: "growing despite PRRT" is told of a course that was given."""


class Named(NamedTuple):
    """A treatment where it is named."""

    name: str
    kind: str
    start: int
    end: int


class Standing(NamedTuple):
    """How a treatment stands at one place; a status of ``None`` means that it is not told of this patient."""

    status: str | None
    weight: int


def standing(status: str, kind: str) -> Standing:
    """The standing that a cue gives: an operation does not run on, and a stop is a firmer word than a start."""
    if status in {"denied", "unsaid", "off"}:
        return Standing(None, UNTOLD if status == "unsaid" else TOLD)
    if status == "broken_off":
        return Standing(None, TOLD) if kind in AT_ONCE | {"liver_directed"} else Standing("done", ENDED)
    if status == "ended":
        return Standing("done", ENDED)
    if status == "compared":
        status = "considered"
    if status == "came":
        status = "planned"  # what a patient came in for, where nothing more is told of it
    if status == "present":
        status = "done" if kind in _A_COURSE else "ongoing"
    if status == "begun":
        return Standing("done" if kind in AT_ONCE else "ongoing", SHARED)
    if status in {"ongoing", "started"}:
        if kind in AT_ONCE:
            return Standing("done", TOLD)
        return Standing("ongoing", TOLD if status == "ongoing" else STARTED)
    return Standing(status, TOLD)


def may_be_given(own: Standing) -> bool:
    """Whether a treatment is told as given, or a year behind it would make it so."""
    return own.status in {"done", "ongoing"} or own == Standing(None, UNTOLD)
