"""Cohorts: published groups of patients, and how well one fits a case."""

from typing import Literal, NamedTuple

from pydantic import Field

from knowledge.case import Value
from knowledge.rules.facts import Facts
from knowledge.rules.ranges import Interval, Range
from knowledge.rules.vocabulary import SITES, listed


class Cohort(Value):
    """One figure of one cohort, with the patients that it came from."""

    passages: tuple[str, ...] = Field(min_length=1)
    """Passage keys that hold the figures; the first names the source."""
    population: str
    endpoint: str
    value: float
    unit: Literal["%", "months", "years"]
    low: float | None = None
    high: float | None = None
    n: int | None = None
    years: str | None = None
    sites: tuple[str, ...]
    """Sites of CaseDetails, or ``gep`` or ``all``."""
    lineage: Literal["net", "nec"]
    grades: tuple[str, ...] = ()
    """Grades that the cohort holds; empty when it does not tell them apart."""
    ki67: Range | None = None
    """Ki-67 in percent that the cohort was limited to."""
    setting: Literal["localised", "locoregional", "not_metastatic", "metastatic", "any"]
    stages: tuple[str, ...] = ()
    """Stages that the figure is for; empty when it is not split by stage."""
    resected: bool = False
    """True when all had the primary resected."""
    recurrent: bool = False
    """True when the figure counts from a recurrence after resection."""
    liver: bool = False
    """True when all had liver metastases."""
    spread: str | None = None
    """A site of spread that all had, for example bone."""
    without: str | None = None
    """A site of spread that none had."""
    heart_disease: bool = False
    """True when all had carcinoid heart disease."""
    treatment: str | None = None
    """A treatment that all had, in the reader's words."""
    treatment_words: tuple[str, ...] = ()
    """Kinds or parts of names by which a case shows that treatment."""
    anchor: bool = False
    """True when the figure is worth showing without that treatment, as one end of the range."""
    progressive: bool = False
    """True when only disease that was progressing could enter."""
    apart: bool = False
    """True when its patients are too special for the range that the statement tells; it is listed all the same."""
    rank: int = 0
    """A nudge among cohorts that fit alike."""
    differs: str = ""
    checked: bool = True


class Match(NamedTuple):
    """How well a cohort fits, and on what."""

    score: int
    same: tuple[str, ...]
    other: tuple[str, ...]


def match(cohort: Cohort, facts: Facts, ki67: Interval | None) -> Match | None:
    """The fit of a cohort, or ``None`` when it is of other patients."""
    carcinoma = facts.lineage in ("nec", "minen")
    if (cohort.lineage == "nec") != carcinoma:
        return None
    if cohort.ki67 is not None and ki67 is not None and not cohort.ki67.touches(ki67):
        return None
    if cohort.heart_disease and not facts.heart_disease:
        return None
    steps = (_site, _grade, _setting, _surgery, _liver, _treatment, _course)
    score = cohort.rank
    same: list[str] = []
    other: list[str] = []
    for step in steps:
        found = step(cohort, facts)
        if found is None:
            return None
        score += found.score
        same += found.same
        other += found.other
    if facts.lineage == "minen":
        other.append("pure carcinoma, not a mixed neoplasm")
    if cohort.differs:
        other.append(cohort.differs)
    if not cohort.checked:
        score -= 2
        other.append("figure not checked in its source")
    return Match(score, tuple(same), tuple(other))


def _site(cohort: Cohort, facts: Facts) -> Match | None:
    name = SITES[facts.site or "unknown_primary"] + (" (inferred)" if facts.site_inferred else "")
    if facts.site in cohort.sites:
        many = len(cohort.sites) > 1
        return Match(2 if many else 4, (name,), ("several primary sites together",) if many else ())
    if "gep" in cohort.sites and facts.gep:
        return Match(1, (), ("all gastroenteropancreatic primaries together",))
    return Match(-2, (), ("all primary sites together",)) if "all" in cohort.sites else None


def _grade(cohort: Cohort, facts: Facts) -> Match | None:
    if cohort.lineage == "nec":
        return Match(0, (), ())
    if not cohort.grades:
        return Match(-3 if facts.grade == "G3" else 0, (), ("grades not told apart",))
    if facts.grade is None:
        return Match(-1, (), (f"{listed(cohort.grades)} only, grade not known here",))
    if facts.grade not in cohort.grades:
        return None
    if len(cohort.grades) == 1:
        return Match(3, (facts.grade,), ())
    return Match(1, (f"{facts.grade} among its grades",), (f"{listed(cohort.grades)} together",))


def _setting(cohort: Cohort, facts: Facts) -> Match | None:
    if cohort.recurrent and not (facts.resected and facts.metastatic is not False):
        return None
    if cohort.setting == "any":
        if facts.metastatic and cohort.sites == ("all",):
            return None  # a whole registry, early stages among it, says nothing near of distant spread
        early = ", early ones among them" if facts.metastatic else ""
        return Match(-1, (), (f"all stages together{early}",))
    if cohort.stages and facts.stage is not None and facts.stage not in cohort.stages:
        return None
    if (facts.nodal is False and cohort.setting == "locoregional") or (facts.nodal and cohort.setting == "localised"):
        return None
    if facts.metastatic is None:
        return _unsaid(cohort, facts)
    if (cohort.setting == "metastatic") != facts.metastatic:
        return None
    if cohort.setting == "not_metastatic":
        return Match(2, ("no distant metastases",), ())
    if not facts.metastatic and facts.setting != cohort.setting:
        return None
    word = "recurrence after resection" if cohort.recurrent else cohort.setting
    return Match(3, (word,), ())


def _unsaid(cohort: Cohort, facts: Facts) -> Match | None:
    """A cohort for a case that does not say whether there are distant metastases."""
    if cohort.setting == "metastatic":
        if not facts.spread.possible:
            return None
        return Match(-2, (), ("metastatic disease, which is not confirmed here",))
    word = "no distant metastases" if cohort.setting == "not_metastatic" else f"{cohort.setting} disease"
    return Match(0, (), (f"{word}, spread not stated here",))


def _surgery(cohort: Cohort, facts: Facts) -> Match | None:
    if cohort.resected:
        if facts.resected is False:
            return None
        if facts.resected:
            return Match(2, () if cohort.recurrent else ("primary resected",), ())
        return Match(-2, (), ("all were operated, surgery not stated here",))
    return Match(0, (), ("not only operated patients",) if facts.resected else ())


def _liver(cohort: Cohort, facts: Facts) -> Match | None:
    if cohort.spread is not None and cohort.spread not in facts.spread.present:
        return None
    if cohort.without is not None and cohort.without in facts.spread.present:
        return None
    same = (cohort.spread,) if cohort.spread is not None else ()
    if not cohort.liver:
        return Match(2 if same else 0, same, ())
    if facts.liver_metastases is False:
        return None
    if facts.liver_metastases:
        return Match(1, ("liver metastases", *same), ())
    return Match(-1, same, ("all had liver metastases",))


def _treatment(cohort: Cohort, facts: Facts) -> Match | None:
    if cohort.treatment is None:
        return Match(0, (), ())
    if _named(cohort.treatment_words, facts.treated_with):
        return Match(2, (f"treated with {cohort.treatment}",), ())
    if _named(cohort.treatment_words, facts.intended):
        return Match(1, (), (f"all had {cohort.treatment}, which is only planned or considered here",))
    return Match(-4, (), (f"all had {cohort.treatment}",)) if cohort.anchor else None


def _named(words: tuple[str, ...], treatments: frozenset[str]) -> bool:
    return any(word in name for word in words for name in treatments)


def _course(cohort: Cohort, facts: Facts) -> Match | None:
    if not cohort.progressive:
        return Match(0, (), ())
    if facts.progression == "progressive":
        return Match(2, ("progressive disease",), ())
    known = "stated otherwise" if facts.progression is not None else "not shown"
    return Match(-2, (), (f"only disease that was progressive on trial entry, which is {known} here",))
