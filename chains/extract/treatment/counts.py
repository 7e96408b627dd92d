# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Counts: "cycle 3 of 4", "5 of 12 given", "four rounds done out of six" - how much of a course was given."""

import re

from chains.extract.text.opening import scan

MOST = 40
"""No course has more cycles or fractions than this."""
MOST_SLASHED = 6
"""Without a word for the unit, "3/4 given" is a count only up to here; beyond it, it is a date or a stretch of time."""
BROKEN_CHARS = 60
"""How far behind a count it may be told that the rest was not given."""
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
_N = rf"(?:\d{{1,2}}(?![\d.,]\d|\d)|(?:{'|'.join(_NUMBERS)})(?![a-z]))"
_UNIT = (
    r"(?:cycles?|doses?|courses?|infusions?|administrations?|rounds?|fractions?|sessions?|injections?|treatments?|fx|#)"
)
_PLAN = r"(?:planned |intended |scheduled |foreseen )?"
_OF = rf" ?(?:out of|of|/) ?(?:the |his |her |a total of )?{_PLAN}"
_GIVEN = r"(?:(?:(?:were|was|are|is|have|has|been|now|already) ){0,3}(?:given|done|so far|administered|completed|received|finished|behind (?:him|her))(?: so far)?)"
_COURSE = r"(?:prrt|lu(?:[ -]?177)?|lutathera|lutetium|177|cap ?/?tem|m?folf[a-z]{2,6}|carbo|cis|streptozo|xelox|capox|chemo(?:therapy)?)"
_COUNT = re.compile(
    rf"(?<![a-z0-9/.,-])(?:(?:{_UNIT}|number|no\.?|nr\.?|c) ?#? ?(?P<n1>{_N}){_OF}(?P<m1>{_N})(?: ?{_UNIT})?"
    rf"|(?:(?:given|received|had) )?(?P<n2>{_N}){_OF}(?P<m2>{_N}) ?{_PLAN}{_UNIT}"
    rf"|(?P<n3>{_N}) ?{_UNIT}(?: {_GIVEN})?{_OF}(?P<m3>{_N})(?! ?(?:mg|g|gbq|mbq|gy|ml|weeks?|days?|months?)(?![a-z]))"
    rf"|(?P<n4>{_N}){_OF}(?P<m4>{_N})(?= {_GIVEN}(?![a-z]))"
    rf"|(?P<n5>{_N}){_OF}(?P<m5>{_N})(?= {_COURSE})"
    rf"|(?P<n6>\d(?:st|nd|rd|th)|{'|'.join(_ORDINALS)})(?: {_UNIT})? of (?:the |a )?{_PLAN}(?P<m6>{_N})(?: ?{_UNIT})?)"
    rf"(?![a-z0-9%]|[./,]\d|-[a-z0-9])(?P<given> {_GIVEN}(?![a-z]))?"
)
_BROKEN = re.compile(
    r"[^.;\n]{0,40}?(?:\bthen (?:pd|progress|stop|deteriorat)|\b(?:stopped|discontinued|abandoned|cancelled|omitted|given up|broken off|no (?:more|further))\b)"
    r"| ?,?\(?(?:in |during )?(?:19|20)\d\d\b"
)
"""What says behind a count that the rest was not given, or that it was in a year that is told without its month."""
_IN_A_YEAR = re.compile(
    r"(?<![/.\d-])(?<!jan )(?<!feb )(?<!mar )(?<!apr )(?<!may )(?<!jun )(?<!jul )(?<!aug )(?<!sep )(?<!oct )(?<!nov )(?<!dec )(?:19|20)\d\d:? ?[,(]? ?$"
)


def find_counts(text: str) -> list[tuple[str, int, int]]:
    """Every count as a cue: a ``part`` of a course, its ``first`` cycle (given or to come), or the ``whole`` of it."""
    found: list[tuple[str, int, int]] = []
    for match in scan(_COUNT, text):
        number = next(at for at in "123456" if match[f"n{at}"])
        given, planned = _value(match[f"n{number}"]), _value(match[f"m{number}"])
        slashed = "/" in match.group() and number in "45"
        if not 0 < given <= planned <= (MOST_SLASHED if slashed else MOST):
            continue
        if given == planned or _is_over(text, match.start(), match.end()):
            entry = "whole"
        else:
            entry = "first" if given == 1 and not match["given"] else "part"
        found.append((entry, *match.span()))
    return found


def _value(word: str) -> int:
    """The number that a word or a figure stands for."""
    if word[0].isdigit():
        return int(re.sub(r"\D", "", word))
    return (_NUMBERS.index(word) if word in _NUMBERS else _ORDINALS.index(word)) + 1


def _is_over(text: str, start: int, end: int) -> bool:
    """Whether the course ended with this count, because of what follows it or of the year beside it."""
    if _BROKEN.match(text, end, end + BROKEN_CHARS):
        return True
    return _IN_A_YEAR.search(text, max(0, start - 12), start) is not None
