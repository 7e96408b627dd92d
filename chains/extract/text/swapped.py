# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Swapped: what a text that takes something back gives to another patient, whom it names apart from its own."""

import re
from collections.abc import Iterator
from functools import cache

from chains.extract.text.opening import scan
from chains.extract.text.vocabulary import either, table
from knowledge.case import Span

TAKEN_OUT = "xxxx"
"""What stands in folded text where a name was taken out, so that any two are alike."""
TOLD_CHARS = 160
"""How far before the name of another patient the facts may stand that are hers."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    data = table("masks")["swapped"]
    title, another = data["title"], either(data["another"])
    gap = r"(?: |(?<=\.))"  # "MRI:" and "MRCP:" are nobody's name
    name = rf"{title}{gap}[a-z][a-z-]*"
    named = rf"(?P<name>{name}|{data['place']})"
    over = r"(?= ?[.,;!)\n]|$)"
    thing = r"(?: (?:report|result|file|chart|biopsy|path|histology|scan|value|figure|data)s?)?"
    return {
        "hint": re.compile(either(data["hints"])),
        "strict": re.compile(either(data["strict_hints"])),
        "owned": re.compile(rf"{either(data['is_of'])} (?:{named}(?:'s)?|{another}(?:'s)?){thing}{over}"),
        "held": re.compile(rf"(?<![a-z])(?:in|of|from) {another}{over}"),
        "hers": re.compile(rf"(?<![a-z])(?P<name>{name})'s [^.;!?\n]{{0,80}}?(?:and |but )?not (?P<own>{name})(?:'s)?{over}"),
        "who": re.compile(rf"(?<![a-z])not (?P<own>{name}),? but (?P<name>{name}),? (?:who|that|with|whose)(?![a-z])"),
        "confused": re.compile(rf"{either(data['confused'])} (?P<from>{named}|{another})(?= ?,? ?(?:who|with|whose|\())"),
        "not_his": re.compile(rf"{either(data['not_his'])}{over}"),
        "struck": re.compile(either(data["struck"])),
        "person": re.compile(rf"(?<![a-z])(?<!not )(?<!i told )(?:{name}|{data['place']})"),
        "own": re.compile(rf"(?<![a-z])(?:{title}{gap}|[a-z]\. ?)[a-z][a-z-]* ?\({data['own']}\)"),
        "other": re.compile(rf"(?<![a-z])(?:{title}{gap}|[a-z]\. ?)[a-z][a-z-]*(?: ?\([^()\n]{{1,40}}\))? ?:(?= )"),
        "header": re.compile(rf"(?:^|(?<=[.!?;:\n] )|(?<=\n)|(?<=\n- ))(?P<who>{title}{gap}[a-z][a-z-]*)(?:\. ?|,? \d{{2}}[ a-z/-]{{0,4}}| ?\([^()\n]{{1,30}}\))? ?:(?= )"),
        "in_question": re.compile(rf"(?:questions?|ask(?:s|ing)?|advice|opinion|concern(?:s|ing)?|regarding|about|this is|on behalf of)(?: (?:is|was|only|on|about|for|of|regarding|concerns|just)){{0,3}} (?P<who>{title}{gap}[a-z][a-z-]*)"),
        "first": re.compile(rf"(?:^|(?<=[ \n:]))1[).] ?{data['listed']}"),
        "second": re.compile(rf"(?<=[ \n,;.])2[).] ?{data['listed']}"),
        "the_second": re.compile(
            r"(?<![a-z])(?:questions?|advice|opinion|about|regarding|concern(?:s|ing)?|ask(?:s|ing)?)(?![a-z])[^.;!\n]{0,24}?(?<![a-z0-9])(?:(?:no\.?|number|#|pt|patient|case) ?#?2|(?:the )?second|2nd)(?![a-z0-9])"
        ),
        "fact": re.compile(data["fact"]),
        "edge": re.compile(r"[.;!?](?=[ \n]|$)|\n|:(?= )|(?<![a-z0-9])-(?= )"),
    }  # fmt: skip


def swapped_spans(text: str) -> Iterator[Span]:
    """The passages on another patient whom the text names apart, or takes its words back of."""
    yield from _named_apart(text)
    yield from _taken_back(text)


def _named_apart(text: str) -> Iterator[Span]:
    """What is told of one name before the one that is in question: "H. Müller: NEC. K. Müller (this case): NET".

    Of several who are told of under their names or numbers the first is in question, or the one whom the text asks about.
    """
    known = _patterns()
    for own in scan(known["own"], text):
        other = known["other"].search(text, max(0, own.start() - 2 * TOLD_CHARS), own.start())
        if other:
            yield other.start(), own.start()
    headers = list(scan(known["header"], text))
    if len({header["who"] for header in headers}) > 1:
        asked = known["in_question"].search(text)
        own_name = asked["who"] if asked else headers[0]["who"]
        ends = [*(header.start() for header in headers[1:]), asked.start() if asked else len(text)]
        for header, end in zip(headers, ends, strict=True):
            if header["who"] != own_name and header.start() < end:
                yield header.start(), end
    first = next(scan(known["first"], text), None) if "1)" in text or "1." in text else None
    second = known["second"].search(text, first.end()) if first else None
    if first and second:
        asked = known["the_second"].search(text, second.end())
        yield (first.start(), second.start()) if asked else (second.start(), len(text))


def _taken_back(text: str) -> Iterator[Span]:
    """The clauses whose facts are another patient's: "sorry wrong pt, the Ki-67 of 45 % was Mr Hale's. For Mr Osei: 3 %".

    Only of a text that takes something back, and never of the only patient whom it names.
    """
    known = _patterns()
    if not any(scan(known["hint"], text)):
        return
    for owned in (*scan(known["owned"], text), *scan(known["held"], text), *scan(known["not_his"], text)):
        low = _clause(text, owned.start())
        if known["fact"].search(text, low, owned.start()) and _is_another(text, owned):
            yield low, owned.end()
    for hers in scan(known["hers"], text):
        if hers["own"] in text[hers.end() :] and known["fact"].search(hers.group()):
            yield hers.span()
    for who in scan(known["who"], text):
        yield who.start("name"), _end(text, who.end())
    for confused in scan(known["confused"], text):
        if _is_another(text, confused):
            yield confused.start("from"), _end(text, confused.end())
    for struck in scan(known["struck"], text):
        yield struck.span()


def _is_another(text: str, owned: re.Match[str]) -> bool:
    """Whether the text names a patient apart from the one named here, and this one nowhere else."""
    known, name = _patterns(), owned.groupdict().get("name")
    if name is None:
        return True  # "another patient's"
    others = [
        one.group() for one in scan(known["person"], text) if one.end() <= owned.start() or one.start() >= owned.end()
    ]
    if name.endswith(TAKEN_OUT):
        return bool(others) and known["strict"].search(text) is not None
    return bool(others) and name not in others


def _clause(text: str, place: int) -> int:
    """Where the clause begins that ends at a place."""
    low = max(0, place - TOLD_CHARS)
    edges = [edge.end() for edge in _patterns()["edge"].finditer(text, low, place)]
    return edges[-1] if edges else low


def _end(text: str, place: int) -> int:
    """Where the sentence of a place ends."""
    end = re.compile(r"[.;!?](?=[ \n]|$)|\n").search(text, place, place + TOLD_CHARS)
    return end.start() if end else min(len(text), place + TOLD_CHARS)
