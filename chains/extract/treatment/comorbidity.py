# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Comorbidity: another disease that a treatment was for - a vein ablated, a keloid irradiated, a bowel cut for adhesions.

Radiofrequency, an embolisation, a radiation, an operation are done for many diseases. They are the tumour's only where
nothing ties them to another one: neither the words beside them nor the list of past illnesses that they stand in.
"""

import re
from bisect import bisect_right
from functools import cache
from operator import itemgetter

from chains.extract.text.mask import cancers_in, is_neuroendocrine
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import LEFT, either, forms, table
from knowledge.case import Span

LEAD_CHARS, BEHIND_CHARS = 70, 60
"""How far before a treatment, and behind it, the disease may stand that it was for."""
BEGIN_CHARS = 9
"""How far before the heading of a list its line may begin."""
LIST_CHARS = 700
"""How far a list of past illnesses may reach."""
HEAD_CHARS = 60
"""How far behind the beginning of a line another cancer may be named that the whole line is about."""
CANCER_CHARS = 160
"""How far behind another cancer that its line names a treatment of it may stand."""
TIE_CHARS = 120
"""How far behind a treatment of a list of past illnesses a word may stand that ties it to the tumour."""
_LOCAL = frozenset({"rfa", "mwa", "ablation", "liver directed therapy", "tae", "radiotherapy", "sbrt", "surgery"})
"""Treatments that are done for many diseases, whatever organ the tumour is of."""
_NEAR = frozenset({*_LOCAL, "endoscopic resection", "chemotherapy", "wedge resection", "lobectomy", "gastrectomy", "hemicolectomy", "interferon", "bevacizumab", "everolimus"})  # fmt: skip
"""Treatments that go with a disease before a comma, too: "AF, ablation 2019"."""
_STOP = re.compile(
    r"[;\n]|\.(?= |$)|\b(?:now|currently|presents?|presented|new|diagnos[a-z]+|found|incidental[a-z]*|show(?:ed|n|s)|reveal[a-z]*)\b"
)
_PAUSE = re.compile(r"[;\n]|\.(?= |$)")
_BRIDGE = re.compile(r"[ ,:()/+-]*(?:(?:[a-z'-]{1,20}|\d{1,4}(?:[./-]\d{1,4}){0,2}|x ?\d|\d ?x)[ ,:()/+-]+){0,9}\Z")
"""What may stand between a disease and its treatment."""
_FOR = (
    r"(?: (?=\()| (?:rf )?(?:left |right |both |twice |x ?\d )?|(?: rf)?,? ?\(?(?:in |on )?(?:[a-z]{3,9} )?(?:(?:19|20)\d\d|\d ?x|x ?\d|twice)?\)? ?,? ?(?:for|because of|due to|on account of|of|to|in|on|:|(?=\()) ?)\(?"
    r"(?:(?:an?|the|his|her|left|right|l|r|both|benign|large|small|bleeding|acute|perforated|recurrent|severe|known|old|paroxysmal|typical|symptomatic) ){0,4}(?:[a-z]{3,14} \(?){0,2}"
)
_APART = re.compile(r",|\band\b")
_ITEM = re.compile(r"[ *>#-]{0,3}(?:[a-h0-9]{1,2}[.):] ?)?")
_BLANK_LINE = re.compile(r"\n[ \t]*\n|\n(?=[a-z][^\n:]{1,39}:)")
_NEXT_HEAD = re.compile(r"\n|(?<=[.;] )[a-z][a-z ]{2,24}:")
_ON_ITS_LINE = re.compile(r"[ \t]*[^ \t\n]")


@cache
def _known() -> dict[str, re.Pattern[str]]:
    data = table("comorbid")
    known = {kind: re.compile(either(list(words))) for kind, words in data["disease"].items()}
    for kind, words in data["disease"].items():
        known[f"for {kind}"] = re.compile(_FOR + either(list(words)))
    tie, target = [*data["own"], *data["drug"], *data["tie"]], list(data["target"])
    known["for"] = re.compile(_FOR)
    known["tied"] = re.compile(either([*data["own"], *data["tie"]]))
    known["drug"] = re.compile(either(list(data["drug"])))
    known["own"] = re.compile(either([*data["own"], "liver", "hepatic"]))
    known["later"] = re.compile(rf"[.;\n]\s{{0,3}}{either(list(table('ailments')['found_later']))}")
    known["tie"] = re.compile(either(tie))
    known["titled"] = re.compile(
        rf"(?:[a-z'-]{{1,14}} ){{0,2}}{either([word for words in data['disease'].values() for word in words])}[^:,.;\n]{{0,24}}?(?::| -|,)"
    )
    known["aim"] = re.compile(either([*tie, *target]))
    heads = "|".join(sorted((form.replace(" ", "[ -]") for form in data["head"]), key=len, reverse=True))
    known["head"] = re.compile(rf"{LEFT}(?:{heads})(?: ?[a-z/]{{0,12}})? ?(?::|-(?= )|\n)")
    known["begins"] = re.compile(r"(?:(?:^|\n)[ *#>-]{0,4}(?:\d{1,2}[.)] ?)?|[.;] )\Z")
    return known


@cache
def _organs() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(rf"(?:{words})") for name, words in table("comorbid")["organ"].items()}


@cache
def _tumours() -> dict[str, re.Pattern[str]]:
    net = forms("masks", "neuroendocrine")
    return {
        name: re.compile(rf"(?:{words})[^.;\n]{{0,40}}?{net}|{net}[^.;\n]{{0,40}}?(?:{words})|p-?net")
        if "p-?net" in words
        else re.compile(rf"(?:{words})[^.;\n]{{0,40}}?{net}|{net}[^.;\n]{{0,40}}?(?:{words})")
        for name, words in table("comorbid")["organ"].items()
    }


def is_for_another_disease(page: Page, name: str, kind: str, start: int, end: int) -> bool:
    """Whether a treatment was for another disease, by the words beside it, its list, or the tumour that its line names."""
    return (
        _beside(page, name, kind, start, end)
        or _in_a_list(page, name, start, end)
        or _on_the_line(page, name, kind, start)
        or _is_a_drug_of_another(page, name, start)
    )


def _beside(page: Page, name: str, kind: str, start: int, end: int) -> bool:
    """Whether the disease stands right before the treatment or is said to be what it was for."""
    known, text = _known(), page.folded.text
    disease = known.get(kind)
    if disease is None or name in {"tace", "sirt"}:
        return False
    reason = known[f"for {kind}"].match(text, end, end + BEHIND_CHARS)
    if reason and name not in _NEAR and reason.group().startswith(" ("):
        reason = None  # "Whipple (abscess)" is what came of it
    if reason and not _of_the_appendix(page, reason.group()) and not text.startswith(" risk", reason.end()):
        until = _told_until(text, reason.end(), found=kind == "surgery")
        if not known["aim"].search(text, end, until):
            return True
    named = page.kept(_cancers)
    at = bisect_right(named, end, key=itemgetter(0))
    other = named[at] if kind != "ssa" and at < len(named) and named[at][0] - end <= BEHIND_CHARS else None
    if other and known["for"].fullmatch(text, end, other[0]):
        return known["aim"].search(text, end, _told_until(text, other[1], found=kind == "surgery")) is None
    low = max(start - LEAD_CHARS, 0)
    last = None
    for last in scan(disease, text, low, start):  # noqa: B007 - the nearest one is meant
        pass
    if last is None:
        return False
    gap = text[last.end() : start]
    if _STOP.search(gap) or known["aim"].search(gap) or not _BRIDGE.match(gap):
        return False
    if kind == "prrt" and gap.strip(" -"):
        return False
    if (_APART.search(gap) and name not in _NEAR) or _of_the_appendix(page, last.group()):
        return False
    return known["aim"].search(text, end, _told_until(text, end, found=kind == "surgery")) is None


def _of_the_appendix(page: Page, disease: str) -> bool:
    """Whether a disease is appendicitis, for which a tumour of the appendix is mostly operated on."""
    return "append" in disease and page.kept(_sites).get("appendicectomy", False)


def _told_until(text: str, start: int, *, found: bool) -> int:
    """Where the words on an operation end, with what was ``found`` by it: "for diverticulitis; histology: an 8 mm NET"."""
    end = min(len(text), start + TIE_CHARS)
    for _ in range(3):
        stop = _PAUSE.search(text, start, end)
        if stop is None:
            return end
        if not found or not _known()["later"].match(text, stop.start(), end):
            return stop.start()
        start = stop.end()
    return end


def _in_a_list(page: Page, name: str, start: int, end: int) -> bool:
    """Whether it stands in a list of past or other illnesses that has not named the tumour before it."""
    if name not in _LOCAL and name not in _organs():
        return False
    lists = page.kept(_lists)
    at = bisect_right(lists, start, key=itemgetter(0)) - 1
    if at < 0 or start >= lists[at][1]:
        return False
    text, known = page.folded.text, _known()
    tie = known["tied"] if name == "surgery" or name in _organs() else known["own"]
    stop = _PAUSE.search(text, end, end + TIE_CHARS)
    high = stop.start() if stop else min(len(text), end + TIE_CHARS)
    if tie.search(text, lists[at][0], high) or known["drug"].search(text, end, high):
        return False
    return name in _LOCAL or not page.kept(_told_organs).get(name, False)


def is_listed_apart(page: Page, place: int) -> bool:
    """Whether a place is in a list of past or other illnesses that has not named the tumour in or before its sentence."""
    lists = page.kept(_lists)
    at = bisect_right(lists, place, key=itemgetter(0)) - 1
    if at < 0 or place >= lists[at][1]:
        return False
    stop = _PAUSE.search(page.folded.text, place, place + TIE_CHARS)
    high = stop.start() if stop else place + TIE_CHARS
    return _known()["tied"].search(page.folded.text, lists[at][0], high) is None


def _lists(page: Page) -> list[Span]:
    """Where lists of past or other illnesses stand: the rest of the line, or what stands below a bare heading."""
    text, known = page.folded.text, _known()
    lists: list[Span] = []
    for head in scan(known["head"], text):
        if not known["begins"].search(text, max(0, head.start() - BEGIN_CHARS), head.start()):
            continue
        high = min(len(text), head.end() + LIST_CHARS)
        bare = head.group().endswith("\n") or not _ON_ITS_LINE.match(text, head.end())
        if bare:
            stop = _BLANK_LINE.search(text, head.end() + 1, high)
            lists.append((head.end(), stop.start() if stop else high))
        else:
            stop = _NEXT_HEAD.search(text, head.end(), high)
            lists.append((head.end(), stop.start() if stop else high))
    return sorted(lists)


def _told_organs(page: Page) -> dict[str, bool]:
    """Of which operations the tumour may be of the organ: it is named outside the lists of past illnesses, or as its site."""
    text, at, kept = page.folded.text, 0, []
    for low, high in page.kept(_lists):
        kept.append(text[at:low])
        at = max(at, high)
    rest = " ".join([*kept, text[at:]])
    sites = page.kept(_sites)
    return {name: sites[name] or words.search(rest) is not None for name, words in _organs().items()}


def _sites(page: Page) -> dict[str, bool]:
    """Of which operations the tumour is said to be of the organ."""
    text = page.folded.text
    return {name: words.search(text) is not None for name, words in _tumours().items()}


def _on_the_line(page: Page, name: str, kind: str, start: int) -> bool:
    """Whether the line begins with another cancer and has not come to the tumour: "B) Meningioma ...; radiotherapy"."""
    if name not in _LOCAL and kind not in {"chemo", "targeted", "other", "ssa"}:
        return False
    text = page.folded.text
    line = text.rfind("\n", 0, start) + 1
    if start - line > LIST_CHARS:
        return False
    first = _ITEM.match(text, line)
    begin = first.end() if first else line
    own = _known()["own"]
    if first and first.end() > line and start - begin <= CANCER_CHARS and not own.search(text, begin, start):
        title = _known()["titled"].match(text, begin, start)
        if title and _known().get(kind) and _known()[kind].search(text, *title.span()):
            return not _PAUSE.search(text, title.end(), start)
    named = page.kept(_cancers)
    at = bisect_right(named, begin - 1, key=itemgetter(0))
    if at >= len(named) or not begin <= named[at][0] < min(start, begin + HEAD_CHARS):
        return False
    if start - named[at][0] > CANCER_CHARS or (named[at][0] > begin and _PAUSE.search(text, named[at][1], start)):
        return False
    return kind != "ssa" and own.search(text, begin, start) is None


def _is_a_drug_of_another(page: Page, name: str, start: int) -> bool:
    """Whether a drug that the tumour seldom gets is mostly one of another cancer that the text names."""
    cancer = table("comorbid")["drug_of"].get(name)
    if cancer is None or not re.search(rf"(?<![a-z])(?:{cancer})", page.folded.text):
        return False
    low, high = page.sentence(start)
    return _known()["tie"].search(page.folded.text, low, high) is None


def _cancers(page: Page) -> list[Span]:
    """The other cancers that the text names."""
    text = page.folded.text
    return [(low, high) for _, low, high in cancers_in(text) if not is_neuroendocrine(text, low)]
