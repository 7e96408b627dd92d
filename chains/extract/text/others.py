"""Others: what is said of another patient, of a file opened in error, and of those whom a protocol wants."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from chains.extract.text.hint import Hint
from chains.extract.text.lesson import lesson_spans
from chains.extract.text.opening import scan
from chains.extract.text.swapped import swapped_spans
from chains.extract.text.vocabulary import either, table
from knowledge.case import Span

LIST_CHARS = 4_000
"""How far behind a patient of a list it may be said which of them is asked about."""
OTHER_CHARS = 400
"""How far after the words on another patient the text may come back to its own."""
INITIAL_CHARS = 10
"""How far before the end of a sentence a title with an initial may begin."""
FINDING_CHARS = 60
"""How far before a finding that is another person's the clause may begin that tells it."""
RULE_CHARS = 300
"""How far a rule of a protocol reaches, at most."""
_MANY = Hint("nets|necs|nens|carcinoids|tumours|tumors|carcinomas|neoplasms")
"""What is told of many patients names their tumours."""
_TAUGHT = Hint(
    "teaching|lecture|book|quiz|journal club|guid|example|sample|template|specimen letter|mcq|exam|fun fact|faq|leaflet"
    "|information|general|slide"
)
"""The words of the headings over what is told of nobody."""
AGAIN_CHARS = 300
"""How far behind somebody else the text may come back to its own patient within the sentence."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    data = table("masks")["others"]
    return {
        "other": re.compile(either(data["other_patient"])),
        "own": re.compile(either(data["own_patient"])),
        "wrong": re.compile(either(data["wrong_file"])),
        **{
            name: re.compile(either(data[name]))
            for name in ("general", "teaching", "of_this", "replaced", "should_read", "quoted_as")
        },
        **{name: re.compile(either(data[name])) for name in ("contrast", "struck", "noted", "mistaken")},
        "clause": re.compile(r"\([^()\n]*\)|,(?: (?:who|whose|which|whom)\b[^,;.\n]*,?)?|;|\.(?= |$)"),
        "only": re.compile(rf"[ ,.;:!)-]{{0,5}}{data['ignored']}(?P<what>[a-z]{{4,}})(?![a-z])"),
        "to_ignore": re.compile(
            r"[^.;\n]{0,40}?(?<![a-z])(?:ignore|disregard|forget|scrap|delete|strike)(?: about)? "
            r"(?:the|my|that|those|any|his|her) (?!above|last|previous|earlier|message|post|first|one)"
        ),
        "finding": re.compile(r"[,;+&]|\.(?= )|(?<![a-z])(?:and|plus)(?![a-z])"),
        "above": re.compile(either(data["above"])),
        "bracket": re.compile(r"[ :]{0,2}\([^()\n]{2,200}\)"),
        "quote": re.compile(r'"[^"\n]{20,400}"'),
        "cited": re.compile(r"[^.;:\n]{0,30}: ?(?:\"[^\"\n]{2,80}\"|'[^'\n]{2,80}')"),
        "evidence": re.compile(either(data["evidence"])),
        "wrote": re.compile(either(data["wrote"]) + r" ?:? ?(?=['\"])"),
        "said": re.compile(r"\"[^\"\n]{2,60}\"|'[^'\n]{2,60}'"),
        "is_not": re.compile(either(data["is_not"])),
        "document": re.compile(either(data["documents"])),
        "seen": re.compile(either(data["seen"])),
        "in_question": re.compile(either(data["in_question"])),
        "asked_of": re.compile(either(data["asked_of"])),
        "initial": re.compile(r"(?<![a-z])(?:mrs?|ms|miss|herr|frau)\.? [a-z]\. ?$"),
        "not_about": re.compile(either(data["not_about"])),
        "own_again": re.compile(data["own_again"]),
        "rule": re.compile(
            rf"{either(data['rules'])} (?:[a-z]+ ){{0,2}}?{either(data['wants'])}|{either(data['listed'])} ?:(?= ?\S)"
        ),
        "ends": re.compile("|".join(data["ends"])),
        "met": re.compile(either(data["met"])),
        "put_off": re.compile(rf"[ :,(-]{{0,4}}{either(data['put_off'])}[^\n]{{0,80}}"),
    }


def other_spans(text: str, sentences: tuple[Span, ...]) -> list[Span]:
    """The passages on another patient, from a file opened in error, and on what a protocol or a trial asks for."""
    return [
        *_other_patients(text, sentences),
        *_seen_before(text, sentences),
        *_contrasted(text, sentences),
        *_set_aside(text, sentences),
        *_struck(text, sentences),
        *_wrong_files(text, sentences),
        *_above(text),
        *_rules(text, sentences),
        *_evidence(text),
        *_general(text, sentences),
        *_replaced(text),
        *swapped_spans(text),
        *lesson_spans(text),
    ]


def _other_patients(text: str, sentences: tuple[Span, ...]) -> Iterator[Span]:
    """What is told of another patient before the text comes to its own: "colleague's pt had G3 ... mine: G2".

    Of a list the patient before one who is put off ("Pt 3: deferred") is the one in question.
    """
    known, at = _patterns(), 0
    others = list(scan(known["other"], text))
    earlier = known["own"].search(text) if others else None
    for other in others:
        own = known["own"].search(text, other.end(), other.end() + OTHER_CHARS) if other.start() >= at else None
        if own is not None and _number(own.group()) != (_number(other.group()) or None):
            at, earlier = own.start(), own
            put_off = known["put_off"].match(text, own.end())
            until = own.end() + LIST_CHARS
            asked = known["asked_of"].search(text, own.end(), until) if _number(other.group()) else None
            if asked and _number(asked.group()) == _number(other.group()):
                yield own.start(), asked.start()  # "Case 1 ... Case 2 ... My question is on case 1"
                continue
            yield (own.start(), put_off.end()) if put_off else (other.start(), at)
        elif own is None and at <= other.start() and _is_before(earlier, other):
            yield other.start(), _sentence(sentences, other.start())[1]


def _is_before(own: re.Match[str] | None, other: re.Match[str]) -> bool:
    """Whether the patient in question was named already: "the lady in question ...; our last patient had ..."."""
    return own is not None and own.end() <= other.start() and not _number(own.group())


def _seen_before(text: str, sentences: tuple[Span, ...]) -> Iterator[Span]:
    """A patient whom the writer once saw, where the one in question is named apart: "we recently saw a lady of 80 ...;
    the gentleman discussed today"."""
    known = _patterns()
    all_seen = list(scan(known["seen"], text))
    first = known["in_question"].search(text) if all_seen else None
    for seen in all_seen:
        asked = known["in_question"].search(text, seen.end(), seen.end() + OTHER_CHARS)
        if asked:
            yield seen.start(), asked.start()
        elif first and first.end() <= seen.start():
            yield seen.start(), _sentence(sentences, seen.start())[1]


def _contrasted(text: str, sentences: tuple[Span, ...]) -> Iterator[Span]:
    """A patient who is only compared with: "in contrast to the one before her (with bone mets), she has ..."."""
    for contrast in scan(_patterns()["contrast"], text):
        end = _told_until(text, sentences, contrast.start())
        again = _patterns()["own_again"].search(text, contrast.end(), min(end, contrast.end() + AGAIN_CHARS))
        if again:
            yield contrast.start(), again.start()
            continue
        marks = _patterns()["clause"].finditer(text, contrast.end(), end)
        # ", who had PRRT," goes on about the other one
        ends = (mark.end() if len(mark.group()) > 1 else mark.start() for mark in marks if mark.group()[0] != "(")
        yield contrast.start(), next(ends, end)


def _set_aside(text: str, sentences: tuple[Span, ...]) -> Iterator[Span]:
    """What a text says that it is not about: "not about Mr B. (66) but about ...", "in a reported case"."""
    for aside in scan(_patterns()["not_about"], text):
        end = _told_until(text, sentences, aside.start())
        again = _patterns()["own_again"].search(text, aside.end(), min(end, aside.end() + AGAIN_CHARS))
        yield aside.start(), again.start() if again else end


def _struck(text: str, sentences: tuple[Span, ...]) -> Iterator[Span]:
    """What a writer wants no longer copied, and what a text that corrects it says was written down."""
    known = _patterns()
    for struck in scan(known["struck"], text):
        yield struck.start(), _sentence(sentences, struck.start())[1]
    for noted in scan(known["noted"], text):
        if known["mistaken"].search(text):
            yield noted.end(), text.index('"', noted.end() + 1) + 1
    for wrote in scan(known["wrote"], text):
        said = known["said"].match(text, wrote.end())
        if said and known["is_not"].match(text, said.end()):
            yield said.span()


def _above(text: str) -> Iterator[Span]:
    """What brackets repeat of a passage that is to be deleted: "delete the above (Whipple, R1)"."""
    known = _patterns()
    for above in scan(known["above"], text):
        bracket = known["bracket"].match(text, above.end())
        if bracket:
            yield bracket.span()


def _evidence(text: str) -> Iterator[Span]:
    """A sentence in quotation marks that tells what a trial found."""
    known = _patterns()
    if text.count('"') < 2 or not known["evidence"].search(text):
        return
    for quote in known["quote"].finditer(text):
        if known["evidence"].search(text, *quote.span()):
            yield quote.span()


def _general(text: str, sentences: tuple[Span, ...]) -> Iterator[Span]:
    """What is told of tumours in general, up to the words on the patient: "Teaching slide: ileal NETs often spread"."""
    known = _patterns()
    taught = scan(known["teaching"], text) if _TAUGHT.stands_in(text) else ()
    of_many = scan(known["general"], text) if _MANY.stands_in(text) else ()
    for general in (*taught, *of_many):
        low, end = _sentence(sentences, general.start())
        if known["of_this"].search(text, low, general.start()):
            continue
        own = known["of_this"].search(text, general.end(), end)
        low, end = _aside(text, low, general.start(), own.start() if own else end)
        yield low, end


def _aside(text: str, low: int, start: int, end: int) -> Span:
    """The clause of a sentence that is told in general, where the case is told before it: "(as pNETs often are)"."""
    bracket = text.rfind("(", low, start)
    if bracket >= 0 and ")" not in text[bracket:start]:
        close = text.find(")", start, end)
        return bracket, close if close >= 0 else end
    clause = max(text.rfind(sign, low, start) for sign in ",;:")
    return (clause, end) if clause >= 0 and any(map(str.isdigit, text[low:clause])) else (low, end)


def _replaced(text: str) -> Iterator[Span]:
    """Words in quotation marks that are to be replaced: "please replace 'no metastases' by 'new metastases'"."""
    known = _patterns()
    if "'" not in text and '"' not in text:
        return
    for replaced in scan(known["replaced"], text):
        said = known["said"].match(text, replaced.end())
        if said and known["quoted_as"].match(text, said.end()):
            yield said.span()
    for said in known["said"].finditer(text):
        if known["should_read"].match(text, said.end()):
            yield said.span()


def _number(name: str) -> str:
    """The number of a patient on a list, without its leading zeros: "pt 007"."""
    return "".join(filter(str.isdigit, name)).lstrip("0")


def _wrong_files(text: str, sentences: tuple[Span, ...]) -> Iterator[Span]:
    """What is taken back as another person's: a document named beside it, or all that stands before it on its line.

    "Small cell cancer. Wait: that is her sister's file" takes back the line, and the one before where nothing else
    stands on its own; "the scan in the folder belongs to another patient" takes back its sentence.
    """
    known = _patterns()
    for wrong in scan(known["wrong"], text):
        low = _sentence(sentences, wrong.start())[0]
        cited = known["cited"].match(text, wrong.end())
        if cited:
            yield wrong.end(), cited.end()
        line = text.rfind("\n", 0, wrong.start()) + 1
        ignored = known["to_ignore"].match(text, wrong.end())
        if ignored:
            yield wrong.start(), _sentence(sentences, ignored.end())[1]
        alone = _one_finding(text, line, wrong)
        if alone:
            yield alone
        elif known["document"].search(text, low, wrong.start()):
            yield low, wrong.end()
        elif low <= line and line > 0:
            yield text.rfind("\n", 0, line - 1) + 1, wrong.end()
        else:
            yield line, wrong.end()


def _one_finding(text: str, line: int, wrong: re.Match[str]) -> Span | None:
    """The one finding that is another person's, where the text names what to ignore: "PD in liver + new ovarian, sorry
    wrong pt, ignore ovarian" takes back neither the liver nor what the patient is."""
    known = _patterns()
    only = known["only"].match(text, wrong.end())
    if only is None:
        return None
    line = max(line, wrong.start() - OTHER_CHARS)
    named = text.rfind(only["what"], line, wrong.start())
    if named < 0:
        return None
    marks = known["finding"].finditer(text, max(line, named - FINDING_CHARS), named)
    starts = [mark.start() for mark in marks]
    return (starts[-1] if starts else max(line, named), only.end())


def _rules(text: str, sentences: tuple[Span, ...]) -> Iterator[Span]:
    """What a protocol asks for, up to the words on the patient: "protocol wants Ki-67 15-55 %. Ours: 12 %"."""
    for rule in scan(_patterns()["rule"], text):
        end = _sentence(sentences, rule.start())[1]
        stop = _patterns()["ends"].search(text, rule.end(), min(end, rule.end() + RULE_CHARS))
        end = stop.start() if stop else end
        if not _patterns()["met"].search(text, rule.end(), end):
            yield rule.start(), end


def _sentence(sentences: tuple[Span, ...], place: int) -> Span:
    """The sentence that holds a place."""
    return sentences[max(0, bisect_right(sentences, place, key=lambda one: one[0]) - 1)]


def _told_until(text: str, sentences: tuple[Span, ...], place: int) -> int:
    """Where the sentence of a place ends; the full stop of an initial does not end it: "not about Mr B. (66)"."""
    end = _sentence(sentences, place)[1]
    initial = _patterns()["initial"].search(text, max(place, end - INITIAL_CHARS), end)
    return _sentence(sentences, end)[1] if initial and end < len(text) else end
