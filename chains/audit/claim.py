"""Claim: one sentence or bullet of an answer as it is read, with the passages behind its reference numbers."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

from chains import plan
from chains.answer import Answer, Bullets, Heading, Section
from chains.draft import Draft, DraftBullets, DraftHeading, Sentence
from knowledge.case import Value
from knowledge.evidence import Passage
from knowledge.rules.verdict import Verdict

_MARK = re.compile(r" \[(\d+(?:, \d+)*)\]\.?(?=\s|$)")
_NOTE = re.compile(r" \((?:in part )?from memory, not checked\)$")


class Claim(Value):
    """What an answer states in one place."""

    section: str
    text: str
    """Without its citation and without what is said of unchecked sources."""
    label: str = ""
    """The words that name the subject of its bullet."""
    references: tuple[str, ...] = ()
    """Register ids behind the reference numbers that it shows."""
    passages: tuple[Passage, ...] = ()
    """What the writer took it from."""
    verdict: Verdict | None = None
    """The verdict whose words these are, where they are one's."""
    framing: bool = False
    """Words that show the patient's own value and cite nothing ("Not stated.")."""

    @property
    def headed(self) -> bool:
        """Whether its label is a heading of the plans, which states nothing, rather than part of what is said."""
        return any(self.label.startswith(name) for name in _headings())

    @property
    def cited(self) -> bool:
        """Whether it shows a reference for each of the sources that it was taken from."""
        return bool(self.references) and {p.source_id for p in self.passages} <= set(self.references)


def claims(
    answer: Answer, draft: Draft | None, verdicts: Sequence[Verdict], passage: Callable[[str], Passage | None]
) -> tuple[Claim, ...]:
    """Every claim of the sections, in the order in which they are read. ``draft`` is what the answer was made from."""
    written = {_bare(s.text): s for s in _sentences(draft)} if draft else {}
    ids = {reference.number: reference.id for reference in answer.references}
    spoken = {_bare(verdict.statement): verdict for verdict in verdicts}
    found: list[Claim] = []
    for section in answer.sections:
        for label, text in _runs(section):
            for said, numbers in _parts(text):
                found += _read(said, numbers, section.title, label, ids, written, spoken, passage)
    return tuple(found)


def _read(
    said: str,
    numbers: tuple[int, ...],
    section: str,
    label: str,
    ids: Mapping[int, str],
    written: Mapping[str, Sentence],
    spoken: Mapping[str, Verdict],
    passage: Callable[[str], Passage | None],
) -> Iterator[Claim]:
    """The claims of one stretch of text that ends at a citation: framing words, then what the citation carries."""
    rest = said.strip()
    while opening := next((s for s in written.values() if s.framing and rest.startswith(s.text)), None):
        yield Claim(section=section, text=opening.text, label=label, framing=True)
        rest = rest[len(opening.text) :].strip()
    if not rest:
        return
    text = _NOTE.sub("", rest)
    source = written.get(_bare(text))
    keys = source.keys if source else ()
    yield Claim(
        section=section,
        text=text,
        label=label,
        references=tuple(ids[number] for number in numbers if number in ids),
        passages=tuple(found for key in keys if (found := passage(key)) is not None),
        verdict=spoken.get(_bare(text)),
    )


def _runs(section: Section) -> Iterator[tuple[str, str]]:
    """Each paragraph and bullet of a section that answers, as its label and its text."""
    if section.abstained:
        return
    for block in section.blocks:
        if isinstance(block, Heading):
            continue
        if not isinstance(block, Bullets):
            yield "", block.text
            continue
        for item in block.items:
            label = item.label or ""
            yield label, item.text.removeprefix(f"{label}: ") if label else item.text


def _parts(text: str) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Text cut behind each citation, with the numbers of that citation."""
    at = 0
    for mark in _MARK.finditer(text):
        yield text[at : mark.start()], tuple(int(number) for number in mark[1].split(", "))
        at = mark.end()
    if text[at:].strip():
        yield text[at:], ()


def _sentences(draft: Draft) -> Iterator[Sentence]:
    for section in draft.sections:
        for block in section.blocks:
            if isinstance(block, DraftBullets):
                yield from (sentence for item in block.items for sentence in item.sentences)
            elif not isinstance(block, DraftHeading):
                yield from block.sentences


@cache
def _headings() -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            [*(factor.label.partition("{")[0] for factor in plan.factors()), *(s.label for s in plan.slots())]
        )
    )


def _bare(text: str) -> str:
    return text.strip().rstrip(".")
