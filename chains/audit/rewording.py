"""Rewording: the same case in other clothes; what a person may change without changing what is said of the patient."""

import re
from collections.abc import Callable, Mapping

from chains.extract import read_told

_SENTENCE = re.compile(r"(?<=[a-z\d%)]{4}[.?!])\s+(?=[A-Z])")
"""The gap between two sentences of running text, not behind an abbreviation."""
_SPELLINGS = (
    ("tumour", "tumor"),
    ("oesophag", "esophag"),
    ("haem", "hem"),
    ("paed", "ped"),
    ("diarrhoea", "diarrhea"),
    ("oedema", "edema"),
    ("localised", "localized"),
    ("metastasised", "metastasized"),
    ("characterised", "characterized"),
    ("stabilised", "stabilized"),
    ("analogue", "analog"),
    ("centre", "center"),
    ("colour", "color"),
    ("grey", "gray"),
    ("anaemia", "anemia"),
    ("ischaem", "ischem"),
    ("fibre", "fiber"),
)
_BEFORE = "Good morning all."
_AFTER = "The meeting room has moved to the second corridor. Many thanks for looking at this."


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, as far as full stops tell them."""
    return tuple(piece for piece in _SENTENCE.split(text.strip()) if piece)


def american(text: str) -> str:
    """British spellings made American."""
    return _spelt(text, dict(_SPELLINGS))


def british(text: str) -> str:
    """American spellings made British, each only where the whole American form stands."""
    return _spelt(text, {american: british for british, american in _SPELLINGS if len(american) >= 5})


def bulleted(text: str) -> str:
    """Each sentence on a line of its own, behind a dash."""
    return "\n".join(f"- {sentence}" for sentence in sentences(text))


def spaced(text: str) -> str:
    """Sentences as paragraphs of their own."""
    return "\n\n".join(sentences(text))


def padded(text: str) -> str:
    """With sentences before and behind that say nothing of a patient."""
    return f"{_BEFORE}\n{text.strip()}\n{_AFTER}"


def reversed_order(text: str) -> str:
    """The sentences from the last to the first."""
    return " ".join(reversed(sentences(text)))


def stands_apart(text: str) -> bool:
    """Whether each sentence tells its facts by itself, so that their order cannot matter.

    True where the facts of the sentences, each read alone, are together those of the whole text.
    """
    whole = read_told(text)
    parts = [read_told(sentence) for sentence in sentences(text)]
    if len(parts) < 2 or whole.hypothetical or any(part.hypothetical for part in parts):
        return False
    told = [(name, _listed(value)) for part in parts for name, value in part.case.facts().items()]
    return sorted(map(str, told)) == sorted(str((n, _listed(v))) for n, v in whole.case.facts().items())


REWORDINGS: Mapping[str, Callable[[str], str]] = {
    "upper case": str.upper,
    "lower case": str.lower,
    "American spelling": american,
    "British spelling": british,
    "bullets": bulleted,
    "paragraphs": spaced,
    "idle sentences": padded,
}
"""Changes that may never change an answer. The order of sentences is not one of them: "it has grown" needs "it"."""


def _listed(value: object) -> object:
    return sorted(map(str, value)) if isinstance(value, tuple) else value


def _spelt(text: str, pairs: Mapping[str, str]) -> str:
    def put(match: re.Match[str]) -> str:
        found = match.group()
        new = pairs[found.lower()]
        return new.upper() if found.isupper() else new.capitalize() if found[0].isupper() else new

    return re.sub("|".join(_not_yet(*pair) for pair in pairs.items()), put, text, flags=re.IGNORECASE)


def _not_yet(old: str, new: str) -> str:
    """A pattern of one spelling where the other one does not stand already, as "analog" in "analogue"."""
    return re.escape(old) + (f"(?!{re.escape(new.removeprefix(old))})" if new.startswith(old) else "")
