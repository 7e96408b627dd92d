"""Rule: what the rulebook needs of every rule."""

from abc import ABC, abstractmethod
from functools import cached_property

from knowledge.case import CaseDetails, Problem
from knowledge.rules.facts import Facts
from knowledge.rules.table import Table
from knowledge.rules.verdict import Verdict
from knowledge.rules.vocabulary import listed


class Rule(ABC):
    """One rule with its tables."""

    tables: tuple[Table, ...]

    @property
    def name(self) -> str:
        """The identifier that verdicts carry."""
        return self.tables[0].rule

    @cached_property
    def uses(self) -> frozenset[str]:
        """The fields of a case that the rule reads, beside the facts."""
        return frozenset(name for table in self.tables for name in table.uses)

    def table_for(self, _case: CaseDetails, /) -> Table:
        """The table that speaks for a case; the only one, unless a rule has several."""
        return self.tables[0]

    @abstractmethod
    def assess(self, case: CaseDetails, facts: Facts, /) -> Verdict:
        """What the rule says of a case whose values are all possible."""

    def verdict(self, case: CaseDetails, facts: Facts, problems: tuple[Problem, ...] = ()) -> Verdict:
        """What the rule says of a case; ``invalid_input`` if a value that it reads cannot be right."""
        table = self.table_for(case)
        found = table.invalid(case, problems) or self.assess(case, facts)
        presumed = table.presumed(facts)
        if not presumed or found.status not in ("assigned", "cannot_assign"):
            return found
        note = f"Taken for granted: {listed(presumed)}."
        return found.model_copy(
            update={"statement": f"{found.statement} {note}", "inputs": found.inputs | {"presumed": list(presumed)}}
        )
