"""Matter: what a drug's label is asked about - pregnancy, kidneys, interactions - and which statements speak of it."""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from knowledge.case import Value
from knowledge.evidence import Passage


class Matter(Value):
    """One thing that labels speak of."""

    name: str
    asked: str
    """A regular expression for the words of the question."""
    told: str
    """A regular expression for the statements that speak of it."""
    of_a_patient: bool = False
    """Whether a patient may bring it to a drug that is asked about, as poor kidneys."""

    def in_question(self, text: str) -> bool:
        """Whether a question asks about it."""
        return re.search(self.asked, text, re.IGNORECASE) is not None

    def in_statement(self, passage: Passage) -> bool:
        """Whether a label's statement speaks of it."""
        return re.search(self.told, passage.statement.text, re.IGNORECASE) is not None


def matters_in(text: str) -> tuple[Matter, ...]:
    """The matters that a question asks about."""
    return tuple(one for one in _known() if one.in_question(text))


def of_the_matter(found: Sequence[Passage], matters: Sequence[Matter]) -> tuple[Passage, ...]:
    """The passages that speak of what is asked; all of them where no matter is named."""
    return tuple(p for p in found if not matters or any(one.in_statement(p) for one in matters))


@cache
def _known() -> tuple[Matter, ...]:
    data = tomllib.loads(files("chains").joinpath("plans/matters.toml").read_text(encoding="utf-8"))
    return tuple(Matter(**entry) for entry in data["matter"])
