# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Modality: which examination - receptor imaging, FDG, or another - a word of a text speaks of."""

import re
from bisect import bisect_left
from functools import cache
from typing import NamedTuple

from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.taken import Taken
from chains.extract.text.vocabulary import forms, index

STAIN_REACH = 70
"""A receptor named this near to an immunostain, in one sentence, is a stain and no imaging."""


STEPS_BACK = 8
"""So many examinations that are over are passed on the way back."""


class Exam(NamedTuple):
    """An examination named in the text."""

    kind: str
    start: int
    end: int


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "therapy": re.compile(forms("imaging", "not_imaging")),
        "stain": re.compile(forms("imaging", "immunostains")),
        "stainable": re.compile(r"sstr|somatostatin receptor|ssr"),
        "names_exam": re.compile(r" ?(?:pet|scan|imaging|uptake|avid|scintigraphy|/ct)"),
        "on": re.compile(r" ?(?:on|in|at|with|by) (?:the |a |an |her |his |last |latest )?$"),
        "result": re.compile(
            r"positive|negative|avid|uptake|\bhot\b|\bcold\b|\bneg\b|\bpos\b|[+-](?=[ ,.;)\n]|$)|hypermetab|unremarkable"
        ),
    }


class Modalities:
    """The examinations that a text names, and of which of them a place in the text speaks."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._therapies = Taken(len(page.text))
        for match in scan(_patterns()["therapy"], page.text):
            self._therapies.add(*match.span())
        exams = [Exam(*hit) for hit in index("imaging", "modality").find(page.text)]
        exams = [exam for exam in exams if not self.is_therapy(exam.start)]
        stained = [self._is_stain(exam) for exam in exams]
        self.stains = [exam for exam, stains in zip(exams, stained, strict=True) if stains]
        self.exams = [exam for exam, stains in zip(exams, stained, strict=True) if not stains]
        self._begins = [exam.start for exam in self.exams]
        self._tracers = [exam for exam in self.exams if exam.kind != "other"]
        self._starts = [exam.start for exam in self._tracers]
        self.receptor = [exam for exam in self.exams if exam.kind == "receptor"]
        self.fdg = [exam for exam in self.exams if exam.kind == "fdg"]

    def is_therapy(self, position: int) -> bool:
        """Whether a word belongs to a treatment: "Lu-177 DOTATATE"."""
        return self._therapies.overlaps(position, position + 1)

    def between(self, start: int, end: int) -> list[Exam]:
        """The examinations that are named from ``start`` to before ``end``."""
        return self.exams[bisect_left(self._begins, start) : bisect_left(self._begins, end)]

    def last_tracer(self, position: int) -> Exam | None:
        """The last examination with a tracer that is named before a place."""
        at = bisect_left(self._starts, position)
        return self._tracers[at - 1] if at else None

    def kind(self, start: int, end: int) -> str | None:
        """``receptor`` or ``fdg``: named right after ("avid on FDG"), else last before in the sentence, else first in
        it, else last before it; an FDG result told in its own sentence is over with it."""
        low, high = self._page.sentence(start)
        at = bisect_left(self._starts, start)
        before = self._tracers[at - 1] if at else None
        if at < len(self._tracers) and self._tracers[at].end <= end:
            return self._tracers[at].kind
        after = self._tracers[at] if at < len(self._tracers) and self._tracers[at].start < high else None
        if after and _patterns()["on"].fullmatch(self._page.text, end, after.start):
            return after.kind
        if before and before.start >= low:
            return before.kind
        if after:
            return after.kind
        for _ in range(STEPS_BACK):
            if not (before and before.kind == "fdg" and self._tells_a_result(before)):
                break
            at -= 1
            before = self._tracers[at - 1] if at else None
        return before.kind if before else None

    def is_anatomical(self, position: int) -> bool:
        """Whether another examination - CT, MRI, a bone scan - was named last before a place in its sentence."""
        low, _ = self._page.sentence(position)
        before = self.between(low, position + 1)
        return bool(before) and before[-1].kind == "other"

    def _tells_a_result(self, exam: Exam) -> bool:
        low, high = self._page.sentence(exam.start)
        return _patterns()["result"].search(self._page.text, low, high) is not None

    def _is_stain(self, exam: Exam) -> bool:
        """Whether a receptor is named among immunostains: "SSTR2 negative, p53 mutant pattern"."""
        text = self._page.folded.text
        if exam.kind != "receptor" or not _patterns()["stainable"].match(text, exam.start):
            return False
        if _patterns()["names_exam"].match(text, exam.end):
            return False
        low, high = self._page.sentence(exam.start)
        return bool(
            _patterns()["stain"].search(text, max(low, exam.start - STAIN_REACH), min(high, exam.end + STAIN_REACH))
        )
