"""Name words: what sort of word stands in a text, as far as it bears on whether somebody is named there.

The lists lie in ``plans/words``; the head of each says where it comes from. Words of the field that were once names
(Whipple, Krenning) are no names here.
"""

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Any

CAPITALS = "A-Z" + "".join(chr(n) for n in (*range(0xC0, 0x530), *range(0x1E00, 0x1F00)) if chr(n).isupper())
"""The capitals of Latin, Greek, Cyrillic and Vietnamese, as they stand in a class of a pattern."""

MONTHS = frozenset(["May", "June", "April", "August", "Jan"])
"""Names of persons that are months."""
_LETTERS_OF_THEIR_OWN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d"}
)


_KINDS_OF_TUMOUR = ("NET", "NEN", "NEC", "NETs", "NENs", "NECs")
_NUMERAL = re.compile(r"[IVX]{1,4}[a-c]?")
_MADE_OF_TWO = re.compile(
    r"\w+['’](?:ve|d|ll|re|m|t)|[A-Z][a-z]+-[A-Z]{2}[\w-]*|[A-Z]{3}[A-Z\d]*-[a-z]{2}[\w-]*|"
    r"[A-Z][a-z]*[a-z]-(?:like|type|positive|negative|avid|based|free|guided|adjuvant|point|up|off|out|in|on|specific|related)"
)
"""Contractions, labelled peptides, a drug or regimen with more behind it, and what is made of a word by another."""


def is_of_the_field(word: str) -> bool:
    """Whether a word is no name here, an eponym of the field, or ends as words of medicine do."""
    return is_taken_by_the_field(word) or (
        bare_of(word).lower().endswith(_endings()) and not (is_known(word) or is_place(word))
    )


def is_taken_by_the_field(word: str) -> bool:
    """Whether a word is no name here, or an eponym of the field."""
    bare = bare_of(word)
    low = bare.lower()
    if low in no_names() or (bare.title() if bare.isupper() else bare) in eponyms() or bare.endswith(_KINDS_OF_TUMOUR):
        return True
    if bare.isalpha():
        return _NUMERAL.fullmatch(bare) is not None or (
            len(bare) < 5 and not (bare.istitle() or bare.isupper() or bare.islower())
        )
    return low.replace("-", "") in no_names() or _MADE_OF_TWO.fullmatch(bare) is not None


def is_given(word: str) -> bool:
    """Whether a word is a given name and nothing else."""
    bare = bare_of(word)
    if bare.isupper() and len(bare) <= 3:  # an abbreviation: ALI, ANA
        return False
    return _is_in("given_names", bare.lower()) or _a_part_is(bare, "given_names")


def is_doubtful(word: str) -> bool:
    """Whether a word is a given name and something else as well: Grace, Mark, Florence."""
    return bare_of(word).lower() in _list("doubtful_names")


def is_surname(word: str) -> bool:
    """Whether a word is a surname, whatever else it is: Price, Okafor."""
    bare = bare_of(word)
    return _is_in("surnames", bare.lower()) or _a_part_is(bare, "surnames")


def is_known(word: str) -> bool:
    """Whether a word is in any list of names."""
    return is_given(word) or is_doubtful(word) or is_surname(word)


def is_common(word: str) -> bool:
    """Whether a word, or each part of it, is one of the field's vocabulary or of plain English."""
    bare = bare_of(word).lower()
    return _is_plain(bare) or ("-" in bare and all(_is_plain(part) for part in bare.split("-")))


def is_usual(word: str) -> bool:
    """Whether a capital tells nothing of a word: one of the field, or a common word that is no given name."""
    return is_of_the_field(word) or (is_common(word) and not is_given(word))


def is_odd(word: str) -> bool:
    """Whether a word is neither of the field nor of English, and no place, month or author; a given name may be one."""
    bare = bare_of(word)
    return (
        len(bare) > 2
        and re.fullmatch(r"[^\W\d_]+(?:['’-]+[^\W\d_]+)*", bare) is not None
        and not (is_of_the_field(bare) or is_place(bare) or is_author(bare) or bare in MONTHS)
        and (is_given(bare) or not is_common(bare))
    )


def is_surely_odd(word: str) -> bool:
    """Whether a word is odd, and known as a name where it stands in capitals, for those are abbreviations."""
    return is_odd(word) and (not word.isupper() or (is_known(word) and len(word) > 3))


def is_of_the_vocabulary(word: str) -> bool:
    """Whether a word is one of the field's, or so common that it was counted in its texts."""
    return bare_of(word).lower() in _list("common")


def is_place(word: str) -> bool:
    """Whether a word stands in the name of a city, a country or a state."""
    return bare_of(word).lower() in _list("places")


def is_author(word: str) -> bool:
    """Whether a word is the surname of an author in the register."""
    return bare_of(word).lower() in _list("authors")


def bare_of(word: str) -> str:
    """A word without the ending of its genitive."""
    return word[:-2] if word.endswith(("'s", "’s", "'S", "’S")) else word


def _is_plain(word: str) -> bool:
    return word in _list("common") or word in _list("english")


def _a_part_is(word: str, name: str) -> bool:
    return "-" in word and any(len(part) > 2 and _is_in(name, part) for part in word.lower().split("-"))


def _is_in(name: str, word: str) -> bool:
    """Whether a word in small letters stands in a list, be it without its accents."""
    return word in _list(name) or (not word.isascii() and _without_accents(word) in _list(name))


def _without_accents(word: str) -> str:
    parts = unicodedata.normalize("NFD", word.translate(_LETTERS_OF_THEIR_OWN))
    return "".join(char for char in parts if not unicodedata.combining(char))


@cache
def _list(name: str) -> frozenset[str]:
    lines = (files("chains") / "plans" / "words" / f"{name}.txt").read_text(encoding="utf-8").lower().splitlines()
    return frozenset(" ".join(line for line in lines if not line.startswith("#")).split())


@cache
def names_table() -> dict[str, Any]:
    """How persons are named, as data: ``plans/names.toml``."""
    return tomllib.loads((files("chains") / "plans" / "names.toml").read_text(encoding="utf-8"))


@cache
def _endings() -> tuple[str, ...]:
    return tuple(names_table()["endings_of_medicine"])


@cache
def no_names() -> frozenset[str]:
    """Words with a capital that are no name, in lower case."""
    return frozenset(names_table()["no_names"])


@cache
def eponyms() -> frozenset[str]:
    """Names of persons that are names of things in this field."""
    return frozenset(names_table()["eponyms"])
