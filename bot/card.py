"""Card: MODEL_CARD.md, made from the repository; ``python -m bot.card`` writes it.

What is counted (register, rules, versions) is counted anew each time. The evaluation takes minutes, so its figures
stand in a file, with the versions that they were measured on; ``--measured FILE`` takes them from
``netboard eval --json``.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from string import Template
from typing import Any

from knowledge.case import Value
from knowledge.embeddings import WordLlamaEmbeddings
from knowledge.evidence import Source
from knowledge.register import Edition, edition, load_register, passages, register_digest
from knowledge.rules.engine import Rulebook
from prompts import load

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "MODEL_CARD.md"
_WORDS = Path(__file__).with_name("card.md")
RESULTS = ROOT / "tests" / "evaluation" / "results.json"
PROMPTS = ("fill_fields", "write_answer", "write_sources")
_KINDS = {"guideline": "guidelines", "drug_label": "drug labels", "research": "research"}


class Versions(Value):
    """What answers name in their ``meta``, and the program's own version."""

    netboard: str
    knowledge: str
    rules: str


class Measured(Value):
    """One figure of the evaluation."""

    name: str
    value: float
    unit: str
    items: int
    missed: int


class Results(Value):
    """The stored figures, and what they were measured on."""

    versions: Versions
    figures: tuple[Measured, ...]


def versions(rulebook: Rulebook, sources: Mapping[str, Source]) -> Versions:
    """Of the repository as it is."""
    return Versions(netboard=version("netboard"), knowledge=register_digest(sources)[:12], rules=rulebook.digest)


def results_of(evaluation: Mapping[str, Any], measured_on: Versions) -> Results:
    """The figures of ``netboard eval --json`` without its texts; times are of one machine and stay out."""
    figures = tuple(
        Measured(missed=len(one["missed"]), **{name: one[name] for name in ("name", "value", "unit", "items")})
        for one in evaluation["figures"]
        if one["unit"] != "ms"
    )
    return Results(versions=measured_on, figures=figures)


def stored() -> Results:
    """The figures that stand in the file."""
    return Results.model_validate_json(RESULTS.read_text(encoding="utf-8"))


def text(rulebook: Rulebook, sources: Mapping[str, Source], released: Edition, results: Results) -> str:
    """The card: the words of ``card.md`` around the tables."""
    now, held = versions(rulebook, sources), results.versions
    earlier = f"an earlier state (knowledge `{held.knowledge}`, rules `{held.rules}`)"
    return Template(_WORDS.read_text(encoding="utf-8")).substitute(
        versions=_versions(now, released),
        knowledge=_knowledge(rulebook, sources),
        measured_on="the versions above" if held == now else earlier,
        figures=_figures(results),
    )


def _versions(now: Versions, released: Edition) -> str:
    rows = (
        ("netboard", now.netboard),
        ("knowledge", f"edition {released.edition} of {released.date.isoformat()}, `{now.knowledge}`"),
        ("rules", f"`{now.rules}`"),
        ("embeddings", f"`{WordLlamaEmbeddings().name}`, bundled; their weights come in a wheel"),
        ("prompts", ", ".join(f"`{name}:{load(name).digest}`" for name in PROMPTS)),
    )
    return _table(("", ""), rows)


def _knowledge(rulebook: Rulebook, sources: Mapping[str, Source]) -> str:
    kinds = Counter(source.kind for source in sources.values())
    statements = [one for source in sources.values() for one in source.statements]
    signed = sum(table.reviewed.signed for table in rulebook.tables)
    rows = (
        ("sources", f"{len(sources)}: " + ", ".join(f"{kinds[kind]} {_KINDS[kind]}" for kind in sorted(kinds))),
        ("of which identified", f"{sum(source.checked for source in sources.values())} by a page that names them"),
        ("of which retracted", str(sum(source.retracted for source in sources.values()))),
        ("statements", f"{len(statements)}, in the project's own words"),
        ("of which found in a page of their source", str(sum(one.checked for one in statements))),
        ("passages that can be found", str(len(passages(sources)))),
        ("rule tables", f"{len(rulebook.tables)}, of which a clinician has signed {signed}"),
    )
    return _table(("", ""), rows)


def _figures(results: Results) -> str:
    rows = [
        (one.name, f"{one.value:g} {one.unit}".strip(), str(one.items), str(one.missed) if one.missed else "")
        for one in results.figures
    ]
    return _table(("figure", "value", "items", "missed"), rows)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def main(arguments: Sequence[str]) -> None:
    """Write the card, with new figures where they are given."""
    told = argparse.ArgumentParser(description="Write MODEL_CARD.md.")
    told.add_argument("--measured", type=Path, help="the output of netboard eval --json")
    chosen = told.parse_args(arguments)
    sources = load_register()
    rulebook = Rulebook.load(sources)
    if chosen.measured:
        found = results_of(json.loads(chosen.measured.read_text(encoding="utf-8")), versions(rulebook, sources))
        RESULTS.write_text(found.model_dump_json(indent=1) + "\n", encoding="utf-8")
    FILE.write_text(text(rulebook, sources, edition(), stored()), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
