"""Mask: passages that only look like facts of the case (toxicity grades, relatives, other cancers) are blanked."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from chains.extract.text.ailment import ASIDE, ailment_spans
from chains.extract.text.bystander import bystander_spans
from chains.extract.text.family import family_spans
from chains.extract.text.opening import scan
from chains.extract.text.vocabulary import LEFT, Index, forms, index, table
from chains.extract.text.withdrawn import withdrawn_spans
from knowledge.case import Span

BLANK = "¤"
_ITEM = re.compile(
    r"(?:^|\n) ?(?:(?:tumou?r|cancer|malignancy|primary) )?(?:[a-d]|\d{1,2}|i{1,3}|iv|#\d)[).:] ?"
    r"(?:[a-z-]{2,14},? ){0,3}$"
)
"""From the beginning of a line to the cancer that an item of a list is about: "A) Meningioma. WHO grade 2"."""
_LISTED = re.compile(r"(?:^|\n) ?(?:(?:tumou?r|cancer|malignancy|primary) )?(?:[a-d]|\d{1,2}|i{1,3}|iv|#\d)[).:] ?")
_OF_THE_NET = re.compile(r"(?<![a-z])(?:octreotide|lanreo[a-z]*|sandostatin|somatuline|prrt|lutathera|lu-?177)")
_SCANNED = re.compile(r"(?<![a-z])(?:dota[a-z]*|krenning|sstr|octreo-?scan)")
"""What is told of another tumour only where the neuroendocrine one has an item of its own: meningiomas are avid too."""
ITEM_LEAD, ITEM_CHARS = 60, 500
"""How far before a cancer its item may begin, and how long the item may be."""
_NEUROENDOCRINE_BEFORE = re.compile(r"(?:neuro-?endocrine|small[ -]cell|large[ -]cell|\bne)[ -]$")


@cache
def _passages() -> Index:
    """The passages, tried in the order in which they are listed."""
    return Index({name: list(body["forms"]) for name, body in table("masks")["passage"].items()}, ordered=True)


@lru_cache(maxsize=16)
def cancers_in(text: str) -> tuple[tuple[str, int, int], ...]:
    """Every other cancer that a folded text names; found once, whoever asks."""
    return tuple(index("cancers", "cancer").find(text))


@cache
def _owned() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    data = table("cancers")
    return re.compile(LEFT + data["owned"]), re.compile(data["found"]), re.compile(r"[,;:(\n]|\.(?= )")


@cache
def _borders() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    data = table("cancers")
    return (
        re.compile(forms("masks", "neuroendocrine")),
        re.compile("|".join(data["ends"])),
        re.compile("|".join(data["starts"])),
    )


def blank_passages(text: str) -> str:
    """The folded text, same length, without passages such as "grade 3 neutropenia" or "T2-weighted"."""
    return _without(text, [(start, end) for _, start, end in _passages().find(text)])


def blank_family(plain: str, text: str, sentences: list[Span]) -> str:
    """The text without what is said of relatives and of whoever stands beside the patient, and without what is taken
    back: for facts of the person."""
    return _without(plain, [*family_spans(text, sentences), *bystander_spans(text), *withdrawn_spans(text)])


def blank(plain: str, text: str, sentences: list[Span]) -> str:
    """The text in which, moreover, nothing is left of relatives, of other cancers and of other ailments."""
    spans = family_spans(text, sentences) + cancer_spans(text, sentences)
    return _without(_without(plain, list(ailment_spans(text)), ASIDE), spans + withdrawn_spans(text))


def _without(text: str, spans: list[Span], sign: str = BLANK) -> str:
    if not spans:
        return text
    out, at = [], 0
    for start, end in sorted(spans):
        begin = max(at, start)
        if begin >= end:
            continue
        out += [text[at:begin], sign * (end - begin)]
        at = end
    out.append(text[at:])
    return "".join(out)


def is_neuroendocrine(text: str, start: int) -> bool:
    """Whether the cancer named at a place is a neuroendocrine one: "neuroendocrine carcinoma of the pancreas"."""
    return _NEUROENDOCRINE_BEFORE.search(text[max(0, start - 20) : start]) is not None


def cancer_spans(text: str, sentences: list[Span]) -> list[Span]:
    """The clauses that speak of another cancer; its grade, stage and treatment are not the tumour's."""
    neuroendocrine, ends, starts = _borders()
    spans: list[Span] = []
    place = 0
    for _, named, over in cancers_in(text):
        if is_neuroendocrine(text, named):
            continue
        while place < len(sentences) - 1 and sentences[place][1] <= named:
            place += 1
        start, end = sentences[place]
        point = text.startswith(".", over) and end > over + 1  # "breast ca. 2011"
        stop = ends.search(text, over + point, end)
        last = stop.start() if stop else end
        net = neuroendocrine.search(text, over, last)
        if net:
            comma = text.rfind(",", over, net.start())
            last = comma if comma >= 0 else over
        first = start
        for begin in starts.finditer(text, start, named):
            first = begin.end()
        for net in neuroendocrine.finditer(text, first, named):
            first = net.end()
        spans.append((first, last))
        if item := _item(text, named):
            spans.append(item)
    return [*spans, *_found_to_be(text, sentences)]


@lru_cache(maxsize=16)
def _names_a_net_item(text: str) -> bool:
    """Whether a line of a list is headed by a neuroendocrine tumour: "B) Pancreatic NET"."""
    return any(is_of_a_net(text, head.end(), min(len(text), head.end() + ITEM_LEAD)) for head in _LISTED.finditer(text))


def _item(text: str, named: int) -> Span | None:
    """The whole line of an item that is about another cancer and names nothing of a neuroendocrine tumour."""
    opened = _ITEM.search(text, max(0, named - ITEM_LEAD), named)
    if opened is None:
        return None
    end = text.find("\n", named, named + ITEM_CHARS)
    end = min(len(text), named + ITEM_CHARS) if end < 0 else end
    if is_of_a_net(text, opened.start(), end) or _OF_THE_NET.search(text, opened.start(), end):
        return None
    if _SCANNED.search(text, opened.start(), end) and not _names_a_net_item(text):
        return None
    return opened.end(), end


def _found_to_be(text: str, sentences: list[Span]) -> Iterator[Span]:
    """The findings that are said to be another cancer's: "bone mets are prostate", "nodes refer to the breast"."""
    owned, found, edges = _owned()
    place = 0
    for other in scan(owned, text):
        while place < len(sentences) - 1 and sentences[place][1] <= other.start():
            place += 1
        low = max(
            [sentences[place][0], *(edge.end() for edge in edges.finditer(text, sentences[place][0], other.start()))]
        )
        if found.search(text, low, other.start()) and not is_of_a_net(text, low, other.start()):
            yield low, other.end()


def is_of_a_net(text: str, start: int, end: int) -> bool:
    """Whether a passage names a neuroendocrine tumour."""
    return _borders()[0].search(text, start, end) is not None
