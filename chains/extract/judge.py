"""Judge: texts of which only the main facts were written down; a wrong value told is dangerous.

A gold is a dictionary of field and value. A field that it leaves out is not judged; ``null`` or an empty list says that
the text tells none. Of treatments one status a kind, of metastases one status a site, of Ki-67 [low, high] in percent.
"""

import json
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from chains.extract.assembly import SCORED
from chains.extract.reader import read_case
from chains.extract.score import FieldScore, Misreading, Score
from knowledge.case import GIVEN, CaseDetails, Value

_PLAIN = (
    "primary_site",
    "stated_grade",
    "progression",
    "margin",
    "fdg",
    "functioning",
    "syndrome",
    "sex",
    "ecog",
    "t",
    "n",
    "m",
    "age_years",
    "tumour_size_mm",
    *SCORED,
)
_FAMILY = {"typical_carcinoid": "net", "atypical_carcinoid": "net", "lcnec": "nec", "sclc": "nec"}
"""A carcinoid is a NET, and a large cell carcinoma a NEC, where the gold says no more."""
_PARTED = ("bone", "measurements")
_HARMLESS = {"age_years", "sex", "ecog", "tumour_size_mm"}
"""A wrong value of these is wrong, but hurts nobody by itself."""


class MainText(Value):
    """One text with its main facts."""

    text: str
    gold: dict[str, Any]


class Difference(NamedTuple):
    """What the reader told of one field, and what it should have told."""

    field: str
    told: Any
    wanted: Any
    dangerous: bool


def load_main_texts(path: Path) -> tuple[MainText, ...]:
    """The texts of one file."""
    return tuple(MainText(**body) for body in json.loads(path.read_text("utf-8")))


def judge(texts: Iterable[MainText]) -> Score:
    """Read every text and compare what is judged."""
    right, wrong, missed = Counter[str](), Counter[str](), Counter[str]()
    misreadings, times = [], []
    for one in texts:
        begun = time.perf_counter()
        case = read_case(one.text).case
        times.append((time.perf_counter() - begun) * 1000)
        found = list(compare(case, one.gold))
        for field, told, wanted, _ in found:
            name = field.partition(".")[0]
            right[name] += bool(_told(told) and told == wanted)
            wrong[name] += bool(_told(told) and told != wanted)
            missed[name] += bool(_told(wanted) and told != wanted)
        differences = [one for one in found if one.told != one.wanted]
        if differences:
            misreadings.append(_misreading(one.text, differences))
    names = sorted(right.keys() | wrong.keys() | missed.keys())
    return Score(
        texts=len(times),
        fields=tuple(FieldScore(field=n, right=right[n], wrong=wrong[n], missed=missed[n]) for n in names),
        micro=FieldScore(field="all", right=right.total(), wrong=wrong.total(), missed=missed.total()),
        misreadings=tuple(misreadings),
        milliseconds=tuple(sorted(times)),
    )


def compare(case: CaseDetails, gold: dict[str, Any]) -> Iterator[Difference]:
    """Every judged field, whether or not the two agree."""
    for field in _PLAIN:
        if field in gold:
            yield _difference(field, getattr(case, field), gold[field])
    if "histology" in gold:
        told = (
            case.histology if case.histology == gold["histology"] else _FAMILY.get(case.histology or "", case.histology)
        )
        yield _difference("histology", told, gold["histology"])
    if "nodes" in gold:
        yield _difference("nodes", [case.nodes.positive, case.nodes.examined] if case.nodes else None, gold["nodes"])
    if "ki67" in gold:
        indices, of_gold = ([_bounds(*one) for one in pairs] for pairs in (_indices(case), gold["ki67"]))
        alien = any(index not in of_gold for index in indices)
        yield _difference("ki67", indices, of_gold)._replace(dangerous=alien)
    if "liver_involvement" in gold:
        liver = case.liver
        told_share = _bounds(liver.involvement_low, liver.involvement_high) if liver else None
        wanted_share = gold["liver_involvement"]
        yield _difference(
            "liver", None if told_share == (0, None) else told_share, _bounds(*wanted_share) if wanted_share else None
        )
    for field in _PARTED:
        parts = getattr(case, field)
        for name, wanted in gold.get(field, {}).items():
            yield _difference(f"{field}.{name}", getattr(parts, name) if parts else None, wanted)
    if "liver_distribution" in gold:
        yield _difference(
            "liver.distribution", case.liver.distribution if case.liver else None, gold["liver_distribution"]
        )
    yield from _treatments(case, gold.get("treatments", {}))
    sites = {one.site: one.status for one in case.metastases}
    for site, status in gold.get("metastases", {}).items():
        yield _site(site, sites.get(site), status)
    scores = _highest_scores(case)
    for place, number in gold.get("krenning", {}).items():
        yield _difference(f"krenning.{place}", scores.get(place), number)


def _highest_scores(case: CaseDetails) -> dict[str, int]:
    """The score of each location: that of its highest lesion, though single ones with less have an entry too."""
    scores: dict[str, int] = {}
    for one in case.receptor_imaging:
        if one.krenning is not None:
            scores[one.location] = max(one.krenning, scores.get(one.location, 0))
    return scores


def _indices(case: CaseDetails) -> list[tuple[float, float | None]]:
    return [(one.low, one.high) for one in case.ki67]


def _difference(field: str, told: Any, wanted: Any) -> Difference:
    dangerous = _told(told) and told != wanted and field not in _HARMLESS and _FAMILY.get(str(wanted)) != told
    return Difference(field, told, wanted, dangerous)


def _told(value: Any) -> bool:
    return value not in (None, [], "not_given")


def _bounds(low: float | None, high: float | None) -> tuple[float, float | None]:
    return (float(low or 0), None if high in (None, 100) else float(high))


def _treatments(case: CaseDetails, gold: dict[str, str]) -> Iterator[Difference]:
    """One status a kind. Told as given and not given is dangerous; told as over and still running is only wrong."""
    for kind, wanted in gold.items():
        told = {one.status for one in case.treatments if one.kind == kind}
        given = told & GIVEN
        if wanted == "not_given":
            status: str | None = min(given) if given else wanted
        elif wanted in told and (wanted in GIVEN or not given):
            status = wanted
        else:
            status = min(given or told, default=None)
        yield Difference(f"treatments.{kind}", status, wanted, bool(given) and wanted not in GIVEN)


def _site(site: str, told: str | None, wanted: str) -> Difference:
    """Of a site that is "none" nothing may be told: spread told there is dangerous, a denial only wrong."""
    if wanted == "none":
        return Difference(f"metastases.{site}", told, None, told in {"present", "possible"})
    dangerous = told is not None and told != wanted and "absent" in (told, wanted)
    return Difference(f"metastases.{site}", told, wanted, dangerous)


def _misreading(text: str, differences: list[Difference]) -> Misreading:
    return Misreading(
        text=text,
        wrong=tuple(f"{one.field}: {one.told}, not {one.wanted}" for one in differences if _told(one.told)),
        missed=tuple(f"{one.field}: {one.wanted}" for one in differences if not _told(one.told)),
        dangerous=tuple(f"{one.field}: {one.told}, not {one.wanted}" for one in differences if one.dangerous),
    )
