"""Family: what is said of somebody else - a relative first of all, a colleague's patient, a file opened in error."""

import re
from functools import cache, lru_cache

from chains.extract.text.bystander import aged_before, aged_behind
from chains.extract.text.opening import scan
from chains.extract.text.others import other_spans
from chains.extract.text.vocabulary import either, table
from knowledge.case import Span

LINK_CHARS, DENIAL_CHARS = 16, 24
"""How far before a relative the words may stand that tie a clause to her ("cancer in his …"), or make it no history."""
OPENING_CHARS = 120
"""How far into a text somebody may say that the patient is a relative of the writer."""
TOLD_CHARS = 200
"""How far into a text a relative may be named who tells of the patient."""


@cache
def _words() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    data = table("masks")["family"]
    return (
        re.compile(either(data["relatives"])),
        re.compile("|".join(data["not_a_history"])),
        re.compile("|".join(data["ends"])),
        re.compile("|".join(data["links"])),
    )


@cache
def _own() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = table("masks")["family"]
    return re.compile("|".join(data["own"])), re.compile(either(data["patients"]))


_TOLD_ON = re.compile(
    r",? (?:was|were|had|has been|showed|got|received|died|proved|turned out|is also|is|has)(?![a-z])"
)
"""Behind a relative: the clause goes on about the relative's disease."""
SENTENCES_ON = 3
"""How many sentences may go on about a relative whose pronoun cannot be the patient's."""


@cache
def _pronouns() -> dict[str, re.Pattern[str]]:
    data = table("masks")["family"]
    return {
        "male": re.compile(either(data["male"])),
        "female": re.compile(either(data["female"])),
        "own": re.compile(r"(?<![a-z])(?P<sex>his|her) $"),
        "asking": re.compile("|".join(data["asking"])),
        "asked": re.compile(r"(?: (?:then|though|too|also))?[ ,.?!:-]*\n?"),
        "answer": re.compile(
            r"[ \n]*(?:→|->|[=–-])? ?(?:no|yes|nope)[ ,;:-]{1,3}(?:in fact |actually )?(?P<sex>he|she|they)(?![a-z])"
        ),
        "pronoun": re.compile(r" ?(?:and |but )?(?P<sex>he|she|they|his|her|their)(?![a-z])"),
    }


_MYSELF = re.compile(
    r"\bi(?:'ve| have) (?:an? |had |got |never|not)|\bi (?:was diagnosed|got diagnosed|am the patient)"
    r"|\bmy (?:own )?(?:tumou?r|net|nec|scan|liver|doctor)\b"
)
"""A writer who tells of a disease of his own is the patient himself."""


@cache
def _told() -> re.Pattern[str]:
    return re.compile(table("masks")["family"]["told"])


@lru_cache(maxsize=16)
def _teller(text: str) -> re.Match[str] | None:
    """The relative who tells of the patient at the beginning of a text, up to the word for the patient."""
    return _told().search(text, 0, TOLD_CHARS)


@lru_cache(maxsize=16)
def relative_in_care(text: str) -> str | None:
    """The relative of the writer, or of whoever tells it, who is the patient ("My dad has a NET"), else ``None``."""
    told = _teller(text)
    if told is not None:
        return told["who"]
    own, patients = _own()
    match = own.search(text, 0, OPENING_CHARS)
    if match is None or _MYSELF.search(text) or patients.search(text, 0, match.start()):
        return None
    return match["who"]


def family_spans(text: str, sentences: list[Span]) -> list[Span]:
    """The passages that speak of somebody else's disease."""
    return list(_spans(text, tuple(sentences)))


@lru_cache(maxsize=16)
def _spans(text: str, sentences: tuple[Span, ...]) -> tuple[Span, ...]:
    """The same, worked out once for a text, whoever asks."""
    return (*other_spans(text, sentences), *_of_relatives(text, sentences))


def _told_on(text: str, sentences: tuple[Span, ...], place: int, relative: re.Match[str]) -> list[Span]:
    """The next sentences that begin with a pronoun of the relative: "What about his brother? He has MEN1."

    After a statement it is the relative's where it cannot be the patient's: "His mother had breast cancer. She died".
    """
    known = _pronouns()
    start, end = sentences[place]
    sex = next((name for name in ("male", "female") if known[name].match(relative.group())), None)
    own = known["own"].search(text, start, relative.start())
    apart = sex is not None and own is not None and (own["sex"] == "his") != (sex == "male")
    asked = (
        known["asking"].fullmatch(text, start, relative.start()) is not None
        and known["asked"].fullmatch(text, relative.end(), end) is not None
    )
    spans: list[Span] = []
    after = sentences[place + 1 : place + 2]
    answer = known["answer"].match(text, *after[0]) if after and text[start:end].rstrip().endswith("?") else None
    if answer and (sex is None or _is(answer, sex)):
        return [*after]  # "Sister: glucagonoma? No, she has an insulinoma"
    for low, high in sentences[place + 1 : place + 1 + (SENTENCES_ON if apart else int(asked))]:
        pronoun = known["pronoun"].match(text, low, high)
        if pronoun is None or (sex is not None and not _is(pronoun, sex)):
            break
        spans.append((low, high))
    return spans


def _is(pronoun: re.Match[str], sex: str) -> bool:
    """Whether a pronoun is that of a sex, or of anybody."""
    return pronoun["sex"] in {"they", "their"} or (pronoun["sex"] in {"he", "his"}) == (sex == "male")


def _of_relatives(text: str, sentences: tuple[Span, ...]) -> list[Span]:
    """What is said of relatives of the patient."""
    relatives, not_a_history, ends, links = _words()
    spans: list[Span] = []
    in_care, teller = relative_in_care(text), _teller(text)
    last: Span = (0, 0)
    place = 0
    for match in scan(relatives, text):
        if last[0] <= match.start() < last[1]:
            continue
        if in_care and match.group().removesuffix("'s") == in_care:
            continue
        if teller and teller.start() <= match.start() < teller.end():
            continue
        aged = aged_before(text, last[1], match.start())
        if aged < match.start():
            spans.append((aged, match.start()))
        behind = aged_behind(text, match.end())
        if behind > match.end():
            spans.append((match.end(), behind))
        if not_a_history.match(text, match.start()) or not_a_history.search(
            text, max(0, match.start() - DENIAL_CHARS), match.end()
        ):
            continue
        while place < len(sentences) - 1 and sentences[place][1] <= match.start():
            place += 1
        start, end = sentences[place]
        stop = ends.search(text, match.end(), end)
        before = links.finditer(text, max(start, match.start() - LINK_CHARS), match.start())
        if any(link.end() == match.start() for link in before):
            cut = max(text.rfind(",", start, match.start()), text.rfind(";", start, match.start()), start - 1) + 1
            told = _TOLD_ON.match(text, match.end(), end)  # "the tumour of his father was G3"
            last = (cut, (stop.start() if stop else end) if told else match.end())
        else:
            last = (match.start(), stop.start() if stop else end)
        spans.append(last)
        spans += _told_on(text, sentences, place, match)
    return spans
