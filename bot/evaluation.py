"""The evaluation sets, run over the program as it is, and their figures as a table."""

import math
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from rich.table import Table

from bot.audit import audit
from bot.quality import Count, Quality, quality
from bot.settings import SetupError
from bot.talk import hold, load_talks
from chains.extract.judge import judge, load_main_texts
from chains.extract.score import FieldScore, Misreading, Score, load_examples, score
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


SETS = {
    "extraction_build": "texts used while building",
    "extraction_report": "texts looked at only to report",
    "main_facts_build": "main facts of texts used while building",
    "main_facts_hard": "main facts of texts written to mislead",
    "main_facts_report": "main facts of texts looked at only to report",
    "main_facts_thread": "main facts of messages and documents as people type them, looked at only to report",
}
"""Texts with all their facts, and texts of which only the main facts were written down."""
TALKS = {
    "conversations_build": "conversations used while building",
    "conversations_report": "conversations looked at only to report",
    "conversations_thread": "threads as people type them, used while building",
}
QUESTIONS = {
    "questions": "",
    "questions_build": " (questions used while building)",
    "questions_report": " (questions looked at only to report)",
}
"""Questions to the library, and what is added to the names of their figures."""
SHOWN_CHARS = 160


class Evaluation(Value):
    """Everything that the evaluation sets show: figures, and for each set of texts how every field is read."""

    figures: tuple[Figure, ...]
    reading: dict[str, "Reading"]


class Reading(Value):
    """How well one set of texts is read."""

    texts: int
    micro: FieldScore
    fields: tuple[FieldScore, ...]
    misreadings: tuple[Misreading, ...]
    median_ms: float
    slowest_ms: float


def evaluate(consultant: "Consultant", folder: Path = FOLDER) -> Evaluation:
    """Run every set. Raises SetupError where the evaluation sets are not at hand."""
    if not (folder / "questions.toml").is_file():
        raise SetupError("netboard eval needs the evaluation sets of the repository: run it in a checkout.")
    scores = {name: _scored(folder, name) for name in SETS}
    return Evaluation(
        figures=_figures(consultant, folder, scores), reading={name: _read(found) for name, found in scores.items()}
    )


def _scored(folder: Path, name: str) -> Score:
    if name.startswith("main_facts"):
        return judge(load_main_texts(folder / f"{name}.json"))
    return score(load_examples(folder / f"{name}.toml"))


def _read(found: Score) -> Reading:
    return Reading(
        texts=found.texts,
        micro=found.micro,
        fields=found.fields,
        misreadings=found.misreadings,
        median_ms=round(found.milliseconds[len(found.milliseconds) // 2], 2),
        slowest_ms=round(found.milliseconds[-1], 2),
    )


def _figures(consultant: "Consultant", folder: Path, scores: dict[str, Score]) -> tuple[Figure, ...]:
    return (
        *(figure for name, found in scores.items() for figure in _reading(SETS[name], found)),
        *(_talks(consultant, which, folder / f"{name}.json") for name, which in TALKS.items()),
        *(figure for name, which in QUESTIONS.items() for figure in _asked(consultant, which, folder / f"{name}.toml")),
        *_answers(quality(consultant, folder)),
        *(_prose(consultant, folder) if consultant.writer else ()),
    )


def _prose(consultant: "Consultant", folder: Path) -> tuple[Figure, ...]:
    """What the chat model that is set writes: how much of it is kept, and whether any of that is not supported."""
    found = audit(consultant, folder)
    given, asked = found.kept + found.dropped, found.questions
    dropped = tuple(f"{fault}: {count}" for fault, count in sorted(found.faults.items()))
    return (
        Figure(name="statements of the model kept", value=found.kept, unit="", items=given),
        Figure(name="statements of the model dropped", value=found.dropped, unit="", items=given, missed=dropped),
        Figure(
            name="unsupported statements that reached the reader",
            value=len(found.unsupported),
            unit="",
            items=found.written,
            missed=found.unsupported,
        ),
        Figure(name="median time of an answer with the model", value=found.median_ms, unit="ms", items=asked),
    )


def _answers(found: Quality) -> tuple[Figure, ...]:
    """How sound the answers are; the seam for another writer is the Consultant that ``quality`` was given."""
    shares = {
        "statements supported by what they cite": found.precision,
        "statements that carry a citation": found.recall,
        "statements that fit the case or say where they do not": found.applicable,
        "replies whose figures stand in their answer": found.replies,
        "answers with the three sections in order": found.in_order,
        "questions with sources that are answered": found.told,
        "questions without sources on which nothing is told": found.silent,
        **{f"answers that rewording does not change: {name}": count for name, count in found.consistent.items()},
    }
    lengths = {"short": sorted(found.words_short), "full": sorted(found.words_full)}
    return (
        *(_counted(name, count) for name, count in shares.items()),
        *(
            Figure(
                name=f"words of a {name} answer, {which}",
                value=words[len(words) * rank // 100],
                unit="",
                items=len(words),
            )
            for name, words in lengths.items()
            for which, rank in (("median", 50), ("95th percentile", 95))
        ),
    )


def _counted(name: str, count: Count) -> Figure:
    """A share to a hundredth of a percent, so that one fault in ten thousand statements is not rounded away."""
    value = 100 * (count.items - len(count.missed)) / max(1, count.items)
    return Figure(name=name, value=math.floor(100 * value) / 100, items=count.items, missed=count.missed)


def table(found: tuple[Figure, ...]) -> Table:
    """The figures for a person to read."""
    shown = Table("figure", "value", "items", "missed", title="netboard eval")
    for figure in found:
        shown.add_row(figure.name, f"{figure.value:g} {figure.unit}", str(figure.items), "\n".join(figure.missed))
    return shown


def field_table(name: str, reading: Reading) -> Table:
    """Precision, recall and F1 of every field over one set of texts."""
    title = f"{SETS[name]}: {reading.texts} texts, {reading.median_ms:g} ms a text (slowest {reading.slowest_ms:g} ms)"
    shown = Table("field", "precision", "recall", "F1", "right", "wrong", "missed", title=title)
    for field in (*reading.fields, reading.micro):
        rates = (f"{rate:.3f}" for rate in (field.precision, field.recall, field.f1))
        shown.add_row(field.field, *rates, *(str(count) for count in (field.right, field.wrong, field.missed)))
    return shown


def misreading_table(name: str, reading: Reading) -> Table:
    """The texts of one set in which something was read wrongly or missed; dangerous ones first."""
    shown = Table("text", "wrong", "missed", title=f"misreadings ({SETS[name]})", show_lines=True)
    for one in sorted(reading.misreadings, key=lambda one: not one.dangerous):
        text = " ".join(one.text.split())
        start = text if len(text) <= SHOWN_CHARS else f"{text[:SHOWN_CHARS]}…"
        shown.add_row(f"DANGEROUS: {start}" if one.dangerous else start, "\n".join(one.wrong), "\n".join(one.missed))
    return shown


def _reading(which: str, found: Score) -> tuple[Figure, ...]:
    """How well the case is read: micro-F1 over all facts, and the texts with a dangerous misreading."""
    dangerous = tuple(one.text for one in found.dangerous)
    return (
        Figure(name=f"reading, micro-F1 ({which})", value=round(found.micro.f1, 3), unit="", items=found.texts),
        Figure(
            name=f"dangerous misreadings ({which})", value=len(dangerous), unit="", items=found.texts, missed=dangerous
        ),
    )


def _talks(consultant: "Consultant", which: str, path: Path) -> Figure:
    """How many turns of conversations leave the case, the question and the conflicts as they should be."""
    turns, faults = hold(consultant, load_talks(path))
    missed = tuple(f"{one.talk}, turn {one.turn + 1}: {'; '.join(one.faults)}" for one in faults)
    share = round(100 * (turns - len(faults)) / turns, 1)
    return Figure(name=f"turns understood ({which})", value=share, items=turns, missed=missed)


def _asked(consultant: "Consultant", which: str, path: Path) -> tuple[Figure, ...]:
    """How well the library answers one set of questions."""
    asked = tomllib.loads(path.read_text(encoding="utf-8"))
    return (*_retrieval(consultant, which, asked["question"]), _silence(consultant, which, asked["off_topic"]))


def _retrieval(consultant: "Consultant", which: str, questions: list[dict[str, list[str] | str]]) -> tuple[Figure, ...]:
    """How often a source that answers the question is the first, or among the first five."""
    first, five = [], []
    for question in questions:
        text, wanted = str(question["text"]), set(question["sources"])
        hits = consultant.library.search(text, limit=10)
        found = list(dict.fromkeys(hit.passage.source_id for hit in hits))
        first += [] if found and found[0] in wanted else [text]
        five += [] if wanted & set(found[:5]) else [text]
    return (
        _share(f"the right source first{which}", len(questions), first),
        _share(f"the right source among the first five{which}", len(questions), five),
    )


def _silence(consultant: "Consultant", which: str, questions: list[dict[str, str]]) -> Figure:
    """How often a question that the sources do not answer finds nothing."""
    missed = [q["text"] for q in questions if consultant.library.search(q["text"])]
    return _share(f"nothing found where nothing is{which}", len(questions), missed)


def _share(name: str, items: int, missed: list[str]) -> Figure:
    return Figure(name=name, value=round(100 * (items - len(missed)) / items, 1), items=items, missed=tuple(missed))
