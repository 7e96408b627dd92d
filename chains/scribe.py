"""Scribe: writes the draft of a turn - what is asked of the patient first, then what is asked beside it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from chains import caveat, reply, retrieve, write
from chains.draft import Draft
from chains.envelope import CONSULTED, changed
from chains.extract import read_told
from chains.help import words
from chains.intent import asks_of_survival, drugs_asked
from chains.joining import joined
from chains.lead import lead_of
from chains.matter import matters_in, of_the_matter
from chains.named import Named, named_in
from chains.parts import Part
from chains.refusal import Refusal, Why
from chains.retrieve import Evidence
from chains.showing import number_asked, showing
from chains.turn import Turn
from knowledge.embeddings import EmbeddingsError
from knowledge.evidence import Passage, Source, SourceKind
from knowledge.library import Library
from knowledge.rules.verdict import Verdict
from knowledge.store import StoreError
from knowledge.terms import read_terms

PASSAGES = {"short": 10, "full": 25}
OF_THE_FIELD = "neuroendocrine tumour"
"""What a general question is about that names no word of the field ("Does bone metastasis worsen survival?")."""
OF_A_GRADE = "WHO grade Ki-67 below mitoses per 2 mm2"
_ASKS_OF_A_GRADE = re.compile(
    r"(?i)\b(?:what (?:is|are|does|do)|meaning of|defin\w+(?: of)?)\W+(?:an? |the |who |tumou?r )*(?:g|grades? )[123]\b"
)
"""What "What does G2 mean?" asks, and in which words the classification says it."""
BESIDE = {"short": 3, "full": 8}
"""How many passages a question gets that is asked beside another."""


_SENTENCE = re.compile(r"(?<=[.?!])\s+|\n")


class Scribe:
    """Writes drafts. Holds the library and the register, which are read-only."""

    def __init__(self, library: Library, sources: Mapping[str, Source]) -> None:
        self._library = library
        self._sources = sources

    def write(self, turn: Turn) -> Turn:
        """The turn with its draft, or with words that are the whole answer, or with a refusal."""
        if turn.settled:
            return turn
        try:
            return self._searched(turn)
        except (EmbeddingsError, StoreError) as error:
            return self._unsearched(turn, str(error))

    def _searched(self, turn: Turn) -> Turn:
        written = self._first(turn)
        if written.draft is None or written.refusal is not None:
            return written
        draft = written.draft
        for part in turn.asked.others:
            draft = self._beside(turn, draft, part)
        return replace(written, draft=caveat.once(draft))

    def _unsearched(self, turn: Turn, why: str) -> Turn:
        """What can be said without a search: of a case what the rules find, else only that nothing can be searched."""
        found = tuple(v for v in turn.verdicts if v.status in {"assigned", "conflict"} and v.value is not None)
        if turn.question.intent not in CONSULTED or not found:
            return replace(turn, unsearched=why, refusal=Refusal.of(Why.UNSEARCHED))
        said = f"{reply.bottom_line(turn)} {words()['unsearched']['text']}"
        return replace(turn, unsearched=why, draft=write.from_verdicts(found, said, self._cited(found)))

    def _first(self, turn: Turn) -> Turn:
        intent = turn.question.intent
        if turn.question.topic == "missing":
            return replace(turn, words=reply.missing(turn))
        if intent == "evidence":
            return self._evidence(turn)
        if intent == "what_if":
            told = changed(turn)
            said = reply.what_if(told, turn.question)
            return replace(turn, draft=write.from_verdicts(told, said, self._cited(told)))
        if intent == "factor":
            told = reply.factors_asked(turn.text, turn.verdicts)
            return replace(turn, draft=write.from_verdicts(told, reply.of_verdicts(told), self._cited(told)))
        return replace(turn, draft=self._consultation(turn))

    def _consultation(self, turn: Turn, *, beside: bool = False) -> Draft:
        """The answer to a question about prognosis or treatment; ``beside`` another it says no more than it adds."""
        intent = turn.question.intent
        purpose = intent if intent in {"prognosis", "treatment"} else (turn.conversation.last_intent or "prognosis")
        full = turn.depth == "full"
        drugs = drugs_asked(turn.reading) if turn.reading else ()
        evidence = retrieve.gather(self._library, turn.case, turn.verdicts, purpose, full=full, drugs=drugs)
        options = list(dict.fromkeys(label for label, _ in evidence.told["guideline"]))
        named = self._named(turn, evidence) if intent == "treatment" else ()
        first = [(one.name, passage) for one, passage in named if passage is not None]
        evidence = evidence.leading([*first, *self._of_the_label(turn, named)])
        asked_too = any(part.question.intent == "treatment" for part in turn.asked.others)
        brief = write.Brief(
            case=turn.case,
            verdicts=turn.verdicts,
            evidence=evidence,
            intent=purpose,
            full=full,
            options=not asked_too,
        )
        if purpose == "treatment":
            said = reply.options_alone if beside else reply.options_line
            answered = any(passage is not None for _, passage in named)
            lead = None if answered else lead_of(evidence.told["guideline"], turn.case)
            return write.consultation(brief, said(turn, options, named, lead))
        return write.consultation(brief, reply.bottom_line(turn))

    def _of_the_label(self, turn: Turn, named: Sequence[tuple[Named, Passage | None]]) -> list[tuple[str, Passage]]:
        """What the labels of the drugs asked about state on what the message tells of the patient, as poor kidneys."""
        matters = [one for one in matters_in(turn.text) if one.of_a_patient]
        drugs = [one.drug or one.name for one, _ in named]
        return [("Label", passage) for passage in retrieve.of_labels(self._library, drugs, matters)]

    def _named(self, turn: Turn, evidence: Evidence) -> tuple[tuple[Named, Passage | None], ...]:
        """The treatments that the question names, each with the passage that speaks of it, if any does."""
        if turn.reading is None:
            return ()
        told = [passage for rows in evidence.told.values() for _, passage in rows]
        named = named_in(turn.text, turn.reading)
        return tuple((one, retrieve.for_named(self._library, one, turn.case, told)) for one in named)

    def _evidence(self, turn: Turn) -> Turn:
        if turn.question.topic == "source":
            return self._source(turn)
        text = turn.asked.text if turn.asked.others else turn.text
        found = self._found(turn, text, turn.question.topic, PASSAGES[turn.depth])
        if not found and turn.unless_found is not None:
            return replace(turn, refusal=turn.unless_found)
        otherwise = retrieve.otherwise(self._library, found, turn.case)
        said = reply.of_passages(found, text)
        if not found and turn.question.topic == "label" and (matters := matters_in(text)):
            said = reply.of_no_statement(matters[0].name)
        return replace(turn, draft=write.from_passages(found, said, turn.case, otherwise))

    def _source(self, turn: Turn) -> Turn:
        """One source of the last answer, asked for by its number."""
        shown, number = turn.conversation.references, number_asked(turn.text)
        source = self._sources.get(shown[number - 1]) if number and number <= len(shown) else None
        if source is None or number is None:
            return replace(turn, refusal=Refusal.of(Why.UNKNOWN_SOURCE))
        passages = [p for one in source.statements if (p := self._library.passage(f"{source.id}#{one.key}"))]
        return replace(turn, draft=showing(number, source, passages, turn.conversation.told, turn.case))

    def _found(self, turn: Turn, text: str, topic: str | None, limit: int) -> tuple[Passage, ...]:
        kinds: tuple[SourceKind, ...] = ("drug_label",) if topic == "label" else write.KINDS
        text = _bearing(text)
        reading = read_told(text)
        mentions, named = reading.mentions, named_in(text, reading, whole=True)
        trials = tuple(one.name for one in mentions.trials)
        if _ASKS_OF_A_GRADE.search(text):
            text += f" {OF_A_GRADE}"
        if topic == "general":
            text += f" {OF_THE_FIELD}" * (not read_terms(text).of_the_field) + " survival" * asks_of_survival(text)
        drugs = () if trials else tuple(dict.fromkeys(one.name for one in mentions.drugs))
        found = retrieve.for_question(
            self._library, text, turn.case, kinds, limit, trials=trials, drugs=drugs, named=named
        )
        matters = matters_in(text) if topic == "label" else ()
        if not matters:
            return found
        every = dict.fromkeys([*of_the_matter(found, matters), *retrieve.of_labels(self._library, drugs, matters)])
        return tuple(every)[:limit]

    def _beside(self, turn: Turn, draft: Draft, part: Part) -> Draft:
        """The draft with the answer to a further question of the message."""
        intent, topic = part.question.intent, part.question.topic
        if intent == "out_of_scope":
            return draft.model_copy(update={"reply": f"{draft.reply} {words()['refusal'][topic or 'other_subject']}"})
        if topic == "missing":
            consulted = turn.question.intent in {"prognosis", "treatment", "update"}
            said = "" if consulted else f" {reply.missing(turn)}"
            return draft.model_copy(update={"reply": draft.reply + said})
        if intent == "treatment":
            options = self._consultation(replace(turn, question=part.question), beside=True)
            return joined(draft, options, options.reply, "On treatment")
        found = self._found(turn, part.text, topic, BESIDE[turn.depth])
        return joined(draft, write.from_passages(found, "", turn.case), reply.beside(found, part.text))

    def _cited(self, verdicts: Sequence[Verdict]) -> dict[str, Passage]:
        return {key: found for v in verdicts for key in v.cites if (found := self._library.passage(key)) is not None}


def _bearing(text: str) -> str:
    """What of a message is looked up: its questions, and the sentences that name something of the field.

    "Good morning. The meeting room has moved." would draw other passages than the question alone.
    """
    parts = [part for part in _SENTENCE.split(text) if part.strip()]
    kept = [part for part in parts if part.rstrip().endswith("?") or read_terms(part).concepts]
    return "\n".join(kept) if kept else text
