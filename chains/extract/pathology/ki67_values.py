# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Ki-67 values: the numbers that belong to each mention of the index - in its sentence, under its heading, in its column."""

import re
from collections.abc import Iterator

from chains.extract.pathology.ki67_bare import (
    beside_a_grade,
    in_another_sample,
    in_hot_spots,
    of_another_time,
    performed,
    set_against_a_rule,
)
from chains.extract.pathology.ki67_owner import of_another, of_tissue, speaks_of_another
from chains.extract.pathology.ki67_rows import KiValue, columns, listed
from chains.extract.pathology.ki67_words import DIRECT_PARTS, LINKING_PARTS, is_made_of, patterns
from chains.extract.pathology.quoted import quoted
from chains.extract.text.mask import BLANK
from chains.extract.text.number import PERCENT
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.taken import Taken

REACH = 80
"""How far after the name its value may stand."""
_BLANKED_ASIDE = re.compile(rf"\({BLANK}{{1,40}}\)")
"""A reference in brackets, which does not count for how far the value stands: "(your ref 24-11873)"."""
_PERCENT_SIGN = re.compile("%|perc?|pct")
DEMAND_CHARS = 30
"""How far before the name the word may stand that asks for a value."""
PRIMARY_CHARS = 24
"""How far before the name the primary may be named that it is of."""


def ki67_values(page: Page) -> list[KiValue]:
    """Every number that the text gives as the index, in the order of the text."""
    found: list[KiValue] = []
    names = list(scan(patterns()["name"], page.text))
    if not names:
        taken = Taken(len(page.text))
        return [*set_against_a_rule(page, taken), *beside_a_grade(page, taken)]
    in_columns = list(columns(page))
    taken = Taken(len(page.text))
    for span in [*page.kept(quoted), *(value.match.span() for value in in_columns)]:
        taken.add(*span)
    for name in names:
        if found and name.start() < found[-1].match.end():
            continue
        if of_another(page, name):
            continue
        own = [value for value in _beside(page, name) if not taken.overlaps(*value.match.span())]
        if not own:
            own = list(listed(page, name)) or list(performed(page, name))
        elif (again := _recounted(page, own[-1])) is not None:
            own.append(again)
        found += own
        for value in own:
            taken.add(*value.match.span())
    for name in names:
        low = max(0, name.start() - REACH)
        if not _PERCENT_SIGN.search(page.text, low, name.start()):
            continue
        behind = patterns()["reverse"].search(page.text, low, name.end() + 16)
        if behind and not taken.overlaps(*behind.span("vlow")):
            taken.add(*behind.span())
            found.append(KiValue(behind, behind.span(), behind.span(), (behind.end(), behind.end())))
    found += of_another_time(page, taken, list(found))
    found += in_hot_spots(page, taken)
    found += set_against_a_rule(page, taken)
    found += in_another_sample(page, taken)
    found += beside_a_grade(page, taken)
    aside = Taken(len(page.text), page.kept(quoted))
    told = [
        value
        for value in found + in_columns
        if not aside.overlaps(*value.match.span())
        and not patterns()["share_of_liver"].match(page.text, value.match.end())
    ]
    return sorted(told, key=lambda value: value.match.start("vlow"))


def _beside(page: Page, name: re.Match[str]) -> Iterator[KiValue]:
    """The values after one mention of the name, in its sentence: "8 % in the primary and 15 % in the liver biopsy"."""
    known, text = patterns(), page.text
    own_end = end = page.sentence(name.start())[1]
    while text[end - 1 : end] == ";" and end < len(text) and end - own_end < 120:
        end = page.sentence(end)[1]
    following = known["name"].search(text, name.end(), end)
    end = min(end, following.start() if following else end)
    position, start, first, begin = name.end(), name.end(), True, name.end()
    in_tissue = with_percent = contrasted = False
    told_first = ""
    while position < end:
        reach = REACH + sum(len(aside[0]) for aside in _BLANKED_ASIDE.finditer(text, position, position + REACH))
        value = known["value"].search(text, position, min(end, position + (reach if first else 70)))
        if value is None:
            return
        near, gap = text[position : value.start()], text[begin : value.start()]
        if value["vhigh"] and " to " in value.group() and near.rstrip().endswith("from"):
            value = known["single"].match(text, value.start()) or value  # a change, not a range
        if "/" in value.group() and known["share_of_liver"].match(text, value.end()):
            value = known["single"].match(text, value.start()) or value  # "9 % / 40 % replaced" are two figures
        if known["of_liver"].match(text, value.end()):
            return
        percent = re.search(PERCENT, value.group())
        before = of_tissue(gap) or (in_tissue and not known["of_tumour"].search(gap))
        if before or known["of_tissue"].match(text, value.end()):
            position = start = begin = value.end()
            in_tissue = before
            continue  # "40 % in the lymphocytes, 3 % in tumour cells"
        in_tissue = False
        if not first and known["other_component"].match(text, value.end()):
            return  # "60 % large cell NEC (Ki-67 75 %), 40 % tubular adenocarcinoma"
        if known["of_a_stain"].match(text, value.end()) or _is_a_limit(text, value, near):
            return  # "10 % of the cells p53 positive"
        if _is_demanded(text, name) and (value["vcmp"] or value["vhigh"]):
            return
        if value["vcmp"] and _bounds_a_rule(text, value, near, first):
            return  # "Ki-67 < 10 vs >= 10 %", "Ki-67 in the trial up to 55 %", "Ki-67 > 55 % predicts response"
        denied = re.search(r"\bnot(?: an?)? ?$", near)
        if denied and percent and re.match(r"[ ,]*but ", text[value.end() : value.end() + 8]):
            position = start = begin = value.end()
            continue  # "not 30 % but 3 %"
        if (
            not first
            and not contrasted
            and known["share_behind"].search(gap)
            and not known["specimen"].search(told_first)
        ):
            return  # "Ki-67 1-2 %, liver mets (approx. 10 %)"
        told = known["part"].sub("", gap)
        if first:
            told_first = gap
            contrasted = (
                _of_the_primary(text, name, gap) or known["is_of_the_primary"].match(text, value.end()) is not None
            )
        elif contrasted and known["liver_too"].fullmatch(gap) and not known["share"].match(text, value.end()):
            told = ""
        if known["blocker"].search(known["in_the_liver"].sub("", told) if first else told):
            return
        if not percent and _numbers_something(value, near):
            position = value.end("vlow")
            continue
        if not percent and gap.count(",") > 1 and known["age"].match(text, value.end()):
            return  # of another column, whose bars are read as commas: "| Ki-67 | Therapy now |\n| 17 | 64 f |"
        bare = not first and not percent and not with_percent and _of_a_sample(text, value, near)
        if not first and not bare and not (percent and is_made_of(known["links_on"], gap, LINKING_PARTS)):
            return
        if value.start() >= own_end and not _told_apart(text, begin, value, end, first):
            return
        if first and speaks_of_another(told):
            return
        if not percent and not bare and _not_percent(text, value, near):
            short = value.end() - value.start() <= 3 and not is_made_of(known["direct"], near, DIRECT_PARTS)
            if short or known["unit"].match(text, value.end()):
                position = value.end("vlow")
                continue
            return
        bracket = known["bracket"].match(text, value.end(), end)
        told_of = known["told_of"].match(text, value.end(), value.end() + 70)
        if told_of:
            if not known["of_tumour"].search(text, told_of.end(), min(end, told_of.end() + 60)):
                return
            position = start = begin = told_of.end()
            continue  # "25 % in the breast carcinoma and 2 % in the NET"
        cut = known["next"].search(text, bracket.end() if bracket else value.end(), end)
        close = text.find(")", value.end(), value.end() + 60)
        stop = close if close >= 0 and "(" not in text[value.end() : close] else value.end() + 60
        yield KiValue(
            value,
            name.span(),
            (start, value.start()),
            (value.end(), min(cut.start() if cut else end, stop)),
            known["recount"].search(gap) is not None,
        )
        if cut is None or cut.start() - value.end() > 60:
            return
        position = start = begin = cut.start()
        first, with_percent = False, with_percent or percent is not None


def _is_a_limit(text: str, value: re.Match[str], near: str) -> bool:
    """Whether a number is a limit that somebody set: "a Ki-67 cut-off of 5 % has been proposed"."""
    known = patterns()
    return known["a_limit"].search(near) is not None or known["is_a_rule"].match(text, value.end()) is not None


def _is_demanded(text: str, name: re.Match[str]) -> bool:
    """Whether a bound is one that somebody asks for: "the study needs Ki-67 ≤ 55"."""
    return patterns()["demanded"].search(text, max(0, name.start() - DEMAND_CHARS), name.start()) is not None


def _bounds_a_rule(text: str, value: re.Match[str], near: str, first: bool) -> bool:
    """Whether a bound is that of a rule: one side of a cut-off, or what a response is predicted by."""
    known = patterns()
    if known["other_side"].match(text, value.end()) or known["predicts"].match(text, value.end()):
        return True
    return first and known["of_a_rule"].search(near) is not None


def _of_the_primary(text: str, name: re.Match[str], gap: str) -> bool:
    """Whether the first value is told of the primary, so that one of the liver may follow: "primary Ki-67 3 %, liver 9 %"."""
    known = patterns()
    beside = known["of_the_primary"].search(text, max(0, name.start() - PRIMARY_CHARS), name.start())
    return beside is not None or known["named_primary"].search(gap) is not None


def _numbers_something(value: re.Match[str], near: str) -> bool:
    """Whether a number is a year, a word for a thing ("the larger one") or the number of a sample ("region 2")."""
    known = patterns()
    if known["year"].fullmatch(value["vlow"]) or not value["vlow"][0].isdigit():
        return True
    if re.search(r"\d:\Z", value.string[max(0, value.start() - 2) : value.start()]):
        return True  # "clone MIB-1, 1:50"
    return known["label"].search(near) is not None


def _told_apart(text: str, position: int, value: re.Match[str], end: int, first: bool) -> bool:
    """Whether a value after a semicolon has its own specimen or year ("< 2 % - primary; 15 % - ovarian met").

    So has one that is told of this patient after a rule ("> 20 % would mean G3; in this tumour it is 17 %").
    After a value of other tissue the first one need only be the tumour's: "tonsil 85 %; tumour 4 %".
    """
    around = text[position : min(end, value.end() + 40)]
    names = ("specimen", "year", "numbered", *(("of_tumour",) if first else ()))
    own = re.search(
        r"\b(?:in (?:this|our) (?:tumou?r|case|patient)|in (?:him|her)|ours?|here|now|today|currently)\b",
        text[position : min(end, value.end() + 9)],
    )
    return own is not None or any(patterns()[name].search(around) is not None for name in names)


def _of_a_sample(text: str, value: re.Match[str], near: str) -> bool:
    """Whether a number without a percent sign has a sample of its own: "30-40 in the liver biopsy, 5-8 in the primary"."""
    known = patterns()
    if known["unit"].match(text, value.end()) or text[value.end() : value.end() + 1] == "/":
        return False
    behind = known["in_a_sample"].match(text, value.end()) is not None
    return (behind and re.fullmatch(r"[ ,;/&]*(?:and |then |but )?", near) is not None) or (
        known["of_a_sample"].fullmatch(near) is not None
        and re.match(r" ?(?:[,;.)\n]|$)", text[value.end() :][:2]) is not None
    )


def _not_percent(text: str, value: re.Match[str], gap: str) -> bool:
    """Whether a number without a percent sign is something other than the index."""
    known = patterns()
    if known["unit"].match(text, value.end()) or text[value.end() : value.end() + 1] == "/":
        return True
    return not is_made_of(known["direct"], gap, DIRECT_PARTS)


_DIRECTLY = re.compile(r"[ :=(]{0,3}(?:(?:to|is|was|at|now|gives|gave|only|it is) ){0,3}")
"""Between "recounted" and a number without a percent sign."""


def _recounted(page: Page, last: KiValue) -> KiValue | None:
    """A value counted again in one of the next sentences: "Manual count now gives 6.8 %"."""
    known, text = patterns(), page.text
    at = last.match.end()
    limit = min(len(text), at + 240)
    if known["recount"].search(text, at, limit) is None:
        return None
    following = known["name"].search(text, at, limit)
    again = known["recount"].search(text, at, following.start() if following else limit)
    if again is None:
        return None
    end = page.sentence(again.start())[1]
    for value in known["value"].finditer(text, again.end(), min(end, again.end() + 90)):
        gap = text[again.end() : value.start()]
        if not re.search(PERCENT, value.group()) and (
            not _DIRECTLY.fullmatch(gap)
            or known["unit"].match(text, value.end())
            or text.startswith(" times", value.end())
        ):
            continue
        if known["blocker"].search(gap) or speaks_of_another(gap) or known["of_liver"].match(text, value.end()):
            return None
        since = gap[max(gap.rfind(mark) for mark in ",;") + 1 :] if re.search("[,;]", gap) else ""
        if known["not_counted"].search(gap) or not is_made_of(known["links_on"], since, LINKING_PARTS):
            return None  # "by manual count, threshold for the trial is 20 %"
        if known["of_a_stain"].match(text, value.end()):
            return None
        return KiValue(value, again.span(), (again.end(), value.start()), (value.end(), value.end()), recount=True)
    return None
