"""Applicability: which statements speak of patients like this one. Pure; comes before every ranking.

What a case does not say never excludes a statement, but it is not claimed as a match either: it is listed as unknown.
"""

from functools import cache

from knowledge.case import GEP_SITES, Value
from knowledge.evidence import AppliesTo, Line, Setting, Stage, Statement, Syndrome
from knowledge.scope import Scope
from knowledge.terms import drug_names

__all__ = [
    "FIRST_LINE_ONLY",
    "HIGHER_KI67",
    "KNOWN_PRIMARIES",
    "LATER_LINE_ONLY",
    "LOWER_KI67",
    "MIXED_LINEAGES",
    "OTHER_LINE",
    "PURE_TUMOURS",
    "Fit",
    "Scope",
    "applies",
    "fits",
    "is_liver_surgery_outcome",
    "reach",
]

_GROUPS: dict[str, frozenset[str]] = {
    "gep": GEP_SITES,
    "midgut": frozenset({"jejunum_ileum", "appendix", "colon"}),
}
_DRUG_OF_SYNDROME: dict[str, Syndrome] = {"belzutifan": "vhl"}
"""Drugs whose NET indication is one hereditary syndrome; an added label says no more than the drug."""
_SYNDROMES: dict[Syndrome, str] = {
    "men1": "multiple endocrine neoplasia type 1",
    "vhl": "von Hippel-Lindau disease",
    "nf1": "neurofibromatosis type 1",
    "tsc": "tuberous sclerosis",
}
LATER_LINE_ONLY = "it is about disease that was treated before, and this patient has had no systemic treatment"
FIRST_LINE_ONLY = "it is about first-line systemic treatment, and this patient has had systemic treatment"
"""Said wherever a first-line statement is offered for a patient who is past the first line."""
OTHER_LINE = frozenset({LATER_LINE_ONLY, FIRST_LINE_ONLY})
HIGHER_KI67 = "its patients had a higher Ki-67 than this one"
LOWER_KI67 = "its patients had a lower Ki-67 than this one"
"""Said wherever a statement is offered for a patient whose Ki-67 lies outside the limits of its patients."""
KNOWN_PRIMARIES = "it is about gastroenteropancreatic primaries; here the primary is unknown"
"""Said wherever a statement about gastroenteropancreatic tumours is offered for an unknown primary."""
MIXED_LINEAGES = "it counts carcinomas and other tumours together"
"""Said wherever a figure of both together is offered for a carcinoma."""
PURE_TUMOURS = "it is about pure neuroendocrine tumours, not mixed ones"
"""Said wherever a statement about neuroendocrine carcinoma is offered for a mixed neoplasm."""


class Fit(Value):
    """Whether a statement may be offered for a case, and on which facts the two agree, differ or cannot be compared."""

    ok: bool
    differs: tuple[str, ...] = ()
    matches: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def applies(statement: Statement, scope: Scope) -> Fit:
    """Whether a statement may be offered for a case: ``fits``, and outcomes of operated liver metastases set apart."""
    fit = fits(statement.applies_to, scope)
    if not fit.ok or scope.liver_surgery or not is_liver_surgery_outcome(statement):
        return fit
    operated = "it follows patients whose liver metastases were operated on"
    return fit.model_copy(update={"differs": (*fit.differs, operated)})


def reach(statement: Statement) -> tuple[AppliesTo, bool]:
    """All that ``applies`` reads of a statement: two of the same reach fit every case alike."""
    return statement.applies_to, is_liver_surgery_outcome(statement)


def is_liver_surgery_outcome(statement: Statement) -> bool:
    """True for survival or recurrence figures of patients whose liver metastases were resected or transplanted."""
    return (
        statement.applies_to.setting == "liver_metastases"
        and statement.topic in {"surgery", "transplant"}
        and any(figure.is_outcome for figure in statement.figures)
    )


def fits(applies_to: AppliesTo, scope: Scope) -> Fit:
    """Whether patients like this one are among those that a statement speaks of."""
    fact = _Comparison()
    _compare_sites(applies_to.sites, scope, fact)
    _compare_grades(applies_to, scope, fact)
    _compare_ki67(applies_to.ki67, scope, fact)
    _compare_setting(applies_to.setting, scope, fact)
    _compare_stages(applies_to.stages, scope, fact)
    _compare_line(applies_to.line, scope, fact)
    _compare_syndrome(applies_to.hereditary or _DRUG_OF_SYNDROME.get(applies_to.drug or ""), scope, fact)
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
    covered = _covered(sites)
    named = ", ".join(sites).replace("_", " ")
    if "paraganglioma" in covered:
        fact.out("it is about phaeochromocytoma and paraganglioma")
    elif not scope.sites:
        fact.unknown.append("site")
    elif covered.isdisjoint(scope.sites):
        if scope.sites == ("unknown_primary",) and "gep" in sites:
            fact.differs.append(KNOWN_PRIMARIES)
        else:
            fact.out(f"it is about another site ({named})")
    else:
        fact.matches.extend(site for site in scope.sites if site in covered)


@cache
def _covered(sites: tuple[str, ...]) -> frozenset[str]:
    """The single sites among those that a statement names, groups taken apart."""
    return frozenset[str]().union(*(_GROUPS.get(site, {site}) for site in sites))


def _compare_grades(about: AppliesTo, scope: Scope, fact: _Comparison) -> None:
    """Carcinoma against well-differentiated tumour first, then the grades of the latter."""
    grades = about.grades
    net = tuple(grade for grade in grades if grade != "NEC")
    if scope.is_nec or scope.is_mixed:
        _compare_carcinoma(about, scope, fact)
    elif about.differentiation == "poor" or (grades and not net):
        if scope.is_nec is False or (scope.grades and "G3" not in scope.grades):
            fact.out("it is about neuroendocrine carcinoma")
        else:
            fact.unknown.append("differentiation")
    elif net:
        _compare_net(net, "NEC" in grades, scope, fact)
    elif about.differentiation == "well" and scope.is_nec is None:
        fact.unknown.append("differentiation")
    # A tumour that is known as well differentiated is no match: nearly all are, so it brings no statement nearer.


def _compare_carcinoma(about: AppliesTo, scope: Scope, fact: _Comparison) -> None:
    if "NEC" not in about.grades and about.differentiation != "poor":
        fact.out("it is about well-differentiated tumours")
        return
    fact.matches.append("NEC")
    if len(about.grades) > 1:
        fact.differs.append(MIXED_LINEAGES)
    if scope.is_mixed:
        fact.differs.append(PURE_TUMOURS)


def _compare_net(net: tuple[str, ...], mixes: bool, scope: Scope, fact: _Comparison) -> None:
    if scope.grades:
        shared = [grade for grade in scope.grades if grade in net]
        if not shared:
            fact.out(f"it is about {', '.join(net + ('NEC',) * mixes)}")
            return
        fact.matches.extend(shared)
    elif net == ("G3",) and mixes and scope.is_nec is False:
        fact.out("it is about G3, NEC")
        return
    else:
        fact.unknown.append("grade")
    if mixes:
        fact.differs.append(MIXED_LINEAGES)


def _compare_ki67(limits: tuple[float, float] | None, scope: Scope, fact: _Comparison) -> None:
    if limits is None:
        return
    if scope.ki67 is None:
        fact.unknown.append("Ki-67")
    elif scope.ki67[1] < limits[0]:
        fact.differs.append(HIGHER_KI67)
    elif scope.ki67[0] > limits[1]:
        fact.differs.append(LOWER_KI67)
    else:
        fact.matches.append("Ki-67")


def _compare_setting(setting: Setting, scope: Scope, fact: _Comparison) -> None:
    if setting == "any":
        return
    label = setting.replace("_", " ")
    if setting in {"localized", "locoregional"}:
        known: bool | None = None if scope.metastatic is None else not scope.metastatic
        if known and setting == "localized" and scope.nodal:
            fact.differs.append("it is about disease confined to the organ; here regional nodes are involved")
        else:
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


def _compare_stages(stages: tuple[Stage, ...], scope: Scope, fact: _Comparison) -> None:
    if not stages:
        return
    if scope.stages and not set(scope.stages) & set(stages):
        fact.out(f"it is about stage {', '.join(stages)}")
    elif len(scope.stages) == 1:
        fact.matches.append(f"stage {scope.stages[0]}")
    else:
        fact.unknown.append("stage")


def _compare_line(line: Line | None, scope: Scope, fact: _Comparison) -> None:
    if line is None:
        return
    if scope.treated is None:
        fact.unknown.append("earlier systemic treatment")
    elif (line == "second_or_later") is scope.treated:
        fact.matches.append("earlier systemic treatment" if scope.treated else "no earlier systemic treatment")
    else:
        fact.differs.append(FIRST_LINE_ONLY if scope.treated else LATER_LINE_ONLY)


def _compare_syndrome(syndrome: Syndrome | None, scope: Scope, fact: _Comparison) -> None:
    if syndrome is None:
        return
    if scope.hereditary == syndrome:
        fact.matches.append(_SYNDROMES[syndrome])
    elif scope.hereditary is not None:
        fact.out(f"its patients have {_SYNDROMES[syndrome]}")
    else:
        fact.differs.append(f"its patients have {_SYNDROMES[syndrome]}, which this case does not state")


def _compare_drug(drug: str | None, scope: Scope, fact: _Comparison) -> None:
    if drug is not None and drug_names(drug)[0] in {name for given in scope.drugs for name in drug_names(given)}:
        fact.matches.append(drug)
