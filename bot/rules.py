"""Rules on the terminal: the list of tables, one of them as a page, a patient walked through it, and its sign-off."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from rich.console import Group, RenderableType
from rich.markdown import Markdown
from rich.table import Table as Grid
from rich.text import Text

from chains.extract import read_case
from knowledge.case import CaseDetails, Problem, Value
from knowledge.evidence import Source
from knowledge.rules import review
from knowledge.rules.engine import Rulebook
from knowledge.rules.patient import patient_words
from knowledge.rules.rule import Rule
from knowledge.rules.table import Table
from knowledge.rules.verdict import Verdict


class RulesRefusedError(ValueError):
    """What was asked cannot be shown; the message says what would be right."""


class Walk(Value):
    """One patient walked through one table."""

    patient: str
    gate: tuple[tuple[str, str], ...]
    """Each demand of the gate and whether it holds: yes, no, not known."""
    verdict: Verdict


def find(rulebook: Rulebook, name: str) -> Table:
    """A table by its name or by the rule it serves. Raises RulesRefusedError, in one sentence."""
    wanted = name.strip().lower()
    found = [table for table in rulebook.tables if wanted in (table.name, table.rule)]
    found = found or [table for table in rulebook.tables if table.name.startswith(wanted)]
    if not found:
        known = ", ".join(table.name for table in rulebook.tables)
        raise RulesRefusedError(f'"{name[:40]}" is no table; the tables are {known}.')
    return found[0]


def walk(rulebook: Rulebook, table: Table, text: str | None) -> Walk:
    """A patient walked through a table: as told in ``text``, else the first worked example that it decides."""
    problems: tuple[Problem, ...] = ()
    if text is None:
        example = next((one for one in table.examples if one.status == "assigned"), table.examples[0])
        case = CaseDetails.model_validate(example.case)
    else:
        reading = read_case(text)
        case, problems = reading.case, reading.problems
    verdict = next(v for v in rulebook.assess(case, problems) if v.rule == table.rule)
    facts = rulebook.facts(case)
    words = {True: "yes", False: "no", None: "not known"}
    said: dict[str | bool, str] = {True: "yes", False: "no"}
    gate = tuple(
        (
            f"{one.fact.replace('_', ' ')}: {' or '.join(said.get(w, str(w)) for w in one.one_of)}",
            words[one.holds(facts)],
        )
        for one in table.gate
    )
    return Walk(patient=patient_words(_told(case)), gate=gate, verdict=verdict)


def listing(rules: Sequence[Rule]) -> RenderableType:
    """Every table in a line: name, title, certainty, sign-off."""
    grid = Grid(box=None, pad_edge=False)
    for column in ("table", "what it says", "certainty", "sign-off"):
        grid.add_column(column, style="bold" if column == "table" else "")
    for rule in rules:
        for table in rule.tables:
            signed = f"{table.reviewed.by}, {table.reviewed.on}" if table.reviewed.signed else "not signed"
            grid.add_row(table.name, f"{table.title} ({table.edition})", table.certainty, signed)
    more = Text('\nOne of them, with a patient walked through it: netboard rules NAME [--case "…"]', style="dim")
    return Group(grid, more)


def shown(table: Table, sources: Mapping[str, Source], walked: Walk) -> RenderableType:
    """The page of a table and the walk below it."""
    return Group(Markdown(review.page(table, sources)), Text(), *_walked(walked))


def as_json(table: Table, walked: Walk) -> dict[str, Any]:
    """The table and the walk for programs."""
    return {"table": table.model_dump(mode="json", exclude={"examples"}), "walk": walked.model_dump(mode="json")}


def summary(rules: Sequence[Rule]) -> list[dict[str, object]]:
    """The list of tables for programs."""
    return [
        {
            "table": table.name, "rule": table.rule, "title": table.title, "edition": table.edition,
            "certainty": table.certainty, "digest": table.digest, "signed": table.reviewed.signed,
        }
        for rule in rules
        for table in rule.tables
    ]  # fmt: skip


def sign(table: Table, folder: Path, by: str, today: date) -> Path:
    """Write a sign-off of the table as it stands into its file. Raises RulesRefusedError, in one sentence."""
    name = by.strip()
    if not re.fullmatch(r"[^\"\\\n]{2,80}", name):
        raise RulesRefusedError("A sign-off needs a name of 2 to 80 characters without quotation marks.")
    file = folder / f"{table.name}.toml"
    line = f'reviewed = {{ by = "{name}", on = "{today.isoformat()}", digest = "{table.digest}" }}'
    try:
        written = re.sub(r"(?m)^reviewed = \{.*\}$", lambda _: line, file.read_text(encoding="utf-8"), count=1)
        file.write_text(written, encoding="utf-8")
    except OSError as error:
        raise RulesRefusedError(f"The table cannot be written: {error.strerror or error}.") from error
    return file


def _walked(walked: Walk) -> Iterator[RenderableType]:
    verdict = walked.verdict
    grid = Grid.grid(padding=(0, 2))
    grid.add_row(Text("patient", style="bold"), walked.patient)
    for demand, holds in walked.gate:
        grid.add_row(Text("applies to", style="bold"), f"{demand}: {holds}")
    for name, value in verdict.inputs.items():
        grid.add_row(Text("reads", style="bold"), f"{name.replace('_', ' ')}: {value}")
    grid.add_row(Text("result", style="bold"), f"{verdict.status.replace('_', ' ')}: {verdict.value}")
    grid.add_row(Text("says", style="bold"), verdict.statement)
    if verdict.missing:
        grid.add_row(Text("missing", style="bold"), ", ".join(name.replace("_", " ") for name in verdict.missing))
    if verdict.ask:
        grid.add_row(Text("asks", style="bold"), verdict.ask)
    yield Text("A patient walked through it", style="bold")
    yield grid


def _told(case: CaseDetails) -> dict[str, Any]:
    return {name: value for name, value in case.model_dump(exclude_defaults=True).items() if name in case.facts()}
