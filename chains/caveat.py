"""Caveat: what is said beside a statement that speaks of patients at another point of their treatment."""

import re

from chains.draft import Draft, DraftBlock, DraftBullets, DraftParagraph, Sentence
from knowledge.applicability import (
    FIRST_LINE_ONLY,
    HIGHER_KI67,
    KNOWN_PRIMARIES,
    LATER_LINE_ONLY,
    LOWER_KI67,
    MIXED_LINEAGES,
    PURE_TUMOURS,
    Scope,
    applies,
)
from knowledge.evidence import Statement

_AGAIN = {
    FIRST_LINE_ONLY: "first line too",
    LATER_LINE_ONLY: "after earlier treatment too",
    KNOWN_PRIMARIES: "gastroenteropancreatic primaries too",
    PURE_TUMOURS: "pure tumours too",
    HIGHER_KI67: "higher Ki-67 too",
    LOWER_KI67: "lower Ki-67 too",
}
"""The differences that nothing in the statement's own words would tell, and how each is told again."""
_TOLD = frozenset(_AGAIN)
_OF_KI67 = frozenset({HIGHER_KI67, LOWER_KI67})
"""Not told of a statement that gives its Ki-67 itself."""
_OF_CARCINOMA = re.compile(r"(?i)carcinoma|\bNECs?\b|poorly[- ]differentiated|platinum")
"""What tells a reader by itself that a statement speaks of carcinoma."""


def told(text: str, statement: Statement, scope: Scope) -> str:
    """The words of a statement, with the caveat that it needs for this case before their full stop."""
    told_itself = _OF_KI67 if "Ki-67" in text else frozenset[str]()
    mixed = {MIXED_LINEAGES} if (scope.is_nec or scope.is_mixed) and not _OF_CARCINOMA.search(text) else set[str]()
    wanted = (_TOLD - told_itself) | mixed
    needed = [differs for differs in applies(statement, scope).differs if differs in wanted]
    return f"{text.rstrip().rstrip('.')} ({'; '.join(needed)})." if needed else text


def once(draft: Draft) -> Draft:
    """The draft with each caveat told whole where it comes first, and after that in a few words."""
    seen: set[str] = set()
    first, second, third = (
        section.model_copy(update={"blocks": tuple(_block(block, seen) for block in section.blocks)})
        for section in draft.sections
    )
    return draft.model_copy(update={"sections": (first, second, third)})


def _block(block: DraftBlock, seen: set[str]) -> DraftBlock:
    if isinstance(block, DraftParagraph):
        return block.model_copy(update={"sentences": tuple(_shortened(one, seen) for one in block.sentences)})
    if isinstance(block, DraftBullets):
        items = (
            item.model_copy(update={"sentences": tuple(_shortened(one, seen) for one in item.sentences)})
            for item in block.items
        )
        return block.model_copy(update={"items": tuple(items)})
    return block


def _shortened(sentence: Sentence, seen: set[str]) -> Sentence:
    text = sentence.text
    for caveat, words in _AGAIN.items():
        if caveat in text and caveat in seen:
            text = text.replace(caveat, words)
        elif caveat in text:
            seen.add(caveat)
    return sentence if text == sentence.text else sentence.model_copy(update={"text": text})
