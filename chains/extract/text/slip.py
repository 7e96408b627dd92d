# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Slip: what a writer says and puts right at once - "50, correction, 59"; only what holds is left in the text.

A value gives way to the next one of its kind behind such a word. Where the two are of different kinds nothing is taken
out, so that a value is never lost to a "sorry" that speaks of something else.
"""

import re
from collections.abc import Iterator
from functools import cache

from chains.extract.text.edit import Edit, edited
from chains.extract.text.opening import scan
from chains.extract.text.vocabulary import LEFT, RIGHT, either, pattern, table
from knowledge.case import Span

BEFORE_CHARS, AFTER_CHARS = 60, 70
"""How far before and behind the word of correction its two values may reach."""
VERSION_CHARS = 400
"""How far before the verdict on two quoted versions these may stand."""
_HINTS = (
    "check", "ups", "wait", "sorry", "correct", "mean", "make that", "scratch", "strike", "oops", "mistake", "typo",
    "wrong", "hang on", "hold on", "should", "apolog", "said", "wrote", "rather", "actually", " no,", " no -",
    " no;", " no:", "erm", "uh", "is right", "was right", "the right", "not right", "is true", "not true",
    "accurate", "valid", "in error", "slip", "an error", "holds", "stands", "says", "typed", "told you", "posted",
    "mentioned", "gave", "amended", "rectified", "i count", "we count", "i get", "we get", "i find", "we find", "he's", "she's", "stated", "n't right", "n't true", "that is to say", " i put", "we put",
)  # fmt: skip
"""One of these stands in every text that takes something back; a text without them is not searched."""
_SIGNS = {"percent": "%", "per cent": "%", "pct": "%"}
_FEMALE = frozenset({"she", "her", "woman", "lady", "female", "mrs", "ms"})
_QUOTED = re.compile(r"(?<![a-z0-9])(?P<mark>['\"])(?P<words>[^'\"\n]{3,120})(?P=mark)(?![a-z0-9])")


def _one_of(words: list[str]) -> str:
    return f"(?:{'|'.join(pattern(word) for word in sorted(words, key=len, reverse=True))})"


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    data = table("slips")
    names, units = _one_of(data["names"]), _one_of(data["units"])
    number = r"\d{1,3}(?:\.\d{1,2})?(?:/\d{1,3})?"
    value = rf"(?:(?P<name>{names})[ :=-]{{0,2}}(?:(?:of|is|was|at) )?)?(?P<value>[<>~]?=? ?{number})(?: ?(?P<unit>{units})(?![a-z]))?"
    after = rf"(?:{_one_of(data['after_cue'])},? ){{0,3}}"
    classes = "|".join(
        f"(?P<{name}>{_one_of(body['words'])}{RIGHT})" for name, body in sorted(data["class"].items(), reverse=True)
    )
    cues, marked = either(data["cues"]), either(data["marked_cues"])
    plain = re.sub(r"\?P<(?:name|value|unit)>", "?:", value)
    return {
        "cue": re.compile(rf"{cues}|{marked}(?= ?[,:;-])"),
        "marked": re.compile(marked),
        "value_before": re.compile(rf"(?<![a-z0-9.,/]){value}(?: {_one_of(data['aside'])})?(?P<mark>[ ,;:.(?!\"-]{{1,5}})$"),
        "value_after": re.compile(
            rf"(?P<mark>[ ,;:.-]{{1,4}}){after}(?=[a-z<>~\d])(?P<whole>{value})(?![\d/])(?!\.\d)(?! {_one_of(data['other_matter'])}{RIGHT})"
        ),
        "word_before": re.compile(rf"{LEFT}(?:{classes})(?P<mark>[ ,?-]{{1,4}})$"),
        "named_before": re.compile(
            rf"{LEFT}(?:{classes}) (?:mets?|metastases|nets?|necs?|primary|tumou?rs?|lesions?|cancer|scan|ca)(?P<mark>[ ,?-]{{1,4}})$"
        ),
        "word_after": re.compile(rf"[ ,;:.-]{{1,4}}{after}(?={LEFT}(?:{classes}))"),
        "wrote": re.compile(
            rf"{either(data['wrote'])}[^.;!?\n\d]{{0,24}}?(?<![a-z0-9.]){value.replace('?P<', '?P<first_')}(?=[ ,;%(])[^.;!?\n\d]{{0,60}}?{either(data['but_is'])}[ ,:]{{1,2}}(?P<whole>{value})(?![\d/])(?!\.\d)(?! {_one_of(data['other_matter'])}{RIGHT})"
        ),
        # "She got prostate.. sorry HE had prostate cancer": one clause begun twice, so that the first person goes
        "person": re.compile(
            rf"(?:^|(?<=[.!?;:,\n] )|(?<=\n)|(?<=- ))(?P<first>s?he) (?:has|had|got|is|was|gets|did|does|takes|took)(?![a-z])(?:(?: (?!{either(data['others'])})[a-z0-9-]{{1,14}}){{0,5}}(?: ?(?:\.{{2,4}}|…|--?))|,) ?(?:{cues},? ){{1,2}}(?P<then>s?he) (?:has|had|got|is|was|gets|did|does|takes|took)(?![a-z])"
        ),
        "alike": re.compile(r"(?<![a-z])(?P<head>[a-z]{4})[a-z]*(?: [a-z]+)?, ?(?:no )?i mean(?:t)?,? (?=(?P=head))"),
        # a message, a list gives one age, and the writer another: "the list says Mr L is 48, he's 84"
        "aged": re.compile(
            r"(?<![a-z])(?:says?|said|states?|stated|lists?|listed|gives?|gave|wrote|writes|put|entered|down as|has (?:him|her))(?![a-z])(?:[^.;!?\n\d]|(?<= [a-z])\.|(?<=m[rs])\.|(?<=rs)\.){0,40}?(?:(?:is|was|as|age|aged|at) )?(?P<gone>\d{2})(?: ?(?:yo|y/o|years?(?: old)?))?[ ,.;!–-]{1,4}(?:(?:but|and|in fact|actually|really|no|wrong) ?,? ?){0,3}(?:s?he|pt|(?:the )?patient)(?:'s| is| is really| is actually| is in fact) \d{2}(?!\d|[.,/]\d| ?(?:%|mm|cm|kg|mg))"
        ),
        "counted": re.compile(
            r"(?<![a-z])(?:was|were|had been) (?:read|given|estimated|quoted|counted|reported)(?: as| at)? (?P<gone>\d{1,3}(?:\.\d{1,2})?) ?%[^.!?\n\d]{0,30}?(?<![a-z])(?:i|we) (?:(?:now|only|here) )?(?:count(?:ed)?|get|got|find|found|make it) (?P<kept>\d{1,3}(?:\.\d{1,2})?) ?%"
        ),
        "amended": re.compile(rf"{LEFT}(?:corrected|amended|rectified) from (?:{plain}) to (?=(?:{plain}))"),
        "should": re.compile(
            rf"{LEFT}should (?:read|be|say|have (?:read|been|said)) (?P<right>(?:{plain}))(?P<gone>,? (?:and )?(?:not|instead of|rather than|in place of) (?:{plain}))(?![\d/])"
        ),
        "wrong": re.compile(rf"{LEFT}(?P<name>{names})[ :=-]{{0,2}}(?:(?:of|is|was|at) )?{number}(?: ?{units}(?![a-z]))? {_one_of(data['wrong']['called'])}{RIGHT}"),
        "right": re.compile(rf"{LEFT}(?P<term>(?:nets?|necs?|carcinoid|adenocarcinoma)(?: g[123])?|g[123]|grade [123]|\d{{1,2}} ?%) {_one_of(data['wrong']['right'])}"),
    }  # fmt: skip


def unslip(text: str, starts: list[int], ends: list[int]) -> tuple[str, tuple[int, ...]]:
    """The text without the values that were taken back, and where each one was; the offsets are kept in step."""
    if not any(hint in text for hint in _HINTS):
        return text, ()
    found = (*_taken_back(text), *_should_read(text), *_called_wrong(text), *_wrong_versions(text))
    edits = sorted(set(found), key=lambda edit: edit[:3])
    if not edits:
        return text, ()
    places: list[int] = []
    at = gone = 0
    for start, end, words, _ in edits:
        if start >= at:
            places.append(start - gone)
            at, gone = end, gone + end - start - len(words)
    return edited(text, starts, ends, edits), tuple(places)


def _taken_back(text: str) -> Iterator[Edit]:
    """Each value right before a word of correction that has one of its kind right behind it."""
    known, free = _patterns(), 0
    for cue in scan(known["cue"], text):
        if cue.start() < free:
            continue
        held = _value(text, cue) or _word(text, cue)
        if held:
            free = held[1]
            yield Edit(*held, "")
    for wrote in scan(known["wrote"], text):
        first, second = (_SIGNS.get(one or "", one) for one in (wrote["first_unit"], wrote["unit"]))
        if not (first and second and first != second) and not wrote["name"]:
            # what stands between the two is told as well
            yield Edit(*wrote.span("first_value"), wrote["value"], wrote.span("value"))
    for aged in scan(known["aged"], text):
        yield Edit(*aged.span("gone"), "")
    for counted in scan(known["counted"], text):
        yield Edit(*counted.span("gone"), counted["kept"], counted.span("kept"))
    for amended in scan(known["amended"], text):
        yield Edit(*amended.span(), "is ")
    for person in scan(known["person"], text):
        if (person["first"] == "she") != (person["then"] == "she"):
            yield Edit(*person.span("first"), "")
    for alike in scan(known["alike"], text) if "i mean" in text else ():
        yield Edit(*alike.span(), "")


def _value(text: str, cue: re.Match[str]) -> Span | None:
    """From the number that is taken back to the one that holds; units and names must not contradict each other."""
    known = _patterns()
    behind = known["value_after"].match(text, cue.end(), cue.end() + AFTER_CHARS)
    before = behind and known["value_before"].search(text, max(0, cue.start() - BEFORE_CHARS), cue.start())
    if not behind or not before:
        return None
    is_marked = known["marked"].fullmatch(cue.group()) is not None
    if is_marked and not before["mark"].strip(" "):
        return None
    first, second = (_SIGNS.get(one or "", one) for one in (before["unit"], behind["unit"]))
    if first and second and first != second:
        return None
    if is_marked and not first and second in {"mm", "cm", "mg", "mcg", "gbq"}:
        return None
    if behind["name"] and (not before["name"] or before["name"][0] != behind["name"][0]):
        return None
    if ("/" in before["value"]) != ("/" in behind["value"]):
        return None
    start = before.start("name") if behind["name"] else before.start("value")
    return start, behind.start("whole")


def _word(text: str, cue: re.Match[str]) -> Span | None:
    """From the word that is taken back to the one of its class that holds: "ileum, sorry, jejunum"."""
    known = _patterns()
    if known["marked"].fullmatch(cue.group()):
        return None  # "liver, no, bone, yes" are answers
    behind = known["word_after"].match(text, cue.end(), cue.end() + AFTER_CHARS)
    for name in ("word_before", "named_before") if behind else ():
        before = known[name].search(text, max(0, cue.start() - BEFORE_CHARS), cue.start())
        if not behind or not before or not before["mark"].strip(" "):
            continue
        shared = next((name for name in table("slips")["class"] if before[name] and behind[name]), None)
        if shared and not (shared == "person" and (before[shared] in _FEMALE) == (behind[shared] in _FEMALE)):
            return before.start(shared), behind.end()
    return None


def _should_read(text: str) -> Iterator[Edit]:
    """What is told to be right in place of what was written: "should read 47 not 74"."""
    for match in scan(_patterns()["should"], text):
        yield Edit(match.start(), match.start("right"), "is ")
        yield Edit(*match.span("gone"), "")


def _called_wrong(text: str) -> Iterator[Edit]:
    """A value that is told to be wrong, where the text names another one of its kind; an index that is an error always."""
    for wrong in scan(_patterns()["wrong"], text):
        name = wrong["name"]
        rest = text[: wrong.start()], text[wrong.end() :]
        error = name.startswith("ki") and wrong.group().endswith(("error", "typo", "mistake"))
        if error or any(re.search(rf"{LEFT}{re.escape(name)}[^;\n]{{0,20}}?\d", part) for part in rest):
            yield Edit(*wrong.span(), "")


def _wrong_versions(text: str) -> Iterator[Edit]:
    """Of two quoted versions the one that lacks what is told to be right: "it says 'NEC' … 'NET G3' … NET G3 is right"."""
    for right in scan(_patterns()["right"], text):
        term = re.compile(rf"{LEFT}{re.escape(right['term'])}{RIGHT}")
        quotes = list(_QUOTED.finditer(text, max(0, right.start() - VERSION_CHARS), right.start()))
        if any(term.search(quote["words"]) for quote in quotes):
            for quote in quotes:
                if not term.search(quote["words"]):
                    yield Edit(*quote.span("words"), "")
