"""Quality: how sound the answers are over the evaluation texts, whoever writes them."""

import json
import tomllib
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from chains.audit.audit import Fault, audit
from chains.audit.rewording import REWORDINGS, reversed_order, stands_apart
from knowledge.case import Value

if TYPE_CHECKING:
    from chains.answer import Answer
    from chains.consult import Consultant

CASES = 300
"""Texts with a case that are answered; spread evenly over the sets."""
REWORDED = 100
LONG = 60
"""Texts that are also answered at full length."""
QUESTIONS = ("questions", "questions_build", "questions_report")
TALKS = ("conversations_build", "conversations_report", "conversations_thread")
WITHOUT = "questions_without_sources"


class Texts(Value):
    """What is asked: texts with a case, first turns of conversations, questions with sources and without."""

    cases: tuple[str, ...]
    talks: tuple[str, ...]
    questions: tuple[str, ...]
    off_topic: tuple[str, ...]

    @classmethod
    def read(cls, folder: Path) -> "Texts":
        """From the evaluation sets of the repository."""
        asked = [tomllib.loads((folder / f"{name}.toml").read_text("utf-8")) for name in (*QUESTIONS, WITHOUT)]
        cases = [body["text"] for body in tomllib.loads((folder / "extraction_build.toml").read_text("utf-8"))["text"]]
        for name in ("main_facts_build", "main_facts_hard"):
            cases += [body["text"] for body in json.loads((folder / f"{name}.json").read_text("utf-8"))]
        talks = [talk for name in TALKS for talk in json.loads((folder / f"{name}.json").read_text("utf-8"))]
        return cls(
            cases=_spread(cases, CASES),
            talks=tuple(talk["turns"][0]["text"] for talk in talks),
            questions=tuple(q["text"] for one in asked for q in one.get("question", ()) if q["sources"]),
            off_topic=tuple(q["text"] for one in asked for q in one["off_topic"]),
        )


class Count(Value):
    """So many of so many, with those that were not."""

    items: int
    missed: tuple[str, ...] = ()


class Quality(Value):
    """What the evaluation shows of the answers."""

    precision: Count
    """Statements whose numbers, drugs, sites, lineage and negation stand in what they cite or in the case."""
    recall: Count
    """Statements that carry a citation, framing words left out."""
    applicable: Count
    """Statements that do not contradict the case without saying so."""
    replies: Count
    """Replies whose figures all stand in the answer below them."""
    in_order: Count
    """Answers with the three sections in their order, or with none."""
    told: Count
    """Questions with sources of which at least one section tells something."""
    silent: Count
    """Questions without sources of which no section tells anything."""
    words_short: tuple[int, ...]
    words_full: tuple[int, ...]
    consistent: dict[str, Count]
    """For each rewording, the texts whose findings, sections and references it leaves as they were."""


def quality(consultant: "Consultant", folder: Path) -> Quality:
    """Ask one consultant everything and check every answer: the one way in, for whatever writer it holds.

    Takes a minute or two; with a chat model much longer.
    """
    texts = Texts.read(folder)
    ask = partial(audit, consultant)
    cases = [(text, ask(text)) for text in (*texts.cases, *texts.talks)]
    questions = [(text, ask(text)) for text in texts.questions]
    silent = [(text, ask(text)) for text in texts.off_topic]
    full = [(text, ask(text, depth="full")) for text, one in cases[:: len(cases) // LONG] if one.answered]
    every = [*cases, *full, *questions, *silent]
    claims = sum(one.claims for _, one in every)
    return Quality(
        precision=Count(items=claims, missed=_faults(one.unsupported for _, one in every)),
        recall=Count(items=claims, missed=_faults(one.uncited for _, one in every)),
        applicable=Count(items=claims, missed=_faults(one.misfits for _, one in every)),
        replies=Count(
            items=len(every), missed=tuple(f"{', '.join(a.reply)}: {a.answer.reply}" for _, a in every if a.reply)
        ),
        in_order=Count(items=len(every), missed=tuple(text for text, one in every if not one.in_order)),
        told=Count(items=len(questions), missed=tuple(text for text, one in questions if not one.answered)),
        silent=Count(items=len(silent), missed=tuple(text for text, one in silent if one.answered)),
        words_short=tuple(one.words for _, one in cases if one.answered),
        words_full=tuple(one.words for _, one in full),
        consistent=_consistency(consultant, _spread((*texts.cases, *texts.talks), REWORDED)),
    )


def unchanged(one: "Answer", other: "Answer") -> bool:
    """Whether two answers tell the same: findings, sections with their figures, and references."""
    return _told(one) == _told(other)


def _told(answer: "Answer") -> tuple[object, ...]:
    findings = tuple((f.rule, f.status, f.value, f.statement) for f in answer.findings)
    return findings, answer.sections, answer.references, answer.refused


def _consistency(consultant: "Consultant", texts: Sequence[str]) -> dict[str, Count]:
    found: dict[str, Count] = {}
    answers = {text: consultant.answer(text).answer for text in texts}
    apart = [text for text in texts if stands_apart(text)]
    for name, reword in (*REWORDINGS.items(), ("order of sentences that stand apart", reversed_order)):
        tried = [text for text in (apart if reword is reversed_order else texts) if reword(text) != text]
        missed = [text for text in tried if not unchanged(answers[text], consultant.answer(reword(text)).answer)]
        found[name] = Count(items=len(tried), missed=tuple(missed))
    return found


def _faults(found: Iterable[tuple[Fault, ...]]) -> tuple[str, ...]:
    return tuple(f"{', '.join(fault.faults)}: {fault.text}" for faults in found for fault in faults)


def _spread(texts: Sequence[str], count: int) -> tuple[str, ...]:
    """So many of the texts, evenly spread over them."""
    count = min(count, len(texts))
    return tuple(texts[place * len(texts) // count] for place in range(count))
