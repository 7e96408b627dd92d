"""Joining: the drafts of several questions of one message become one; nothing is told twice."""

from collections.abc import Collection, Iterator, Sequence

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

ALSO_ASKED = "Also asked"


def joined(draft: Draft, more: Draft, said: str, heading: str = ALSO_ASKED) -> Draft:
    """A draft with what another adds to it, section by section; ``said`` goes on at the end of its reply.

    ``heading`` stands over what is added where it brings none of its own, or one that is there already.
    """
    first, second, third = (
        _section(own, other, heading) for own, other in zip(draft.sections, more.sections, strict=True)
    )
    return draft.model_copy(update={"reply": f"{draft.reply} {said}".strip(), "sections": (first, second, third)})


def _section(own: DraftSection, other: DraftSection, heading: str) -> DraftSection:
    told = {sentence.text for block in own.blocks for sentence in _sentences(block)}
    cohorts = {_cohort(item) for block in own.blocks if isinstance(block, DraftBullets) for item in block.items}
    headings = {block.text for block in own.blocks if isinstance(block, DraftHeading)}
    added = [
        DraftHeading(text=heading) if isinstance(block, DraftHeading) and block.text in headings else block
        for block in _new(other.blocks, told, cohorts - {None})
    ]
    if not any(not isinstance(block, DraftHeading) for block in added):
        return own
    if own.blocks and not isinstance(added[0], DraftHeading):
        added.insert(0, DraftHeading(text=heading))
    return own.model_copy(update={"blocks": (*own.blocks, *added)})


def _new(blocks: Sequence[DraftBlock], told: set[str], cohorts: Collection[object]) -> Iterator[DraftBlock]:
    """The blocks without what was told; a heading over nothing goes too."""
    heading: DraftHeading | None = None
    for block in blocks:
        if isinstance(block, DraftHeading):
            heading = block
            continue
        kept = _without(block, told, cohorts)
        if kept is None:
            continue
        if heading is not None:
            yield heading
            heading = None
        yield kept


def _cohort(item: DraftItem) -> tuple[str | None, tuple[str, ...]] | None:
    """A cohort by its name and its passages: its words differ by what it is told beside. None for another bullet."""
    first = item.sentences[0]
    return (item.label, first.keys) if len(item.sentences) == 1 and first.given else None


def _without(block: DraftBullets | DraftParagraph, told: set[str], cohorts: Collection[object]) -> DraftBlock | None:
    if isinstance(block, DraftBullets):
        items = tuple(
            item
            for item in block.items
            if any(not one.framing and one.text not in told for one in item.sentences) and _cohort(item) not in cohorts
        )
        return DraftBullets(items=items) if items else None
    sentences = tuple(one for one in block.sentences if one.text not in told)
    return DraftParagraph(sentences=sentences) if sentences else None


def _sentences(block: DraftBlock) -> Iterator[Sentence]:
    if isinstance(block, DraftBullets):
        for item in block.items:
            yield from item.sentences
    elif isinstance(block, DraftParagraph):
        yield from block.sentences
