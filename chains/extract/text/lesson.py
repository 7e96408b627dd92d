"""Lesson: what is written to teach, to examine or to report - a quiz, a slide, a talk - and is of no patient."""

import re
from collections.abc import Iterator
from functools import cache

from chains.extract.text.opening import scan
from chains.extract.text.vocabulary import either, table
from knowledge.case import Span

OPENING_CHARS = 160
"""How far into a text the words stand by which all of it is a lesson."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    data = table("masks")["lesson"]
    starts = r"(?:^|(?<=[.!?;:\n] )|(?<=\n)|(?<=\())"
    return {
        "examined": re.compile(starts + either(data["examined"])),
        "taught": re.compile(f"{starts}{either(data['taught'])}|{either(data['made_for'])}|{either(data['reported'])}"),
        "nobody": re.compile(either(data["nobody"])),
        "person": re.compile("|".join(data["person"])),
        "over": re.compile(either(data["over"])),
    }


def lesson_spans(text: str) -> Iterator[Span]:
    """The passages that examine or teach; a vignette is of nobody, but a patient named in a lesson is real.

    A mere question on grades is none: somebody who asks it of the bot wants its figures read. Where the writer says
    that it is of no patient, it is of none, wherever that is said.
    """
    known = _patterns()
    cue = next(iter(scan(known["examined"], text)), None)
    if cue:
        over = known["over"].search(text, cue.end())
        yield cue.start(), over.start() if over else len(text)
    nobody = list(scan(known["nobody"], text))
    if nobody and not _speaks_of_a_person(text, nobody):
        yield 0, len(text)
        return
    taught = next(scan(known["taught"], text, 0, OPENING_CHARS), None)
    if taught and not _speaks_of_a_person(text, [taught]):
        over = known["over"].search(text, taught.end())
        yield 0, over.start() if over else len(text)


def _speaks_of_a_person(text: str, cues: list[re.Match[str]]) -> bool:
    """Whether a word for a real patient stands outside the words by which a text is of none."""
    person, at = _patterns()["person"], 0
    for cue in cues:
        if person.search(text, at, cue.start()):
            return True
        at = cue.end()
    return person.search(text, at) is not None
