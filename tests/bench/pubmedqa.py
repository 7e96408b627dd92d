"""PubMedQA: 1,000 questions that nobody here wrote, each to its own abstract; read where the data is there."""

import json
from functools import cache
from pathlib import Path

from knowledge.case import Value

FILE = Path(__file__).parents[3] / "shared" / "realdata" / "pubmedqa" / "ori_pqal.json"


class Abstract(Value):
    """A question and the paragraphs of the abstract that it belongs to."""

    question: str
    paragraphs: tuple[str, ...]


@cache
def abstracts() -> tuple[Abstract, ...]:
    """Every abstract in the order of the file; none where the file is not there."""
    if not FILE.is_file():
        return ()
    records = json.loads(FILE.read_text(encoding="utf-8")).values()
    return tuple(Abstract(question=record["QUESTION"], paragraphs=tuple(record["CONTEXTS"])) for record in records)
