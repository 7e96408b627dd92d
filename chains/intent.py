"""What a message asks: told from its words, the facts that were read, and whether a case is already known."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from chains.answer import Intent, Question
from chains.extract import Reading
from chains.matter import matters_in
from chains.named import named_in
from knowledge.case import Value

GENERAL_FIELDS = frozenset(
    {
        "histology",
        "differentiation",
        "primary_site",
        "primary_site_basis",
        "stated_grade",
        "ki67",
        "receptor_imaging",
        "treatments",
        "pancreas_part",
        "necrosis",
        "atrx_daxx",
        "symptomatic",
        "symptom_grade",
        "treatment_naive",
        "fdg_intensity",
        "critical_organ",
        "extra_abdominal",
        "nlr",
    }
)
"""Fields that a general question fills too ("What does Krenning 3 mean?")."""
GROUP_FIELDS = frozenset(
    {"stated_stage", "m", "metastases", "bone", "functioning", "syndrome", "carcinoid_heart_disease", "hereditary"}
)
"""Fields that a question about a group of patients fills as well, where the message is nothing but that question."""
PERSONAL_FIELDS = frozenset(
    {
        "age_years",
        "sex",
        "ecog",
        "t",
        "n",
        "nodes",
        "margin",
        "mitoses",
        "tumour_size_mm",
        "diagnosis_year",
        "measurements",
        "bone",
        "nlr",
    }
)
"""Fields that only one patient has: a message that tells none of them may ask of the field, in whatever words."""
_BARE_QUESTION = re.compile(
    r"\W*(?:is|are|does|do|did|can|could|may|will|should|would|has|have|how|what|which|when|why)\b[^?!;\n]*\?\W*",
    re.IGNORECASE,
)
_THIS_PATIENT = re.compile(
    r"\b(?:he|she|his|hers?|him|they|them|their|my|our)\b|\bthis\b(?!\W*(?:$|[.!?,;\n]))"
    r"|\b(?:the|a) (?:man|woman|lady|gentleman)\b|\bthe (?:patient|pt)\b",
    re.IGNORECASE,
)

_OF_WOMEN = re.compile(r"(?i)pregnan|lactat|breast-?feed|contracept")
"""Words that tell a sex without telling of a person."""


class _Rule(Value):
    name: Intent
    topic: str | None = None
    whole: bool = False
    general: bool = False
    """Asked of the field, not of a patient: holds only where the message tells no patient's case."""
    of_a_patient: bool = False
    """Short words that ask something only where a patient is known or told ("ideas?", "restaging when?")."""
    patterns: tuple[str, ...]

    def compiled(self) -> re.Pattern[str]:
        """One expression for all the patterns; for ``whole`` the message must be nothing else."""
        joined = "|".join(f"(?:{p})" for p in self.patterns)
        return re.compile(rf"[\s\W]*(?:{joined})[\s\W]*" if self.whole else joined, re.IGNORECASE | re.DOTALL)


@cache
def _rules() -> tuple[tuple[_Rule, re.Pattern[str]], ...]:
    data = tomllib.loads(files("chains").joinpath("plans/intents.toml").read_text(encoding="utf-8"))
    rules = [_Rule(**entry) for entry in data["intent"]]
    return tuple((rule, rule.compiled()) for rule in rules)


def worded(text: str, *, of_a_patient: bool = True) -> Question | None:
    """What the words of a message ask, or None when they ask nothing in particular."""
    if re.fullmatch(r"[\s]*\?+[\s]*", text):
        return Question(intent="help", topic="help")
    for rule, pattern in _rules():
        if (rule.general and of_a_patient) or (rule.of_a_patient and not of_a_patient):
            continue
        found = pattern.fullmatch(text) if rule.whole else pattern.search(text)
        if found:
            return Question(intent=rule.name, topic=rule.topic)
    return None


def asks_about_a_treatment(text: str, reading: Reading) -> Question | None:
    """A question that names a drug, or asks about a treatment that is weighed ("so CAPTEM?", "… PRRT. Agree?")."""
    if "?" not in text:
        return None
    weighed = any(one.status in {"considered", "planned"} for one in reading.case.treatments)
    named = any(re.match(r"[^.!?\n]*\?", text[drug.span[1] :]) for drug in reading.mentions.drugs)
    return Question(intent="treatment") if weighed or named or named_in(text, reading) else None


def asks_of_a_label(text: str, reading: Reading) -> Question | None:
    """A question on what labels speak of - pregnancy, organs, interactions, warnings - with a drug and no patient."""
    if "?" not in text or not reading.mentions.drugs or not matters_in(text):
        return None
    of_a_patient = tells_a_person(text, reading) or reading.case.facts().keys() - {"treatments", "sex"}
    return None if of_a_patient else Question(intent="evidence", topic="label")


def asks_about_a_trial(text: str, reading: Reading) -> Question | None:
    """A question that names a trial ("What was the median PFS in NETTER-2?")."""
    named = any(re.match(r"[^.!\n]*\?", text[trial.span[0] :]) for trial in reading.mentions.trials)
    return Question(intent="evidence") if named else None


def asks_of_survival(text: str) -> bool:
    """Whether a question asks about survival in words that the sources do not use ("how long do patients live")."""
    return bool(re.search(r"(?i)\bhow long\b.{0,60}\b(live|have|survive)|\blife expectancy\b|\boutlook\b", text))


def wants_more(text: str) -> bool:
    """Whether the message only asks for the long answer ("more", "show more")."""
    return bool(
        re.fullmatch(r"[\s\W]*(?:(show|tell)( me)? )?more( detail| details)?( please)?[\s\W]*", text, re.IGNORECASE)
    )


def tells_a_patient(text: str, reading: Reading) -> bool:
    """Whether a message tells of one patient, rather than naming a tumour, a grade or a score in a general question.

    A message that is one question and speaks of nobody ("Is resection worthwhile in stage IV midgut NET?") may name a
    stage, a spread or a syndrome as well.
    """
    beyond = reading.case.facts().keys() - GENERAL_FIELDS
    if _BARE_QUESTION.fullmatch(text) and not _THIS_PATIENT.search(text):
        beyond -= GROUP_FIELDS
    return bool(beyond)


def tells_a_person(text: str, reading: Reading) -> bool:
    """Whether a message speaks of somebody, or tells what only one patient has ("65 years", "T2 N1", "her scan")."""
    facts = reading.case.facts().keys() - ({"sex"} if _OF_WOMEN.search(text) else set())
    return bool(facts & PERSONAL_FIELDS) or _THIS_PATIENT.search(text) is not None


def drugs_asked(reading: Reading) -> tuple[str, ...]:
    """The drugs that a message names without saying that this patient had, has or refused them."""
    told = {t.name for t in reading.case.treatments if t.status in {"done", "ongoing", "declined"}}
    return tuple(dict.fromkeys(drug.name for drug in reading.mentions.drugs if drug.name not in told))
