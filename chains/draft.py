"""Draft: what a writer hands to ``ground``; statements that cite passage keys, no reference numbers yet."""

from typing import Literal

from chains.answer import SectionTitle
from knowledge.case import Value


class Sentence(Value):
    """One statement, the passages that carry it, and the facts of the case whose figures it may repeat."""

    text: str
    """Ends with a full stop; holds no citation."""
    keys: tuple[str, ...]
    """Passage keys, ``source#statement``. A sentence without keys is dropped unless it is framing."""
    given: tuple[str, ...] = ()
    """Texts from the case or a verdict's inputs whose numbers the sentence may repeat."""
    framing: bool = False
    """True for words of our own that state no clinical fact ("Not stated."); such a sentence needs no source."""
    by_model: bool = False
    """True where a chat model wrote the words: *ground* then holds every claim of it against the passages."""


class DraftHeading(Value):
    """A heading inside a section."""

    kind: Literal["heading"] = "heading"
    text: str


class DraftParagraph(Value):
    """Sentences that run on."""

    kind: Literal["paragraph"] = "paragraph"
    sentences: tuple[Sentence, ...]


class DraftItem(Value):
    """One bullet, with the words that name its subject."""

    label: str | None = None
    sentences: tuple[Sentence, ...]


class DraftBullets(Value):
    """A list of bullets."""

    kind: Literal["bullets"] = "bullets"
    items: tuple[DraftItem, ...]


DraftBlock = DraftHeading | DraftParagraph | DraftBullets


class DraftSection(Value):
    """One of the three sections. No blocks means that the sources of its kind do not answer the question."""

    title: SectionTitle
    blocks: tuple[DraftBlock, ...] = ()


class Draft(Value):
    """A whole answer before its citations are checked and numbered."""

    reply: str
    sections: tuple[DraftSection, DraftSection, DraftSection]
    writer: str = "deterministic"
    prompts: tuple[str, ...] = ()
    """Name and digest of each prompt that a chat model was given for this draft, as ``name:digest``."""

    def keys(self) -> tuple[str, ...]:
        """The keys of every passage that it cites, in the order in which they are read."""
        runs = (
            run
            for section in self.sections
            for block in section.blocks
            if not isinstance(block, DraftHeading)
            for run in (block.items if isinstance(block, DraftBullets) else (block,))
        )
        return tuple(dict.fromkeys(key for run in runs for sentence in run.sentences for key in sentence.keys))
