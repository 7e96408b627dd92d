"""The whole pipeline on one screen: a message and its conversation in, a grounded answer out."""

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import replace

from langchain_core.runnables import Runnable, RunnableLambda

from chains import reply, retrieve, write
from chains.answer import Answer, Question
from chains.conversation import Conversation
from chains.echo import difference
from chains.envelope import CONSULTED, Envelope, changed
from chains.extract import Reading
from chains.followup import supposed
from chains.gaps import gaps_of
from chains.ground import ground
from chains.help import safety, small_talk
from chains.intent import asks_about_a_treatment, asks_about_a_trial, drugs_asked, tells_a_patient, wants_more, worded
from chains.listener import Listener
from chains.merge import merge
from chains.model import Filler
from chains.prose import Writer
from chains.quick import Quick
from chains.refusal import Refusal, Why
from chains.turn import Depth, Turn
from knowledge.case import CaseDetails, Value
from knowledge.evidence import Passage, Source, SourceKind
from knowledge.library import Library
from knowledge.rules.engine import Rulebook
from knowledge.rules.verdict import Verdict

PASSAGES = {"short": 10, "full": 25}
_SOURCE_NUMBER = re.compile(r"(?i)(?:source|reference|ref|citation)s?\s*#?\[?(\d{1,3})(?!\d)")


class Consultation(Value):
    """An answer, and the conversation as it stands after it."""

    answer: Answer
    conversation: Conversation


class Consultant:
    """Answers messages. Holds the rulebook and the library, which are read-only; safe to share between threads."""

    def __init__(
        self,
        rulebook: Rulebook,
        library: Library,
        sources: dict[str, Source],
        model: Filler | None = None,
        writer: Writer | None = None,
    ) -> None:
        """``model`` may fill what the reader leaves open in a message, ``writer`` word the prose; without them nothing
        else changes."""
        self.library = library
        self._rulebook = rulebook
        self._listener = Listener(model, self._conflicts)
        self.writer = writer
        self._sources = sources
        dated = safety(f"{library.date.day} {library.date:%B %Y}")
        self._envelope = Envelope(library.version[:12], rulebook.digest, dated)
        self._quick = Quick(rulebook, library, sources, self._envelope)
        self.steps: tuple[tuple[str, Callable[[Turn], Turn]], ...] = (
            ("read", self._listener.hear),
            ("decide", self._decide),
            ("assess", self._assess),
            ("write", self._write),
            *((("word", self._word),) if writer else ()),
            ("ground", self._ground),
        )
        self.pipeline: Runnable[Turn, Consultation] = _chain(self.steps) | RunnableLambda(self._finish, name="finish")

    @property
    def sources(self) -> Mapping[str, Source]:
        """The register that answers cite, by id."""
        return self._sources

    def plain(self) -> "Consultant":
        """The same without a chat model: what it answers is what every figure of a model is held against."""
        return Consultant(self._rulebook, self.library, self._sources)

    def answer(self, text: str, conversation: Conversation | None = None, *, depth: Depth = "short") -> Consultation:
        """Answer one message of a thread. Never raises for what a person wrote; a refusal is an Answer too."""
        known = conversation or Conversation()
        if known.turns and wants_more(text):
            return Consultation(answer=self.more(known), conversation=known)
        return self._run(Turn(text=text, conversation=known, depth=depth, started=time.perf_counter()))

    def _run(self, turn: Turn) -> Consultation:
        return self.pipeline.invoke(turn)

    def more(self, conversation: Conversation) -> Answer:
        """The last answer of the conversation, at full length."""
        return self.again(conversation, "full")

    def again(self, conversation: Conversation, depth: Depth = "short") -> Answer:
        """The last answer of the conversation, as it was given or at full length."""
        before = conversation.as_before()
        text, started = conversation.last_text, time.perf_counter()
        return self._run(
            Turn(text=text, conversation=before, depth=depth, started=started, told=conversation.case)
        ).answer

    def factor(self, text: str) -> Answer:
        """A quick lookup, as ``/net grade 8% 3`` or ``netboard factor "grade 8% 3"``."""
        return self._quick.answer(text)

    def refuse(self, sentence: str) -> Answer:
        """An answer that only says what was wrong with the input and what would be right."""
        form = Question(intent="help", topic="form")
        return self._envelope.plain(form, sentence, time.perf_counter(), refused=True)

    # The steps of the pipeline, in order. Each takes a Turn and gives it back with more known.

    def _conflicts(self, case: CaseDetails) -> frozenset[str]:
        return frozenset(v.rule for v in self._rulebook.assess(case) if v.status in {"conflict", "invalid_input"})

    def _decide(self, turn: Turn) -> Turn:
        if turn.settled or turn.reading is None:
            return replace(turn, case=turn.conversation.case)
        reading, known = turn.reading, turn.conversation
        asked = worded(turn.text, of_a_patient=bool(known.case.facts()) or tells_a_patient(reading))
        asked = asked or asks_about_a_trial(turn.text, reading)
        if reading.problems:
            case = merge(known.case, reading, known.turns).case
            return replace(turn, refusal=Refusal.impossible(reading.problems), case=case)
        talk = small_talk(asked.topic) if asked and asked.intent == "help" and not reading.case.facts() else None
        if asked and talk:
            return replace(turn, question=asked, words=talk, case=known.case)
        if reading.new_patient and known.turns:
            note = "Taken as a new patient; the earlier case is set aside."
            turn = replace(turn, conversation=Conversation(turns=known.turns), notes=(note,))
        refusal = reply.out_of_scope(reading, turn.conversation, asked)
        if refusal:
            keeps = refusal.why in {Why.NO_CASE, Why.OTHER_SUBJECT} and reading.hypothetical is None
            case = merge(turn.conversation.case, reading, known.turns).case if keeps else turn.conversation.case
            return replace(turn, refusal=refusal, case=case)
        return self._with_case(turn, reading, asked)

    def _with_case(self, turn: Turn, reading: Reading, asked: Question | None) -> Turn:
        known = turn.conversation
        if asked and asked.intent == "evidence":
            return replace(
                turn, question=asked, case=merge(known.case, self._listener.stated(turn, reading), known.turns).case
            )
        if (asked and asked.intent == "what_if") or (reading.hypothetical is not None and known.case.facts()):
            return self._what_if(turn, reading)
        merged = merge(known.case, _with_conditions(reading), known.turns)
        updates = bool(known.case.facts() and (merged.changes or reading.case.facts()))
        question = (
            asked
            or asks_about_a_treatment(turn.text, reading)
            or Question(intent="update" if updates else "prognosis", topic=known.last_intent)
        )
        if question.intent in {"prognosis", "treatment", "factor"} and not reply.enough(merged.case):
            return replace(turn, refusal=Refusal.of(Why.NO_CASE), case=merged.case)
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
        said = reading.hypothetical or (reading.case if reading.case.facts() else supposed(turn.text)) or reading.case
        assumed = reading.model_copy(update={"case": said, "hypothetical": None, "retracted": ()})
        after = merge(base, assumed, known.turns, correcting=True).case
        if not reply.enough(after):
            return replace(turn, refusal=Refusal.of(Why.NO_CASE), case=known.case)
        question = Question(intent="what_if", topic=difference(base, after))
        return replace(turn, question=question, case=base, what_if=after)

    def _assess(self, turn: Turn) -> Turn:
        if turn.settled:
            return turn
        after = self._rulebook.assess(turn.what_if) if turn.what_if is not None else ()
        verdicts = self._rulebook.assess(turn.case)
        asks_back = turn.question.intent in CONSULTED | {"factor"} or turn.question.topic == "missing"
        gaps = gaps_of(turn.case, verdicts, self._rulebook.assess) if asks_back else ()
        return replace(turn, verdicts=verdicts, after=after, gaps=gaps)

    def _write(self, turn: Turn) -> Turn:
        if turn.settled:
            return turn
        intent = turn.question.intent
        if turn.question.topic == "missing":
            return replace(turn, words=reply.missing(turn))
        if intent == "evidence":
            return self._write_evidence(turn)
        if intent == "what_if":
            told = changed(turn)
            said = reply.what_if(told, turn.question)
            return replace(turn, draft=write.from_verdicts(told, said, self._cited(told)))
        if intent == "factor":
            told = reply.factors_asked(turn.text, turn.verdicts)
            return replace(turn, draft=write.from_verdicts(told, reply.of_verdicts(told), self._cited(told)))
        purpose = intent if intent in {"prognosis", "treatment"} else (turn.conversation.last_intent or "prognosis")
        full = turn.depth == "full"
        drugs = drugs_asked(turn.reading) if turn.reading else ()
        evidence = retrieve.gather(self.library, turn.case, turn.verdicts, purpose, full=full, drugs=drugs)
        brief = write.Brief(case=turn.case, verdicts=turn.verdicts, evidence=evidence, intent=purpose, full=full)
        if purpose == "treatment":
            options = list(dict.fromkeys(label for label, _ in evidence.told["guideline"]))
            return replace(turn, draft=write.consultation(brief, reply.options_line(turn, options)))
        return replace(turn, draft=write.consultation(brief, reply.bottom_line(turn)))

    def _write_evidence(self, turn: Turn) -> Turn:
        wanted = _SOURCE_NUMBER.search(turn.text) if turn.question.topic == "source" else None
        if wanted:
            shown, number = turn.conversation.references, int(wanted.group(1))
            source = self._sources.get(shown[number - 1]) if 1 <= number <= len(shown) else None
            if source is None:
                return replace(turn, refusal=Refusal.of(Why.UNKNOWN_SOURCE))
            passages = [p for s in source.statements if (p := self.library.passage(f"{source.id}#{s.key}"))]
            return replace(turn, draft=write.from_passages(passages, reply.source(source), turn.case))
        kinds: tuple[SourceKind, ...] = ("drug_label",) if turn.question.topic == "label" else write.KINDS
        found = retrieve.for_question(self.library, turn.text, turn.case, kinds, PASSAGES[turn.depth])
        otherwise = retrieve.otherwise(self.library, found, turn.case)
        return replace(turn, draft=write.from_passages(found, reply.of_passages(found), turn.case, otherwise))

    def _word(self, turn: Turn) -> Turn:
        if turn.draft is None or self.writer is None:
            return turn
        return replace(turn, draft=self.writer.word(turn.text, turn.draft, _told(turn), self.library.passage))

    def _ground(self, turn: Turn) -> Turn:
        if turn.draft is None:
            return turn
        return replace(turn, grounded=ground(turn.draft, _told(turn), self.library.passage, self._sources))

    def _finish(self, turn: Turn) -> Consultation:
        if turn.refusal:
            question, sentence = turn.refusal.question, turn.refusal.sentence
            problems = turn.reading.problems if turn.reading else ()
            answer = self._envelope.plain(
                question, sentence, turn.started, case=turn.case, refused=True, problems=problems
            )
            asked = tuple(problem.field for problem in problems) or turn.conversation.asked
            kept = turn.conversation.keeping(turn.case, asked, turn.refusal.pending)
            return Consultation(answer=answer, conversation=kept)
        if turn.draft is None or turn.grounded is None:
            answer = self._envelope.plain(turn.question, turn.words or "", turn.started, case=turn.case)
            return Consultation(answer=answer, conversation=turn.conversation)
        sentence = " ".join([*turn.notes, turn.draft.reply])
        answer = self._envelope.whole(turn, sentence, turn.grounded)
        asked = tuple(gap.field for gap in turn.gaps)
        if turn.what_if is not None:
            facts = turn.what_if.facts()
            asked = tuple(name for name, value in facts.items() if value != getattr(turn.case, name))
        return Consultation(answer=answer, conversation=turn.conversation.after(turn.text, turn.case, answer, asked))

    def _cited(self, verdicts: tuple[Verdict, ...]) -> dict[str, Passage]:
        return {key: found for v in verdicts for key in v.cites if (found := self.library.passage(key)) is not None}


def _told(turn: Turn) -> tuple[Verdict, ...]:
    """The verdicts that the answer tells as its findings."""
    if turn.question.intent == "evidence":
        return ()
    return turn.after if turn.what_if is not None else turn.verdicts


def _with_conditions(reading: Reading) -> Reading:
    """A message that describes its patient after an "if" describes a patient; a treatment after "if" is not given."""
    if reading.hypothetical is None:
        return reading
    described = reading.hypothetical.model_copy(update={"treatments": (), "margin": None})
    stated = reading.model_copy(update={"case": described, "hypothetical": None, "corrected": ()})
    return reading.model_copy(update={"case": merge(reading.case, stated, 0).case, "hypothetical": None})


def _chain(steps: tuple[tuple[str, Callable[[Turn], Turn]], ...]) -> Runnable[Turn, Turn]:
    runnables = [RunnableLambda(step, name=name) for name, step in steps]
    chained: Runnable[Turn, Turn] = runnables[0]
    for runnable in runnables[1:]:
        chained = chained | runnable
    return chained
