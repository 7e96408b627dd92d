"""Shorthand: the terse words of a quick lookup, as fields of a case and as words that the reader of texts knows."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import Field

from chains.extract import Reading, read_told
from chains.plain import NUMBER, denied, without
from chains.told import Told, agreed, filled_in, millimetres, quoted
from knowledge.case import CaseDetails, Problem, Value

_WHOLE = frozenset({"symptom_grade", "bone_count", "diagnosis_year"})
_LEFT, _RIGHT = r"(?<![A-Za-z0-9])(?!(?<=\d[.,])\d)", r"(?![A-Za-z0-9]|[.,]\d)"
_CASED = {"x": "X", "X": "X"}
_TNM = re.compile(
    rf"{_LEFT}(?P<prefix>yp|[cpr])?(?=[TtNnMm][0-4XxIi])(?P<t>[Tt](?:[0-4Xx][A-Da-d]?|is))?"
    rf"(?:[cp]?(?P<n>[Nn][0-3Xx](?:[ABab]|[Cc](?![Mm]))?))?(?:[cp]?(?P<m>[Mm][01Xx][A-Ca-c]?))?(?![A-Za-z0-9])"
)
_LUNG = re.compile(rf"{_LEFT}lung{_RIGHT}", re.IGNORECASE)
_LIKE_TNM = re.compile(rf"{_LEFT}(?:yp|[cpr])?[TNMtnm]\d[0-9A-Za-z]*{_RIGHT}")
_EITHER = re.compile(
    rf"(?i){_LEFT}[ycpr]*([tnm])[0-4][a-d]?(?:(?:\s*or\s*|\s*[-–/]\s*)[ycpr]*\1[0-4][a-d]?|[-–/][0-4][a-d]?){_RIGHT}"
)
_MULTIPLE = re.compile(r"(?<=[Tt]\d)\((?:m|\d{1,2})\)")
_SUM = re.compile(rf"(?<![\w.,/-])(-?{NUMBER})\s*(mm|cm)?(?![\w.,/%]*[\w%])(?!\s*(?:months?|mo|mths?|%|lesions?)\b)")
_NO_PRIMARY_BEFORE = re.compile(r"(?i)(?:(?:mets?|metastas[ei]s)\s+(?:to|in)|invad\w+|into|involv\w+)\s+(?:the\s+)?$")
_NO_PRIMARY_AFTER = re.compile(r"(?i)\s*(?:mets?|metastas[ei]s|nodules?)\b")
_NUMBER = re.compile(r"(?<![\w.,])(?<!(?i:ki)[- ])[<>≤≥~]?\s?-?\d[\d.,/]*\s?(?:%|mm|cm)?")


class Short(Value):
    """A lookup as understood."""

    case: CaseDetails
    problems: tuple[Problem, ...] = ()
    unread: tuple[str, ...] = ()
    """What no reader understood, as written."""
    unclear: str | None = None
    """Why the lookup cannot be answered at all: its words do not agree, or deny what only a name can tell."""


class _Heard:
    """What is read of a lookup so far, and what is left to read."""

    def __init__(self, rest: str) -> None:
        self.rest = rest
        self.phrases: list[str] = []
        self.told: list[Told] = []
        self.unread: list[str] = []
        self.problems: list[Problem] = []
        self.unclear: str | None = None

    def take(self, start: int, end: int, *, denied: bool = False) -> str:
        """Take words out of what is left."""
        words = self.rest[start:end].strip(" ;,")
        self.rest = without(self.rest, start, end, denied=denied)
        return words


class _Pattern(Value):
    """One terse wording and what it stands for."""

    pattern: re.Pattern[str]
    text: str | None = None
    fields: dict[str, Any] = Field(default_factory=dict)
    denied: dict[str, Any] | None = None
    """Fields that the same words stand for behind a "no"; without them a denial is only told as not read."""
    problem: Problem | None = None
    lookups: tuple[str, ...] = ()


def read(text: str, command: str, score: str | None = None) -> Short:
    """Read the words behind the first word of a lookup; they may come in any order."""
    heard = _Heard(f" {_MULTIPLE.sub('', text)} ")
    _categories(heard)
    if score == "recist":
        _sums(heard)
    for one in _patterns():
        if not one.lookups or command in one.lookups:
            _apply(one, heard)
    _site(heard)
    reading = read_told(". ".join([*heard.phrases, " ".join(heard.rest.split())]))
    fields, disagreeing = agreed(heard.told)
    case = filled_in(reading.case, fields).model_copy(update={"evidence_spans": {}, "evidence_turns": {}})
    if disagreeing:
        heard.unclear = f"{quoted(disagreeing)} do not agree; say one of them."
    return Short(
        case=case,
        problems=(*reading.problems, *heard.problems),
        unread=tuple(dict.fromkeys(filter(None, [*heard.unread, *_numbers_left(heard, reading)]))),
        unclear=heard.unclear,
    )


def _apply(one: _Pattern, heard: _Heard) -> None:
    """Every place where a terse wording stands: said, denied, or impossible."""
    while (match := one.pattern.search(heard.rest)) is not None:
        groups = {str(number): (group or "").lower() for number, group in enumerate(match.groups(), 1)}
        text = _filled(one.text, groups) if one.text else None
        if one.problem:
            words = heard.take(*match.span())
            message = f"{words} is not possible: {one.problem.message}"
            heard.problems.append(one.problem.model_copy(update={"text": words, "message": message}))
        elif (span := denied(heard.rest, *match.span())) is not None:
            words = heard.take(*span, denied=True)
            if one.denied is not None:
                heard.told.append(Told(fields=one.denied, words=words))
            elif text and not one.fields and text.endswith("metastases"):
                heard.phrases.append(f"no {text}")
            else:
                heard.unread.append(words)
        else:
            words = heard.take(*match.span())
            if text:
                heard.phrases.append(text)
            elif one.text is None and not one.fields:
                heard.unread.append(words)
            fields = {name: _value(name, value, groups) for name, value in one.fields.items()}
            heard.told.append(Told(fields=fields, words=words))


def completing(missing: Iterable[str]) -> tuple[str, ...]:
    """The words that would complete a lookup, for the fields that are missing."""
    words: Mapping[str, str] = _data()["complete"]
    return tuple(dict.fromkeys(words[field] for field in missing if field in words))


def unknown_site(rest: str) -> str | None:
    """A word of a stage lookup that can only be meant as a site, and is none that is known."""
    if any(pattern.search(rest) for _, pattern in _sites()):
        return None  # two known sites are not an unknown one
    words = re.findall(r"(?<![a-z0-9])[a-z]{4,}(?![a-z0-9])", rest.lower())
    return next((word for word in words if word not in _data()["of_a_stage"]), None)


def sites_with_tnm() -> tuple[str, ...]:
    """The primary sites that can be staged here, in words."""
    return tuple(_data()["sites_with_tnm"])


def _categories(heard: _Heard) -> None:
    """T, N and M as written, alone or joined (``pT3N1M0``); what no edition knows is left to the reader to refuse."""
    while (either := _EITHER.search(heard.rest)) is not None:
        words = heard.take(*either.span())
        heard.unread.append(words)
        if either[1].lower() == "m":
            heard.unclear = f'"{words}" leaves open whether there are distant metastases; say M0 or M1.'
    if any(_TNM.fullmatch(word) is None for word in _LIKE_TNM.findall(heard.rest)):
        return
    while (match := _TNM.search(heard.rest)) is not None:
        fields = {
            letter: match[letter][0].upper() + _CASED.get(match[letter][1:], match[letter][1:].lower())
            for letter in ("t", "n", "m")
            if match[letter]
        }
        if match["prefix"] and not any("tnm_prefix" in told.fields for told in heard.told):
            fields["tnm_prefix"] = match["prefix"].lower()
        span = denied(heard.rest, *match.span())
        words = heard.take(*(span or match.span()), denied=span is not None)
        if span is None:
            heard.told.append(Told(fields=fields, words=words))
        else:
            heard.unclear = f'Say the category itself, not "{words}".'


def _sums(heard: _Heard) -> None:
    """The two bare numbers of a RECIST lookup, the earlier sum and the one now; three cannot be told apart."""
    text = re.sub(r"-+>|→|\bto\b|,(?=\s)", lambda arrow: " " * len(arrow.group()), heard.rest)
    found = list(_SUM.finditer(text))
    if len(found) == 3:  # "50 60 2 new lesions"
        found = [one for one in found if not re.match(r"(?i)\s*new\b", text[one.end() :])]
    if len(found) != 2 or re.search(r"baseline|nadir|now|current", heard.rest):
        return
    earlier, now = (millimetres(f"{one[1]} {one[2] or found[1 - place][2] or ''}") for place, one in enumerate(found))
    heard.take(found[0].start(), found[1].end())
    heard.told.append(Told(fields={"baseline_mm": earlier, "current_mm": now}, words=""))


def _site(heard: _Heard) -> None:
    """The primary site, unless two are named; a site that is denied, invaded or metastatic is none."""
    found = {
        match.span(): site
        for site, pattern in _sites()
        for match in pattern.finditer(heard.rest)
        if not _NO_PRIMARY_AFTER.match(heard.rest, match.end())
        and not _NO_PRIMARY_BEFORE.search(heard.rest[: match.start()])
    }
    stands = {span: site for span, site in found.items() if denied(heard.rest, *span) is None}
    sites = set(stands.values()) - ({"lung"} if len(set(stands.values())) > 1 else set())
    words = [heard.rest[slice(*span)] for span, site in sorted(stands.items()) if site in sites]
    beside = "lung" in stands.values() and "lung" not in sites
    for (start, end), site in sorted(found.items(), reverse=True):
        if (start, end) not in stands:
            heard.unread.append(f"no {heard.take(start, end)}")
        elif site in sites:
            heard.take(start, end)
    if len(sites) == 1:
        told = {"primary_site": sites.pop(), "primary_site_basis": "stated"}
        heard.told.append(Told(fields=told, words=words[0]))
        if beside or _LUNG.search(heard.rest):
            heard.phrases.append("lung metastases")  # another site is the primary
    elif sites:
        heard.unclear = f"Say one primary site; {quoted(words)} are named."
    elif len(stands) < len(found):
        heard.unclear = "Say where the primary tumour is, not where it is not."


def _numbers_left(heard: _Heard, reading: Reading) -> list[str]:
    """The numbers that neither the shorthand nor the reader of texts made use of."""
    text = ". ".join([*heard.phrases, " ".join(heard.rest.split())])
    spans = list(reading.case.evidence_spans.values())
    refused = " ".join(problem.text for problem in reading.problems)
    return [
        match.group().strip(" ,.")
        for match in _NUMBER.finditer(text)
        if not any(start < match.end() and match.start() < end for start, end in spans)
        and match.group().strip(" ,.%") not in refused
    ]


def _value(name: str, value: Any, groups: Mapping[str, str]) -> Any:
    if not isinstance(value, str):
        return value
    filled = _filled(value, groups)
    if filled == value:
        return value
    if name in _WHOLE:
        return int(filled)
    return millimetres(filled) if re.fullmatch(rf"-?{NUMBER} ?(?:mm|cm)?", filled.strip()) else filled


def _filled(text: str, groups: Mapping[str, str]) -> str:
    return re.sub(r"\{(\d)\}", lambda slot: groups.get(slot[1], ""), text)


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("chains").joinpath("plans/shorthand.toml").read_text(encoding="utf-8"))


@cache
def _patterns() -> tuple[_Pattern, ...]:
    return tuple(
        _Pattern(
            pattern=re.compile(f"{_LEFT}(?:{entry['pattern']}){_RIGHT}", re.IGNORECASE),
            text=entry.get("text"),
            fields=entry.get("fields", {}),
            denied=entry.get("denied"),
            problem=Problem(text="", span=(0, 0), **entry["problem"]) if "problem" in entry else None,
            lookups=tuple(entry.get("in", ())),
        )
        for entry in _data()["short"]
    )


@cache
def _sites() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (site, re.compile(rf"{_LEFT}(?:{'|'.join(words)}){_RIGHT}", re.I)) for site, words in _data()["site"].items()
    )
