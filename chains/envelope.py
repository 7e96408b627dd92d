"""Envelope: what every answer carries besides its content: versions, safety line, time, questions, warnings."""

import time
from collections.abc import Sequence
from typing import Any

from chains import reply
from chains.answer import Answer, Change, Meta, Question
from chains.draft import Draft
from chains.echo import echo
from chains.gaps import outcome
from chains.ground import Grounded
from chains.turn import Turn
from knowledge.case import CaseDetails, Problem
from knowledge.rules.verdict import Verdict

CONSULTED = frozenset({"prognosis", "treatment", "update"})


class Envelope:
    """Makes Answers. Holds the versions and the safety line."""

    def __init__(self, knowledge_version: str, rules_version: str, safety: str) -> None:
        self._knowledge_version = knowledge_version
        self._rules_version = rules_version
        self._safety = safety

    def plain(
        self,
        question: Question,
        sentence: str,
        started: float,
        *,
        case: CaseDetails | None = None,
        refused: bool = False,
        problems: Sequence[Problem] = (),
    ) -> Answer:
        """An answer that is one sentence or two: help, thanks, a refusal."""
        return Answer(
            question=question,
            reply=sentence,
            case=case or CaseDetails(),
            problems=tuple(problems),
            safety=self._safety,
            meta=self._meta(started),
            refused=refused,
        )

    def whole(self, turn: Turn, sentence: str, grounded: Grounded, *, refused: bool = False) -> Answer:
        """An answer with findings, and with sections where a draft was written."""
        consulted = turn.question.intent in CONSULTED
        return Answer(
            question=turn.question,
            reply=sentence,
            understood=echo(
                turn.case,
                [gap.words for gap in turn.gaps],
                _unsaid(turn),
                _doubted(turn),
                tuple(one.name for one in turn.reading.unlikely) if turn.reading else (),
                characters=len(turn.text),
            ),
            case=turn.case,
            comparison=_comparison(turn),
            findings=grounded.findings,
            sections=grounded.sections if turn.draft is not None else (),
            references=grounded.references,
            questions=reply.questions(turn) if consulted else (),
            warnings=turn.warnings + (reply.warnings(turn.verdicts) if consulted else ()),
            safety=self._safety,
            meta=self._meta(turn.started, turn.draft),
            refused=refused,
            more=consulted and turn.depth == "short",
        )

    def _meta(self, started: float, draft: Draft | None = None) -> Meta:
        return Meta(
            knowledge_version=self._knowledge_version,
            rules_version=self._rules_version,
            writer=draft.writer if draft else "deterministic",
            elapsed_ms=round((time.perf_counter() - started) * 1000, 2),
            prompts=draft.prompts if draft else (),
        )


def set_up_wrongly(sentence: str) -> Answer:
    """The answer of a program that could not start: only what is wrong with the setting."""
    return Envelope("", "", "").plain(
        Question(intent="help", topic="setup"), sentence, time.perf_counter(), refused=True
    )


def changed(turn: Turn) -> tuple[Verdict, ...]:
    """The verdicts that a what-if changes, as they would be."""
    before = {v.rule: v for v in turn.verdicts}
    return tuple(v for v in turn.after if v.rule not in before or outcome(before[v.rule]) != outcome(v))


def _unsaid(turn: Turn) -> tuple[str, ...]:
    """The treatments that the message names without saying that they were given, where nothing else tells of them."""
    known = {one.name for one in (*turn.case.treatments, *turn.weighed)}
    return tuple(one.name for one in turn.reading.unsaid if one.name not in known) if turn.reading else ()


def _doubted(turn: Turn) -> tuple[str, ...]:
    """The grades that the message names, perhaps not of the tumour, where the case knows none."""
    return tuple(one.name for one in turn.reading.doubted) if turn.reading and turn.case.stated_grade is None else ()


def _comparison(turn: Turn) -> tuple[Change, ...] | None:
    if turn.what_if is None:
        return None
    before = {v.rule: v for v in turn.verdicts}
    return tuple(Change(rule=v.rule, before=_outcome(before[v.rule]), after=_outcome(v)) for v in changed(turn))


def _outcome(verdict: Verdict) -> Any:
    return verdict.value if verdict.value is not None else verdict.status
