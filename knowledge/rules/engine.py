"""Rulebook: every rule with its tables, applied to a case in a fixed order."""

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, NamedTuple, TypeVar, cast

from knowledge.case import CaseDetails, Problem
from knowledge.evidence import Source
from knowledge.rules.editions import OtherSystem, StageTable
from knowledge.rules.facts import Facts, stage_number
from knowledge.rules.grade import Grading
from knowledge.rules.ki67_recurrence import Ki67Recurrence, RecurrenceTable
from knowledge.rules.liver import LiverBands, LiverBurden
from knowledge.rules.milan import MilanNet, MilanTable
from knowledge.rules.netpet import Netpet, NetpetTable
from knowledge.rules.panzuto import PanzutoRisk, PanzutoTable
from knowledge.rules.points import PointsScore, PointsTable
from knowledge.rules.prognostic import FactorTable, PrognosticFactors
from knowledge.rules.progression import Progression, ProgressionTable
from knowledge.rules.proliferation import GradeTable
from knowledge.rules.prrt import PrrtEligibility, PrrtTable
from knowledge.rules.recist import Recist, RecistTable
from knowledge.rules.rule import Rule
from knowledge.rules.staging import Staging
from knowledge.rules.survival import Survival, SurvivalTable
from knowledge.rules.table import Table, read_table
from knowledge.rules.thoracic import ThoracicTable
from knowledge.rules.uptake import Krenning, KrenningTable
from knowledge.rules.verdict import Verdict

T = TypeVar("T", bound=Table)
TABLES = Path(__file__).with_name("tables")
"""Folder of the packaged tables."""


class Settled(NamedTuple):
    """What every other rule rests on."""

    grade: Verdict
    stage: Verdict
    graded: Facts
    """The facts with the grade, as the stage is found from them."""
    facts: Facts


class _Noting:
    """Facts that note which of them are read: where those are the same, so is what was made of them."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self.read: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        self.read.add(name)
        return getattr(self._facts, name)


class _Known:
    """What the rules say of one case, each applied once, with the facts that it read."""

    def __init__(self, case: CaseDetails) -> None:
        self._case = case
        self._told: dict[Rule, tuple[Verdict, set[str]]] = {}

    def unless_touched(self, rule: Rule, before: Facts, changed: Collection[str], now: Facts) -> Verdict | None:
        """What it says, if it holds of a like case too: no field that it uses was changed, and no fact that it read."""
        if not rule.uses.isdisjoint(changed):
            return None
        told, read = self._of(rule, before)
        return told if all(getattr(before, name) == getattr(now, name) for name in read) else None

    def _of(self, rule: Rule, facts: Facts) -> tuple[Verdict, set[str]]:
        if rule not in self._told:
            noting = _Noting(facts)
            self._told[rule] = rule.verdict(self._case, cast("Facts", noting)), noting.read
        return self._told[rule]


class Rulebook:
    """The clinical rules, loaded once and applied to any number of cases."""

    def __init__(
        self, grading: Grading, staging: Staging, krenning: Krenning, others: Sequence[Rule], digest: str
    ) -> None:
        self._grading = grading
        self._staging = staging
        self._krenning = krenning
        self._others = tuple(others)
        self.digest = digest
        """Hash of all tables: the version of the rules."""

    @classmethod
    def load(cls, sources: Mapping[str, Source]) -> "Rulebook":
        """Read the packaged tables and check them against the register; raises TableError."""
        return cls.read(TABLES, sources)

    @classmethod
    def read(cls, folder: Traversable, sources: Mapping[str, Source]) -> "Rulebook":
        """Read the tables of a folder; raises TableError."""

        def table(name: str, model: type[T]) -> T:
            return read_table(folder / f"{name}.toml", model, sources)

        grades = table("who_2022_digestive", GradeTable)
        liver = table("liver_burden", LiverBands)
        krenning = Krenning(table("krenning_2002", KrenningTable))
        recist = Recist(table("recist_response", RecistTable))
        return cls(
            Grading(grades, table("who_2021_thoracic", ThoracicTable)),
            Staging(
                [table(name, StageTable) for name in ("ajcc_8_digestive", "ajcc_9_digestive", "ajcc_8_lung")],
                [table(name, OtherSystem) for name in ("enets_2006_digestive", "ajcc_7_digestive")],
            ),
            krenning,
            [
                PrrtEligibility(table("prrt_netter", PrrtTable)),
                Progression(table("recist_1_1", ProgressionTable), recist),
                recist,
                LiverBurden(liver),
                Survival(table("survival_cohorts", SurvivalTable)),
                PanzutoRisk(table("panzuto_2017", PanzutoTable), grades, liver),
                Netpet(table("netpet_2022", NetpetTable)),
                PointsScore(table("zaidi_2019", PointsTable), grades.approximation),
                PointsScore(table("small_pnet_2019", PointsTable), grades.approximation),
                PointsScore(table("das_2022", PointsTable)),
                Ki67Recurrence(table("genc_2018", RecurrenceTable), grades.approximation),
                MilanNet(table("milan_2016", MilanTable), recist, grades.approximation),
                PrognosticFactors(table("prognostic_factors", FactorTable)),
            ],
            _digest(folder),
        )

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule in the order in which it is applied."""
        return (self._grading, self._staging, self._krenning, *self._others)

    @property
    def tables(self) -> tuple[Table, ...]:
        """Every table, in the order of the rules."""
        return tuple(table for rule in self.rules for table in rule.tables)

    def assess(self, case: CaseDetails, problems: Sequence[Problem] = ()) -> tuple[Verdict, ...]:
        """What each rule says of the case, in a fixed order; ``problems`` make the rules that read them refuse."""
        return tuple(self._verdicts(case, tuple(problems), tuple(rule.name for rule in self.rules)))

    def supposing(self, case: CaseDetails, idle: Collection[str] = ()) -> Callable[[CaseDetails], tuple[Verdict, ...]]:
        """What each rule says of the case with something added, all but the rules that are named as idle.

        A rule is not applied anew where the facts that it read are as before and none of its fields were touched.
        """
        known = self._settled(case, ())
        before = _Known(case)

        def assess(supposed: CaseDetails) -> tuple[Verdict, ...]:
            changed = {name for name in CaseDetails.model_fields if getattr(case, name) is not getattr(supposed, name)}
            now = self._settled(supposed, (), beside=(known, before, changed))
            told = []
            for rule in self.rules:
                if rule.name in idle:
                    continue
                if rule is self._grading or rule is self._staging:
                    told.append(now.grade if rule is self._grading else now.stage)
                else:
                    kept = before.unless_touched(rule, known.facts, changed, now.facts)
                    told.append(kept if kept is not None else rule.verdict(supposed, now.facts))
            return tuple(told)

        return assess

    def look_up(self, rules: Sequence[str], case: CaseDetails, problems: Sequence[Problem] = ()) -> tuple[Verdict, ...]:
        """What the named rules say of the values of a quick lookup, taken as within each rule's population."""
        return tuple(self._verdicts(case, tuple(problems), tuple(rules), presume=True))

    def _verdicts(
        self, case: CaseDetails, faults: tuple[Problem, ...], wanted: tuple[str, ...], *, presume: bool = False
    ) -> Iterator[Verdict]:
        settled = self._settled(case, faults, presume=presume)
        known: dict[Rule, Verdict] = {self._grading: settled.grade, self._staging: settled.stage}
        for rule in self.rules:
            if rule.name in wanted:
                yield known[rule] if rule in known else rule.verdict(case, settled.facts, faults)

    def _settled(
        self,
        case: CaseDetails,
        faults: tuple[Problem, ...],
        *,
        presume: bool = False,
        beside: tuple[Settled, _Known, Collection[str]] | None = None,
    ) -> Settled:
        """Grade, stage and facts of a case; ``beside`` gives those of a like case and where the two differ."""
        same_grade = same_stage = None
        if beside is not None:
            like, known, changed = beside
            same_grade = like.grade if self._grading.uses.isdisjoint(changed) else None
        grade, graded = self._graded(case, faults, same_grade)
        if beside is not None:
            same_stage = known.unless_touched(self._staging, like.graded, changed, graded)
        stage = same_stage if same_stage is not None else self._staging.verdict(case, graded, faults)
        facts = graded.model_copy(update={"stage": stage.value or stage_number(case.stated_stage), "presume": presume})
        return Settled(grade, stage, graded, facts)

    def facts(self, case: CaseDetails) -> Facts:
        """The facts of a case as the gates of the rules see them."""
        return self._graded(case, ())[1]

    def _graded(
        self, case: CaseDetails, faults: tuple[Problem, ...], kept: Verdict | None = None
    ) -> tuple[Verdict, Facts]:
        facts = Facts.of(case, self._krenning.table.definite_from)
        grade = kept if kept is not None else self._grading.verdict(case, facts, faults)
        lineage, presumed = self._grading.lineage(case, grade)
        return grade, facts.model_copy(update={"lineage": lineage, "presumed": presumed, "grade": grade.value})


def _digest(folder: Traversable) -> str:
    """A short hash over the names and contents of all tables."""
    hashed = hashlib.sha256()
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".toml"):
            hashed.update(file.name.encode())
            hashed.update(file.read_bytes())
    return hashed.hexdigest()[:16]
