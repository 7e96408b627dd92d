"""Quick: the answer to a quick lookup, with the same rules and the same library as every other answer."""

import time

from chains import reply, retrieve, write
from chains.answer import Answer, Question
from chains.conversation import Conversation
from chains.draft import Draft
from chains.envelope import Envelope
from chains.footing import Cited
from chains.ground import Grounded, ground
from chains.lookup import Lookup, LookupRefusedError, parse
from chains.refusal import Refusal, Why
from chains.turn import Turn
from knowledge.case import CaseDetails
from knowledge.embeddings import EmbeddingsError
from knowledge.evidence import Source, SourceKind
from knowledge.library import Library
from knowledge.rules.engine import Rulebook
from knowledge.rules.verdict import Verdict
from knowledge.store import StoreError

PASSAGES = 10


class Quick:
    """Answers lookups such as ``grade 8% 3``."""

    def __init__(self, rulebook: Rulebook, library: Library, sources: dict[str, Source], envelope: Envelope) -> None:
        self._rulebook = rulebook
        self._library = library
        self._sources = sources
        self._envelope = envelope

    def answer(self, text: str) -> tuple[Answer, tuple[Cited, ...]]:
        """The answer to one lookup, and where its statements stand.

        What is not understood or impossible is said in one sentence.
        """
        started = time.perf_counter()
        try:
            lookup = parse(text)
        except LookupRefusedError as refused:
            form = Question(intent="help", topic="lookup")
            return self._envelope.plain(form, str(refused), started, refused=True), ()
        if lookup.command == "help":
            return self._envelope.plain(Question(intent="help", topic="lookup"), reply.lookup_help(), started), ()
        if lookup.command in {"drug", "evidence"}:
            try:
                return self._evidence(lookup, started)
            except (EmbeddingsError, StoreError) as error:
                refusal = Refusal.of(Why.UNSEARCHED)
                answer = self._envelope.plain(refusal.question, refusal.sentence, started, refused=True)
                return answer.model_copy(update={"unsearched": str(error)}), ()
        return self._factor(lookup, started)

    def _factor(self, lookup: Lookup, started: float) -> tuple[Answer, tuple[Cited, ...]]:
        verdicts = self._rulebook.look_up(lookup.rules, lookup.case, lookup.problems)
        applicable = [v for v in verdicts if v.status != "not_applicable"]
        told = tuple(applicable or verdicts)
        draft = self._cohorts(told) if lookup.command == "survival" else None
        grounded = self._grounded(draft or write.empty(), told)
        impossible = " ".join(problem.message for problem in lookup.problems)
        found = draft.reply if draft else reply.of_findings(grounded.findings)
        answer = self._envelope.whole(
            self._turn(lookup, started, draft),
            impossible or " ".join([found, *reply.completing(told), *reply.unread(lookup.unread)]),
            grounded,
            refused=bool(impossible) or any(v.status == "invalid_input" for v in verdicts),
        )
        return answer, grounded.cited

    def _cohorts(self, verdicts: tuple[Verdict, ...]) -> Draft | None:
        """The cohorts of a survival lookup one by one, or None where none fits."""
        found = next((v for v in verdicts if v.rule == "survival" and v.value), None)
        if found is None:
            return None
        cited = {key: passage for key in found.cites if (passage := self._library.passage(key)) is not None}
        return write.survival(found, cited)

    def _evidence(self, lookup: Lookup, started: float) -> tuple[Answer, tuple[Cited, ...]]:
        kinds: tuple[SourceKind, ...] = ("drug_label",) if lookup.command == "drug" else write.KINDS
        found = retrieve.for_question(self._library, lookup.rest, CaseDetails(), kinds, PASSAGES)
        if lookup.command == "drug":
            first = retrieve.indications(self._library, lookup.rest)
            found = tuple({passage.key: passage for passage in (*first, *found)}.values())[:PASSAGES]
        otherwise = retrieve.otherwise(self._library, found, CaseDetails())
        said = reply.of_passages(found)
        if lookup.command == "drug" and not found:
            said = reply.of_no_label(retrieve.labelled(self._library))
        draft = write.from_passages(found, said, CaseDetails(), otherwise)
        grounded = self._grounded(draft, ())
        return self._envelope.whole(self._turn(lookup, started, draft), draft.reply, grounded), grounded.cited

    def _turn(self, lookup: Lookup, started: float, draft: Draft | None = None) -> Turn:
        intent = "evidence" if lookup.command in {"drug", "evidence"} else "factor"
        return Turn(
            text=lookup.rest,
            started=started,
            conversation=Conversation(),
            question=Question(intent=intent, topic=lookup.command),
            case=lookup.case,
            draft=draft,
        )

    def _grounded(self, draft: Draft, verdicts: tuple[Verdict, ...]) -> Grounded:
        return ground(draft, verdicts, self._library.passage, self._sources)
