"""Person names: where a text names a person, by what stands before, behind and beside the words.

A name is told by a title or a label, by a given name, by what is said of it, by its initials or its line, or by a
number, a date or an age that stands next to it; once found it is found in the whole text. Words of the field that were
once names (Whipple, Krenning) are taken only behind a title.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from chains.foreign_names import foreign_names
from chains.labelled_names import labelled_names
from chains.name_forms import INITIAL, RUN, WORD, words_of
from chains.name_lines import name_lines
from chains.name_words import (
    CAPITALS,
    bare_of,
    is_author,
    is_common,
    is_doubtful,
    is_given,
    is_known,
    is_odd,
    is_of_the_field,
    is_place,
    is_surname,
    is_usual,
    names_table,
)
from chains.person_mentions import IN_A_PLACE, REACH, is_cited, is_mention, is_told_of_a_person, named_after
from chains.written_names import written_names

_BEFORE_FACTS = re.compile(
    r"(?=[,;]? ?\(?(?:is an? )?(?:a )?"
    r"(?:\d{1,3} ?-?(?:[mMfF]\b|y|Y|/ ?[MF]\b|J\.)|[MF]/ ?\d\d\b|[Dd][Oo][Bb]\b|\*\d|MRN|NHS|born\b|\(\d\d\)|lat \d\d))"
)
"""An age, a date of birth or a record number, as they follow a name: "Jane Doe, 58F"."""
_INITIALS = re.compile(
    r"(?<![\w.])(?!N\. ?B\.|C\. ?F\.|P\. ?S\.|[UE]\. ?[SKU]\.|M\. ?D\.)"
    rf"(?P<id>[{CAPITALS}]\.(?: ?[{CAPITALS}]\.){{1,2}})"
    r"(?=,? ?\(?(?:[Dd][Oo][Bb]\b|born\b|MRN|NHS|\d\d ?-?(?:[mMfF]\b|y|/ ?[mf])))"
)
_POINTS_AT = re.compile(
    r"(?:(?<![\w-])(?:for|about|discuss(?:ed)?|outcome for|case of|regarding|re:?|review of|letter on|of)|^|"
    r"[.!?:]\s|\n)\s?$"
)
_DOES = re.compile(
    r"(?:['’]s\b| (?:has|had|presented|presents|is an?|was|came|attended|underwent|agrees|wants|asks)\b| at MDT\b)"
)
_TOKEN = re.compile(rf"{INITIAL}|{WORD}")
_BESIDE_A_NAME = re.compile(rf" (?:and|&|or|und|et|y|e) (?P<id>{WORD})(?![\w-])")
_GRADED = re.compile(r"(?i:\b(?:grad[eo]?|stage|type|typ|class|klasse|child))[ -]$")
_OF_A_SCALE = re.compile(r" (?:staging|score|classification|criteria|procedure|scale|index)\b")
_SMALL = re.compile(r"[^\W\d_][\w'’]+")
GRADE_CHARS = 8
"""How long a word may be, with its space, behind which a letter is that of a grade."""
NEAR = 4
"""So many signs at most stand between a name and the number or the date beside it."""
_BEHIND_A_ROLE = re.compile(r"(?:\bIR|CNS|SpR|SHO|[Rr]eg|[Rr]ads?|\b[Ss]r|\bRN|\bNP|[Oo]nc|urg|\)),? $")
"""What somebody is, before a name: "IR Vikram 07700 900255"."""
Span = tuple[int, int]
Edges = tuple[frozenset[int], frozenset[int]]
"""Where other identifiers end, and where they begin."""


def person_names(text: str, starts: Mapping[str, list[int]], beside: Iterable[Span] = ()) -> list[Span]:
    """Where persons are named; ``starts`` are the places of words, ``beside`` identifiers a name may stand next to."""
    spans = [*labelled_names(text, starts), *(match.span("id") for match in _INITIALS.finditer(text))]
    spans += foreign_names(text, [*beside, *spans])
    others = [*beside, *spans]
    edges = (frozenset(end for _, end in others), frozenset(start for start, _ in others))
    spans += _runs(text, edges, named_after(text, starts))
    spans += [*written_names(text, starts), *name_lines(text)]
    spans += list(_joined(text, spans))
    return spans + _again(text, spans)


def _again(text: str, spans: list[Span]) -> list[Span]:
    """Every place of the text where a word of these names stands again."""
    known = {bare_of(word) for start, end in spans for word in words_of(text[start:end]) if len(word) > 2}
    known = {word for word in known if not is_of_the_field(word)}
    found = []
    for match in _SMALL.finditer(text) if known else ():
        word, (start, end) = bare_of(match[0]), match.span()
        end -= len(match[0]) - len(word)
        if word not in known or text[start - 1 : start] in {"-", "'", "’"} or text[end : end + 1] == "-":
            continue
        if is_common(word) and _OF_A_SCALE.match(text, end):  # "Mr Rose, 70M, Rose staging"
            continue
        # "Mr Long came": a common word is the name again inside a sentence or in the genitive, not where one begins
        if (
            not is_common(word)
            or is_given(word)
            or end != match.end()
            or re.match(r"[a-z,] ", text[max(0, start - 2) : start])
        ):
            found.append((start, end))
    return found


def _joined(text: str, spans: list[Span]) -> Iterator[Span]:
    """Who is named beside somebody: "Teddy and Joy"."""
    ends, at = {end for _, end in spans}, [end for _, end in spans]
    while at:
        match = _BESIDE_A_NAME.match(text, at.pop())
        if match and (is_known(match["id"]) or not is_usual(match["id"])) and not is_of_the_field(match["id"]):
            end = match.start("id") + len(bare_of(match["id"]))
            if end not in ends:
                ends.add(end)
                at.append(end)
                yield match.start("id"), end


def _runs(text: str, beside: Edges, places: list[Span]) -> Iterator[Span]:
    """One to six capitalised words of which a given name, or what stands around them, tells that they are a name."""
    for match in RUN.finditer(text):
        for start, end in _parted(text, *match.span()):
            words = words_of(text[start:end])
            if _is_called_by(text, start, end, words, places):
                continue
            if is_mention(text, start, end, words) or _is_name(text, start, end, words, beside):
                yield start, end


def _is_called_by(text: str, start: int, end: int, words: list[str], places: list[Span]) -> bool:
    """Whether this is a city, or a hospital or a sign called after somebody; not "Henry Ford, 72M"."""
    city = len(words) > 1 and words[0] in names_table()["begins_a_place"] and not is_told_of_a_person(text, end)
    if not city and not any(low < end and start < high for low, high in places):
        return False
    return _BEFORE_FACTS.match(text, end) is None or IN_A_PLACE.search(text, max(0, start - REACH), start) is not None


def _is_name(text: str, start: int, end: int, words: list[str], beside: Edges) -> bool:
    """Whether these words, none of which is one of the field, are the name of a person."""
    if is_cited(text, start, end) or (words and all(map(is_author, words))):
        return False
    if not words and _GRADED.search(text[max(0, start - GRADE_CHARS) : start]):
        return False  # "fistula grade B. 60 y"
    if len(words) < 2 and not re.search(INITIAL, text[start:end]):
        word = words[0] if words else ""
        if is_odd(word) and word.istitle() and not is_known(word):
            return (
                _is_before(text, end, beside) and _BEHIND_A_ROLE.search(text[max(0, start - NEAR) : start]) is not None
            )
        fits = is_surname(word) and not is_common(word) and not (word.isupper() and len(word) < 4)
        return fits and _is_beside(text, start, end, beside)
    strange = not any(is_usual(word) for word in words)
    few_common = strange or sum(not is_common(word) for word in words) >= len(words) - 1
    if few_common and any(is_given(word) for word in words):
        return True
    names = [word for word in words if is_surname(word) or (is_doubtful(word) and word is words[0])]
    loud = all(map(str.isupper, words))
    if names and not loud and not any(is_common(word) or is_place(word) for word in words if word not in names):
        return len(names) < len(words) or not all(map(is_common, words))
    if _BEFORE_FACTS.match(text, end) and (strange or not (all(map(str.isupper, words)) or all(map(is_usual, words)))):
        return True
    return strange and (_is_beside(text, start, end, beside) or _is_pointed_at(text, start, end))


def _parted(text: str, start: int, end: int) -> Iterator[Span]:
    """A run without its words of the field, and without the common words that a name does not begin or end with."""
    part: list[re.Match[str]] = []
    begin = start
    for match in _TOKEN.finditer(text, start, end):
        word = match[0]
        if word in names_table()["words_of_thanks"] and text[match.end() : match.end() + 1] == ",":
            begin = match.end() + 2
            continue
        if _begins_what_one_is_of(text, part, match):
            yield from _trimmed(begin, part)
            part, begin = [], match.start()
        if is_of_the_field(word) or any(map(str.isdigit, word)):
            yield from _trimmed(begin, part)
            part, begin = [], match.end() + len(text[match.end() : end]) - len(text[match.end() : end].lstrip(" ,"))
        else:
            part.append(match)
    yield from _trimmed(begin, part)


def _begins_what_one_is_of(text: str, part: list[re.Match[str]], match: re.Match[str]) -> bool:
    """Whether a whole name ends at the comma before this word: "Fiona Carmody, Riverside Practice"."""
    return (
        len(part) > 1
        and text[match.start() - 2 : match.start()] == ", "
        and any(is_given(one[0]) for one in part)
        and not is_given(match[0])
    )


def _trimmed(begin: int, part: list[re.Match[str]]) -> Iterator[Span]:
    first = part[0] if part else None
    quiet = any(not match[0].isupper() for match in part)
    while part and (
        _is_no_edge(part[0][0])
        or (quiet and re.fullmatch(rf"[{CAPITALS}]{{2,3}}", part[0][0]) and not is_known(part[0][0]))
    ):
        del part[0]
    while part and (
        _is_no_edge(part[-1][0]) or (len(part) > 1 and _is_no_end(part[-1][0], quiet=quiet, rest=len(part)))
    ):
        del part[-1]
    if part:
        start = begin if part[0] is first else part[0].start()
        yield start, part[-1].end() - (len(part[-1][0]) - len(bare_of(part[-1][0])))


def _is_no_end(word: str, *, quiet: bool, rest: int) -> bool:
    """An abbreviation behind a name in small letters: "Osman, IC", "Dell'Acqua, C.F."."""
    if "." in word:
        return rest > 2 and word.count(".") > 1
    if word in names_table()["degrees"]:
        return True
    return quiet and word.isupper() and len(word) < 5 and not is_known(word)


def _is_no_edge(word: str) -> bool:
    return is_usual(word) and not (is_doubtful(word) or is_surname(word))


def _is_beside(text: str, start: int, end: int, beside: Edges) -> bool:
    ends, begins = beside
    gaps = [(start - gap, start) for gap in range(NEAR + 1) if start - gap in ends]
    gaps += [(end, end + gap) for gap in range(NEAR + 1) if end + gap in begins]
    return any(not re.sub(r"[\s,;:()|/-]", "", text[low:high]) for low, high in gaps)


def _is_before(text: str, end: int, beside: Edges) -> bool:
    """Whether an identifier follows with nothing between that a label has: "IR Vikram 07700 900255"."""
    return any(end + gap in beside[1] and text[end : end + gap] in {" ", " (", ", "} for gap in range(1, 3))


def _is_pointed_at(text: str, start: int, end: int) -> bool:
    points = _POINTS_AT.search(text, max(0, start - 16), start)
    if points is None:
        return False
    return bool(points[0].strip(" .!?:\n")) or bool(_DOES.match(text, end))
