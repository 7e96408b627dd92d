"""Named: the treatments that a question names ("CAPTEM or PRRT?"), and which statements speak of each."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from chains.extract import Reading
from chains.extract.wording import shown
from knowledge.case import Value
from knowledge.evidence import Passage, Topic
from knowledge.terms import drug_names, read_terms

MOST = 3
_TOLD_OF = frozenset({"done", "ongoing", "declined"})
_NO_CHOICE = frozenset({"safety", "imaging", "staging", "grading", "document"})
"""Topics that say nothing on whether a treatment is to be chosen."""
_ASKS = re.compile(r"[^.!?\n;]*(?:\.(?=\d)[^.!?\n;]*)*\?")


class Named(Value):
    """One treatment as a question names it."""

    name: str
    """As it stands in a sentence: ``PRRT``, ``liver transplantation``, ``everolimus``."""
    asked: str = ""
    """A regular expression for the words of the question; empty for a drug, which the reader finds."""
    told: str = ""
    """A regular expression for the statements that speak of it; empty for a drug, which is found by its names."""
    words: str = ""
    """What statements on it are searched with; empty for its name."""
    topics: tuple[Topic, ...] = ()
    drug: str | None = None
    """The drug whose label speaks of it, where its name is not one."""
    verdict: str | None = None
    """A rule that speaks for it before any statement does."""
    governs: bool = False
    """Whether it decides what the other names of its question mean."""

    def in_words(self, text: str) -> bool:
        """Whether the words of a question name it."""
        return bool(self.asked) and re.search(self.asked, text, re.IGNORECASE) is not None

    def in_statement(self, passage: Passage) -> bool:
        """Whether a passage speaks of it as a choice."""
        topic = passage.statement.topic
        return (topic in self.topics if self.topics else topic not in _NO_CHOICE) and self.spoken_of(passage)

    def spoken_of(self, passage: Passage) -> bool:
        """Whether a passage speaks of it at all."""
        statement = passage.statement
        if self.told:
            return re.search(self.told, statement.text, re.IGNORECASE) is not None
        own, *parts = drug_names(self.name)
        of_a_regimen = [part for part in parts if part != "chemotherapy"] if " and " in own else []
        spoken = read_terms(statement.text).concepts or statement.text.lower()
        if own in spoken or (of_a_regimen and all(part in spoken for part in of_a_regimen)):
            return True
        drug = statement.applies_to.drug
        return drug is not None and drug_names(drug)[0] == own


def named_in(text: str, reading: Reading, *, whole: bool = False) -> tuple[Named, ...]:
    """The treatments that the questions of a message name, in its order, at most three.

    ``whole`` takes all of the message as a question. What the patient is told to have had is part of the case and not
    asked about.
    """
    told = {one.name for one in reading.case.treatments if one.status in _TOLD_OF}
    asked = [(0, text)] if whole else [(match.start(), match.group()) for match in _ASKS.finditer(text)]
    places: dict[str, tuple[int, Named]] = {}
    for start, words in asked:
        for one in _known():
            found = re.search(one.asked, words, re.IGNORECASE)
            if found:
                places.setdefault(one.name, (start + found.start(), one))
        for drug in reading.mentions.drugs:
            covered = any(one.in_words(text[slice(*drug.span)]) for one in _known())
            if start <= drug.span[0] < start + len(words) and drug.name not in told and not covered:
                places.setdefault(drug.name, (drug.span[0], Named(name=shown(drug.name))))
    ordered = [one for _, one in sorted(places.values(), key=lambda place: place[0])]
    return tuple([one for one in ordered if one.governs][:1] or ordered[:MOST])


@cache
def _known() -> tuple[Named, ...]:
    data = tomllib.loads(files("chains").joinpath("plans/named.toml").read_text(encoding="utf-8"))
    return tuple(Named(**entry) for entry in data["named"])
