# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Grade owner: what a grade is of - the tumour, or a symptom, a blood count, a toxicity or an uptake that has grades of its own."""

import re
from functools import cache

from chains.extract.text.mask import cancers_in, is_neuroendocrine, is_of_a_net
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import TITLE_STOP, forms

BEFORE_CHARS = 30
"""How far before a grade the word may begin that it is of."""
PLACE_CHARS = 60
"""How far behind a grade the place may be named of which it is the uptake."""
TOXIC_CHARS = 160
"""How far from a grade the blood count or the side effect may stand that it is of, within its sentence."""


_UPTAKE = re.compile(r"krenning|uptake|avidity")
_PLACE = re.compile(
    r" (?:in|at|on|for) (?:the |all |both )?(?:[a-z]+ ){0,2}?(?:liver|hepatic|bone|lymph|node|nodal|bed|pancrea|peritone|lesion|metasta|surgical|resection)"
)


def _scores_uptake(page: Page, match: re.Match[str]) -> bool:
    """Whether the number goes on a list of Krenning scores: "Krenning grade 4 in the liver, grade 2 in the nodes"."""
    if not _PLACE.match(page.text, match.end(), match.end() + PLACE_CHARS):
        return False
    return _UPTAKE.search(page.text, page.sentence(match.start())[0], match.start()) is not None


_RECEPTORS = re.compile(
    r"\b(?:er|oestrogen receptor|estrogen receptor) ?[:=]? ?(?:\d{1,3} ?%|[0-8]/8|pos|\+)[^.;\n]{0,80}$"
)
_RECEPTORS_BEHIND = re.compile(
    r",? ?(?:er|pr|oestrogen receptor|estrogen receptor) ?[:=]? ?(?:\d{1,3} ?%|[0-8]/8|pos|\+)|,? ?tnbc(?![a-z])|,? ?her-?2 ?(?:pos|\+|3)"
)
"""What is told of a breast cancer right before its grade or behind it: "ER 90 %, PR 40 %, Ki-67 25 %, G3"."""


@cache
def _owner() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    other = forms("histology", "graded_otherwise")
    tumour = rf"(?!carcinoid (?:syndrome|heart|crisis|symptom)){forms('masks', 'neuroendocrine')}"
    said = r"(?:(?:was|is|of|at|ctcae|ctc|max(?:imum)?|now|score|index|v\d) ?){0,3}"
    return (
        re.compile(
            rf"{other}(?: (?:syndrome|reaction|disease|toxicity))?(?: (?:to|from|under|on|with|after) [a-z-]{{2,16}})?(?P<mark>[ ,:(-]{{0,3}}){said}\(?$"
        ),
        re.compile(
            rf"[ )-]{{0,2}}(?:(?!and\b|with\b|but\b|in\b|has\b|had\b|have\b|is\b|was\b|shows?\b)[a-z0-9-]{{1,20}} ){{0,3}}?{other}"
        ),
        re.compile(rf"[ ),-]{{1,3}}(?:[a-z-]+ ){{0,3}}?{tumour}"),
        re.compile(
            rf"{tumour}|ki ?-?67|mito|differentiat|tumou?r|histolog|patholog|biops|neoplas|metasta|\bmets?\b|who"
        ),
    )


def _owned_by_another(page: Page, match: re.Match[str]) -> bool:
    """Whether the noun right beside a grade has grades of its own: "HFS gr 3", "grade 2 treatment-related rash"."""
    before, after, tumour_after, _ = _owner()
    text = page.folded.text
    start, end = match.span()
    if _RECEPTORS.search(text, page.sentence(start)[0], start) or _RECEPTORS_BEHIND.match(text, end):
        return True
    owner = before.search(text[max(page.sentence(start)[0], start - 50) : start])
    beside = owner is not None and not owner["mark"].strip()  # "proctitis G2, NET of the rectum"
    if tumour_after.match(text, end) and not (beside and text.startswith((",", ";", ")"), end)):
        return False
    if owner and not (match["short"] and "," in owner["mark"]):
        return True
    return after.match(text, end) is not None


def _without_a_tumour(page: Page, match: re.Match[str]) -> bool:
    """Whether a grade in words stands far from anything that could be a tumour's."""
    if match["short"]:
        return False
    return not _owner()[3].search(page.text, max(0, match.start() - 140), match.end() + 140)


_ON = rf"(?:[^.;?!\n]|{TITLE_STOP})"
"""A character of a sentence that goes on; a title's full stop does not end it."""
_NOT_THE_TUMOUR = re.compile(
    rf"{_ON}{{0,70}}?(?<![a-z])(?:is|was|are|were|means?|meant|refers? to|stands? for|for)(?![a-z])[^.;?\n]{{3,40}}?(?<![a-z])not (?:of |for |to |that of )?(?:the |her |his |its )?(?:tumou?r|cancer|net|neoplasm)s?(?![a-z])(?! (?:cells?|markers?|board))"
)
"""Behind a grade of which its writer says what it is of: "G3 in her letter is the neuropathy and not the tumour"."""
_EMPTY_BOX = re.compile(r" ?\[ ?\]")
_NEXT_WORD = re.compile(r"[ -](?P<word>[a-z][a-z']+)")
_LAST_WORD = re.compile(r"(?P<word>[a-z][a-z']*)(?P<mark> ?[:=–-]? ?\(?)\Z")
_HEADED = re.compile(r"[:=–]|^ ?- ")
"""Marks behind a word by which what follows is told of it: "itching: G2"."""
_COUNTED = re.compile(
    r"(?<![a-z0-9])(?P<what>[a-z][a-z0-9-]*) ?[:=]? ?[<>~]?(?!(?:19|20)\d\d )\d{1,4}(?:[./]\d{1,3})? ?\($"
)
_NO_COUNT = re.compile(r"ki|mib|index|mit|is|of|was|about|who")
_OPENED = re.compile(
    r"(?:^|[,;:.\n(]|\b(?:with|has|had|have|having|got|gets|and|or|for|some|developed|only|mild|of|on|to|due|by))[ (]{0,2}\Z"
)
"""What stands before a grade that is told of what follows it: "has G2 lethargy"."""
_INDEX = re.compile(r"ki ?-?67|mib|mitos")
_PARTICIPLE = re.compile(
    r"(?!(?:elevated|raised|increased|decreased|reduced|impaired|blurred|need|bleed|speed)\Z)[a-z]{3,}ed"
)


@cache
def _anchors() -> dict[str, re.Pattern[str]]:
    tumour = forms("masks", "neuroendocrine")
    organ = forms("sites", "organ_nouns")
    small = forms("histology", "before_a_grade")
    toxic = f"{forms('histology', 'graded_otherwise')}|{forms('histology', 'toxicity')}"
    counted = rf"{forms('histology', 'blood_counts')}[ :=(]{{0,3}}(?:(?:is|was|at|of|now|only|down|up|to|about|dropped|fell|around) ){{0,4}}[<>~]?\d"
    return {
        "word": re.compile(rf"{small}|{tumour}|{organ}"),
        "short": re.compile(rf"{small}|{tumour}|{organ}|{forms('histology', 'before_a_short_grade')}"),
        "behind": re.compile(forms("histology", "after_a_grade")),
        "of_a_tumour": re.compile(
            rf"{tumour} (?:(?:of|in|im|des|der|du|del|di|da|de) )?(?:the )?(?![a-z]*(?:ed|ing|ness)\b)[a-z][a-z']*[ -]{{0,2}}\(?\Z"
        ),
        # a tumour's word at once, or what only a pathologist tells
        "named_behind": re.compile(
            rf"[ )-]{{1,2}}(?:[a-z-]+ )?{tumour}|[ ),;:(/-]{{1,4}}(?:(?:and|with|by|on|well|poorly|pathology|stage|the) ){{0,2}}{forms('histology', 'told_beside_a_grade')}"
        ),
        "sign": re.compile(rf"{tumour}|{organ}|{forms('histology', 'sign_of_tumour')}"),
        "toxic": re.compile(rf"{toxic}|{counted}"),
        "counted": re.compile(counted),
        "held": re.compile(forms("histology", "held_for_toxicity")),
    }


def is_of_something_else(page: Page, match: re.Match[str]) -> bool:
    """Whether a grade is not the tumour's: by the word before it, the word behind it, or what its sentence is about."""
    return (
        _scores_uptake(page, match)
        or _owned_by_another(page, match)
        or _without_a_tumour(page, match)
        or _EMPTY_BOX.match(page.text, match.end()) is not None
        or _NOT_THE_TUMOUR.match(page.text, match.end()) is not None
        or _said_to_be(page, match)
        or _of_a_cancer_before(page, match)
        or _claimed(page, match)
        or _of_a_toxicity(page, match)
    )


def _of_a_cancer_before(page: Page, match: re.Match[str]) -> bool:
    """Whether a grade opens its sentence behind another cancer's, in one line of a list that names no tumour of ours:
    "- RCC right kidney, cryo 2021. Grade 2 on the biopsy"."""
    text, start = page.folded.text, match.start()
    low, high = page.sentence(start)
    line = max(text.rfind("\n", 0, start) + 1, start - TOXIC_CHARS)
    if line >= low or text[low:start].strip():
        return False
    before = [place for _, place, _ in cancers_in(text) if line <= place < low and not is_neuroendocrine(text, place)]
    if not before:
        return False
    return not is_of_a_net(text, before[-1], high)


@cache
def _said() -> dict[str, re.Pattern[str]]:
    """What says behind a grade that it is that of a side effect: in its own sentence, or in the next one on "it"."""
    toxic = f"(?:{'|'.join(forms('histology', name) for name in ('graded_otherwise', 'toxicity', 'blood_counts', 'of_toxicity'))})"
    means = r"(?:is|was|are|were|means?|meant|concern(?:s|ed)|refer(?:s|red) to|stands? for|belongs? to|relates? to|describes?|=|thats|that's|it's|it was|that was)"
    few = r"(?: ?(?:[a-z'-]+ ){0,3}?)"
    not_it = r"not (?:of |for |to |that of )?(?:the |her |his |its |a )?(?:tumou?r|cancer|net|neoplasm)s?(?![a-z])(?! (?:cells?|markers?|board))"
    return {
        "same": re.compile(rf"['\")\]]{{0,2}}(?P<gap>(?:(?!,){_ON}){{0,60}}?)(?:(?<![a-z=]){means}){few}{toxic}"),
        "next": re.compile(
            rf"['\")\]]{{0,2}}(?P<gap>{_ON}{{0,60}}?)[.;!?:]['\")]? ?(?:(?:that|this|it|which|these|they|hers?|his) {means}|that's|thats|it's|its|{means})(?:{few}{toxic}|[^.;!?\n]{{0,40}}?{not_it})"
        ),
        "bracket": re.compile(rf"(?P<gap>) ?\({few}{toxic}"),
        "sheet": re.compile(rf"['\")\]]{{0,2}}(?P<gap>[^.;!?,\n]{{0,24}}?){forms('histology', 'toxicity_sheets')}"),
        "instead": re.compile(r"(?<![a-z])not (?:the |her |his )?(?:tumou?r|cancer|net|neoplasm) but [^.;!?,\n]{2,40}$"),
    }  # fmt: skip


def _said_to_be(page: Page, match: re.Match[str]) -> bool:
    """Whether the text goes on to say that a grade is a side effect's: "saw 'G3' in her portal. It's the toxicity"."""
    text, known, sign = page.folded.text, _said(), _anchors()["sign"]
    low = page.sentence(match.start())[0]
    if known["instead"].search(text, low, match.start()):
        return True
    if sign.search(page.text, max(low, match.start() - PLACE_CHARS), match.start()):
        return False
    for name in ("same", "next", "bracket", "sheet"):
        said = known[name].match(text, match.end())
        if said and not sign.search(text, *said.span("gap")):
            return True
    return False


def _claimed(page: Page, match: re.Match[str]) -> bool:
    """Whether the word right before a grade, or behind it, names what it is of ("steatosis grade 2", "tired (G1)").

    A grade is the tumour's behind a mark, a number, a word for the tumour or a small word; any other noun before it has
    grades of its own, and nobody can list them all. The short form is the tumour's too where its word follows at once.
    """
    text, known = page.text, _anchors()
    lead = text[max(0, match.start() - BEFORE_CHARS) : match.start()]
    named = known["named_behind"].match(text, match.end()) is not None
    counted = _COUNTED.search(lead)
    if counted and not named and not _NO_COUNT.match(counted["what"]):
        return True  # "lympho 0.4 (G3)"
    before, after = _LAST_WORD.search(lead), _NEXT_WORD.match(text, match.end())
    if match["short"]:
        if named:
            return False
        own = before is None or known["short"].fullmatch(before["word"]) or known["of_a_tumour"].search(lead)
        if not own and not (before and _tells(before)):
            return True
    elif before and not _HEADED.search(before["mark"]) and not known["word"].fullmatch(before["word"]):
        return True
    if after is None or known["short"].fullmatch(after["word"]) or known["behind"].fullmatch(after["word"]):
        return False
    if not match["short"]:
        return True
    opened = _OPENED.search(lead) is not None and not _INDEX.search(lead)
    return opened and not _PARTICIPLE.fullmatch(after["word"])


def _tells(before: re.Match[str]) -> bool:
    """Whether the word before a grade and its colon is what was done with a report: "was not reproduced: G2"."""
    word = before["word"]
    told = ":" in before["mark"] and _PARTICIPLE.fullmatch(word) is not None
    return told and _anchors()["toxic"].fullmatch(word) is None


def _of_a_toxicity(page: Page, match: re.Match[str]) -> bool:
    """Whether a grade stands behind a blood count or a side effect, in words that speak of no tumour since.

    So is one in a sentence that holds or lowers a dose and has no word for the tumour: "plt 61 after C2, grade 2. Hold C3".
    """
    text, known = page.text, _anchors()
    low, high = page.sentence(match.start())
    if known["named_behind"].match(text, match.end()) or known["sign"].search(match.group()):
        return False
    if low and text[low - 1] == ";" and not text[low : match.start()].strip():
        low = page.sentence(low - 1)[0]  # "Hb 9.2; G2"
    low = max(low, match.start() - TOXIC_CHARS)
    high = min(high, match.end() + TOXIC_CHARS)
    signs = [sign.end() for sign in known["sign"].finditer(text, low, match.start())]
    since = signs[-1] if signs else low
    toxic = known["counted"] if signs else known["toxic"]
    if toxic.search(page.folded.text, since, match.start()):
        return True
    if signs or known["sign"].search(text, match.end(), high):
        return False
    return known["held"].search(text, low, match.start() if match["short"] else high) is not None
