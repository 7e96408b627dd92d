"""Echo: what was understood of a case, grouped as a clinician would tell it, inferred facts marked."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from chains import phrase
from chains.extract.wording import LIKELY, shown, words_of
from chains.phrase import marked
from knowledge.case import GIVEN, CaseDetails, Marker
from knowledge.rules.vocabulary import EXTENTS, SITES, SPREAD

_MARKERS = {"cga": "CgA", "5hiaa": "5-HIAA", "alp": "ALP", "nse": "NSE", "other": "other marker"}
_AGAINST = {"lower": "lower than", "equal": "equal to", "higher": "higher than"}
_WORDS: Mapping[str, Callable[[Any], str]] = {
    "pancreas_part": lambda part: f"in the {'uncinate process' if part == 'uncinate' else f'{part} of the pancreas'}",
    "necrosis": lambda extent: {"none": "no necrosis"}.get(extent, f"{extent} necrosis"),
    "atrx_daxx": lambda state: f"ATRX/DAXX {state}",
    "symptomatic": lambda caused: f"symptoms of the tumour: {'yes' if caused else 'none'}",
    "bone": lambda value: words_of("bone", value),
    "critical_organ": lambda state: f"critical organ {words_of('critical_organ', state)}",
    "extra_abdominal": lambda there: f"{'' if there else 'no '}disease outside the abdomen",
    "fdg_intensity": lambda level: f"FDG uptake {_AGAINST[level]} receptor uptake",
    "measurements": lambda value: words_of("measurements", value),
    "treatment_naive": lambda value: words_of("treatment_naive", value),
    "stable_months": lambda months: f"for {phrase.number(months)} months",
    "symptom_grade": lambda grade: f"symptoms grade {grade}" if grade else "no symptoms",
    "nlr": lambda ratio: f"NLR {phrase.number(ratio)}",
}
"""How a field reads that tells itself in a few words."""


LONG_CHARS = 900
"""From this length on a message is a whole document; ten to sixteen of a hundred were read dangerously wrong."""


def echo(
    case: CaseDetails,
    missing: Sequence[str] = (),
    unsaid: Sequence[str] = (),
    doubted: Sequence[str] = (),
    unlikely: Sequence[str] = (),
    *,
    characters: int = 0,
) -> str:
    """One line a group (``Tumour: grade 2 · Ki-67 8 %``); ``missing`` names what would change the answer most.

    ``unsaid`` names treatments that the message speaks of without saying that they were given, ``doubted``
    grades that may not be those of the tumour, ``unlikely`` what the words around speak against; ``characters`` is
    the length of the message that was read.
    """
    lines = [f"{group}: {' · '.join(parts)}" for group, parts in groups(case)]
    if unsaid and lines:
        lines.append(f"Named, not said to be given: {' · '.join(shown(name) for name in unsaid)}")
    if doubted and lines:
        lines.append(f"Named, perhaps not of the tumour: {' · '.join(dict.fromkeys(doubted))}")
    if unlikely and lines:
        lines.append(f"Perhaps misread and not taken, please tell: {' · '.join(dict.fromkeys(unlikely))}")
    if case.likely and lines:
        lines.append(f"{LIKELY}: not read by a rule, only likely by the words around it; please confirm")
    if characters >= LONG_CHARS and lines:
        lines.append("Long text: please check each of these facts")
    if missing:
        lines.append(f"Would help most: {' · '.join(missing)}")
    return "\n".join(lines)


def groups(case: CaseDetails) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The facts of a case in words, by group, in the order in which they are told; empty groups left out."""
    told = ((name, tuple(said for part in parts if (said := part(case)))) for name, parts in _GROUPS)
    return tuple((name, parts) for name, parts in told if parts)


def difference(before: CaseDetails, after: CaseDetails) -> str:
    """What a supposition changes, in the words of the echo."""
    known = set(groups(before))
    old = {part for _, parts in known for part in parts}
    new = [part for _, parts in groups(after) for part in parts if part not in old]
    return ", ".join(new) or "no change of the case"


def _tumour(case: CaseDetails) -> str | None:
    parts = [marked(case, "stated_grade", f"grade {case.stated_grade}")] if case.stated_grade else []
    parts += [known for known in (phrase.differentiation(case),) if known]
    parts += [marked(case, "histology", phrase.HISTOLOGY[case.histology])] if case.histology else []
    return " ".join(parts) or None


def _site(case: CaseDetails) -> str | None:
    if case.primary_site is None:
        return None
    inferred = f" (inferred from {phrase.inferred_from(case)})" if case.primary_site_basis == "inferred" else ""
    return marked(case, "primary_site", f"primary: {SITES[case.primary_site]}{inferred}")


def _function(case: CaseDetails) -> str | None:
    if case.syndrome:
        return marked(
            case, "syndrome", shown(case.syndrome) if case.syndrome.endswith("oma") else f"{case.syndrome} syndrome"
        )
    return marked(case, "functioning", (case.functioning or "").replace("_", "-")) or None


def _tnm(case: CaseDetails) -> str | None:
    told = (("t", case.t), ("n", case.n), ("m", case.m))
    letters = " ".join(marked(case, field, part) for field, part in told if part)
    return (case.tnm_prefix or "") + letters if letters else None


def _nodes(case: CaseDetails) -> str | None:
    return f"nodes {phrase.nodes(case)}" if case.nodes and phrase.nodes(case) else None


def _spread(case: CaseDetails) -> str | None:
    words = {"present": "", "possible": " (possible)", "absent": " (none)"}
    said = [marked(case, f"metastases.{m.site}", SPREAD[m.site] + words[m.status]) for m in case.metastases]
    return "metastases: " + ", ".join(said) if said else None


def _treatments(case: CaseDetails, *, given: bool) -> str | None:
    told = [one for one in case.treatments if (one.status in GIVEN) == given]
    return ", ".join(marked(case, f"treatments.{one.kind}", phrase.treatment(one)) for one in told) or None


def _person(case: CaseDetails) -> str | None:
    age = case.age_years
    parts = [marked(case, "age_years", f"{phrase.number(age)} years")] if age is not None else []
    parts += [marked(case, "sex", {"female": "woman", "male": "man"}[case.sex])] if case.sex else []
    return ", ".join(parts) or None


def _marker(marker: Marker) -> str:
    name = _MARKERS[marker.name]
    level = " ".join(filter(None, [phrase.number(marker.value) if marker.value is not None else "", marker.unit]))
    above = f"{phrase.number(marker.times_uln)} x ULN" if marker.times_uln is not None else ""
    return " ".join(filter(None, [name, level, f"({above})" if level and above else above]))


def _plain(case: CaseDetails, field: str, words: str) -> str | None:
    """The words for a field, where it is known."""
    return marked(case, field, words) if getattr(case, field) is not None else None


def _said(field: str) -> "_Part":
    """What tells a field by its own words, where it is known."""

    def part(case: CaseDetails) -> str | None:
        value = getattr(case, field)
        return marked(case, field, _WORDS[field](value)) if value is not None else None

    return part


def _heart(case: CaseDetails) -> str | None:
    denied = "" if case.carcinoid_heart_disease else "no "
    return _plain(case, "carcinoid_heart_disease", f"{denied}carcinoid heart disease")


_Part = Callable[[CaseDetails], str | None]
_GROUPS: tuple[tuple[str, tuple[_Part, ...]], ...] = (
    (
        "Patient",
        (
            _person,
            lambda case: marked(case, "ecog", f"ECOG {case.ecog}") if case.ecog is not None else None,
            lambda case: marked(case, "hereditary", case.hereditary.upper()) if case.hereditary else None,
        ),
    ),
    (
        "Tumour",
        (
            _tumour,
            _site,
            _said("pancreas_part"),
            lambda case: f"Ki-67 {said}" if (said := phrase.ki67_all(case)) else None,
            lambda case: marked(case, "mitoses", phrase.mitoses(case.mitoses)) if case.mitoses else None,
            _said("necrosis"),
            _said("atrx_daxx"),
            lambda case: f"size {said}" if (said := phrase.size(case)) else None,
            lambda case: EXTENTS[case.tumour_extent].removeprefix("it ") if case.tumour_extent else None,
            _function,
            _said("symptomatic"),
            lambda case: _plain(case, "diagnosis_year", f"diagnosed {case.diagnosis_year}"),
        ),
    ),
    (
        "Stage",
        (
            _tnm,
            lambda case: _plain(case, "stated_stage", f"stage {case.stated_stage} as stated"),
            _nodes,
            lambda case: _plain(case, "margin", f"margin {case.margin}"),
            _spread,
            lambda case: f"liver: {said}" if (said := phrase.liver(case)) else None,
            _said("bone"),
            _said("critical_organ"),
            _said("extra_abdominal"),
        ),
    ),
    (
        "Imaging",
        (
            lambda case: "; ".join(phrase.imaging(one) for one in case.receptor_imaging) or None,
            lambda case: _plain(case, "fdg", f"FDG {case.fdg}"),
            _said("fdg_intensity"),
            _said("measurements"),
        ),
    ),
    (
        "Treatment",
        (
            lambda case: _treatments(case, given=True),
            lambda case: _treatments(case, given=False),
            _said("treatment_naive"),
        ),
    ),
    (
        "Course",
        (
            lambda case: _plain(case, "progression", case.progression or ""),
            _said("stable_months"),
            _said("symptom_grade"),
            lambda case: ", ".join(_marker(marker) for marker in case.markers) or None,
            _said("nlr"),
            _heart,
        ),
    ),
)
