"""Cohort: the published groups of patients that are told of survival, which of them, and how each reads."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from chains import phrase
from chains.draft import DraftBullets, DraftItem, DraftParagraph, Sentence
from knowledge.evidence import Passage, SourceKind
from knowledge.rules.verdict import Verdict
from knowledge.rules.vocabulary import listed

SHORT = 3
"""Cohorts of the short answer: the best fit, the lowest and the highest at five years."""
MOST_DIFFERENCES = 2
UNCHECKED = "figure not checked in its source"
Cohort = Mapping[str, Any]
_COUNTS = "; n counts "
_WEIGHTY = re.compile(r"all had|only|selected|older|carcinoma|load|progressive|stage III|resected|operated|pure")
"""Differences in whom a cohort took, which weigh more than that grades or sites stand together: told first."""
_SELECTION = (
    ("registry", "a registry counts everyone"),
    ("referral", "a referral centre sees selected patients"),
    ("resected", "an operated series those fit for surgery"),
    ("operated", "an operated series those fit for surgery"),
    ("trial", "a trial those already progressing"),
    ("one centre", "one centre its own referrals"),
    ("advanced", "an advanced series mixes grades and stages"),
)


def chosen(survival: Verdict | None, limit: int | None) -> tuple[Cohort, ...]:
    """The cohorts to tell, best fit first; with a limit above one the lowest and the highest at five years are among
    them."""
    every: tuple[Cohort, ...] = tuple(survival.value or ()) if survival is not None else ()
    if limit is None or len(every) <= limit or limit == 1:
        return every[:limit]
    ends = _ends(every[: limit + 3], _is_alive_at_five_years)
    told = [c for c in every if any(c is end for end in ends)]
    for cohort in every:
        if len(told) >= limit:
            break
        if not any(cohort is one for one in told):
            told.append(cohort)
    return tuple(sorted(told, key=every.index))


def five_year_range(survival: Verdict | None) -> tuple[Cohort, ...]:
    """The lowest and the highest share alive at five years among the cohorts that are told, or nothing."""
    return _ends(chosen(survival, SHORT), _is_alive_at_five_years)


def median_range(survival: Verdict | None) -> tuple[Cohort, ...]:
    """The shortest and the longest median survival among the cohorts that are told, or nothing."""
    return _ends(chosen(survival, SHORT), is_median_survival)


def kind_of(cohort: Cohort, cited: Mapping[str, Passage]) -> SourceKind | None:
    """The kind of source that reports a cohort."""
    return next((cited[key].kind for key in cohort["passages"] if key in cited), None)


def told(
    cohorts: Sequence[Cohort], cited: Mapping[str, Passage], most: int | None = MOST_DIFFERENCES
) -> Iterator[DraftBullets | DraftParagraph]:
    """The cohorts as bullets, each with at most so many of the facts on which it differs from the case; then, once,
    what holds for all of them and why their figures differ."""
    if not cohorts:
        return
    shared = _shared(cohorts)
    yield DraftBullets(items=tuple(_bullet(one, cited, shared, most) for one in _in_series(cohorts)))
    keys = tuple(dict.fromkeys(key for one in cohorts for key in one["passages"][:1]))
    facts = tuple(str(dict(one)) for one in cohorts)
    beside = [f"For all of them: {'; '.join(shared)}."] if shared else []
    beside += _why_they_differ(cohorts)
    if beside:
        yield DraftParagraph(sentences=(Sentence(text=" ".join(beside), keys=keys, given=facts),))


def _bullet(
    series: Sequence[Cohort], cited: Mapping[str, Passage], shared: Sequence[str], most: int | None
) -> DraftItem:
    """One cohort, or the cohorts of one series that differ in their last word ("…, stage I"), as a bullet."""
    first = series[0]
    population, _, counts = str(first["population"]).partition(_COUNTS)
    named, parts = (population, [""]) if len(series) == 1 else (_series(first)[0], [_last(one) for one in series])
    figures = [_figure(one, part) for one, part in zip(series, parts, strict=True)]
    published = [f"published {cited[key].year}" for key in first["passages"] if key in cited][:1]
    detail = [f"n = {int(first['n']):,}" + (f", counting {counts}" if counts else "")] if first.get("n") else []
    detail += [f"years {first['years']}"] if first.get("years") else published
    said = {*population.lower().split(), *" ".join(parts).lower().split(), "only"}
    every = dict.fromkeys(one for cohort in series for one in _differences(cohort))
    news = [one for one in every if one not in shared and not {*one.lower().split()} <= said]
    own = sorted(news, key=lambda one: _WEIGHTY.search(one) is None)[:most]
    if len(series) == 1:
        interval = _interval(first)
        text = f"{first['endpoint']} {figures[0]} ({'; '.join([*interval, *detail])})"
    else:
        text = f"{first['endpoint']} {listed(figures)} ({'; '.join(detail)})"
    text += f"; differs: {'; '.join(own)}." if own else "."
    keys = tuple(dict.fromkeys(key for one in series for key in one["passages"]))
    given = (*(str(dict(one)) for one in series), *published)
    return DraftItem(label=named[0].upper() + named[1:], sentences=(Sentence(text=text, keys=keys, given=given),))


def _figure(cohort: Cohort, part: str) -> str:
    unit = "%" if cohort["unit"] in {"%", "percent"} else cohort["unit"]
    beside = "; ".join([part, *_interval(cohort)]) if part else ""
    return f"{phrase.number(cohort['value'])} {unit}" + (f" ({beside})" if beside else "")


def _interval(cohort: Cohort) -> list[str]:
    if cohort.get("low") is None or cohort.get("high") is None:
        return []
    return [f"interval {phrase.number(cohort['low'])}-{phrase.number(cohort['high'])}"]


def _in_series(cohorts: Sequence[Cohort]) -> list[list[Cohort]]:
    """The cohorts, with those of one series that differ in their last word together, at the place of the first."""
    together: dict[tuple[object, ...], list[Cohort]] = {}
    for one in cohorts:
        together.setdefault(_series(one) if _last(one) else (id(one),), []).append(one)
    return list(together.values())


def _series(cohort: Cohort) -> tuple[str, ...]:
    population, _, counts = str(cohort["population"]).partition(_COUNTS)
    told = (cohort["source"], cohort["endpoint"], cohort["unit"], cohort.get("n"), cohort.get("years"))
    return (population.rpartition(", ")[0], counts, *(str(one) for one in told))


def _last(cohort: Cohort) -> str:
    return str(cohort["population"]).partition(_COUNTS)[0].rpartition(", ")[2] if _series(cohort)[0] else ""


def _differences(cohort: Cohort) -> list[str]:
    """On which facts a cohort differs from the case; that a figure was not checked is marked where it is cited."""
    told = str(cohort["fit"]).partition("Differs: ")[2].rstrip(".")
    return [one for one in told.split("; ") if one and one != UNCHECKED]


def _shared(cohorts: Sequence[Cohort]) -> tuple[str, ...]:
    """The differences from the case that every one of several cohorts has."""
    first, *others = (_differences(one) for one in cohorts)
    return tuple(one for one in first if all(one in other for other in others)) if others else ()


def _why_they_differ(cohorts: Sequence[Cohort]) -> list[str]:
    """Why the cohorts give different figures: how each came by its patients."""
    populations = " ".join(str(one["population"]).lower() for one in cohorts)
    reasons = list(dict.fromkeys(reason for word, reason in _SELECTION if word in populations))
    if len(cohorts) < 2 or len(reasons) < 2:
        return []
    return [f"They chose their patients differently: {', '.join(reasons[:3])}."]


def _ends(among: Sequence[Cohort], counts: Callable[[Cohort], bool]) -> tuple[Cohort, ...]:
    """The lowest and the highest figure among cohorts of this stage. Those who all had a treatment were fit for it:
    their figure may lower the range, and never raises it."""
    same_stage = [c for c in among if counts(c) and "all stages" not in str(c["fit"])]
    others = [c for c in same_stage if "all had " not in str(c["fit"])] or same_stage
    return (min(same_stage, key=_size), max(others, key=_size)) if same_stage else ()


def _size(cohort: Cohort) -> float:
    return float(cohort["value"]) * (12 if cohort["unit"] == "years" else 1)


def _is_alive_at_five_years(cohort: Cohort) -> bool:
    return str(cohort["endpoint"]) == "overall survival at 5 years"


def is_median_survival(cohort: Cohort) -> bool:
    """Whether a cohort's figure is a median overall survival."""
    return str(cohort["endpoint"]).startswith("median overall survival")
