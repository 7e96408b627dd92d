"""Draft to answer: unsupported statements are dropped, references are numbered in order of first use.

A sentence stays only if each passage that it cites exists, belongs to the kind of its section, and holds every number
that the sentence gives (numbers of the patient's own case aside). Words that a chat model wrote stay only if every
claim in them stands there (``support``). What was not checked in a source is marked so.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from chains.answer import Block, Bullets, Finding, Heading, Item, Paragraph, Section
from chains.draft import Draft, DraftHeading, DraftItem, DraftParagraph, DraftSection, Sentence
from chains.footing import Cited, footings
from chains.support import Figures, fault, told_figures
from knowledge.case import Value
from knowledge.evidence import Passage, Reference, Source, SourceKind
from knowledge.rules.verdict import Verdict

ABSTAINING: Mapping[str, str] = {
    "From the Guidelines": "The guidelines do not answer the question.",
    "From the FDA Drug Label": "The FDA drug label does not answer the question.",
    "From the Research": "The research does not answer the question.",
}
NOT_SEARCHED = "The sources could not be searched just now."
_UNSEARCHED: Mapping[str, str] = dict.fromkeys(ABSTAINING, NOT_SEARCHED)
KIND_OF: Mapping[str, SourceKind] = {
    "From the Guidelines": "guideline",
    "From the FDA Drug Label": "drug_label",
    "From the Research": "research",
}
UNCHECKED = "from memory, not checked"
PARTLY_UNCHECKED = "in part from memory, not checked"
_RANGE = re.compile(r"(?<=\d)[-\u2013](?=\d)")
_NUMBER = re.compile(r"(?<![\w.])(?<![A-Za-z]-)\d+(?:,\d{3})*(?:\.\d+)?")


class Grounded(Value):
    """The checked sections with numbered references; ``dropped`` counts the sentences that were not supported."""

    sections: tuple[Section, ...]
    findings: tuple[Finding, ...]
    references: tuple[Reference, ...]
    dropped: int
    cited: tuple[Cited, ...] = ()
    """Each statement that is shown with a citation, in order; of an answer without sections those of its findings."""


def numbers(text: str) -> frozenset[float]:
    """The numbers in a text: "8,944" is 8944, "44.0" is 44, "3-6" is 3 and 6; the 1 of NETTER-1 is none."""
    return frozenset(float(found.replace(",", "")) for found in _NUMBER.findall(_RANGE.sub(" ", text)))


def passage_numbers(passage: Passage) -> frozenset[float]:
    """The numbers that a passage holds: in its text, among its figures, or in the title that it is known by."""
    held = numbers(passage.statement.text) | numbers(passage.title)
    for figure in passage.statement.figures:
        held |= {abs(number) for number in figure.numbers()} | ({float(figure.n)} if figure.n else set())
    return held


def supported(sentence: Sentence, passages: Sequence[Passage]) -> bool:
    """Whether every number of the sentence stands in what it cites, or in the case that it speaks of."""
    if sentence.framing:
        return True
    if not passages:
        return False
    held: frozenset[float] = frozenset().union(*(passage_numbers(p) for p in passages))
    held |= frozenset().union(*(numbers(g) for g in sentence.given))
    return numbers(sentence.text) <= held


class _Numbering:
    """Hands out reference numbers in order of first use."""

    def __init__(self) -> None:
        self.order: dict[str, int] = {}

    def cite(self, source_ids: Iterable[str]) -> tuple[int, ...]:
        numbers_ = {self.order.setdefault(source_id, len(self.order) + 1) for source_id in dict.fromkeys(source_ids)}
        return tuple(sorted(numbers_))


class _Grounding:
    def __init__(
        self, passage: Callable[[str], Passage | None], figures: Figures, abstaining: Mapping[str, str]
    ) -> None:
        self._passage = passage
        self._figures = figures
        self._abstaining = abstaining
        self.numbering = _Numbering()
        self.dropped = 0
        self.cited: list[tuple[str, tuple[Passage, ...]]] = []

    def section(self, draft: DraftSection) -> Section:
        blocks: list[Block] = []
        for block in draft.blocks:
            if isinstance(block, DraftHeading):
                blocks.append(Heading(text=block.text))
            elif isinstance(block, DraftParagraph):
                text, cited, substance = self._run(block.sentences, KIND_OF[draft.title])
                if substance:
                    blocks.append(Paragraph(text=text, citations=cited))
            else:
                items = [item for one in block.items if (item := self._item(one, KIND_OF[draft.title]))]
                if items:
                    blocks.append(Bullets(items=tuple(items)))
        kept = _without_bare_headings(blocks)
        if not kept:
            return Section(title=draft.title, abstained=True, blocks=(Paragraph(text=self._abstaining[draft.title]),))
        return Section(title=draft.title, abstained=False, blocks=kept)

    def _item(self, item: DraftItem, kind: SourceKind) -> Item | None:
        begun = len(self.cited)
        text, cited, substance = self._run(item.sentences, kind)
        if not substance:
            return None
        first, passages = self.cited[begun]
        if item.label and text.startswith(first):
            self.cited[begun] = (f"{item.label}: {first}", passages)
        return Item(text=f"{item.label}: {text}" if item.label else text, citations=cited, label=item.label)

    def _run(self, sentences: Sequence[Sentence], kind: SourceKind) -> tuple[str, tuple[int, ...], bool]:
        """The sentences that hold, joined, with citations in place; and whether any of them is more than framing."""
        texts: list[str] = []
        cited: list[int] = []
        substance = False
        for sentence in sentences:
            found = [self._passage(key) for key in sentence.keys]
            passages = [p for p in found if p is not None]
            sound = len(passages) == len(found) and all(p.kind == kind for p in passages)
            claimed = not sentence.by_model or fault(sentence.text, passages, self._figures) is None
            if not (sound and supported(sentence, passages) and claimed):
                self.dropped += 1
                continue
            marks = self.numbering.cite(p.source_id for p in passages)
            cited += [m for m in marks if m not in cited]
            texts.append(_with_citation(sentence.text, marks, unchecked_words(passages)))
            if passages:
                self.cited.append((texts[-1], tuple(passages)))
            substance = substance or bool(passages)
        return " ".join(texts), tuple(cited), substance

    def finding(self, verdict: Verdict) -> Finding:
        silent = verdict.status == "not_applicable"
        passages = [] if silent else [p for key in verdict.cites if (p := self._passage(key)) is not None]
        found = Finding(
            rule=verdict.rule,
            title=verdict.title,
            status=verdict.status,
            value=verdict.value,
            statement=verdict.statement,
            inputs=verdict.inputs,
            missing=verdict.missing,
            ask=verdict.ask,
            citations=self.numbering.cite(p.source_id for p in passages),
            unchecked=unchecked_words(passages),
        )
        if passages:
            self.cited.append((f"{found.title}: {found.told()}", tuple(passages)))
        return found


def ground(
    draft: Draft,
    verdicts: Sequence[Verdict],
    passage: Callable[[str], Passage | None],
    sources: Mapping[str, Source],
    *,
    searched: bool = True,
) -> Grounded:
    """Check a draft against what it cites and number its references: the sections first, then the findings.

    Where the sources were not ``searched``, a section without a statement says that, and not that they are silent.
    """
    grounding = _Grounding(passage, told_figures(verdicts), ABSTAINING if searched else _UNSEARCHED)
    sections = tuple(grounding.section(section) for section in draft.sections)
    in_sections = tuple(grounding.cited)
    findings = tuple(grounding.finding(verdict) for verdict in verdicts)
    order = grounding.numbering.order
    return Grounded(
        sections=sections,
        findings=findings,
        references=tuple(_reference(number, sources[source_id]) for source_id, number in order.items()),
        dropped=grounding.dropped,
        cited=tuple(
            Cited(text=text, footings=footings(passages, order, sources))
            for text, passages in (in_sections or grounding.cited)
        ),
    )


def verdict_facts(verdict: Verdict) -> tuple[str, ...]:
    """What a sentence made from a verdict may repeat: the case's own inputs, and the value worked out from them."""
    return (json.dumps([verdict.inputs, verdict.value], ensure_ascii=False),)


def unchecked_words(passages: Sequence[Passage]) -> str:
    """What is said of passages that were not checked in their source; nothing when all of them were."""
    checked = [passage.statement.checked for passage in passages]
    if all(checked):
        return ""
    return PARTLY_UNCHECKED if any(checked) else UNCHECKED


def _with_citation(text: str, marks: tuple[int, ...], note: str) -> str:
    said = f" ({note})" if note else ""
    return f"{text.rstrip().rstrip('.')}{said} [{', '.join(str(m) for m in marks)}]." if marks else text


def _without_bare_headings(blocks: Sequence[Block]) -> tuple[Block, ...]:
    kept = [
        block
        for index, block in enumerate(blocks)
        if not isinstance(block, Heading) or (index + 1 < len(blocks) and not isinstance(blocks[index + 1], Heading))
    ]
    return tuple(kept) if any(not isinstance(b, Heading) for b in kept) else ()


def _reference(number: int, source: Source) -> Reference:
    return Reference(
        number=number,
        id=source.id,
        kind=source.kind,
        title=source.title,
        authors=source.authors,
        venue=source.venue,
        year=source.year,
        edition=source.edition,
        pmid=source.pmid,
        doi=source.doi,
        url=source.url,
        checked=source.checked,
        strength=source.strength,
    )
