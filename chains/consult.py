"""The whole pipeline on one screen: a message and its conversation in, a grounded answer out."""

import time
from collections.abc import Callable, Mapping
from dataclasses import replace

from langchain_core.runnables import Runnable, RunnableLambda

from chains.amendment import Amendment
from chains.answer import Answer, Question
from chains.conversation import Conversation
from chains.decision import Decider
from chains.envelope import CONSULTED, Envelope
from chains.footing import Cited
from chains.gaps import gaps_of, idle_rules
from chains.ground import ground
from chains.help import safety
from chains.intent import wants_more
from chains.listener import Listener
from chains.model import Filler
from chains.prose import Writer
from chains.quick import Quick
from chains.scribe import Scribe
from chains.turn import Depth, Turn
from chains.watcher import Watcher
from knowledge.case import CaseDetails, Value
from knowledge.characters import whole
from knowledge.evidence import Source
from knowledge.library import Library
from knowledge.rules.engine import Rulebook
from knowledge.rules.verdict import Verdict


class Consultation(Value):
    """An answer, and the conversation as it stands after it."""

    answer: Answer
    conversation: Conversation
    cited: tuple[Cited, ...] = ()
    """The statements of the answer that carry a citation, each with where it stands."""
    notes: tuple[str, ...] = ()
    """The sentences that open the reply, as what a correction changed."""


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
            ("decide", Decider(self._listener).decide),
            ("assess", self._assess),
            ("write", Scribe(library, sources).write),
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
        return self.over(self.library)

    def over(self, library: Library) -> "Consultant":
        """The same rules over another library, without a chat model."""
        return Consultant(self._rulebook, library, self._sources)

    def answer(
        self,
        text: str,
        conversation: Conversation | None = None,
        *,
        depth: Depth = "short",
        watch: Callable[[str], None] | None = None,
    ) -> Consultation:
        """Answer one message of a thread. Never raises for what a person wrote; a refusal is an Answer too.

        ``watch`` is told the name of each step of the pipeline as it begins.
        """
        known, text = conversation or Conversation(), whole(text)
        if known.turns and wants_more(text):
            return self.anew(known, "full", watch=watch)
        return self._run(Turn(text=text, conversation=known, depth=depth, started=time.perf_counter()), watch)

    def amended(self, amendment: Amendment, conversation: Conversation) -> Consultation:
        """The last question answered anew, for the case as a person put it right by hand."""
        turn = Turn(
            text=amendment.text,
            conversation=conversation,
            started=time.perf_counter(),
            by_hand=amendment,
        )
        return self._run(turn)

    def _run(self, turn: Turn, watch: Callable[[str], None] | None = None) -> Consultation:
        return self.pipeline.invoke(turn, {"callbacks": [Watcher(watch)]} if watch else None)

    def more(self, conversation: Conversation) -> Answer:
        """The last answer of the conversation, at full length."""
        return self.again(conversation, "full")

    def again(self, conversation: Conversation, depth: Depth = "short") -> Answer:
        """The last answer of the conversation, as it was given or at full length."""
        return self.anew(conversation, depth).answer

    def anew(
        self, conversation: Conversation, depth: Depth = "short", *, watch: Callable[[str], None] | None = None
    ) -> Consultation:
        """The last message of the conversation answered once more; the conversation stays as it was."""
        before = conversation.as_before()
        text, started = conversation.last_text, time.perf_counter()
        turn = Turn(
            text=text,
            conversation=before,
            depth=depth,
            started=started,
            told=conversation.case,
            by_hand=conversation.by_hand,
        )
        return self._run(turn, watch).model_copy(update={"conversation": conversation})

    def factor(self, text: str) -> Answer:
        """A quick lookup, as ``/net grade 8% 3`` or ``netboard factor "grade 8% 3"``."""
        return self.look_up(text).answer

    def look_up(self, text: str) -> Consultation:
        """A quick lookup with where its statements stand; it is part of no conversation."""
        answer, cited = self._quick.answer(whole(text))
        return Consultation(answer=answer, conversation=Conversation(), cited=cited)

    def refuse(self, sentence: str) -> Answer:
        """An answer that only says what was wrong with the input and what would be right."""
        form = Question(intent="help", topic="form")
        return self._envelope.plain(form, sentence, time.perf_counter(), refused=True)

    # The steps of the pipeline, in order. Each takes a Turn and gives it back with more known.

    def _conflicts(self, case: CaseDetails) -> frozenset[str]:
        return frozenset(v.rule for v in self._rulebook.assess(case) if v.status in {"conflict", "invalid_input"})

    def _assess(self, turn: Turn) -> Turn:
        if turn.settled:
            return turn
        after = self._rulebook.assess(turn.what_if) if turn.what_if is not None else ()
        verdicts = self._rulebook.assess(_weighing(turn))
        topics = {turn.question.topic, *(part.question.topic for part in turn.asked.others)}
        asks_back = turn.question.intent in CONSULTED | {"factor"} or "missing" in topics
        supposing = self._rulebook.supposing(turn.case, idle_rules(turn.case)) if asks_back else None
        gaps = gaps_of(turn.case, verdicts, supposing) if supposing is not None else ()
        return replace(turn, verdicts=verdicts, after=after, gaps=gaps)

    def _word(self, turn: Turn) -> Turn:
        if turn.draft is None or self.writer is None or turn.unsearched:
            return turn
        return replace(turn, draft=self.writer.word(turn.text, turn.draft, _told(turn), self.library.passage))

    def _ground(self, turn: Turn) -> Turn:
        if turn.draft is None:
            return turn
        return replace(
            turn,
            grounded=ground(turn.draft, _told(turn), self.library.passage, self._sources, searched=not turn.unsearched),
        )

    def _finish(self, turn: Turn) -> Consultation:
        made = self._made(turn)
        if not turn.unsearched:
            return made
        return made.model_copy(update={"answer": made.answer.model_copy(update={"unsearched": turn.unsearched})})

    def _made(self, turn: Turn) -> Consultation:
        if turn.refusal:
            question, sentence = turn.refusal.question, turn.refusal.sentence
            problems = turn.reading.problems if turn.reading else ()
            answer = self._envelope.plain(
                question, sentence, turn.started, case=turn.case, refused=True, problems=problems
            )
            asked = tuple(problem.field for problem in problems) or turn.conversation.asked
            kept = turn.conversation.keeping(turn.case, asked, turn.refusal.pending, turn.conditions)
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
        told = tuple(dict.fromkeys([*turn.draft.keys(), *(key for v in _told(turn) for key in v.cites)]))
        kept = turn.conversation.after(
            turn.text,
            turn.case,
            answer,
            asked,
            told=told,
            conditions=turn.conditions,
            new_patient=turn.new_patient,
            by_hand=turn.by_hand,
        )
        return Consultation(answer=answer, conversation=kept, cited=turn.grounded.cited, notes=turn.notes)


def _weighing(turn: Turn) -> CaseDetails:
    """The case with the treatments that the message asks about, as considered."""
    known = {one.name for one in turn.case.treatments}
    asked = tuple(one for one in turn.weighed if one.name not in known)
    return turn.case.model_copy(update={"treatments": turn.case.treatments + asked}) if asked else turn.case


def _told(turn: Turn) -> tuple[Verdict, ...]:
    """The verdicts that the answer tells as its findings."""
    if turn.question.intent == "evidence":
        return ()
    return turn.after if turn.what_if is not None else turn.verdicts


def _chain(steps: tuple[tuple[str, Callable[[Turn], Turn]], ...]) -> Runnable[Turn, Turn]:
    runnables = [RunnableLambda(step, name=name) for name, step in steps]
    chained: Runnable[Turn, Turn] = runnables[0]
    for runnable in runnables[1:]:
        chained = chained | runnable
    return chained
