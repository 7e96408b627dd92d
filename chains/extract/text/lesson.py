"""Lesson: what is written to teach or to examine - a quiz, a slide, a question on grades - and is of no patient."""

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
        "asked": re.compile(either(data["asked"])),
        "answer": re.compile(r"[ \n]*(?:(?:answer|a|solution|i think|i say|told them|it is|so|->|→)[ :=]{0,2}){0,2}"),
        "graded": re.compile(r"(?:net )?g(?:rade )?[123](?![a-z0-9])[^.;\n]{0,20}[.;\n]?"),
        "person": re.compile("|".join(data["person"])),
        "over": re.compile(either(data["over"])),
    }


def lesson_spans(text: str) -> Iterator[Span]:
    """The passages that examine or teach; a vignette is of nobody, but a patient named in a lesson is real."""
    known = _patterns()
    cue = next(iter(scan(known["examined"], text)), None)
    if cue:
        over = known["over"].search(text, cue.end())
        yield cue.start(), over.start() if over else len(text)
    taught = known["taught"].search(text, 0, OPENING_CHARS)
    asked = next(iter(scan(known["asked"], text)), None)
    if not (taught or asked) or known["person"].search(text):
        return
    if taught:
        over = known["over"].search(text, taught.end())
        yield 0, over.start() if over else len(text)
    elif asked:
        end = text.find("?", asked.end(), asked.end() + OPENING_CHARS) + 1 or asked.end()
        answer = known["answer"].match(text, end)
        graded = known["graded"].match(text, answer.end() if answer else end)
        yield asked.start(), graded.end() if graded else end
