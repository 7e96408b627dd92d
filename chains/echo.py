"""Echo: what was understood of a case, grouped as a clinician would tell it, inferred facts marked."""

from collections.abc import Callable, Sequence

from chains import phrase
from knowledge.case import CaseDetails, Marker
from knowledge.rules.vocabulary import EXTENTS, SITES, SPREAD

_MARKERS = {"cga": "CgA", "5hiaa": "5-HIAA", "alp": "ALP", "nse": "NSE", "other": "other marker"}
_DONE = frozenset({"done", "ongoing"})


def echo(case: CaseDetails, missing: Sequence[str] = ()) -> str:
    """One line a group (``Tumour: grade 2 · Ki-67 8 %``); ``missing`` names what would change the answer most."""
    lines = [f"{group}: {' · '.join(parts)}" for group, parts in groups(case)]
    if missing:
        lines.append(f"Not known, and would change the answer most: {' · '.join(missing)}")
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
    parts = [f"grade {case.stated_grade}"] if case.stated_grade else []
    parts += [known for known in (phrase.differentiation(case),) if known]
    parts += [phrase.HISTOLOGY[case.histology]] if case.histology else []
    return " ".join(parts) or None


def _site(case: CaseDetails) -> str | None:
    if case.primary_site is None:
        return None
    inferred = " (inferred from the operation)" if case.primary_site_basis == "inferred" else ""
    return f"primary: {SITES[case.primary_site]}{inferred}"


def _function(case: CaseDetails) -> str | None:
    if case.syndrome:
        return case.syndrome if case.syndrome.endswith("oma") else f"{case.syndrome} syndrome"
    return (case.functioning or "").replace("_", "-") or None


def _tnm(case: CaseDetails) -> str | None:
    letters = " ".join(part for part in (case.t, case.n, case.m) if part)
    return (case.tnm_prefix or "") + letters if letters else None


def _nodes(case: CaseDetails) -> str | None:
    return f"nodes {phrase.nodes(case)}" if case.nodes and phrase.nodes(case) else None


def _spread(case: CaseDetails) -> str | None:
    words = {"present": "", "possible": " (possible)", "absent": " (none)"}
    said = [SPREAD[m.site] + words[m.status] for m in case.metastases]
    return "metastases: " + ", ".join(said) if said else None


def _treatments(case: CaseDetails, *, given: bool) -> str | None:
    return ", ".join(phrase.treatment(t) for t in case.treatments if (t.status in _DONE) == given) or None


def _person(case: CaseDetails) -> str | None:
    parts = [f"{phrase.number(case.age_years)} years"] if case.age_years is not None else []
    parts += [{"female": "woman", "male": "man"}[case.sex]] if case.sex else []
    return ", ".join(parts) or None


def _marker(marker: Marker) -> str:
    name = _MARKERS[marker.name]
    level = " ".join(filter(None, [phrase.number(marker.value) if marker.value is not None else "", marker.unit]))
    above = f"{phrase.number(marker.times_uln)} x ULN" if marker.times_uln is not None else ""
    return " ".join(filter(None, [name, level, f"({above})" if level and above else above]))


_HEART = {True: "carcinoid heart disease", False: "no carcinoid heart disease", None: None}
_Part = Callable[[CaseDetails], str | None]
_GROUPS: tuple[tuple[str, tuple[_Part, ...]], ...] = (
    (
        "Patient",
        (
            _person,
            lambda case: f"ECOG {case.ecog}" if case.ecog is not None else None,
            lambda case: case.hereditary.upper() if case.hereditary else None,
        ),
    ),
    (
        "Tumour",
        (
            _tumour,
            _site,
            lambda case: f"Ki-67 {said}" if (said := phrase.ki67_all(case)) else None,
            lambda case: phrase.mitoses(case.mitoses) if case.mitoses else None,
            lambda case: f"size {said}" if (said := phrase.size(case)) else None,
            lambda case: EXTENTS[case.tumour_extent].removeprefix("it ") if case.tumour_extent else None,
            _function,
            lambda case: f"diagnosed {case.diagnosis_year}" if case.diagnosis_year else None,
        ),
    ),
    (
        "Stage",
        (
            _tnm,
            lambda case: f"stage {case.stated_stage} as stated" if case.stated_stage else None,
            _nodes,
            lambda case: f"margin {case.margin}" if case.margin else None,
            _spread,
            lambda case: f"liver: {said}" if (said := phrase.liver(case)) else None,
        ),
    ),
    (
        "Imaging",
        (
            lambda case: "; ".join(phrase.imaging(one) for one in case.receptor_imaging) or None,
            lambda case: f"FDG {case.fdg}" if case.fdg else None,
        ),
    ),
    (
        "Treatment",
        (lambda case: _treatments(case, given=True), lambda case: _treatments(case, given=False)),
    ),
    (
        "Course",
        (
            lambda case: case.progression,
            lambda case: ", ".join(_marker(marker) for marker in case.markers) or None,
            lambda case: _HEART[case.carcinoid_heart_disease],
        ),
    ),
)
