"""Applicability: which statements speak of patients like this one. Pure; comes before every ranking.

What a case does not say never excludes a statement, but it is not claimed as a match either: it is listed as unknown.
"""

from collections.abc import Iterable
from typing import Literal

from knowledge.case import GEP_SITES, CaseDetails, Ki67, Mitoses, Site, Value
from knowledge.evidence import AppliesTo, Setting, Statement

Band = Literal["G1", "G2", "G3"]
_BANDS: tuple[Band, ...] = ("G1", "G2", "G3")
_GROUPS: dict[str, frozenset[str]] = {
    "gep": GEP_SITES,
    "midgut": frozenset({"jejunum_ileum", "appendix", "colon"}),
}
_DRUG_OF_SYNDROME: dict[str, str] = {"belzutifan": "vhl"}
"""Drugs whose NET indication is one hereditary syndrome."""
_LIVER_SURGERY = ("hepatectomy", "liver resection", "metastasectomy", "debulking", "cytoreduct")
_OUTCOMES = ("os", "dfs", "pfs", "recurrence", "median", "progression", "interval", "hr", "liver_relapse")
"""How the names of survival and recurrence figures begin."""


class Fit(Value):
    """Whether a statement may be offered for a case, and on which facts the two agree, differ or cannot be compared."""

    ok: bool
    differs: tuple[str, ...] = ()
    matches: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


class Scope(Value):
    """What of a case decides which statements apply. ``None`` and empty mean not known."""

    sites: tuple[Site, ...] = ()
    grades: tuple[Band, ...] = ()
    is_nec: bool | None = None
    is_mixed: bool = False
    """A mixed neoplasm (MiNEN): handled as a carcinoma, with the difference named."""
    metastatic: bool | None = None
    liver_metastases: bool | None = None
    resected_primary: bool | None = None
    """False when an operation is only planned, considered or declined."""
    liver_surgery: bool | None = None
    """True when liver metastases were or are to be operated on or the liver transplanted."""
    recurrent: bool | None = None
    hereditary: Literal["men1", "vhl", "nf1", "tsc"] | None = None
    drugs: tuple[str, ...] = ()

    @classmethod
    def of(cls, case: CaseDetails) -> "Scope":
        """The scope of a case, from what it says and what follows from that."""
        grades = _grades(case)
        liver = _liver(case)
        metastatic = _metastatic(case, liver)
        resected = _resected(case)
        return cls(
            sites=(case.primary_site,) if case.primary_site else (),
            grades=grades,
            is_nec=_is_nec(case, grades),
            is_mixed=case.histology == "minen",
            metastatic=metastatic,
            liver_metastases=False if metastatic is False else liver,
            resected_primary=resected,
            liver_surgery=_liver_surgery(case),
            recurrent=False if resected is False else None,
            hereditary=case.hereditary,
            drugs=tuple(sorted({t.name for t in case.treatments if t.kind != "surgery" and t.status != "declined"})),
        )


def applies(statement: Statement, scope: Scope) -> Fit:
    """Whether a statement may be offered for a case: ``fits``, and outcomes of operated liver metastases set apart."""
    fit = fits(statement.applies_to, scope)
    if not fit.ok or scope.liver_surgery or not is_liver_surgery_outcome(statement):
        return fit
    operated = "it follows patients whose liver metastases were operated on"
    return fit.model_copy(update={"differs": (*fit.differs, operated)})


def is_liver_surgery_outcome(statement: Statement) -> bool:
    """True for survival or recurrence figures of patients whose liver metastases were resected or transplanted."""
    return (
        statement.applies_to.setting == "liver_metastases"
        and statement.topic in {"surgery", "transplant"}
        and any(name.startswith(_OUTCOMES) for name in statement.figures)
    )


def fits(applies_to: AppliesTo, scope: Scope) -> Fit:
    """Whether patients like this one are among those that a statement speaks of."""
    fact = _Comparison()
    _compare_sites(applies_to.sites, scope, fact)
    _compare_grades(applies_to.grades, scope, fact)
    _compare_setting(applies_to.setting, scope, fact)
    _compare_drug(applies_to.drug, scope, fact)
    return fact.result()


class _Comparison:
    """Collects what was found while a statement is held against a case."""

    def __init__(self) -> None:
        self.ok = True
        self.differs: list[str] = []
        self.matches: list[str] = []
        self.unknown: list[str] = []

    def out(self, reason: str) -> None:
        self.ok = False
        self.differs.append(reason)

    def result(self) -> Fit:
        return Fit(ok=self.ok, differs=tuple(self.differs), matches=tuple(self.matches), unknown=tuple(self.unknown))


def _compare_sites(sites: tuple[str, ...], scope: Scope, fact: _Comparison) -> None:
    if "all" in sites:
        return
    covered = frozenset[str]().union(*(_GROUPS.get(site, {site}) for site in sites))
    named = ", ".join(sites).replace("_", " ")
    if "paraganglioma" in covered:
        fact.out("it is about phaeochromocytoma and paraganglioma")
    elif not scope.sites:
        fact.unknown.append("site")
    elif covered.isdisjoint(scope.sites):
        if scope.sites == ("unknown_primary",) and "gep" in sites:
            fact.differs.append("its primaries were gastroenteropancreatic; here the primary is unknown")
        else:
            fact.out(f"it is about another site ({named})")
    else:
        fact.matches.extend(site for site in scope.sites if site in covered)


def _compare_grades(grades: tuple[str, ...], scope: Scope, fact: _Comparison) -> None:
    carcinoma = scope.is_nec or scope.is_mixed
    if carcinoma:
        if "NEC" not in grades:
            fact.out("it is about well-differentiated tumours")
            return
        fact.matches.append("NEC")
        if len(grades) > 1:
            fact.differs.append("it mixes carcinomas with well-differentiated tumours")
        if scope.is_mixed:
            fact.differs.append("it is about pure neuroendocrine tumours, not mixed ones")
        return
    if not grades:
        return
    net = tuple(grade for grade in grades if grade != "NEC")
    if not net:
        if scope.is_nec is False or (scope.grades and "G3" not in scope.grades):
            fact.out("it is about neuroendocrine carcinoma")
        else:
            fact.unknown.append("differentiation")
        return
    if scope.grades:
        shared = [grade for grade in scope.grades if grade in net]
        if not shared:
            fact.out(f"it is about {', '.join(grades)}")
            return
        fact.matches.extend(shared)
    elif net == ("G3",) and "NEC" in grades and scope.is_nec is False:
        fact.out("it is about G3, NEC")
        return
    else:
        fact.unknown.append("grade")
    if "NEC" in grades:
        fact.differs.append("it mixes carcinomas with well-differentiated tumours")


def _compare_setting(setting: Setting, scope: Scope, fact: _Comparison) -> None:
    if setting == "any":
        return
    label = setting.replace("_", " ")
    if setting in {"localized", "locoregional"}:
        known: bool | None = None if scope.metastatic is None else not scope.metastatic
        _must(known, label, "it is about disease without distant metastases", fact)
    elif setting == "metastatic":
        _must(scope.metastatic, label, "it is about metastatic disease", fact)
    elif setting == "liver_metastases":
        _must(scope.liver_metastases, label, "it is about liver metastases", fact)
    elif setting == "recurrent":
        _must(scope.recurrent, label, "it is about recurrence after resection", fact)
    else:
        if scope.resected_primary:
            fact.matches.append(label)
        elif scope.resected_primary is False:
            fact.differs.append("its patients had the primary resected")
        else:
            fact.unknown.append("resection of the primary")
        if scope.metastatic:
            fact.differs.append("it follows patients from a resection of the primary, not from metastases")


def _must(known: bool | None, label: str, reason: str, fact: _Comparison) -> None:
    if known is None:
        fact.unknown.append(label)
    elif known:
        fact.matches.append(label)
    else:
        fact.out(reason)


def _compare_drug(drug: str | None, scope: Scope, fact: _Comparison) -> None:
    if drug is None:
        return
    if drug in scope.drugs:
        fact.matches.append(drug)
    syndrome = _DRUG_OF_SYNDROME.get(drug)
    if syndrome is not None and scope.hereditary != syndrome:
        if scope.hereditary is not None:
            fact.out("its indication is von Hippel-Lindau disease")
        else:
            fact.differs.append("its indication is von Hippel-Lindau disease, which this case does not state")


def _grades(case: CaseDetails) -> tuple[Band, ...]:
    """The grades that the case allows: the stated one, and that of the highest Ki-67 and mitotic count."""
    found: set[Band] = set()
    if case.stated_grade:
        found.add(_BANDS[case.stated_grade - 1])
    measured = [_of_ki67(index) for index in case.ki67]
    if case.mitoses is not None:
        measured.append(_of_mitoses(case.mitoses))
    if measured:
        found |= {_BANDS[max(low for low, _ in measured)], _BANDS[max(high for _, high in measured)]}
        span = [_BANDS.index(band) for band in found]
        found |= set(_BANDS[min(span) : max(span) + 1])
    elif not found and case.histology in {"typical_carcinoid", "atypical_carcinoid"}:
        found.add("G1" if case.histology == "typical_carcinoid" else "G2")
    return tuple(sorted(found))


def _of_ki67(index: Ki67) -> tuple[int, int]:
    return _band(index.low, index.operator == ">", 3), _band(index.high, False, 3, below=index.operator == "<")


def _of_mitoses(count: Mitoses) -> tuple[int, int]:
    high = 2 if count.high is None else _band(count.high, False, 2, below=count.operator == "<")
    return _band(count.low, count.operator == ">", 2), high


def _band(value: float, above: bool, second: float, below: bool = False) -> int:
    """0, 1 or 2 for grade 1, 2 or 3 (WHO 2022): grade 2 from ``second`` to 20, both included."""
    if value > 20 or (above and value >= 20):
        return 2
    return 1 if value > second or (value == second and not below) else 0


def _is_nec(case: CaseDetails, grades: Iterable[Band]) -> bool | None:
    if case.histology in {"nec", "lcnec", "sclc"} or (case.histology is None and case.differentiation == "poor"):
        return True
    if case.histology == "minen":
        return None
    bands = tuple(grades)
    if case.histology is not None or case.differentiation == "well" or (bands and "G3" not in bands):
        return False
    return None


def _liver(case: CaseDetails) -> bool | None:
    stated = {m.status for m in case.metastases if m.site == "liver"}
    if "present" in stated:
        return True
    liver = case.liver
    if liver is not None and (liver.lesion_count or liver.largest_mm or (liver.involvement_high or 0) > 0):
        return True
    seen = [image for image in case.receptor_imaging if image.location == "liver" and image.certainty == "definite"]
    if "absent" not in stated and any((image.krenning or 0) >= 3 for image in seen):
        return True
    return False if stated == {"absent"} else None


def _metastatic(case: CaseDetails, liver: bool | None) -> bool | None:
    if liver or case.present_metastases() - {"lymph_node_regional"}:
        return True
    stage = (case.stated_stage or "").upper()
    spread = (case.m or "").upper()
    if stage.startswith("IV") or spread.startswith("M1"):
        return True
    if stage or spread.startswith("M0"):
        return False
    return None


def _resected(case: CaseDetails) -> bool | None:
    operations = [t for t in case.treatments if t.kind == "surgery" and not t.name.startswith(_LIVER_SURGERY)]
    if case.margin is not None or case.tnm_prefix in {"p", "yp"} or any(t.status == "done" for t in operations):
        return True
    return False if operations else None


def _liver_surgery(case: CaseDetails) -> bool | None:
    for treatment in case.treatments:
        operated = treatment.kind == "surgery" and treatment.name.startswith(_LIVER_SURGERY)
        if (operated or treatment.kind == "transplant") and treatment.status != "declined":
            return True
    return None
