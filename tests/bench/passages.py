"""Passages by the thousand: a made-up register of any size, of real sentences, each passage with its own id."""

import re
import tomllib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from knowledge.evidence import Source, Statement
from knowledge.register import load_register
from tests.bench import pubmedqa

A_SOURCE = 10
"""Statements that a made-up source holds."""
SHORTEST = 20
_SENTENCE_END = re.compile(r"(?<=[.?!])\s+(?=[A-Z])")
QUESTIONS = Path(__file__).parent.parent / "evaluation" / "questions_build.toml"


def register(count: int) -> dict[str, Source]:
    """Sources with ``count`` statements between them; whom they speak of is taken from the packaged register."""
    spoken_of = [statement for source in load_register().values() for statement in source.statements]
    found: dict[str, Source] = {}
    sentences = islice(_sentences(), count)
    for number in range(0, count, A_SOURCE):
        statements = tuple(
            Statement(
                key=f"s{place}",
                text=text,
                topic=like.topic,
                applies_to=like.applies_to,
                checked=True,
                checked_in="a bench",
            )
            for place, text in enumerate(islice(sentences, A_SOURCE), 1)
            for like in (spoken_of[(number + place) % len(spoken_of)],)
        )
        name = f"made-{number // A_SOURCE:06d}"
        found[name] = Source(
            id=name,
            kind="research",
            title=f"Made-up source {number // A_SOURCE}",
            authors="nobody",
            venue="a bench",
            year=2000 + number % 25,
            checked=True,
            statements=statements,
        )
    return found


def questions() -> list[str]:
    """Questions to the passages: PubMedQA's where it is there, else those that were used while building."""
    if found := pubmedqa.abstracts():
        return [abstract.question for abstract in found]
    return [str(question["text"]) for question in tomllib.loads(QUESTIONS.read_text(encoding="utf-8"))["question"]]


def _sentences() -> Iterator[str]:
    """No sentence twice: first each by itself, then each with another one behind it, then with the next but one …"""
    known = _abstracts() or [statement.text for source in load_register().values() for statement in source.statements]
    yield from known
    for apart in range(1, len(known)):
        for place, sentence in enumerate(known):
            yield f"{sentence} {known[(place + 97 * apart) % len(known)]}"


def _abstracts() -> list[str]:
    paragraphs = [paragraph for abstract in pubmedqa.abstracts() for paragraph in abstract.paragraphs]
    found = (sentence for paragraph in paragraphs for sentence in _SENTENCE_END.split(paragraph))
    return list(dict.fromkeys(sentence for sentence in found if len(sentence) >= SHORTEST))
