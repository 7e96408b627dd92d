"""Lesson: what is written to teach or to examine - a quiz, a slide, a lecture - and is of no patient."""

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
        "taught": re.compile(f"{starts}{either(data['taught'])}|{either(data['made_for'])}"),
        "person": re.compile("|".join(data["person"])),
        "nobody": re.compile(either(data["nobody"])),
        "over": re.compile(either(data["over"])),
    }


def lesson_spans(text: str) -> Iterator[Span]:
    """The passages that examine or teach; a vignette is of nobody, but a patient named in a lesson is real.

    A mere question on grades is none: somebody who asks it of the bot wants its figures read.
    """
    known = _patterns()
    cue = next(iter(scan(known["examined"], text)), None)
    if cue:
        over = known["over"].search(text, cue.end())
        yield cue.start(), over.start() if over else len(text)
    taught = known["taught"].search(text, 0, OPENING_CHARS)
    nobody = known["nobody"].search(text)
    if nobody and not known["person"].search(text[: nobody.start()] + text[nobody.end() :]):
        yield 0, len(text)  # "not about a special patient"
    elif taught and not known["person"].search(text):
        over = known["over"].search(text, taught.end())
        yield 0, over.start() if over else len(text)
