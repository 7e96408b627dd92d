"""The whole pipeline on one screen: a message and its conversation in, a grounded answer out."""

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from langchain_core.runnables import Runnable, RunnableLambda

from chains import phrase, reply, retrieve, write
from chains.answer import Answer, Change, Meta, Question
from chains.conversation import Conversation
from chains.draft import Draft
from chains.extract import Reading, read_case
from chains.ground import Grounded, ground
from chains.help import SMALL_TALK, safety
from chains.intent import drugs_asked, wants_more, worded
from chains.lookup import LookupRefused, is_lookup, parse
from chains.merge import merge
from chains.refusal import MAX_CHARACTERS, Refusal, Why
from knowledge.case import CaseDetails, Value
from knowledge.evidence import Passage, Source, SourceKind
from knowledge.library import Library
from knowledge.rules.engine import Rulebook
from knowledge.rules.verdict import Verdict

Depth = Literal["short", "full"]
_SOURCE_NUMBER = re.compile(r"(?i)(?:source|reference|ref|citation)s?\s*#?\[?(\d+)")


class Consultation(Value):
    """An answer, and the conversation as it stands after it."""

    answer: Answer
    conversation: Conversation


@dataclass(frozen=True, slots=True)
class Turn:
    """One message on its way through the pipeline."""

    text: str
    conversation: Conversation
    depth: Depth
    started: float
    reading: Reading | None = None
    question: Question = Question(intent="help")
    case: CaseDetails = CaseDetails()
    what_if: CaseDetails | None = None
    refusal: Refusal | None = None
    words: str | None = None
    """The whole answer, for help and small talk."""
    verdicts: tuple[Verdict, ...] = ()
    after: tuple[Verdict, ...] = ()
    draft: Draft | None = None
    grounded: Grounded | None = None
    warnings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    """Sentences that open the reply, for example that a new patient was taken."""
    given: Mapping[str, Any] = field(default_factory=dict)


class Consultant:
    """Answers messages. Holds the rulebook and the library, which are read-only; safe to share between threads."""

    def __init__(self, rulebook: Rulebook, library: Library, sources: Mapping[str, Source]) -> None:
        self.rulebook = rulebook
        self.library = library
        self.sources = sources
        self.steps: tuple[tuple[str, Callable[[Turn], Turn]], ...] = (
            ("read", self._read),
            ("decide", self._decide),
            ("assess", self._assess),
            ("write", self._write),
            ("ground", self._ground),
        )
        self.pipeline: Runnable[Turn, Consultation] = _chain(self.steps) | RunnableLambda(self._finish, name="finish")
        self.safety = safety(library.date)

    def answer(self, text: str, conversation: Conversation | None = None, *, depth: Depth = "short") -> Consultation:
        """Answer one message of a thread. Never raises for what a person wrote; a refusal is an Answer too."""
        known = conversation or Conversation()
        if known.turns and wants_more(text):
            return Consultation(answer=self.more(known), conversation=known)
        if is_lookup(text):
            return Consultation(answer=self.factor(text), conversation=known)
        return self.pipeline.invoke(Turn(text=text, conversation=known, depth=depth, started=time.perf_counter()))

    def more(self, conversation: Conversation) -> Answer:
        """The last answer of the conversation, at full length."""
        before = conversation.model_copy(update={"case": conversation.before, "turns": max(0, conversation.turns - 1)})
        return self.answer(conversation.last_text, before, depth="full").answer

    def refuse(self, sentence: str) -> Answer:
        """An answer that only says what was wrong with the input and what would be right."""
        return self._plain(Question(intent="help", topic="form"), sentence, time.perf_counter(), refused=True)

    def factor(self, text: str) -> Answer:
        """A quick lookup, as ``/net grade 8% 3`` or ``netboard factor "grade 8% 3"``."""
        started = time.perf_counter()
        try:
            lookup = parse(text)
        except LookupRefused as refused:
            return self._plain(Question(intent="help", topic="lookup"), str(refused), started, refused=True)
        if lookup.command == "help":
            return self._plain(Question(intent="help", topic="lookup"), reply.lookup_help(), started)
        if lookup.command in {"drug", "evidence"}:
            return self._lookup_evidence(lookup.command, lookup.rest, started)
        question = Question(intent="factor", topic=lookup.command)
        verdicts = self.rulebook.assess(lookup.case, lookup.problems)
        asked = tuple(v for v in verdicts if v.rule in lookup.rules and v.status != "not_applicable") or tuple(
            v for v in verdicts if v.rule in lookup.rules
        )
        invalid = lookup.problems or any(v.status == "invalid_input" for v in asked)
        grounded = self._grounded(write.empty(), asked)
        return self._envelope(
            Turn(text=text, conversation=Conversation(), depth="short", started=started, question=question, case=lookup.case),
            reply.of_findings(grounded.findings) if not lookup.problems else " ".join(p.message for p in lookup.problems),
            grounded,
            refused=bool(invalid),
        )

    # The steps of the pipeline, in order. Each takes a Turn and gives it back with more known.

    def _read(self, turn: Turn) -> Turn:
        if not turn.text.strip():
            return replace(turn, refusal=Refusal.of(Why.EMPTY))
        if len(turn.text) > MAX_CHARACTERS:
            return replace(turn, refusal=Refusal.of(Why.TOO_LONG))
        return replace(turn, reading=read_case(turn.text))

    def _decide(self, turn: Turn) -> Turn:
        if turn.refusal or turn.reading is None:
            return turn
        reading, known = turn.reading, turn.conversation
        asked = worded(turn.text)
        if reading.problems:
            return replace(turn, refusal=Refusal.impossible(reading.problems), case=known.case)
        if asked and asked.intent == "help" and asked.topic in SMALL_TALK and not reading.case.facts():
            return replace(turn, question=asked, words=SMALL_TALK[asked.topic], case=known.case)
        if reading.new_patient and known.turns:
            known = Conversation()
            turn = replace(turn, conversation=known, notes=("Taken as a new patient; the earlier case is set aside.",))
        refusal = reply.out_of_scope(reading, known, asked)
        if refusal:
            return replace(turn, refusal=refusal, case=known.case)
        return self._with_case(turn, reading, asked)

    def _with_case(self, turn: Turn, reading: Reading, asked: Question | None) -> Turn:
        known = turn.conversation
        if asked and asked.intent == "evidence":
            own = reading.case if not known.turns else CaseDetails()
            return replace(turn, question=asked, case=known.case if known.turns else own)
        if (asked and asked.intent == "what_if") or (reading.hypothetical is not None and known.case.facts()):
            return self._what_if(turn, reading)
        merged = merge(known.case, reading, known.turns)
        question = asked
        if question is None:
            updates = bool(known.turns and merged.changes)
            question = Question(intent="update" if updates else "prognosis", topic=known.last_intent)
        if question.intent in {"prognosis", "treatment"} and not reply.enough(merged.case):
            return replace(turn, refusal=Refusal.of(Why.NO_CASE), case=known.case)
        return replace(
            turn,
            question=question,
            case=merged.case,
            warnings=tuple(conflict.sentence for conflict in merged.conflicts),
            notes=turn.notes + reply.updated(merged.changes, known),
        )

    def _what_if(self, turn: Turn, reading: Reading) -> Turn:
        known = turn.conversation
        base = merge(known.case, reading, known.turns).case if reading.hypothetical is not None else known.case
        supposed = reading.model_copy(update={"case": reading.hypothetical or reading.case, "hypothetical": None})
        after = merge(base, supposed, known.turns, correcting=True).case
        if not reply.enough(after):
            return replace(turn, refusal=Refusal.of(Why.NO_CASE), case=known.case)
        return replace(turn, question=Question(intent="what_if", topic=phrase.difference(base, after)), case=base, what_if=after)

    def _assess(self, turn: Turn) -> Turn:
        if turn.refusal or turn.words is not None:
            return turn
        verdicts = self.rulebook.assess(turn.case)
        after = self.rulebook.assess(turn.what_if) if turn.what_if is not None else ()
        return replace(turn, verdicts=verdicts, after=after)

    def _write(self, turn: Turn) -> Turn:
        if turn.refusal or turn.words is not None:
            return turn
        intent = turn.question.intent
        if turn.question.topic == "missing":
            return replace(turn, words=reply.missing(turn.verdicts))
        if intent == "evidence":
            return self._write_evidence(turn)
        if intent == "what_if":
            draft = write.from_verdicts(_changed(turn), reply.what_if(turn.verdicts, turn.after, turn.question), self._cited(_changed(turn)))
            return replace(turn, draft=draft)
        if intent == "factor":
            asked = reply.factors_asked(turn.text, turn.verdicts)
            return replace(turn, draft=write.from_verdicts(asked, reply.of_verdicts(asked), self._cited(asked)))
        purpose = intent if intent in {"prognosis", "treatment"} else (turn.conversation.last_intent or "prognosis")
        full = turn.depth == "full"
        drugs = drugs_asked(turn.reading) if turn.reading else ()
        evidence = retrieve.gather(self.library, turn.case, turn.verdicts, purpose, full=full, drugs=drugs)
        brief = write.Brief(case=turn.case, verdicts=turn.verdicts, evidence=evidence, full=full)
        return replace(turn, draft=write.consultation(brief, reply.bottom_line(turn.case, turn.verdicts)))

    def _write_evidence(self, turn: Turn) -> Turn:
        wanted = _SOURCE_NUMBER.search(turn.text) if turn.question.topic == "source" else None
        if wanted:
            shown = turn.conversation.references
            number = int(wanted.group(1))
            if not 1 <= number <= len(shown):
                return replace(turn, refusal=Refusal.of(Why.UNKNOWN_SOURCE))
            source = self.sources[shown[number - 1]]
            passages = [p for s in source.statements if (p := self.library.passage(f"{source.id}#{s.key}"))]
            return replace(turn, draft=write.from_passages({source.kind: passages}, reply.source(source)))
        kinds: tuple[SourceKind, ...] = ("drug_label",) if turn.question.topic == "label" else write.KINDS
        limit = 4 if turn.depth == "short" else 8
        found = {kind: retrieve.for_question(self.library, turn.text, turn.case, kind, limit) for kind in kinds}
        return replace(turn, draft=write.from_passages(found, reply.of_passages(found)))

    def _ground(self, turn: Turn) -> Turn:
        if turn.draft is None:
            return turn
        evidence_only = turn.question.intent == "evidence"
        told = () if evidence_only else turn.after if turn.what_if is not None else turn.verdicts
        return replace(turn, grounded=self._grounded(turn.draft, told))

    def _finish(self, turn: Turn) -> Consultation:
        if turn.refusal:
            answer = self._plain(turn.refusal.question, turn.refusal.sentence, turn.started, refused=True, case=turn.case)
            kept = turn.conversation
        elif turn.words is not None or turn.grounded is None or turn.draft is None:
            answer = self._plain(turn.question, turn.words or "", turn.started, case=turn.case)
            kept = turn.conversation
        else:
            answer = self._envelope(turn, " ".join([*turn.notes, turn.draft.reply]), turn.grounded)
            kept = Conversation(
                case=turn.case,
                before=turn.conversation.case,
                turns=turn.conversation.turns + 1,
                last_text=turn.text,
                last_intent=turn.question.intent if turn.question.intent in {"prognosis", "treatment"} else turn.conversation.last_intent,
                references=tuple(reference.id for reference in turn.grounded.references),
            )
        return Consultation(answer=answer, conversation=kept)

    # Making an Answer.

    def _cited(self, verdicts: tuple[Verdict, ...]) -> dict[str, Passage]:
        return {key: found for v in verdicts for key in v.cites if (found := self.library.passage(key)) is not None}

    def _grounded(self, draft: Draft, verdicts: tuple[Verdict, ...]) -> Grounded:
        return ground(draft, verdicts, self.library.passage, self.sources)

    def _envelope(self, turn: Turn, sentence: str, grounded: Grounded, *, refused: bool = False) -> Answer:
        consulted = turn.question.intent in {"prognosis", "treatment", "update"}
        return Answer(
            question=turn.question,
            reply=sentence,
            understood=phrase.understood(turn.case),
            case=turn.case,
            comparison=_comparison(turn),
            findings=grounded.findings,
            sections=grounded.sections if turn.draft is not None else (),
            references=grounded.references,
            questions=reply.questions(turn.verdicts) if consulted else (),
            warnings=turn.warnings + reply.warnings(turn.verdicts),
            safety=self.safety,
            meta=self._meta(turn.started),
            refused=refused,
            more=consulted and turn.depth == "short",
        )

    def _plain(
        self, question: Question, sentence: str, started: float, *, refused: bool = False, case: CaseDetails | None = None
    ) -> Answer:
        return Answer(
            question=question,
            reply=sentence,
            case=case or CaseDetails(),
            safety=self.safety,
            meta=self._meta(started),
            refused=refused,
        )

    def _lookup_evidence(self, command: str, words: str, started: float) -> Answer:
        kinds: tuple[SourceKind, ...] = ("drug_label",) if command == "drug" else write.KINDS
        found: dict[SourceKind, list[Passage]] = {
            kind: retrieve.for_question(self.library, words, CaseDetails(), kind, 4) for kind in kinds
        }
        draft = write.from_passages(found, reply.of_passages(found))
        turn = Turn(
            text=words, conversation=Conversation(), depth="short", started=started, draft=draft,
            question=Question(intent="evidence", topic=command),
        )
        return self._envelope(turn, draft.reply, self._grounded(draft, ()))

    def _meta(self, started: float) -> Meta:
        return Meta(
            knowledge_version=self.library.version,
            rules_version=self.rulebook.digest,
            writer="deterministic",
            elapsed_ms=round((time.perf_counter() - started) * 1000, 2),
        )


def _chain(steps: tuple[tuple[str, Callable[[Turn], Turn]], ...]) -> Runnable[Turn, Turn]:
    runnables = [RunnableLambda(step, name=name) for name, step in steps]
    chained: Runnable[Turn, Turn] = runnables[0]
    for runnable in runnables[1:]:
        chained = chained | runnable
    return chained


def _changed(turn: Turn) -> tuple[Verdict, ...]:
    before = {v.rule: v for v in turn.verdicts}
    return tuple(v for v in turn.after if v.rule not in before or _outcome(before[v.rule]) != _outcome(v))


def _comparison(turn: Turn) -> tuple[Change, ...] | None:
    if turn.what_if is None:
        return None
    before = {v.rule: v for v in turn.verdicts}
    return tuple(Change(rule=v.rule, before=_outcome(before[v.rule]), after=_outcome(v)) for v in _changed(turn))


def _outcome(verdict: Verdict) -> Any:
    return verdict.value if verdict.value is not None else verdict.status
