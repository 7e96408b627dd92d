"""Family: what is said of somebody else - a relative first of all, a colleague's patient, a file opened in error."""

import re
from functools import cache, lru_cache

from chains.extract.text.opening import scan
from chains.extract.text.others import other_spans
from chains.extract.text.vocabulary import either, table
from knowledge.case import Span

LINK_CHARS, DENIAL_CHARS = 16, 24
"""How far before a relative the words may stand that tie a clause to her ("cancer in his …"), or make it no history."""
OPENING_CHARS = 120
"""How far into a text somebody may say that the patient is a relative of the writer."""


@cache
def _words() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    data = table("masks")["family"]
    return (
        re.compile(either(data["relatives"])),
        re.compile("|".join(data["not_a_history"])),
        re.compile("|".join(data["ends"])),
        re.compile("|".join(data["links"])),
    )


@cache
def _own() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = table("masks")["family"]
    return re.compile("|".join(data["own"])), re.compile(either(data["patients"]))


_MYSELF = re.compile(
    r"\bi (?:have (?:an? |had |never|not)|was diagnosed|am the patient)"
    r"|\bmy (?:own )?(?:tumou?r|net|nec|scan|liver|doctor)\b"
)
"""A writer who tells of a disease of his own is the patient himself."""


@lru_cache(maxsize=16)
def relative_in_care(text: str) -> str | None:
    """The relative of the writer who is the patient ("My dad has a NET of the ileum"), else ``None``."""
    own, patients = _own()
    match = own.search(text, 0, OPENING_CHARS)
    if match is None or _MYSELF.search(text) or patients.search(text, 0, match.start()):
        return None
    return match["who"]


def family_spans(text: str, sentences: list[Span]) -> list[Span]:
    """The passages that speak of somebody else's disease."""
    return list(_spans(text, tuple(sentences)))


@lru_cache(maxsize=16)
def _spans(text: str, sentences: tuple[Span, ...]) -> tuple[Span, ...]:
    """The same, worked out once for a text, whoever asks."""
    return (*other_spans(text, sentences), *_of_relatives(text, sentences))


def _of_relatives(text: str, sentences: tuple[Span, ...]) -> list[Span]:
    """What is said of relatives of the patient."""
    relatives, not_a_history, ends, links = _words()
    spans: list[Span] = []
    in_care = relative_in_care(text)
    last: Span = (0, 0)
    place = 0
    for match in scan(relatives, text):
        if last[0] <= match.start() < last[1]:
            continue
        if in_care and match.group().removesuffix("'s") == in_care:
            continue
        if not_a_history.match(text, match.start()) or not_a_history.search(
            text, max(0, match.start() - DENIAL_CHARS), match.end()
        ):
            continue
        while place < len(sentences) - 1 and sentences[place][1] <= match.start():
            place += 1
        start, end = sentences[place]
        stop = ends.search(text, match.end(), end)
        before = links.finditer(text, max(start, match.start() - LINK_CHARS), match.start())
        if any(link.end() == match.start() for link in before):
            cut = max(text.rfind(",", start, match.start()), text.rfind(";", start, match.start()), start - 1) + 1
            last = (cut, match.end())
        else:
            last = (match.start(), stop.start() if stop else end)
        spans.append(last)
    return spans
