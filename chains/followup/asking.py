"""Asking: what a message only asks about, made blank with every place kept, so that no question becomes a fact."""

import re
from collections.abc import Iterator

from chains.followup.words import FRAGMENT_CHARS, pattern
from knowledge.case import CaseDetails, Span

_SENTENCES = re.compile(r"(?<=[.!?\n])(?=\s|$)")
_IF = re.compile(r"(?i)\b(?:what |and |but |so )*if\b")
_ASIDE = re.compile(r"\([^()\n]*\)")


def told(text: str, read: CaseDetails) -> str:
    """The text without what it only asks ("is M1b worse?", "what about a G3?"), as far as that was read as a fact.

    ``read`` is what was read from the text. What stands in brackets is told even within a question.
    """
    places = [start for path, (start, _) in read.evidence_spans.items() if path != "sex"]
    for start, end in _asked(text):
        asides = [aside.span() for aside in _ASIDE.finditer(text, start, end)]
        held = [place for place in places if start <= place < end and not any(a <= place < b for a, b in asides)]
        if held:
            text = text[:start] + _blank_but(text, start, end, asides) + text[end:]
    return text


def asks(text: str) -> bool:
    """Whether any part of a message is worded as a question."""
    return next(_asked(text), None) is not None


def chats(text: str) -> bool:
    """Whether a message asks for an errand, or for something in which no word is of a case: a match, a room."""
    if pattern("errand").search(text):
        return True
    return pattern("whole_question").match(text) is not None and pattern("of_the_case").search(text) is None


def tells_news(text: str) -> bool:
    """Whether a message asks nothing and has words of a case, or corrects something."""
    if "?" in text or asks(text) or any(pattern(one).match(text) for one in ("whole_question", "promises")):
        return False
    return pattern("news").search(text) is not None or pattern("correcting").search(text) is not None


def without_suppositions(text: str, read: CaseDetails) -> str:
    """The text without what stands behind an "if" up to the end of the sentence, and without what it only asks."""
    for start, end in _sentences(text):
        supposes = _IF.search(text, start, end)
        if supposes:
            text = text[: supposes.start()] + " " * (end - supposes.start()) + text[end:]
    return told(text, read)


def _asked(text: str) -> Iterator[Span]:
    spans = list(_sentences(text))
    for place, (start, end) in enumerate(spans):
        begin = _head(text, start, end, last=place == len(spans) - 1)
        if begin is None or pattern("replied").match(text, end) or pattern("presupposes").search(text, begin, end):
            continue
        tells = pattern("tells_within").search(text, begin, end)
        yield begin, tells.start() if tells else end


def _head(text: str, start: int, end: int, *, last: bool) -> int | None:
    """Where a sentence begins to ask, or None where it does not ask."""
    if not text[start:end].rstrip().endswith("?"):
        return start if pattern("requests").match(text, start, end) else None
    if pattern("asks").match(text, start, end):
        return start
    if last and end - start <= FRAGMENT_CHARS and pattern("fragment").fullmatch(text, start, end):
        return start
    later = pattern("asks_later").search(text, start, end)
    return later.start() if later else None


def _blank_but(text: str, start: int, end: int, kept: list[Span]) -> str:
    """Blanks of the same length, with the passages that are kept."""
    return "".join(text[at] if any(a <= at < b for a, b in kept) else " " for at in range(start, end))


def _sentences(text: str) -> Iterator[Span]:
    """Every sentence, from its first word to its end."""
    at = 0
    for part in _SENTENCES.split(text):
        lead = len(part) - len(part.lstrip())
        if part.strip():
            yield at + lead, at + len(part)
        at += len(part)
