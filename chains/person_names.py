"""Person names: where a text names a person, by what stands before, behind and beside the words.

A name is told by a title or a label, by a given name beside another capitalised word, or by a number, a date or an age
that stands next to it. A single word with nothing that points to it is not found. Words of the field that were once
names (Whipple, Krenning) are taken only behind a title.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

_CAPITALS = "A-Z" + "".join(chr(code) for code in range(0xC0, 0x530) if chr(code).isupper())
_REST = r"[\w'’-]"
WORD = rf"[{_CAPITALS}]{_REST}{{1,24}}"
_ANY_WORD = rf"[^\W\d_]{_REST}{{1,24}}"
_INITIAL = rf"[{_CAPITALS}]\.(?:[ -]?[{_CAPITALS}]\.){{0,2}}"
_PARTICLE = r"(?:von|van|de|der|den|del|della|da|dos|di|la|le|ten|bin|binti|ibn|al|el|zu|zur|Ó|Ní|O')"
_LETTERS = rf"[{_CAPITALS}](?:[^\W\d_]|['’-]){{1,24}}(?![\w])"
_RUN = re.compile(
    rf"(?<![\w@/.-]){_LETTERS}"
    rf"(?:(?:, ?| )(?:(?:{_PARTICLE} ){{0,2}}{_LETTERS}|{_INITIAL}(?: (?:{_PARTICLE} ){{0,2}}{_LETTERS})?)){{1,5}}"
)
_BEFORE_FACTS = re.compile(
    r"(?=[,;]? ?\(?(?:is an? )?(?:a )?"
    r"(?:\d{1,3} ?-?(?:[mMfF]\b|y|Y|/ ?[MF]\b|J\.)|[Dd][Oo][Bb]\b|\*\d|MRN|NHS|born\b|\(\d\d\)|lat \d\d))"
)
"""An age, a date of birth or a record number, as they follow a name: "Jane Doe, 58F"."""
_INITIALS = re.compile(
    rf"(?<![\w.])(?P<id>[{_CAPITALS}]\.(?: ?[{_CAPITALS}]\.){{1,2}})(?=,? ?\(?(?:[Dd][Oo][Bb]\b|born\b|MRN|NHS))"
)
_POINTS_AT = re.compile(
    r"(?:(?<![\w-])(?:for|about|discuss(?:ed)?|outcome for|case of|regarding|re:?|review of|letter on|of)|^|"
    r"[.!?:]\s|\n)\s?$"
)
_DOES = re.compile(
    r"(?:['’]s\b| (?:has|had|presented|presents|is an?|was|came|attended|underwent|agrees|wants|asks)\b| at MDT\b)"
)
NEAR = 4
"""So many signs at most stand between a name and the number or the date beside it."""
Span = tuple[int, int]


def person_names(text: str, beside: Iterable[Span] = ()) -> list[Span]:
    """Where persons are named; ``beside`` are the stretches of other identifiers, which a name may stand next to."""
    spans = [*_labelled(text), *(match.span("id") for match in _INITIALS.finditer(text)), *_runs(text, list(beside))]
    known = {word for start, end in spans for word in re.findall(WORD, text[start:end]) if len(word) > 2}
    for word in sorted(word for word in known if not is_of_the_field(word)):
        # "Mr Long came": a common word is the name again inside a sentence or in the genitive, not where one begins
        again = rf"(?:(?<=[a-z,] ){word}|{word}(?=['’]s))" if _is_common(word) else re.escape(word)
        spans += [match.span() for match in re.finditer(rf"(?<![\w-]){again}(?![\w-])", text)]
    return spans


def is_of_the_field(word: str) -> bool:
    """Whether a word is no name here, or an eponym of the field."""
    bare = re.sub(r"['’]s$", "", word)
    if re.fullmatch(r"[\w-]*(?:NET|NEN|NEC)s?", bare):
        return True
    return (
        (bare.title() if bare.isupper() else bare) in _eponyms()
        or bare.lower() in _no_names()
        or bare.replace("-", "").lower() in _no_names()
    )


def _labelled(text: str) -> Iterator[Span]:
    """Names behind a title, a label or a relation."""
    for before, word, least, eponyms in _labels():
        for match in before.finditer(text):
            end = _name_from(text, match.end(), word, eponyms=eponyms, sure=":" in match[0] or eponyms or least > 1)
            name = text[match.end() : end]
            if end is None or len(re.findall(r"\w+", name)) < least:
                continue
            if eponyms or not _is_abbreviation(name):
                yield match.end(), end


def _runs(text: str, beside: list[Span]) -> Iterator[Span]:
    """Two to four capitalised words of which a given name, or what stands around them, tells that they are a name."""
    for match in _RUN.finditer(text):
        for start, end in _parted(text, *match.span()):
            words = re.findall(WORD, text[start:end])
            if len(words) < 2 and not re.search(_INITIAL, text[start:end]):
                continue
            if _is_name(text, start, end, words, beside):
                yield start, end


def _is_name(text: str, start: int, end: int, words: list[str], beside: list[Span]) -> bool:
    """Whether these words, none of which is one of the field, are the name of a person."""
    strange = not any(_is_usual(word) for word in words)
    few_common = strange or sum(not _is_common(word) for word in words) >= len(words) - 1
    if few_common and any(_is_given(word) for word in words):
        return True
    if _BEFORE_FACTS.match(text, end) and (strange or not (all(map(str.isupper, words)) or all(map(_is_usual, words)))):
        return True
    return strange and (_is_beside(text, start, end, beside) or _is_pointed_at(text, start, end))


def _parted(text: str, start: int, end: int) -> Iterator[Span]:
    """A run without its words of the field: what stands between them."""
    part = None
    for match in re.finditer(rf"{_INITIAL}|{WORD}", text[start:end]):
        word = match[0]
        if is_of_the_field(word) or any(map(str.isdigit, word)):
            if part is not None:
                yield part
            part = None
        else:
            stop = start + match.end() - (2 if word.endswith(("'s", "’s")) else 0)
            part = (part[0] if part else start + match.start(), stop)
    if part is not None:
        yield part


def _is_beside(text: str, start: int, end: int, beside: list[Span]) -> bool:
    gaps = [(stop, start) if stop <= start else (end, begin) for begin, stop in beside if stop <= start or end <= begin]
    return any(high - low <= NEAR and not re.sub(r"[\s,;:()|-]", "", text[low:high]) for low, high in gaps)


def _is_pointed_at(text: str, start: int, end: int) -> bool:
    points = _POINTS_AT.search(text, max(0, start - 16), start)
    if points is None:
        return False
    return bool(points[0].strip(" .!?:\n")) or bool(_DOES.match(text, end))


def _name_from(text: str, start: int, word: str, *, eponyms: bool, sure: bool) -> int | None:
    """Where a name that begins here ends: up to three words and initials, none of them a word of the field."""
    end, at, words = None, start, 0
    token = re.compile(rf"(?P<initial>{_INITIAL})|(?P<particle>{_PARTICLE}) |(?P<word>{word})")
    while words < 3 and (match := token.match(text, at)) is not None:
        said = match["word"]
        bare = re.sub(r"['’]s?$", "", said.lower()) if said else ""
        if said and (bare in _no_names() or not bare.strip("x") or any(c.isdigit() for c in said)):  # "Name: XX"
            break
        if said and not eponyms and is_of_the_field(said):
            break
        if said and _is_common(said) and not _is_given(said.title()) and (words or not sure):
            break
        if not match["particle"]:
            end, words = match.end() - _tail(match[0]), words + 1
            if said and said.endswith(("'s", "’s")):
                break
        if said and said[0].islower() and words >= 2:
            break
        gap = re.compile(r", ?| |(?<=\.)").match(text, match.end() - (1 if match["particle"] else 0))
        if gap is None:
            break
        at = gap.end()
        word_after_title = re.compile(rf"(?P<initial>{_INITIAL})|(?P<particle>{_PARTICLE}) |(?P<word>{WORD})")
        token = word_after_title if said and said[0].isupper() else token
    return end


def _is_abbreviation(word: str) -> bool:
    """A few capitals, as "M" for male or "PPI" in a line that begins with "Pt:"; no name behind a mere label."""
    return re.fullmatch(rf"[{_CAPITALS}]{{1,3}}\.?", word) is not None and not _is_given(word)


def _tail(word: str) -> int:
    """How many characters at the end of a word are not the name: a genitive, the point of a single initial."""
    return 2 if word.endswith(("'s", "’s")) else 1 if len(word) == 2 and word.endswith(".") else 0


def _is_given(word: str) -> bool:
    bare = re.sub(r"['’]s$", "", word)
    names = _words("given_names")
    return (
        bare in names
        or (bare.isupper() and len(bare) > 3 and bare.title() in names)
        or any(part in names for part in bare.split("-") if "-" in bare)
    )


def _is_common(word: str) -> bool:
    bare = re.sub(r"['’]s$", "", word).lower()
    return bare in _words("common_words") or all(part in _words("common_words") for part in bare.split("-"))


def _is_usual(word: str) -> bool:
    return is_of_the_field(word) or (_is_common(word) and not _is_given(word))


@cache
def _words(name: str) -> frozenset[str]:
    table = tomllib.loads((files("chains") / "plans" / f"{name}.toml").read_text(encoding="utf-8"))
    return frozenset(table["words"].split())


@cache
def _table() -> dict[str, list[str]]:
    return tomllib.loads((files("chains") / "plans" / "identifiers.toml").read_text(encoding="utf-8"))


@cache
def _labels() -> tuple[tuple[re.Pattern[str], str, int, bool], ...]:
    rows: list[dict[str, object]] = _table()["name"]  # type: ignore[assignment]
    return tuple(
        (
            re.compile(str(row["before"])),
            _ANY_WORD if row.get("any_case") else WORD,
            int(str(row.get("capitals", 1))),
            bool(row.get("eponyms")),
        )
        for row in rows
    )


@cache
def _no_names() -> frozenset[str]:
    return frozenset(_table()["no_names"])


@cache
def _eponyms() -> frozenset[str]:
    return frozenset(_table()["eponyms"])
