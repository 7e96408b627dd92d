"""Spots: where a draft tells passages in the register's own words, and the draft with others in their place."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from chains.draft import (
    Draft,
    DraftBlock,
    DraftBullets,
    DraftHeading,
    DraftItem,
    DraftParagraph,
    DraftSection,
    Sentence,
)
from chains.gist import gist
from knowledge.evidence import Passage


class Spot(NamedTuple):
    """Where a draft tells a passage in the register's own words."""

    section: int
    block: int
    item: int
    """The bullet, or -1 in a paragraph."""
    sentence: int
    label: str | None
    passage: Passage
    told: Sentence
    """The sentence of the draft: the passage in its own words, or its gist."""

    @property
    def place(self) -> "Place":
        return self[:4]


Place = tuple[int, int, int, int]
"""Section, block, bullet and sentence of a spot."""


class Kept(NamedTuple):
    """A supported statement, with the spots of the passages that carry it."""

    paragraph: bool
    sentence: Sentence
    spots: tuple[Spot, ...]


def spots(draft: Draft, passage: Callable[[str], Passage | None]) -> Iterator[Spot]:
    """Where the draft tells a passage in the words of the register or of its gist, in the order in which it is read."""
    for s, section in enumerate(draft.sections):
        for b, block in enumerate(section.blocks):
            if isinstance(block, DraftHeading):
                continue
            items = [(-1, None, block.sentences)] if isinstance(block, DraftParagraph) else [
                (n, item.label, item.sentences) for n, item in enumerate(block.items)
            ]  # fmt: skip
            for i, label, sentences in items:
                for n, sentence in enumerate(sentences):
                    found = passage(sentence.keys[0]) if len(sentence.keys) == 1 and not sentence.given else None
                    if found is not None and sentence.text in {found.statement.text, gist(found)}:
                        yield Spot(s, b, i, n, label, found, sentence)


def worded(section: DraftSection, kept: Sequence[Kept]) -> DraftSection:
    """The section with each statement where its first passage was told; passages told elsewhere give way."""
    at: dict[tuple[int, int, int], list[Kept]] = {}
    for one in kept:
        spot = one.spots[0]
        at.setdefault((spot.block, spot.item, spot.sentence), []).append(one)
    told = {(spot.block, spot.item, spot.sentence) for one in kept for spot in one.spots}
    blocks: list[DraftBlock] = []
    for b, block in enumerate(section.blocks):
        if isinstance(block, DraftHeading):
            blocks.append(block)
        elif isinstance(block, DraftParagraph):
            run = [
                said
                for n, sentence in enumerate(block.sentences)
                for said in _instead(sentence, at.get((b, -1, n), []), gone=(b, -1, n) in told)
            ]
            blocks += [DraftParagraph(sentences=tuple(run))] if run else []
        else:
            running = [o.sentence for place, ones in at.items() if place[0] == b for o in ones if o.paragraph]
            blocks += [DraftParagraph(sentences=tuple(running))] if running else []
            items = [item for i, one in enumerate(block.items) if (item := _item(one, b, i, at, told))]
            blocks += [DraftBullets(items=tuple(items))] if items else []
    return DraftSection(title=section.title, blocks=tuple(blocks))


def _item(
    item: DraftItem, b: int, i: int, at: dict[tuple[int, int, int], list[Kept]], told: set[tuple[int, int, int]]
) -> DraftItem | None:
    """A bullet in the model's words. One that tells a value of the patient too keeps its passage when that is told
    elsewhere: the value needs its reason beside it."""
    own = [(b, i, n) for n in range(len(item.sentences))]
    alone = len(item.sentences) == 1
    run = [
        said
        for place, sentence in zip(own, item.sentences, strict=True)
        for said in _instead(sentence, [o for o in at.get(place, []) if not o.paragraph], gone=alone and place in told)
    ]
    return DraftItem(label=item.label, sentences=tuple(run)) if run else None


def _instead(sentence: Sentence, statements: Sequence[Kept], *, gone: bool) -> tuple[Sentence, ...]:
    if statements:
        return tuple(one.sentence for one in statements)
    return () if gone else (sentence,)
