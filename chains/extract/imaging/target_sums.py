# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Target sums: the sums of the diameters of target lesions at baseline, at their smallest and now, in mm."""

import re
from functools import cache

from chains.extract.pathology.size_series import size_series
from chains.extract.text.found import Found, impossible, legal
from chains.extract.text.number import number
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import LEFT, either, table
from chains.extract.tumour.voice import is_asked
from knowledge.case import Problem, Span

FIGURES = 5
"""So many figures may follow one name of a sum."""
NEXT_CHARS = 40
"""How far behind the last word a figure may stand."""
AROUND = 2
"""So many sentences behind a sum may tell of its new lesions and of the interval."""
PER_MONTH = {"m": 1.0, "y": 12.0, "w": 7 / 30.44}
_DROPPED = {"asked", "possible", "planned"}
_OPENS = re.compile(
    r"\W*(?:(?:baseline|nadir|now|current|today|non-?target|over|within|interval|nothing)\b|(?:[a-z0-9]{1,12} ){0,2}new\b)"
)
"""How a sentence begins that goes on about the measurements."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    words = table("sums")["sum"]
    lead = "|".join(f"(?P<{name}>{words[name]})" for name in ("baseline", "nadir", "current", "earlier"))
    return {
        "name": re.compile(either(words["name"])),
        "other_name": re.compile(words["other_name"]),
        "figure": re.compile(rf"(?: ?(?:{lead}|(?P<dated>{words['dated']})|{words['link']})(?:(?<![a-z])|(?![a-z]))){{0,12}}? ?(?<![\d.]){words['figure']}(?P<dated_tail> \(?{words['dated']}\)?)?{words['tail']}"),
        "before": re.compile(rf"{LEFT}(?:(?P<baseline>baseline)|(?P<nadir>nadir))(?: (?:of|was|is|sum)){{0,12}} ?[:=(]? ?{words['figure']}"),
        "new_none": re.compile(either(words["new_none"])),
        "new_some": re.compile(either(words["new_some"])),
        **{f"months_{at}": re.compile(LEFT + form) for at, form in enumerate(words["months"])},
        **{f"other_targets_{at}": re.compile(LEFT + form) for at, form in enumerate(words["other_targets"])},
    }  # fmt: skip


def read_target_sums(page: Page) -> tuple[list[Found], list[Problem]]:
    """Parts of the measurements, each as its own fact; a sum of nothing or above 2 m is a problem."""
    text = page.text
    if not any(hint in text for hint in ("sum", "sld", "sod")):
        return [], []
    found: list[Found] = []
    problems: list[Problem] = []
    for name in scan(_patterns()["name"], text):
        low, high = _passage(page, name.start())
        if (
            is_asked(page, *name.span())
            or page.context(*name.span()) & _DROPPED
            or _patterns()["other_name"].search(text, max(low, name.start() - 20), min(high, name.end() + 20))
        ):
            continue
        sums, wrong = _sums(page, name, low, high)
        sums = sums or _before(page, name)
        problems += wrong
        if sums:
            found += sums + _beside(page, low, high)
    return _once(found), problems


def _passage(page: Page, place: int) -> Span:
    """The sentence of a sum, with the sentences behind it that go on about the measurements."""
    low, high = page.sentence(place)
    for _ in range(AROUND):
        if high >= len(page.text) or not _OPENS.match(page.text, high):
            break
        high = page.sentence(high)[1]
    return low, high


def _sums(page: Page, name: re.Match[str], low: int, high: int) -> tuple[list[Found], list[Problem]]:
    """The figures that follow the name of a sum, each under the scan that it is of."""
    text, known = page.text, _patterns()
    matches: list[tuple[str | None, re.Match[str]]] = []
    at = name.end()
    while len(matches) < FIGURES and (figure := known["figure"].match(text, at, min(high, at + NEXT_CHARS + 12))):
        role = _role(figure)
        if matches and role is None:
            if not (figure["dated"] or figure["dated_tail"]):
                break  # nothing says of which scan it is
            role = "current"  # the later of two dates
        matches.append((role, figure))
        at = figure.end()
    unit = next((one["unit"] for _, one in reversed(matches) if one["unit"]), None)
    if not matches or unit is None:
        return [], []
    if matches[0][0] is None and name.group().startswith(("baseline", "nadir")):
        matches[0] = (name.group().split()[0].split("-")[0], matches[0][1])
    roles = _roles([role for role, _ in matches])
    told = [(role, one) for role, (_, one) in zip(roles, matches, strict=True) if role]
    for earlier in known["before"].finditer(text, low, name.start()):
        told.append(("baseline" if earlier["baseline"] else "nadir", earlier))
    found, problems = [], []
    for role, one in told:
        size = float(one["n"]) * (10 if (one["unit"] or unit) == "cm" else 1)
        start, end = one.start("n"), one.end("unit") if one["unit"] else one.end("n")
        if legal("sum_mm", size):
            found.append(Found(f"measurements.{role}_mm", round(size, 2), start, end))
        else:
            problems.append(impossible(page, "measurements", start, end, "sum_mm"))
    return found, problems


def _before(page: Page, name: re.Match[str]) -> list[Found]:
    """Two figures over time to which the name is added: "100 mm in January, 104 mm in April (sums of target lesions)"."""
    for one in page.kept(size_series):
        if one.end <= name.start() and re.fullmatch(
            r"[ ,(:=-]{1,4}(?:as |by |both )?(?:the )?", page.text[one.end : name.start()]
        ):
            return [
                Found(f"measurements.{role}_mm", length.mm, length.start, length.end)
                for role, length in (("baseline", one.first), ("current", one.second))
                if legal("sum_mm", length.mm)
            ]
    return []


def _role(figure: re.Match[str]) -> str | None:
    """Of which scan a figure is, by the word behind it or before it."""
    for role in ("baseline", "nadir", "current", "earlier"):
        if figure[f"{role}_tail"]:
            return role
    places = {role: figure.start(role) for role in ("baseline", "nadir", "current", "earlier") if figure[role]}
    return max(places, key=lambda role: places[role]) if places else None


def _roles(told: list[str | None]) -> list[str | None]:
    """The roles of a series: what stands first in a change is the baseline, what stands alone is the sum now.

    A figure that is only called an earlier one may be the baseline or the scan before this one: it is left out.
    """
    roles = [None if role == "earlier" else role for role in told]
    if told[0] is None:
        later = "current" in told[1:]
        roles[0] = "baseline" if later and "baseline" not in told else None if later else "current"
    if roles.count("current") > 1:  # "80 → 75 → 104 mm": a scan in between
        last = len(roles) - 1 - roles[::-1].index("current")
        roles = [None if role == "current" and at != last else role for at, role in enumerate(roles)]
    return roles


def _beside(page: Page, low: int, high: int) -> list[Found]:
    """What is told beside a sum: the interval, new lesions, lesions that are no targets."""
    text, known = page.text, _patterns()
    found = []
    for match in known["months_0"].finditer(text, low, high):
        months = number(match["n"]) * PER_MONTH[match["unit"][0]]
        found.append(Found("measurements.months", round(months, 1), *match.span()))
    for match in known["months_1"].finditer(text, low, high):
        found.append(
            Found("measurements.months", round(float(match["m"]) * PER_MONTH[match["munit"][0]], 1), *match.span())
        )
    none = list(known["new_none"].finditer(text, low, high))
    found += [Found("measurements.new_lesions", False, *match.span()) for match in none]
    for match in known["new_some"].finditer(text, low, high):
        inside = any(one.start() <= match.start() < one.end() for one in none)
        if not inside and not page.context(*match.span()) & (_DROPPED | {"negated"}):
            found.append(Found("measurements.new_lesions", True, *match.span()))
    for at in range(3):
        for match in known[f"other_targets_{at}"].finditer(text, low, high):
            if page.context(*match.span()) & (_DROPPED | {"negated"}):
                continue
            found.append(
                Found("measurements.non_target_progression", match.groupdict().get("no") is None, *match.span())
            )
    return found


def _once(found: list[Found]) -> list[Found]:
    """Each part that is told in one way only: two sums of one scan that differ leave it open."""
    values: dict[str, set[float]] = {}
    for one in found:
        values.setdefault(one.field, set()).add(one.value)
    unclear = {field for field, told in values.items() if len(told) > 1}
    nadir, baseline = "measurements.nadir_mm", "measurements.baseline_mm"
    if nadir in values and baseline in values and max(values[nadir]) > min(values[baseline]):
        unclear.add(nadir)  # the smallest sum cannot be larger than the first
    return [one for one in found if one.field not in unclear]
