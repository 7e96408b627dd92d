"""Remit: whether a message gets a clinical answer, and why where it does not."""

from chains.answer import Question
from chains.conversation import Conversation
from chains.extract import Mentions, Reading
from chains.followup import chats, tells_news
from chains.intent import drugs_asked
from chains.refusal import Refusal, Why
from knowledge.case import CaseDetails
from knowledge.terms import read_terms

NEUROENDOCRINE_FIELDS = frozenset({"ki67", "receptor_imaging", "stated_grade", "mitoses", "syndrome", "fdg"})
TELLING_FIELDS = NEUROENDOCRINE_FIELDS | {
    "primary_site",
    "metastases",
    "m",
    "t",
    "stated_stage",
    "tumour_size_mm",
    "liver",
    "nodes",
    "treatments",
    "differentiation",
    "progression",
}


def enough(case: CaseDetails) -> bool:
    """Whether anything is known on which an answer about a patient could rest; a drug that is only asked about is
    nothing."""
    nec = case.histology not in {None, "net"}
    telling = TELLING_FIELDS & case.facts().keys()
    if telling == {"treatments"}:
        return any(one.status in {"done", "ongoing", "declined"} for one in case.treatments)
    return nec or bool(telling)


def out_of_scope(text: str, reading: Reading, known: Conversation, asked: Question | None) -> Refusal | None:
    """Why this message gets no clinical answer, or None when it does."""
    mentions = reading.mentions
    facts = reading.case.facts().keys()
    other = [cancer.name for cancer in mentions.other_cancers if cancer.context == "current"]
    if asked is not None and asked.topic == "dosing":
        return Refusal.of(Why.DOSING)
    about_a_drug = asked is not None and asked.intent == "evidence" and bool(drugs_asked(reading))
    given = {drug.span for drug in mentions.drugs}
    by_its_drug = not known.case.facts() and all(term.span in given for term in mentions.terms)
    if other and (by_its_drug or not mentions.neuroendocrine) and not about_a_drug:
        return Refusal.other_cancer(other)  # "PRRT" beside a phaeochromocytoma makes no NET of it
    if reading.no_tumour and not known.case.facts() and not about_a_drug and not enough(reading.case):
        return Refusal.of(Why.NO_TUMOUR)
    if (
        mentions.neuroendocrine
        or reading.case.histology is not None
        or known.case.facts()
        or facts & NEUROENDOCRINE_FIELDS
        or reading.hypothetical is not None
    ):
        asks_evidence = asked is not None and asked.intent == "evidence"
        case_known = enough(reading.case) or enough(known.case) or reading.hypothetical is not None
        supposes = reading.hypothetical is not None
        told_anew = facts - ({"sex"} if reading.case.sex == known.case.sex else set())  # "he tolerated it well"
        tells = told_anew or supposes or reading.retracted or reading.conflicts
        if known.case.facts() and not (tells or asked or mentions.neuroendocrine):
            return Refusal.of(_why_silent(text, mentions))
        return None if case_known or asks_evidence or (asked and asked.topic == "missing") else Refusal.of(Why.NO_CASE)
    if drugs_asked(reading) or mentions.trials or (asked is not None and asked.topic == "label"):
        return None if asked is not None and asked.intent == "evidence" else Refusal.of(Why.NO_CASE)
    general = asked is not None and asked.topic == "general"
    if general and not other and (read_terms(text).of_the_field or "metastases" in facts):
        return None
    clinical = asked is not None and asked.intent in {"prognosis", "treatment", "factor", "what_if"}
    return Refusal.of(Why.NO_CASE if clinical else Why.OTHER_SUBJECT)


def _why_silent(text: str, mentions: Mentions) -> Why:
    """Why a message of a known case that tells no fact and asks nothing known gets no clinical answer."""
    if chats(text) and not (mentions.drugs or mentions.trials or read_terms(text).concepts):
        return Why.OTHER_SUBJECT
    return Why.NOTHING_NEW if tells_news(text) else Why.NO_QUESTION
