"""Refusal: the ways in which netboard says no, each with its one sentence."""

from collections.abc import Sequence
from enum import Enum

from chains.answer import Intent, Question
from chains.help import words
from knowledge.case import Problem, Value

MAX_CHARACTERS = 40_000


class Why(Enum):
    """Why a message gets no clinical answer."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    NO_CASE = "no_case"
    OTHER_SUBJECT = "other_subject"
    OTHER_CANCER = "other_cancer"
    NO_TUMOUR = "no_tumour"
    IMPOSSIBLE_VALUE = "impossible_value"
    UNKNOWN_SOURCE = "unknown_source"
    NO_QUESTION = "no_question"
    NOTHING_NEW = "nothing_new"
    AMBIGUOUS = "ambiguous"
    DOSING = "dosing"
    CHILDREN = "children"
    UNSEARCHED = "unsearched"


_OUT_OF_SCOPE = frozenset({Why.OTHER_SUBJECT, Why.NO_TUMOUR, Why.NO_CASE, Why.DOSING, Why.CHILDREN})


def _intent(why: Why) -> Intent:
    if why is Why.NOTHING_NEW:
        return "update"
    return "out_of_scope" if why in _OUT_OF_SCOPE else "help"


class Refusal(Value):
    """No clinical answer: why, and the one sentence that says so and what would be right."""

    why: Why
    sentence: str
    question: Question
    pending: str = ""
    """A bare number that is kept until it is said what it is."""

    @classmethod
    def of(cls, why: Why) -> "Refusal":
        """The refusal with its standing sentence."""
        question = Question(intent=_intent(why), topic=why.value)
        return cls(why=why, sentence=words()["refusal"][why.value], question=question)

    @classmethod
    def other_cancer(cls, names: Sequence[str]) -> "Refusal":
        """Another cancer than a neuroendocrine neoplasm."""
        named = " and ".join(list(dict.fromkeys(names))[:2]) or "another cancer"
        return cls(
            why=Why.OTHER_CANCER,
            sentence=words()["refusal"]["other_cancer"].format(named=named),
            question=Question(intent="out_of_scope", topic=Why.OTHER_CANCER.value),
        )

    @classmethod
    def ambiguous(cls, said: str, could_be: Sequence[str]) -> "Refusal":
        """A bare number that several open questions fit; ``could_be`` names them ("the Ki-67")."""
        *firsts, last = could_be
        return cls(
            why=Why.AMBIGUOUS,
            sentence=words()["refusal"]["ambiguous"].format(
                said=said, fields=f"{', '.join(firsts)} or {last}", example=could_be[0].removeprefix("the ")
            ),
            question=Question(intent="help", topic=Why.AMBIGUOUS.value),
            pending=said,
        )

    @classmethod
    def impossible(cls, problems: Sequence[Problem]) -> "Refusal":
        """A value that cannot be right; nothing is answered until it is mended."""
        return cls(
            why=Why.IMPOSSIBLE_VALUE,
            sentence=" ".join(problem.message for problem in problems[:3]),
            question=Question(intent="factor", topic=problems[0].field),
        )
