"""Decision: what a message asks, in the light of what was read and of its conversation, and of which case."""

import re
from dataclasses import replace

from chains import reply
from chains.amendment import OPENING, Amendment, put_right
from chains.answer import Question
from chains.conversation import Conversation
from chains.echo import difference
from chains.envelope import CONSULTED
from chains.extract import Reading
from chains.followup import (
    OF_NO_CASE,
    asks,
    names_a_field,
    pronoun_clash,
    supposed,
    supposed_shortly,
    told,
    without_anecdotes,
    without_pronoun,
    without_suppositions,
)
from chains.help import small_talk
from chains.intent import (
    asks_about_a_treatment,
    asks_about_a_trial,
    asks_of_a_label,
    tells_a_patient,
    tells_a_person,
)
from chains.leaning import asks_what_now, carried, leaning
from chains.listener import Listener
from chains.merge import merge
from chains.named import named_in
from chains.parts import Asked, asked_in, without
from chains.refusal import Refusal, Why
from chains.remit import enough, out_of_scope
from chains.turn import Turn
from chains.unweighed import conditions_after, unweighed
from knowledge.case import GIVEN, CaseDetails
from knowledge.rules.vocabulary import listed
from knowledge.terms import read_terms

ADULT_YEARS = 18
KEPT = "The case of this thread is kept as it was."
LEAST_WORDS = 2
_WORD = re.compile(r"[^\W\d_]{3,}")
_BARE = re.compile(
    r"(?i)\b(?:what|whats|which|how|is|are|the|a|an|of|for|in|with|his|her|their|my|our|this|that|he|she|they|it|patient|pt"
    r"|we|i|you|do|does|should|can|could|would|give|now|next|please|prognosis|outlook|survival|median|overall|outcome"
    r"|treatments?|options?|therap(?:y|ies)|management|manage|treat|step|line|first|second|grade|stage|score|nets?|nec|nen"
    r"|neuroendocrine|tumou?rs?|cancer|live|long|recommend|s)\b|\W"
)
"""What a question of a patient who is not told holds, and nothing else."""
SEARCHED = Question(intent="evidence", topic="search")
_ELSEWHERE = frozenset({Why.OTHER_CANCER, Why.CHILDREN})
"""Refusals of a message on another person than the one known, or on nobody whom netboard can answer for."""
_WEIGHED = frozenset({"considered", "planned"})
OF_THE_PATIENT = frozenset({"prognosis", "treatment", "update", "what_if"})


class Decider:
    """Decides what is asked. Holds the listener, which knows what a message states beside its questions."""

    def __init__(self, listener: Listener) -> None:
        self._listener = listener

    def decide(self, turn: Turn) -> Turn:
        """The turn with its question and its case, or with a refusal; what no rule weighs is named where it bears.

        What is out of scope leaves the case as it was.
        """
        decided, known = self._decide(turn), turn.conversation
        is_elsewhere = decided.refusal is not None and decided.refusal.why in _ELSEWHERE and turn.by_hand is None
        is_of_a_child = (known.case.age_years or ADULT_YEARS) < ADULT_YEARS  # then the thread goes on about that child
        if decided.refusal and is_elsewhere and known.case.facts() and not is_of_a_child:
            kept = decided.refusal.model_copy(update={"sentence": f"{decided.refusal.sentence} {KEPT}"})
            return replace(
                decided,
                refusal=kept,
                conversation=known,
                case=known.case,
                conditions=known.conditions,
                new_patient=turn.new_patient,
                notes=turn.notes,
            )
        told = decided.conversation.conditions
        bears = _bears_on_treatment(decided.question, of_a_patient=enough(decided.case))
        named = unweighed(turn.text, told) if bears and not decided.settled else ()
        return replace(
            decided,
            conditions=conditions_after(told, turn.text),
            warnings=(*decided.warnings, *named),
        )

    def _decide(self, turn: Turn) -> Turn:
        if turn.settled or turn.reading is None:
            return replace(turn, case=turn.conversation.case)
        reading, known = turn.reading, turn.conversation
        if turn.by_hand is not None:
            return _put_right(turn, turn.by_hand)
        asked = _asked(turn, reading)
        shortly = _supposed_shortly(turn, reading)
        if shortly is not None:
            return self._what_if(turn, reading.model_copy(update={"hypothetical": None, "case": shortly}))
        question = asked.question or asks_about_a_trial(turn.text, reading)
        question = question or (None if enough(known.case) else carried(turn.text, reading, known.last_text))
        if known.case.facts() and not reading.new_patient:
            if question is None:
                question = _of_the_case(turn.text, reading)
            elif question.intent == "prognosis" and not reading.case.facts():  # "what was the PFS in NETTER-2?"
                question = asks_about_a_trial(turn.text, reading) or question
        else:
            question = question or asks_of_a_label(turn.text, reading)
        if question is None or question.intent in CONSULTED | {"factor", "what_if"}:
            turn, question = self._without_questions(turn, question, without(turn.text, asked.others))
            reading = turn.reading or reading
        if reading.problems:
            case = merge(known.case, reading, known.turns).case
            return replace(turn, refusal=Refusal.impossible(reading.problems), case=case)
        talk = (
            small_talk(question.topic) if question and question.intent == "help" and not reading.case.facts() else None
        )
        if question and talk:
            return replace(turn, question=question, words=talk, case=known.case)
        if question and question.topic == "source" and not reading.case.facts():
            return replace(turn, question=question, asked=asked, case=known.case)
        if (reading.new_patient and known.turns) or (turn.told is not None and known.new_patient):
            note = "Taken as a new patient; the earlier case is set aside."
            turn = replace(turn, conversation=Conversation(turns=known.turns), new_patient=True, notes=(note,))
        refusal = out_of_scope(turn.text, reading, turn.conversation, question)
        if refusal and _may_be_searched(turn, reading, question, refusal):
            silent = None if refusal.why is Why.NO_QUESTION else refusal  # a conversation hears that nothing is found
            return replace(turn, asked=asked, question=SEARCHED, unless_found=silent, case=turn.conversation.case)
        if refusal:
            keeps = refusal.why in {Why.NO_CASE, Why.OTHER_SUBJECT, Why.DOSING} and reading.hypothetical is None
            case = merge(turn.conversation.case, reading, known.turns).case if keeps else turn.conversation.case
            return replace(turn, refusal=refusal, case=case)
        return self._with_case(replace(turn, asked=asked), reading, question)

    def _without_questions(self, turn: Turn, question: Question | None, text: str) -> tuple[Turn, Question | None]:
        """The turn without the facts that its questions name, and what is asked where only they tell it."""
        reading, known = turn.reading or Reading(), turn.conversation.case
        follows = bool(known.facts()) and not reading.new_patient
        supposes = reading.hypothetical is not None or (question is not None and question.intent == "what_if")
        rest, weighed = self._listener.without(turn, reading, text), reading.case.treatments[:0]
        if follows and not supposes:
            beside = rest
            rest = self._listener.without(turn, reading, told(text, reading.case))
            named = {one.name for one in rest.case.treatments}
            weighed = tuple(t for t in beside.case.treatments if t.status in _WEIGHED and t.name not in named)
        silent = not rest.case.facts() and not rest.retracted and not rest.problems
        if follows and not supposes and question is None and silent and asks(turn.text):
            domain = reading.mentions.neuroendocrine or bool(reading.case.facts().keys() - {"sex"})
            question = Question(intent="evidence", topic="general") if domain else None
        return replace(turn, reading=rest, weighed=weighed), question

    def _with_case(self, turn: Turn, reading: Reading, asked: Question | None) -> Turn:
        known = turn.conversation
        if asked and asked.intent == "evidence":
            stated = self._listener.stated(turn, reading)
            return replace(turn, question=asked, case=merge(known.case, stated, known.turns).case)
        if asked and asked.topic == "why" and known.case.facts():
            return replace(turn, question=asked, case=known.case)
        if asked and asked.topic == "others":
            turn = replace(turn, depth="full")
        supposes = reading.hypothetical is not None and bool(known.case.facts()) and not _only_weighs(reading, asked)
        if (asked and asked.intent == "what_if") or supposes:
            return self._what_if(turn, reading)
        merged = merge(known.case, _with_conditions(reading), known.turns)
        updates = bool(known.case.facts() and (merged.changes or reading.case.facts() or not asks(turn.text)))
        if _of_a_treatment_alone(turn.text, reading, asked) and not known.case.facts():
            return replace(turn, question=Question(intent="evidence", topic="general"), case=merged.case)
        question = (
            asked
            or asks_about_a_treatment(turn.text, reading)
            or Question(intent="update" if updates else "prognosis", topic=known.last_intent)
        )
        if question.intent in {"prognosis", "treatment", "factor"} and not enough(merged.case):
            refusal = Refusal.of(Why.NO_CASE)
            if _may_be_searched(turn, reading, asked, refusal):
                return replace(turn, question=SEARCHED, unless_found=refusal)
            return replace(turn, refusal=refusal, case=merged.case)
        if question.intent in OF_THE_PATIENT and (merged.case.age_years or ADULT_YEARS) < ADULT_YEARS:
            return replace(turn, refusal=Refusal.of(Why.CHILDREN), case=merged.case)
        clash = pronoun_clash(turn.text, known.case)
        return replace(
            turn,
            question=question,
            case=merged.case,
            warnings=(
                *(conflict.sentence for conflict in merged.conflicts),
                *((clash,) if clash else ()),
            ),
            notes=turn.notes + reply.updated(merged.changes, known),
        )

    def _what_if(self, turn: Turn, reading: Reading) -> Turn:
        known = turn.conversation
        base = known.case
        if reading.hypothetical is not None:
            stated = (
                self._listener.without(turn, reading, without_suppositions(turn.text, reading.case))
                if base.facts()
                else reading
            )
            base = merge(base, stated, known.turns).case
        read = reading.hypothetical or reading.case
        said = read if read.facts().keys() - OF_NO_CASE else supposed(turn.text) or read
        said = without_pronoun(said, turn.text, base)
        assumed = reading.model_copy(update={"case": said, "hypothetical": None, "retracted": ()})
        after = merge(base, assumed, known.turns, correcting=True).case
        if not enough(after):
            return replace(turn, refusal=Refusal.of(Why.NO_CASE), case=known.case)
        if (after.age_years or ADULT_YEARS) < ADULT_YEARS:
            return replace(turn, refusal=Refusal.of(Why.CHILDREN), case=known.case)
        question = Question(intent="what_if", topic=difference(base, after))
        return replace(turn, question=question, case=base, what_if=after)


def _asked(turn: Turn, reading: Reading) -> Asked:
    """What the words of a message ask; a tale of another patient asks only where the rest does not."""
    of_a_patient = bool(turn.conversation.case.facts()) or tells_a_patient(turn.text, reading)
    rest = without_anecdotes(turn.text)
    asked = asked_in(rest, of_a_patient=of_a_patient)
    if asked.question is None and rest != turn.text:
        return asked_in(turn.text, of_a_patient=of_a_patient)
    return asked


def _of_the_case(text: str, reading: Reading) -> Question | None:
    """What a message of a known case asks of its patient in few words, or of a label."""
    named, label, leans = asks_about_a_treatment(text, reading), asks_of_a_label(text, reading), leaning(text)
    if label is not None and not asks_what_now(text):
        return label
    return named or leans or label


def _only_weighs(reading: Reading, asked: Question | None) -> bool:
    """Whether an "if" of a question on treatment names only what may be done ("how often to scan if we watch her?")."""
    if reading.hypothetical is None or asked is None or asked.intent != "treatment":
        return False
    weighed = all(one.status in _WEIGHED for one in reading.hypothetical.treatments)
    return weighed and not reading.hypothetical.facts().keys() - OF_NO_CASE


def _of_a_treatment_alone(text: str, reading: Reading, asked: Question | None) -> bool:
    """Whether a message asks of a treatment in the field ("PRRT in lung carcinoid?"): it tells of no patient whose
    options could be gone through."""
    if asked is not None and (asked.intent, asked.topic) != ("treatment", None):
        return False
    of_a_patient = tells_a_patient(text, reading) or reading.case.facts().keys() & {"stated_grade", "ki67"}
    given = any(one.status in GIVEN for one in reading.case.treatments)
    return not of_a_patient and not given and bool(named_in(text, reading))


def _bears_on_treatment(question: Question, *, of_a_patient: bool) -> bool:
    """Whether what no rule weighs is to be named; a question on a label of nobody's case asks for nothing else."""
    return question.intent in OF_THE_PATIENT or (question.topic == "label" and of_a_patient)


def _put_right(turn: Turn, amendment: Amendment) -> Turn:
    """The turn with the case as a person put it right by hand; what was asked last is answered anew."""
    known = turn.conversation
    right = put_right(known.case, amendment, known.turns)
    if not enough(right.case):
        return replace(turn, refusal=Refusal.of(Why.NO_CASE), case=right.case)
    if (right.case.age_years or ADULT_YEARS) < ADULT_YEARS:
        return replace(turn, refusal=Refusal.of(Why.CHILDREN), case=right.case)
    return replace(
        turn,
        question=Question(intent="update", topic=known.last_intent),
        case=right.case,
        warnings=right.contradictions,
        notes=(f"{OPENING}{listed(right.changes)}.",),
    )


def _supposed_shortly(turn: Turn, reading: Reading) -> CaseDetails | None:
    """What a short message supposes of the known case, where that differs from the case."""
    known = turn.conversation
    told = reading.hypothetical is not None and reading.hypothetical.facts().keys() - OF_NO_CASE
    if not known.case.facts() or reading.new_patient or told:
        return None
    case = supposed_shortly(turn.text)
    assumed = Reading(case=without_pronoun(case, turn.text, known.case)) if case is not None else Reading()
    return assumed.case if merge(known.case, assumed, known.turns, correcting=True).changes else None


def _may_be_searched(turn: Turn, reading: Reading, asked: Question | None, refusal: Refusal) -> bool:
    """Whether a message without a patient may be a question of the field ("NETPET score survival"), or a question in a
    conversation may be one ("does that size matter?").

    "Prognosis?" and the like ask of a patient who is not told, and get the sentence that says what is missing.
    """
    if refusal.why is Why.NO_QUESTION:
        of_the_field = bool(reading.mentions.trials) or read_terms(turn.text).of_the_field or names_a_field(turn.text)
        return asks(turn.text) and of_the_field
    if turn.conversation.case.facts() or refusal.why not in {Why.NO_CASE, Why.OTHER_SUBJECT}:
        return False
    if tells_a_person(turn.text, reading) or reading.hypothetical is not None:
        return False
    if asked is not None and asked.intent in OF_THE_PATIENT and any(t.status in GIVEN for t in reading.case.treatments):
        return False  # "localised pancreatic tumour, resected. Prognosis?" is a patient, told in few words
    if len(_WORD.findall(turn.text)) < LEAST_WORDS and not reading.mentions.trials:
        return False  # "3cm?" asks for nothing that could be looked up
    bare = asked is not None and asked.intent in OF_THE_PATIENT | {"factor"}
    return not bare or _BARE.sub("", turn.text).strip() != ""


def _with_conditions(reading: Reading) -> Reading:
    """A message that describes its patient after an "if" describes a patient; a treatment after "if" is not given."""
    if reading.hypothetical is None:
        return reading
    stated = frozenset(name for name, value in reading.case.facts().items() if not isinstance(value, tuple))
    described = reading.hypothetical.model_copy(update={"treatments": (), "margin": None}).without(stated)
    supposed = reading.model_copy(update={"case": described, "hypothetical": None, "corrected": ()})
    return reading.model_copy(update={"case": merge(reading.case, supposed, 0).case, "hypothetical": None})
