"""Folding: a text in one plain spelling (lower case, one kind of dash, one space) with a way back to its offsets."""

import re
import unicodedata
from itertools import pairwise
from typing import NamedTuple

from chains.extract.text.dictation import undictate
from chains.extract.text.slip import unslip

_ONE_FOR_ONE = {
    "‐": "-",
    "‑": "-",
    "‒": "-",
    "–": "-",
    "—": "-",
    "−": "-",
    "﹣": "-",
    "－": "-",
    "⁻": "-",
    "’": "'",
    "‘": "'",
    "`": " ",
    "´": "'",
    "“": '"',
    "”": '"',
    "*": " ",
    "_": " ",
    "|": ",",
    "×": "x",
    "✕": "x",
    "≤": "<=",
    "≥": ">=",
    "⩽": "<=",
    "⩾": ">=",
    "≈": "~",
    "∼": "~",
    "～": "~",
    "≃": "~",
    "≅": "~",
    "♀": " female",
    "♂": " male",
    "•": "\n- ",
    "◦": "\n- ",
    "▪": "\n- ",
    "‣": "\n- ",
    "·": " ",
    "⇒": "→",
    "➔": "→",
    "⟶": "→",
    "➜": "→",
    "⬆": "↑",
    "⇧": "↑",
    "↗": "↑",
    "⇑": "↑",
    "⬇": "↓",
    "⇩": "↓",
    "↘": "↓",
    "⇓": "↓",
    "\t": " ",
    "\r": "\n",
    "\v": "\n",
    "\f": "\n",
    "\x85": "\n",
    "\u2028": "\n",
    "\u2029": "\n",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "nbsp": " ", "le": "<=", "ge": ">="}
_ENTITIES = tuple((f"&{name};", sign) for low, sign in _NAMED.items() for name in (low, low.upper()))
_COMMA_IN_NUMBER = re.compile(r",\d")
_DECIMAL_COMMA = re.compile(r"\d(?<![\d,.]\d)\d{0,2}(,)\d{1,2}(?![\d,])")
_THOUSANDS = re.compile(r"\d(?<![\d,.]\d)\d{0,2}(,)\d{3}(?![\d,])")
_PERCENT_THEN_DIGIT = re.compile(r"%[ ):=<>~]{0,5}\d")
_PERCENT_FIRST = re.compile(
    r"(?:(?<=ki[ -]67)|(?<=ki67)|(?<=mib1)|(?<=mib-1)|(?<=approx\. )|(?<=approx )|"
    r"(?<![\d%).,])(?<![\d%).,] ))(?P<lead>[ :=]{0,2})%(?P<gap> ?)"
    r"(?P<share>\d{1,3}(?:\.\d{1,2})?(?:-\d{1,3})?)(?![\d%/]|\.\d)(?! ?%)"
)
"""A percent sign before its number, as Turkish writes it: "Ki 67 %8", "%30 of the liver"."""
_PERCENT_HEADED = re.compile(
    r"(?:ki[ -]?67|mib[ -]?1)(?: (?:proliferation |labell?ing )?index| li)?"
    r"(?P<sign> ?\((?:in )?%\) ?[:=]?| ?(?:in )?% ?[:=])"
    r"(?P<share> ?[<>~]?=? ?\d{1,3}(?:\.\d{1,2})?(?:-\d{1,3})?)(?![\d%/]|\.\d)(?! ?%)"
)
"""A percent sign in the name of the index, as a form puts it: "Ki-67 (%): 5"."""
_VERSUS = re.compile(
    r"(?<=[a-z0-9)]) v\. (?=(?:an? |the |old |new |possible |small )?(?:metasta|mets?(?![a-z])|benign|malign|"
    r"primary|second|recurr|scar|degenerat|fractur|cyst|ha?emangiom|adenom|node|reactive|inflam|fnh|granulom))"
)
"""One of two explanations against the other: "haemangioma v. metastasis"."""
_ARROW = re.compile(r"-{1,2}>|=>")
_PLAIN_RUN = re.compile(r"[A-Za-z0-9.,:;()/+%?-]+(?: [A-Za-z0-9.,:;()/+%?-]+){0,12}")
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]{0,10}(?: [^<>\n]{0,80})?/?>")
_REMOVED = re.compile(
    r"\[(?:name|birth date|date|record number|phone|email|(?:web |ip )?address|account|device|vehicle|photo)\]"
)
"""What stands for an identifier that was taken out (``chains.identifiers``); it is read as the word it replaced."""
_WORD_REMOVED = "xxxx"
_CELL = re.compile(r"(?m)^[ \t|]*[A-Za-z][^|\n:]{0,40}(\|)[^|\n]*\|?[ \t]*$")
"""A line of a table with two cells: the first one names what the second one tells."""
_LEADERS = re.compile(r"(?m)^([ \t]*[A-Za-z][^.\n:]{0,40}?)([ \t]?(?:\.{4,}|…{2,}|_{4,})[ \t]*:?[ \t]*)(?=[^\s.…_])")
"""The dots of a form between what is asked and its answer: "Nodes ....... 2/16"."""
_JOINT = re.compile(r"(?<=[A-Za-z\d%)]{4}[.?!])[ \t]*\n\s*(?:[-*•] )?(?=[A-Za-z]{2})(?![^\n]{0,40}:)")
"""Between two lines that are whole sentences and have no label: a list or paragraphs, read as running text."""
_LABELLED = re.compile(r"[^\n]{0,40}:")
_LABEL = re.compile(
    r" ?(?:[-+>#]|\d{1,2}[.)]|(?:\d{1,2}[./])?\d{1,2}[./](?:19|20)\d\d |(?:19|20)\d\d ?[:-]|[a-z][a-z0-9 /()-]{0,40}:)"
)
_UNFINISHED = re.compile(
    r"(?:[,(/-]|\b(?:of|the|an?|and|or|with|without|in|on|to|for|from|by|at|under|after|before|is|was|were|are|has|had|"
    r"have|been|no|not|his|her|this|that|which|who|as|than|about|grade|score|since|per|x)) ?$"
)
UNFINISHED_CHARS = 12
"""So many characters at the end of a line tell that its sentence goes on."""
WIDEST_CHARS, SLACK_CHARS = 140, 10
"""Wrapped lines are about one width, no wider than this: the next word would not have fitted, give or take a little."""
WRAPPED_LINE_CHARS = 55
"""A line at least this long that does not end a sentence is taken to run on in the next line."""


class Folded(NamedTuple):
    """The folded text, and for each of its characters the offset of the original character that it came from."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    slips: tuple[int, ...] = ()
    """Where a value was taken out that the writer had put right at once."""

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The span [start, end) of the folded text as a span of the original text."""
        if not self.starts or end <= start:
            return 0, 0
        first, last = self.starts[start], self.ends[end - 1]
        if last <= first:  # a value that stands in the place of one taken back comes from further on
            return min(self.starts[start:end]), max(self.ends[start:end])
        return first, last


def fold(text: str) -> Folded:
    """Fold a text. Never fails, whatever the characters; runs of white space become one space or one line end."""
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    tags = {match.start(): match.end() for match in _TAG.finditer(text)} if "<" in text else {}
    cells = {match.start(1) for match in _CELL.finditer(text)} if "|" in text else ()
    removed = {match.start(): match.end() for match in _REMOVED.finditer(text)} if "[" in text else {}
    joints = _joints(text) if "\n" in text else {}
    leaders = {match.start(2): match.end(2) for match in _LEADERS.finditer(text)} if _leads(text) else {}
    stops = [*leaders, len(text)]
    index = place = 0
    while index < len(text):
        while stops[place] < index:
            place += 1
        run = _PLAIN_RUN.match(text, index, stops[place]) if index not in leaders else None
        if run:
            stop = run.end()
            chars.extend(run.group().lower())
            starts.extend(range(index, stop))
            ends.extend(range(index + 1, stop + 1))
            index = stop
            continue
        char, width = text[index], 1
        if char == "&" and (entity := next((pair for pair in _ENTITIES if text.startswith(pair[0], index)), None)):
            width, piece = len(entity[0]), entity[1]
        elif index in leaders:
            width, piece = leaders[index] - index, ": "
        elif index in tags:
            width, piece = tags[index] - index, " "
        elif index in joints:
            width, piece = joints[index] - index, " "
        elif index in removed:
            width, piece = removed[index] - index, _WORD_REMOVED
        elif index in cells:
            piece = ":"
        else:
            raised = char in "·∙⋅" and text[index - 1 : index].isdigit() and text[index + 1 : index + 2].isdigit()
            piece = "." if raised else _plain(char)  # "1·5 %" is a decimal
        for out in piece:
            if out in " \n" and chars and chars[-1] in " \n":
                if out == "\n":
                    chars[-1] = "\n"
                continue
            chars.append(out)
            starts.append(index)
            ends.append(index + width)
        index += width
    folded = _percents(_numbers("".join(chars), starts, ends), starts, ends)
    folded = undictate(folded, starts, ends)
    folded, slips = unslip(folded, starts, ends)
    if " v. " in folded:
        folded = _VERSUS.sub(" vs ", folded)
    return Folded(_unwrap(folded, text, starts), tuple(starts), tuple(ends), slips)


def _leads(text: str) -> bool:
    """Whether a text holds the leaders of a form."""
    return "...." in text or "____" in text or "……" in text


def _joints(text: str) -> dict[int, int]:
    """Where a line that is a sentence ends, and where the next one begins."""
    return {
        match.start(): match.end()
        for match in _JOINT.finditer(text)
        if not _LABELLED.match(text, text.rfind("\n", 0, match.start()) + 1)
    }


def _plain(char: str) -> str:
    if char in _ONE_FOR_ONE:
        return _ONE_FOR_ONE[char]
    if char == "\n":
        return char
    category = unicodedata.category(char)
    if category[0] == "Z":
        return " "
    if category[0] == "C" or category in {"Mn", "Me"}:
        return ""
    if category == "So":
        return " "
    plain = unicodedata.normalize("NFKD", char) if not char.isascii() else char
    return "".join(_ONE_FOR_ONE.get(c, c) for c in plain.lower() if unicodedata.category(c) not in {"Mn", "Me"})


def _numbers(text: str, starts: list[int], ends: list[int]) -> str:
    """Decimal commas become points, thousands commas go, and arrows get one sign; the offset lists are kept in step."""
    if ">" not in text and not _COMMA_IN_NUMBER.search(text):
        return text
    chars = list(text)
    drop: list[int] = []
    if _COMMA_IN_NUMBER.search(text):
        for match in _DECIMAL_COMMA.finditer(text):
            chars[match.start(1)] = "."
        drop += [match.start(1) for match in _THOUSANDS.finditer(text)]
    if ">" in text:
        for match in _ARROW.finditer(text):
            chars[match.start()] = "→"
            ends[match.start()] = ends[match.end() - 1]
            drop += range(match.start() + 1, match.end())
    if not drop:
        return "".join(chars)
    gone = set(drop)
    kept = [index for index in range(len(chars)) if index not in gone]
    starts[:] = [starts[index] for index in kept]
    ends[:] = [ends[index] for index in kept]
    return "".join(chars[index] for index in kept)


def _percents(text: str, starts: list[int], ends: list[int]) -> str:
    """Percent signs go behind their numbers; the offset lists are kept in step."""
    if not _PERCENT_THEN_DIGIT.search(text):
        return text
    chars = list(text)
    turned: list[tuple[int, int, list[int]]] = []
    for match in _PERCENT_FIRST.finditer(text):
        sign, end = match.end("lead"), match.end()
        turned.append((sign, end, [*range(match.start("share"), end), *range(sign + 1, match.start("share")), sign]))
        if match.end() - match.start() == end - sign and text[sign - 1 : sign].isalnum() and not match["gap"]:
            turned[-1][2].insert(0, sign)  # "ki67%6": the sign stands in for the space as well
    for match in _PERCENT_HEADED.finditer(text):
        sign, end = match.start("sign"), match.end()
        turned.append((sign, end, [sign, *range(match.start("share"), end), text.index("%", sign)]))
    last = len(text)
    for low, end, order in sorted(turned, reverse=True):
        if end > last:
            continue
        last = low
        for told in (starts, ends):
            told[low:end] = [told[place] for place in order]
        first = " " if order[0] == low else ""
        chars[low:end] = [first or chars[order[0]], *(chars[place] for place in order[1:])]
    return "".join(chars)


def _unwrap(text: str, original: str, starts: list[int]) -> str:
    """Line ends inside a hard-wrapped sentence become spaces.

    A line that begins with a capital begins a sentence of its own, unless the line before it cannot end there.
    """
    if "\n" not in text:
        return text
    lines = text.split("\n")
    width = max((len(line) for line in lines if len(line) <= WIDEST_CHARS), default=0)
    out, at = [lines[0]], len(lines[0]) + 1
    for before, line in pairwise(lines):
        begins = original[starts[at] : starts[at] + 2] if line else ""
        sentence = begins[:1].isupper() and begins[1:].islower() and not _UNFINISHED.search(before[-UNFINISHED_CHARS:])
        full = len(before) + 1 + len(line.partition(" ")[0]) >= width - SLACK_CHARS
        wrapped = full and len(before) >= WRAPPED_LINE_CHARS and before.rstrip()[-1:] not in ".;:!?"
        out.append((" " if wrapped and not sentence and not _LABEL.match(line) else "\n") + line)
        at += len(line) + 1
    return "".join(out)
