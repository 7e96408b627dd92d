# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Ki-67: the index in percent, for which specimen and of which year."""

import re
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from chains.extract.pathology.ki67_rows import KiValue
from chains.extract.pathology.ki67_values import ki67_values
from chains.extract.pathology.ki67_words import patterns
from chains.extract.pathology.sampling import Kind
from chains.extract.pathology.specimens import Specimens
from chains.extract.text.found import Found, entry, impossible, legal
from chains.extract.text.number import PERCENT, Amount, read_amount
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import forms
from knowledge.case import Ki67, Problem, Span

RISEN_CHARS = 24
"""How far before "up to" the verb may begin that makes it a change."""
NEAR_CHARS = 40
"""How far apart two values may stand in sentences of their own to be told as one change."""
_OUTSIDE = re.compile(
    r"[ *-]*(?:outside|external|referring|local|district|original|submitted) (?:diagnosis|report|pathology|histology|review) ?:"
)
_OURS = re.compile(
    r"\n[ *-]*(?:our|second|central|expert|in-?house|review) (?:review|diagnosis|opinion|report|reading|histology|pathology) ?:"
)
"""The lines of a second opinion; both values are on record: the one that was sent, and our own."""


class _Index(NamedTuple):
    """One value, legal and told of the patient, with the specimen and year that it belongs to."""

    value: KiValue
    amount: Amount
    start: int
    end: int
    kind: Kind | None
    kind_span: Span | None
    implied: bool
    """Whether the specimen is only implied, by an operation on the primary or a biopsy of it."""
    year: int | None
    year_span: Span | None
    year_told: bool
    """Whether the year stands with the value itself, or is that of a biopsy, not of the operation."""


_AS_A_RULE = re.compile(
    r" (?:would(?! (?:you|we|i|she|he|they)\b)|means|mean|is (?:required|needed|defined)|defines?|per definition)\b"
)
"""Behind a value that somebody states as a rule: "Ki-67 > 20 % would mean G3"."""


@cache
def _wordings() -> dict[str, re.Pattern[str]]:
    met = r"(?:liver|hepatic|bone|nodal|node|ovarian|peritoneal) (?:met|metastasis|biopsy|bx)"
    return {
        "primary": re.compile(forms("proliferation", "primary")),
        "metastasis": re.compile(forms("proliferation", "metastasis")),
        "bound": re.compile(r"%? ?[(\[:]|%? ?- |%? ?(?:(?:now|currently|today|recently) )?(?:in|on|from|at|of|for)\b"),
        "beside": re.compile(rf"(?:(?P<primary>primary(?: tumou?r)?)|(?P<metastasis>{met}))[ :'(-]{{0,3}}$"),
        "liver_before": re.compile(
            r"[ ,;/+&(]*(?:and |with )?(?:the )?(?:liver|hepatic)(?: (?:mets?|metasta[a-z]+|lesions?|disease|tumou?r))?[ :=~]*"
        ),
        "no_year": re.compile(r"since |until |after |cells"),
        "counted": re.compile(r" ?\+? ?(?:[a-z]+ ){0,2}(?:cells|nuclei)\b"),  # "3.8 % of 2000 cells" tells no year
        "of_cells": re.compile(
            r" ?(?:of|out of|in|per|among) (?:the )?(?P<all>\d{3,4}) (?:[a-z]+ ){0,2}(?:cells|nuclei)\b"
        ),
        "given_first": re.compile(forms("proliferation", "given_first")),
        "before": re.compile(r"\b(?:was|were|previously|formerly|before|initially|earlier|had been)\b"),
        "error": re.compile(
            r" ?%?\)?(?: (?:in|from|on|of|that|as|which) (?:[a-z]+ ){1,4}?)?,? ?(?:was|is|were|being) (?:an? |the |in |simply |just |clearly ){0,12}(?:[a-z]+ )?(?:error|mistake|typo|wrong|incorrect|erroneous|misprint|misquot[a-z]+|mistyped|mistaken)\b| ?%? (?:was |is |were |had been )?(?:[a-z]+ ){0,2}(?:by mistake|in error|by accident|erroneously)\b"
        ),
        "misstated": re.compile(
            r"\b(?:mis-?(?:quot|print|typ|report|stat|copi|read|enter)[a-z]*|wrongly|erroneously|incorrectly|mistakenly|falsely)(?![a-z])[^.;,\n]{0,40}$"
        ),
        "ignored": re.compile(
            r"\b(?:ignore|disregard|instead of|rather than)(?: the| my| that)?(?: [a-z]+)? (?:index |value )?(?:of |was )?$"
        ),
        "now": re.compile(r"\bnow\b|\bcurrently\b|\btoday\b|\blatest\b"),
        "earlier_before": re.compile(
            r"(?:\b(?:was|previously|prev\.?|formerly|before|earlier|prior|had been)(?: (?:index|ki-?67|value|biopsy|bx|it was|only|of|was|at|about)){0,3} ?[:=(~]? ?)$"
        ),
        "earlier_behind": re.compile(
            r" ?%? ?(?:earlier|before(?! (?:the |her |his )?[a-z])|previously|formerly|back then|at first|initially)(?![a-z])(?! ?:?=?~? ?\d)"
        ),
        "now_before": re.compile(
            r"(?:\b(?:now|currently|today|new|latest|current|this time)(?: (?:index|ki-?67|value|biopsy|bx|is|at|of|it is|about)){0,3} ?[:=(~]? ?)$"
        ),
        "now_behind": re.compile(r" ?%? ?\(?(?:now|currently|today|at present|this time)(?![a-z])(?! ?:?=?~? ?\d)"),
        "sampled": re.compile(r" ?%?(?: (?:before|earlier|previously))?(?: \(| (?:on|in|from|at) )"),
        "rises_to": re.compile(
            r"\b(?:up|down|risen|rose|rising|increas(?:ed|ing)|fallen|fell|dropped|went|gone|decreased|progressed|climbed|jumped) (?:up |down )?to ?$"
        ),
        "risen": re.compile(r"(?<![a-z])(?:gone|went|goes|risen|rose|shot|crept|climbed|jumped|moved|increased) $"),
        "again": re.compile(r"re-?biops|rebx|repeat|new (?:biops|sample)|recurren|relapse|progress"),
    }


def read_ki67(page: Page) -> tuple[list[Found], list[Problem]]:
    """Every Ki-67 value of the text that holds; a value outside 0 to 100 % is a problem."""
    problems: list[Problem] = []
    values = ki67_values(page)
    if not values:
        return [], []
    specimens = page.kept(Specimens)
    read = [_index(page, value, specimens, problems) for value in values]
    named = [index for index in read if index is not None]
    told = _without_limits(_standing(page, _without_shares(page, named)))
    contrasted = any(index.kind == "metastasis" for index in told)
    if contrasted:
        told = [_dated(index, specimens) for index in told]
    return [_found(index, contrasted) for index in told], problems


def _without_shares(page: Page, indices: list[_Index]) -> list[_Index]:
    """The indices without a later figure beside the liver that may be its share: "Ki-67 4 %, liver mets 30 %".

    It is an index where a value of the primary, or of a node, was named before it, or a sample of the liver.
    """
    kept: list[_Index] = []
    names: set[Span] = set()
    apart = False
    for index in indices:
        low, high = index.value.lead
        if apart or index.value.name not in names or not _wordings()["liver_before"].fullmatch(page.text, low, high):
            kept.append(index)
        names.add(index.value.name)
        apart = apart or (index.kind is not None and not index.implied and _told_with(page, index))
    return kept


def _without_limits(indices: list[_Index]) -> list[_Index]:
    """The indices without a bound that an exact value keeps: "12 % … turned down, Ki-67 > 10 %" names a limit."""
    exact = [index for index in indices if index.amount.operator in {"=", "~"}]

    def is_limit(index: _Index) -> bool:
        low, high = index.amount.low, index.amount.high
        bound = index.amount.bounds and index.kind is None and index.year is None
        return bound and any(one.amount.low > low and (high is None or one.amount.low < high) for one in exact)

    return [index for index in indices if not is_limit(index)]


def _told_with(page: Page, index: _Index) -> bool:
    """Whether the specimen stands with the index itself: not "primary resected, Ki-67 3 %"."""
    end = index.kind_span[1] if index.kind_span else 0
    return "," not in page.text[end : index.value.name[0]]


def _index(page: Page, value: KiValue, specimens: Specimens, problems: list[Problem]) -> _Index | None:
    match = value.match
    start = match.start("vcmp") if match["vcmp"] else match.start("vlow")
    end = match.end("vhigh") if match["vhigh"] else match.end("vlow")
    percent = re.match(PERCENT, page.text[end : end + 10])
    end += percent.end() if percent else 0
    if "asked" in page.context(match.start("vlow"), end):
        return None
    read = read_amount(match, "v")
    known, low = _wordings(), max(0, value.name[0] - 30)
    if (
        known["misstated"].search(page.text, low, start)
        or known["error"].match(page.text, end)
        or (not value.recount and known["ignored"].search(page.text[low : value.name[0]]))
    ):
        return None
    counted = known["of_cells"].match(page.text, match.end()) if not percent else None
    if counted and read.operator == "=" and read.low <= float(counted["all"]):
        share = round(100 * read.low / float(counted["all"]), 1)
        read = Amount(share, share, "=")
    denied = re.search(r"(?:\b(?:not|never|nowhere)|n't)(?: an?| been| was)? ?$", page.text[max(0, start - 12) : start])
    if denied and (read.operator != ">" or read.high is not None):
        return None
    if denied:
        read = Amount(0, read.low, "range")  # "never above 2 %"
    if _AS_A_RULE.match(page.text, end):
        return None
    if read.operator == "range" and read.low == 0 and read.high:
        risen = known["risen"].search(page.text, max(0, start - RISEN_CHARS), start)
        if risen or page.text.startswith(" from ", end):
            read = Amount(read.high, read.high, "=")  # "up to 24 % from 9 %", "has gone up to 5 %" are a change
    sign = page.text[max(0, start - 2) : start]
    minus = sign[-1:] == "-" and sign[:-1] in {" ", ":", "="} and percent
    if not legal("ki67", read.low, read.high) or (minus and read.high == read.low):
        problems.append(impossible(page, "ki67", start - bool(minus), end, "ki67"))
        return None
    if not percent and 0 < read.low < 1 and read.operator == "=":
        problems.append(impossible(page, "ki67", start, end, "ki67_fraction"))
        return None
    kind, kind_span = _named_kind(page, value)
    under = specimens.at(value.match.start("vlow")) if kind is None else specimens.within(*value.tail)
    if under is not None and kind is not None and (under.kind != kind or (under.year_span or (0, 0))[0] < start):
        under = None
    year, year_span = _named_year(page, value)
    told = year is not None
    if under is not None and year is None:
        year, year_span, told = under.year, under.year_span, under.biopsy
    if kind is None:
        implied = under is not None and under.kind == "primary" and not under.named
    else:
        implied = kind == "primary" and kind_span is not None and _is_the_tumour(page, kind_span)
    if kind is None and under is not None:
        kind, kind_span = under.kind, (under.start, under.end)
    return _Index(value, read, start, end, kind, kind_span, implied, year, year_span, told)


def _is_the_tumour(page: Page, named: Span) -> bool:
    """Whether words name the tumour, not a specimen: "Ki-67 25 % in an ileal NET"."""
    start, end = named
    words = page.text[start:end]
    return re.search(r"(?:^|[ -])(?:p|pan|si)?-?net$", words) is not None or (
        re.search(r"(?:ic|al|lung)$", words) is not None
        and re.match(r" (?:(?:p|si)-?)?(?:net|nec|neuro|carcinoid)", page.text[end : end + 10]) is not None
    )


def _dated(index: _Index, specimens: Specimens) -> _Index:
    """A value of the primary without a year is of the year in which the primary was removed, where that is told."""
    if index.kind != "primary" or index.year is not None:
        return index
    year, span = specimens.year_of_the_operation()
    return index._replace(year=year, year_span=span)


def _found(index: _Index, contrasted: bool) -> Found:
    """The fact; an operation that only implies the primary names the specimen where values are told apart."""
    named = not index.implied or contrasted
    value = Ki67(
        low=index.amount.low,
        high=100.0 if index.amount.high is None else index.amount.high,
        operator=index.amount.operator,
        specimen=index.kind if named else None,
        year=index.year if named or index.year_told else None,
    )
    place = (index.start, index.end)
    specimen, year = index.kind_span if value.specimen else None, index.year_span if value.year else None
    return entry("ki67", value, *place, low=place, specimen=specimen, year=year)


def _named_kind(page: Page, value: KiValue) -> tuple[Kind | None, Span | None]:
    """The specimen that the words around the value name: before it, behind it, or right before the name."""
    known, text = _wordings(), page.text
    for where in (value.lead, value.tail):
        passage = text[slice(*where)]
        if where == value.tail and value.lead[0] != value.name[0] and not known["bound"].match(passage):
            continue
        hits: list[tuple[int, Kind, int]] = []
        kinds: tuple[Kind, ...] = ("primary", "metastasis")
        for kind in kinds:
            hits += [(match.start(), kind, match.end()) for match in known[kind].finditer(passage)]
        if hits:
            start, kind, end = min(hits)
            return kind, (where[0] + start, where[0] + end)
    low = max(page.sentence(value.name[0])[0], value.name[0] - 40)
    beside = known["beside"].search(text[low : value.name[0]])
    if beside:
        kind = "primary" if beside["primary"] else "metastasis"
        return kind, (low + beside.start(kind), low + beside.end(kind))
    return None, None


def _named_year(page: Page, value: KiValue) -> tuple[int | None, Span | None]:
    """The year among the words around the value."""
    text, year = page.text, patterns()["year"]
    for where in (value.lead, value.tail):
        match = year.search(text, *where)
        if match and not (
            _wordings()["no_year"].search(text[where[0] : match.start()])
            or _wordings()["counted"].match(text, match.end())
        ):
            return int(match.group()), match.span()
    return None, None


def _standing(page: Page, read: list[_Index]) -> list[_Index]:
    """The values that still hold: one counted again, or corrected, stands in place of the earlier one."""
    gone = {id(before) for before, after in pairwise(read) if _superseded(page, before, after)}
    gone |= {id(old) for pair in pairwise(read) if (old := _told_as_earlier(page, *pair)) is not None}
    return [index for index in read if id(index) not in gone]


def _told_as_earlier(page: Page, first: _Index, second: _Index) -> _Index | None:
    """Of two values the one that is told as earlier, without a year or a specimen, beside one that holds now."""
    if page.sentence(first.start) != page.sentence(second.start) and second.start - first.end > NEAR_CHARS:
        return None
    known = _wordings()
    if first.kind or second.kind:
        return None
    when, then = _time(page, first), _time(page, second)
    for one, own, other in ((first, when, then), (second, then, when)):
        sampled = known["sampled"].match(page.text, one.end)
        if own == "earlier" and other != "earlier" and one.year is None and not sampled:
            return one
    return None


def _time(page: Page, index: _Index) -> str | None:
    """Whether a value is told as the one of now or as an earlier one by the words beside it."""
    known, text = _wordings(), page.text
    lead = text[max(0, index.start - 40) : index.start]
    if known["rises_to"].search(lead):
        return "now"
    for when in ("now", "earlier"):
        if known[f"{when}_behind"].match(text, index.end) or known[f"{when}_before"].search(lead):
            return when
    return None


def _read_elsewhere(page: Page, before: _Index, after: _Index) -> bool:
    """Whether each of two readings has a line of its own: "Outside diagnosis: … 50 %" and "Our review: … 31 %"."""
    text = page.text
    line = text.rfind("\n", 0, before.start) + 1
    if _OUTSIDE.match(text, line, before.start) is None:
        return False
    return _OURS.search(text, before.end, after.start) is not None


def _superseded(page: Page, before: _Index, after: _Index) -> bool:
    known = _wordings()
    if _read_elsewhere(page, before, after):
        return False
    if None not in (before.kind, after.kind) and before.kind != after.kind:
        return False
    if None not in (before.year, after.year) and before.year != after.year:
        return False
    lead = _clause(page, before, None)
    said = _clause(page, after, before)
    if after.value.recount or patterns()["recount"].search(said):
        return True
    if known["again"].search(said):
        return False
    own = before.year or after.year or (before.kind and not before.implied) or (after.kind and not after.implied)
    if known["given_first"].search(lead):
        return not own
    return bool(known["before"].search(lead) and known["now"].search(said)) and not own


def _clause(page: Page, index: _Index, previous: _Index | None) -> str:
    """The words of its sentence that lead to a value."""
    start = max(page.sentence(index.start)[0], index.start - 110, previous.end if previous else 0)
    return page.text[start : index.start]
