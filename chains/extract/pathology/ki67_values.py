# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Ki-67 values: the numbers that belong to each mention of the index - in its sentence, under its heading, in its column."""

import re
from collections.abc import Iterator

from chains.extract.pathology.ki67_rows import KiValue, columns, listed
from chains.extract.pathology.ki67_words import patterns
from chains.extract.text.found import Taken
from chains.extract.text.number import PERCENT
from chains.extract.text.opening import scan
from chains.extract.text.page import Page

REACH = 80
"""How far after the name its value may stand."""


def ki67_values(page: Page) -> list[KiValue]:
    """Every number that the text gives as the index, in the order of the text."""
    found: list[KiValue] = []
    names = list(scan(patterns()["name"], page.text))
    if not names:
        return []
    in_columns = list(columns(page))
    taken = Taken(len(page.text))
    for value in in_columns:
        taken.add(*value.match.span())
    for name in names:
        if found and name.start() < found[-1].match.end():
            continue
        if _of_another(page, name):
            continue
        own = [value for value in _beside(page, name) if not taken.overlaps(*value.match.span())]
        if not own:
            own = list(listed(page, name))
        elif (again := _recounted(page, own[-1])) is not None:
            own.append(again)
        found += own
        for value in own:
            taken.add(*value.match.span())
    for name in names:
        behind = patterns()["reverse"].search(page.text, max(0, name.start() - REACH), name.end() + 16)
        if behind and not taken.overlaps(*behind.span("vlow")):
            taken.add(*behind.span())
            found.append(KiValue(behind, behind.span(), behind.span(), (behind.end(), behind.end())))
    return sorted(found + in_columns, key=lambda value: value.match.start("vlow"))


def _as_a_rule(rest: str) -> bool:
    """Whether a sentence goes on as a rule: "... would be preferred", "... usually get chemotherapy"."""
    return (
        re.search(
            r"\b(?:would|should|recommend(?:ed)?|preferred|usually|generally|are (?:treated|given|offered))\b", rest
        )
        is not None
    )


def _of_another(page: Page, name: re.Match[str]) -> bool:
    """Whether the index is that of another tumour, of a trial or of a rule ("NETTER-2 (Ki-67 10-55 %)")."""
    low = page.sentence(name.start())[0]
    before = page.text[max(low, name.start() - 90) : name.start()]
    another = list(patterns()["another"].finditer(before))
    if another and not re.search(
        r"[.;]|\b(?:nets?|neuro-?endocrine|carcinoid|liver|not an?)\b", before[another[-1].end() :]
    ):
        return True
    tissue = list(patterns()["tissue"].finditer(before))
    if tissue and not re.search(r"[.;,:]|\b(?:tumou?r|net|neoplas[a-z]+|lesion)\b", before[tissue[-1].end() :]):
        return True
    criterion = re.match(
        r"[ (]*(?:of |index )*(?:<|>|between|above|below|over|under|more than|less than|at least|up to|exceeding|\d{1,3} ?%? ?(?:-|to) ?\d)",
        page.text[name.end() : name.end() + 24],
    )
    sentence_end = page.sentence(name.start())[1]
    if (
        criterion
        and re.search(r"\b(?:with|when|where|in)(?: an?)? $", before)
        and _as_a_rule(page.text[name.end() : sentence_end])
    ):
        return True
    of = list(patterns()["study"].finditer(before))
    if not of:
        return False
    since = before[of[-1].end() :]
    return not patterns()["own"].search(since) and not re.search(
        r";|\) ?,|,[^,]*," if criterion else r"[:;]|\) ?,|,[^,]*,", since
    )


def _beside(page: Page, name: re.Match[str]) -> Iterator[KiValue]:
    """The values after one mention of the name, in its sentence: "8 % in the primary and 15 % in the liver biopsy"."""
    known, text = patterns(), page.text
    own_end = end = page.sentence(name.start())[1]
    while text[end - 1 : end] == ";" and end < len(text) and end - own_end < 120:
        end = page.sentence(end)[1]
    following = known["name"].search(text, name.end(), end)
    end = min(end, following.start() if following else end)
    position, start, first = name.end(), name.end(), True
    while position < end:
        value = known["value"].search(text, position, min(end, position + (REACH if first else 70)))
        if value is None:
            return
        gap = text[position : value.start()]
        if value["vhigh"] and " to " in value.group() and gap.rstrip().endswith("from"):
            value = known["single"].match(text, value.start()) or value  # a change, not a range
        if known["of_liver"].match(text, value.end()):
            return
        percent = re.search(PERCENT, value.group())
        if known["of_tissue"].match(text, value.end()) or _of_tissue(gap):
            position = start = value.end()
            continue  # "40 % in the lymphocytes, 3 % in tumour cells"
        denied = re.search(r"\bnot(?: an?)? ?$", gap)
        if denied and percent and re.match(r"[ ,]*but ", text[value.end() : value.end() + 8]):
            position = start = value.end()
            continue  # "not 30 % but 3 %"
        if known["blocker"].search(known["in_the_liver"].sub("", gap) if first else gap):
            return
        if not first and (not percent or not known["links_on"].fullmatch(gap)):
            if not percent and known["year"].fullmatch(value["vlow"]):
                position = value.end("vlow")
                continue
            return
        if value.start() >= own_end and not _told_apart(text, position, value, end):
            return
        if first and _speaks_of_another(gap):
            return
        if not percent and _not_percent(text, value, gap):
            short = value.end() - value.start() <= 3 and known["direct"].fullmatch(gap) is None
            if known["year"].fullmatch(value["vlow"]) or short or known["unit"].match(text, value.end()):
                position = value.end("vlow")
                continue
            return
        bracket = known["bracket"].match(text, value.end(), end)
        told_of = re.match(
            rf"(?: ?%| ?percent)? ?\(?(?:in|of|for) (?:the |a |his |her )?(?:previous |earlier )?{known['another'].pattern}",
            text[value.end() : value.end() + 50],
        )
        if told_of:
            return
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
        start, first = cut.start(), False
        position = cut.start()


def _of_tissue(gap: str) -> bool:
    """Whether the words before a value name a tissue that is no tumour last: "in the lymphocytes about"."""
    tissue = list(patterns()["tissue"].finditer(gap))
    return bool(tissue) and not re.search(r"[.;,]|\btumou?r", gap[tissue[-1].end() :])


def _told_apart(text: str, position: int, value: re.Match[str], end: int) -> bool:
    """Whether a value after a semicolon has its own specimen or year ("< 2 % - primary; 15 % - ovarian met")."""
    around = text[position : min(end, value.end() + 40)]
    return any(patterns()[name].search(around) is not None for name in ("specimen", "year"))


def _speaks_of_another(gap: str) -> bool:
    """Whether the words between the name and a percentage name what else is measured in percent."""
    return patterns()["other"].search(gap) is not None


def _not_percent(text: str, value: re.Match[str], gap: str) -> bool:
    """Whether a number without a percent sign is something other than the index."""
    known = patterns()
    if known["year"].fullmatch(value["vlow"]) or not value["vlow"][0].isdigit():
        return True
    if known["unit"].match(text, value.end()) or text[value.end() : value.end() + 1] == "/":
        return True
    return known["direct"].fullmatch(gap) is None


def _recounted(page: Page, last: KiValue) -> KiValue | None:
    """A value counted again in one of the next sentences: "Manual count now gives 6.8 %"."""
    known, text = patterns(), page.text
    at = last.match.end()
    limit = min(len(text), at + 240)
    following = known["name"].search(text, at, limit)
    again = known["recount"].search(text, at, following.start() if following else limit)
    if again is None:
        return None
    end = page.sentence(again.start())[1]
    for value in known["value"].finditer(text, again.end(), min(end, again.end() + 90)):
        gap = text[again.end() : value.start()]
        if not re.search(PERCENT, value.group()):
            continue
        if known["blocker"].search(gap) or _speaks_of_another(gap) or known["of_liver"].match(text, value.end()):
            return None
        return KiValue(value, again.span(), (again.end(), value.start()), (value.end(), value.end()), recount=True)
    return None
