"""The evaluation sets, run over the program as it is, and their figures as a table."""

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from rich.table import Table

from bot.settings import SetupError
from chains.extract.score import load_examples, score
from knowledge.case import Value

if TYPE_CHECKING:
    from chains.consult import Consultant

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "evaluation"


class Figure(Value):
    """One figure of an evaluation: what was measured, over how many items, and what was missed."""

    name: str
    value: float
    unit: str = "%"
    items: int
    missed: tuple[str, ...] = ()


def figures(consultant: "Consultant", folder: Path = FOLDER) -> tuple[Figure, ...]:
    """Every figure. Raises SetupError where the evaluation sets are not at hand."""
    if not (folder / "questions.toml").is_file():
        raise SetupError("netboard eval needs the evaluation sets of the repository: run it in a checkout.")
    sets = tomllib.loads((folder / "questions.toml").read_text(encoding="utf-8"))
    return (
        *_reading(folder, "extraction_build", "texts used while building"),
        *_reading(folder, "extraction_report", "texts looked at only to report"),
        *_retrieval(consultant, sets["question"]),
        _silence(consultant, sets["off_topic"]),
    )


def table(found: tuple[Figure, ...]) -> Table:
    """The figures for a person to read."""
    shown = Table("figure", "value", "items", "missed", title="netboard eval")
    for figure in found:
        shown.add_row(figure.name, f"{figure.value:g} {figure.unit}", str(figure.items), "\n".join(figure.missed))
    return shown


def _reading(folder: Path, name: str, which: str) -> tuple[Figure, ...]:
    """How well the case is read: micro-F1 over all facts, and the texts with a dangerous misreading."""
    found = score(load_examples(folder / f"{name}.toml"))
    dangerous = tuple(one.text for one in found.dangerous)
    return (
        Figure(name=f"reading, micro-F1 ({which})", value=round(found.micro.f1, 3), unit="", items=found.texts),
        Figure(
            name=f"dangerous misreadings ({which})", value=len(dangerous), unit="", items=found.texts, missed=dangerous
        ),
    )


def _retrieval(consultant: "Consultant", questions: list[dict[str, list[str] | str]]) -> tuple[Figure, ...]:
    """How often a source that answers the question is the first, or among the first five."""
    first, five = [], []
    for question in questions:
        text, wanted = str(question["text"]), set(question["sources"])
        hits = consultant.library.search(text, limit=10)
        found = list(dict.fromkeys(hit.passage.source_id for hit in hits))
        first += [] if found and found[0] in wanted else [text]
        five += [] if wanted & set(found[:5]) else [text]
    return (
        _share("the right source first", len(questions), first),
        _share("the right source among the first five", len(questions), five),
    )


def _silence(consultant: "Consultant", questions: list[dict[str, str]]) -> Figure:
    """How often a question that the sources do not answer finds nothing."""
    missed = [q["text"] for q in questions if consultant.library.search(q["text"])]
    return _share("nothing found where nothing is", len(questions), missed)


def _share(name: str, items: int, missed: list[str]) -> Figure:
    return Figure(name=name, value=round(100 * (items - len(missed)) / items, 1), items=items, missed=tuple(missed))
