"""What a message asks: told from its words, the facts that were read, and whether a case is already known."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from chains.answer import Intent, Question
from chains.extract import Reading
from knowledge.case import Value


class _Rule(Value):
    name: Intent
    topic: str | None = None
    whole: bool = False
    patterns: tuple[str, ...]

    def compiled(self) -> re.Pattern[str]:
        """One expression for all the patterns; for ``whole`` the message must be nothing else."""
        joined = "|".join(f"(?:{p})" for p in self.patterns)
        return re.compile(rf"[\s\W]*(?:{joined})[\s\W]*" if self.whole else joined, re.IGNORECASE | re.DOTALL)


@cache
def _rules() -> tuple[tuple[_Rule, re.Pattern[str]], ...]:
    data = tomllib.loads(files("chains").joinpath("plans/intents.toml").read_text(encoding="utf-8"))
    rules = [_Rule(**entry) for entry in data["intent"]]
    return tuple((rule, rule.compiled()) for rule in rules)


def worded(text: str) -> Question | None:
    """What the words of a message ask, or None when they ask nothing in particular."""
    if re.fullmatch(r"[\s]*\?+[\s]*", text):
        return Question(intent="help", topic="help")
    for rule, pattern in _rules():
        found = pattern.fullmatch(text) if rule.whole else pattern.search(text)
        if found:
            return Question(intent=rule.name, topic=rule.topic)
    return None


def wants_more(text: str) -> bool:
    """Whether the message only asks for the long answer ("more", "show more")."""
    return bool(
        re.fullmatch(r"[\s\W]*(?:(show|tell)( me)? )?more( detail| details)?( please)?[\s\W]*", text, re.IGNORECASE)
    )


def drugs_asked(reading: Reading) -> tuple[str, ...]:
    """The drugs that a message names without saying that this patient had, has or refused them."""
    told = {t.name for t in reading.case.treatments if t.status in {"done", "ongoing", "declined"}}
    return tuple(dict.fromkeys(drug.name for drug in reading.mentions.drugs if drug.name not in told))
