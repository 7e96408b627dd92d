"""Leaning: what a short question of a known case asks, where no rule on its words tells: "so worse?", "and now?"."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from chains.answer import Intent, Question
from chains.extract import Reading
from chains.intent import worded

LAST_CHARS = 1500
"""A short question ends its message: so much of a letter is looked at."""
_NOW = re.compile(r"(?i)(?:^|[.!;,\n] ?)[^.?!,;\n]{2,40} (?:now|next|first|then|instead|too|as well|again)[ ]{0,2}\?")
_STOP = re.compile(r"[?!\n]|\.\s")
_GOES_ON = re.compile(
    r"(?i)\W*(?:(?:and|ok(?:ay)?|so|or|also|what about|how about|same for|the same for|what of|for)\b\W*){0,3}"
    r"(?:[^\s.?!]+\W+){0,4}[^\s.?!]+\W*\?\W*"
)
"""A few words and a question mark."""


def leaning(text: str) -> Question | None:
    """What a message of a known case asks in few words, or None; a question about patients in general leans nowhere."""
    general, leanings = _leanings()
    text = text[-LAST_CHARS:]
    for intent, pattern in leanings:
        for match in pattern.finditer(text):
            if general.search(_sentence(text, match.end())) is None:
                return Question(intent=intent)
    return None


def asks_what_now(text: str) -> bool:
    """Whether a question asks if a treatment is to be given now ("octreotide now? what dose?")."""
    return _NOW.search(text) is not None


def carried(text: str, reading: Reading, last: str) -> Question | None:
    """The question about the evidence of the last message, gone on with for another drug ("and sunitinib?")."""
    if not last or not reading.mentions.drugs or not _GOES_ON.fullmatch(text):
        return None
    before = worded(last, of_a_patient=False)
    return before if before is not None and before.intent == "evidence" and before.topic != "source" else None


def _sentence(text: str, at: int) -> str:
    """The sentence that ends at a place of a text, or goes on there."""
    begin = max(text.rfind(sign, 0, max(at - 1, 0)) for sign in ".!?\n") + 1
    after = _STOP.search(text, max(at - 1, begin))
    return text[begin : after.start() if after else len(text)]


@cache
def _leanings() -> tuple[re.Pattern[str], tuple[tuple[Intent, re.Pattern[str]], ...]]:
    """What makes a sentence one about patients in general, and the leanings in their order."""
    data = tomllib.loads(files("chains").joinpath("plans/leanings.toml").read_text(encoding="utf-8"))
    out: list[tuple[Intent, re.Pattern[str]]] = []
    for entry in data["leaning"]:
        joined = "|".join(f"(?:{pattern})" for pattern in entry["patterns"])
        for name in ("head", "end", "close"):
            joined = joined.replace(f"{{{name}}}", data[name])
        out.append((entry["name"], re.compile(joined, re.IGNORECASE)))
    return re.compile(data["general"], re.IGNORECASE), tuple(out)
