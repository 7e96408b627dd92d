"""Plain: the words of a lookup as everybody writes them, made alike, and whether one of them is denied."""

import html
import re

NUMBER = r"\d+(?:[.,]\d+)?"
"""A number with a decimal point or a decimal comma."""
_AHEAD = rf"(?=\s*{NUMBER})"
_REWRITTEN = (
    (re.compile(r"[\u2212\u2011\u2012]"), "-"),
    (re.compile("×"), "x"),
    (re.compile(r"</?[a-z]{1,6}>", re.I), " "),
    (re.compile(r"[*`_\"“”„«»]"), " "),
    (re.compile(rf"\bbetween\s+({NUMBER})\s*%?\s+and\s+({NUMBER})", re.I), r"\1-\2"),
    (re.compile(rf"\b(?:at least|(?:no|not) less than|minimum(?: of)?|min\.?)\s*{_AHEAD}", re.I), "≥"),
    (re.compile(rf"\b(?:at most|up to|(?:no|not) more than|maximum(?: of)?|max\.?)\s*{_AHEAD}", re.I), "≤"),
    (re.compile(rf"\b(?:(?:less|lower|fewer|smaller) than|under|below)\s*{_AHEAD}", re.I), "<"),
    (re.compile(rf"\b(?:(?:more|greater|higher|larger) than|over|above|exceeding)\s*{_AHEAD}", re.I), ">"),
    (re.compile(rf"\b(?:about|approx(?:\.|imately)?|around|circa|ca\.?|roughly|nearly|almost)\s*{_AHEAD}", re.I), "~"),
)
_QUALIFIERS = (
    r"any|other|evidence|signs?|of|for|known|prior|previous|earlier|more|definite|unequivocal|further|distant|obvious"
    r"|current|yet"
)
_NO = r"(?:no|not|non|never|without|w/o|denies|denied|neither|nor|kein(?:e|en|er)?|ohne)"
_DENIED_BEFORE = re.compile(
    rf"(?i)(?<![a-z0-9]){_NO}[\s-]+(?:(?:{_QUALIFIERS})\s+)*(?:[a-z-]+(?:,\s*[a-z-]+)*\s*(?:\s(?:or|nor)\s|/)\s*)?$"
)
_DENIED_AFTER = re.compile(
    r"(?i)\s*[:=]?\s*(?:(?:is|are|was|were)\s+)?(?:(?:neg(?:ative)?|absent|none|nil|excluded|ruled out|clear|free"
    r"|not (?:seen|present|involved|found|done))(?![a-z0-9])(?!\s*(?:nodes?|lns?|lymph))"
    r"|no(?=\s*(?:[,;.)]|$))|-(?=\s*(?:[,;]|$)))"
)
_REACH = 80
"""How many characters before a word its denial may stand."""
_GOES_ON = re.compile(
    r"(?i)\s*(?:or|nor|/)\s+|\s*,\s*(?=[a-z][a-z -]{0,40}(?:,\s*[a-z][a-z -]{0,40}){0,6}\s(?:or|nor)\s)"
)


def plain(text: str) -> str:
    """Comparators as signs, ranges with a dash, no markup: "less than 3 %" is "<3 %", "between 2 and 5" is "2-5"."""
    text = html.unescape(text)
    for pattern, written in _REWRITTEN:
        text = pattern.sub(written, text)
    return text


def denied(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the words from ``start`` to ``end`` stand with the denial before or behind them, or None."""
    low = max(0, start - _REACH)
    if (before := _DENIED_BEFORE.search(text[low:start])) is not None:
        return low + before.start(), end
    after = _DENIED_AFTER.match(text, end)
    return (start, after.end()) if after is not None else None


def without(text: str, start: int, end: int, *, denied: bool = False) -> str:
    """The text with a stretch taken out; a denial goes on over "or", as in "no jaundice or pain"."""
    tail = text[end:]
    if denied and (more := _GOES_ON.match(tail)) is not None:
        return f"{text[:start]} ; no {tail[more.end() :]}"
    return f"{text[:start]} ; {tail}"
