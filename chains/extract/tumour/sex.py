# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Sex: by a word for the person, a pronoun, or an organ that only one sex has."""

import re
from collections.abc import Iterator
from functools import cache

from chains.extract.text.family import relative_in_care
from chains.extract.text.found import Found
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import LEFT, RIGHT, forms, table
from chains.extract.tumour.clinician import is_a_clinician

GREETING_CHARS = 60
"""How far before a title the greeting of a letter may begin."""
_NAME_TAKEN_OUT = re.compile(r"\.? ?\[name\]")
"""What stands in the place of a name that was taken out, as ``chains.identifiers`` writes it."""
_MEN = frozenset(
    {"grandfather", "grandpa", "grandad", "granddad", "dad", "father", "husband", "son", "brother", "uncle"}
)


@cache
def _sex() -> re.Pattern[str]:
    return re.compile(
        rf"{LEFT}(?:(?P<male>men(?=, (?:aged? )?\d)|man|male|gentleman|gent|chap|guy|bloke|lad|masc(?:\.|ulino)|varon|maschio|herr|hr\.(?= (?:[a-z]\.|xx(?![a-z])))|hombre|homme|uomo|mr\.?|boy|schoolboy|erkek|tane(?= ?[,.;(])|filipino(?= (?:man|male|gentleman))|(?<!his )(?<!her )(?<!the )father of (?:\d|one|two|three|four|five|six)|monsieur|signore?|senor|dhr\.?|meneer|(?<!the )widower|\(m\)|(?:sexe?|gender) ?[:=]? ?(?:m|h))|(?P<female>woman|female|lady|gal|femenin[oa]|feminina|frau|fr\.(?= (?:[a-z]\.|xx(?![a-z])))|mdm\.?(?= [a-z]\.[a-z]\.)|smt\.(?= [a-z]\.)|signora|madame|mme\.?|mevrouw|mw\.?(?= (?:xx(?![a-z])|[a-z]\.|(?:19|20)\d\d(?!\d)|in \d))|mujer|femme|vrouw|kvinde|kvinna|kvinne|mevr\.?|senora|patiente|mrs\.?|miss(?= [a-z]\.)|(?<!\d)(?<!\d )ms\.?|girl|schoolgirl|lassie|wahine|filipina|latina|kadin|(?:retired )?[a-z]{4, 12}'s wife(?= ?[,.;)\n])|housewife|(?<!his )(?<!her )(?<!the )mother of (?:\d|one|two|three|four|five|six)|(?<!his )(?<!the )widow|patientin|\([fw]\)|(?:sexe?|gender) ?[:=]? ?f)){RIGHT}(?! (?:breast|relative|predominance|partner|sex hormone))"
    )


@cache
def _modality() -> re.Pattern[str]:
    return re.compile(
        r"[ -](?:whole|upper|lower|neck|head|chest|lumb|renal|kidney|prostat|primovist|guided|elast|perfusion|angio|imag|scan|entero|cholangio|elasto|spectro|venogra|urogra|liver|abdom|pelvi|spine|brain|thora|heart|cardiac"
        r"|of |the |shows?|showed|with |and |pancrea|small|bowel|tomogra|exam|study|report|findings|gadox|contrast|from |on |in )|[:,/)]"
    )


@cache
def _title() -> dict[str, re.Pattern[str]]:
    """What shows that "mr" is a title: what it follows, or a name (one taken out reads "xxxx"), a verb or an age."""
    return {
        "before": re.compile(r"(?:^|\n|\b(?:re|dear|patient|pt|about|for|see|saw|seen|this is|ward round)[:,]? ?)$"),
        "after": re.compile(
            r" ?(?:xx(?:xx)?(?![a-z])|[a-z]\b\.?(?! ?/)|,? ?\(?\d{2}(?!\d|\.\d|%| ?[mc]m)|[a-z-]{3,14}'s\b|[a-z'-]{3,},? ?(?:\(?\d{2}\b|is|was|has|had|aged)\b)"
        ),
    }


@cache
def _pronoun() -> re.Pattern[str]:
    return re.compile(
        rf"{LEFT}(?:(?P<male>he|him|himself|hes(?= (?:grown|been|got|had|not|on|now|very|still|doing|well|fine|ok|had|progressing|asking|keen|just|also|in)(?![a-z])))|(?P<female>she|herself)){RIGHT}"
    )


@cache
def _organ() -> re.Pattern[str]:
    """Organs and diseases of one sex, as a word about the patient's own: "BSO", "G3P2", "prostate ca, Gleason 7"."""
    return re.compile(
        rf"{LEFT}(?:(?P<female>ovar(?:y|ies|ian)|oophorectomy|ovariectomy|bso|salpingo[a-z-]*|hysterectomy|uterus|uterine|adnex(?:a|al)|postmenopausal|pregnan(?:t|cy)(?! ¤| (?:[a-z]+ )?(?:daughter|wife|partner|sister|nurse|friend|relative|wom[ae]n|visitor|colleague|technician|staff|people|persons?|contacts?|and child|or child))|g\d ?p\d)"
        rf"|(?P<male>prostat[a-z]*|bph|gleason|testicular|testis|orchiectomy)){RIGHT}"
    )


@cache
def _possessive() -> re.Pattern[str]:
    return re.compile(
        rf"{LEFT}(?:(?P<male>his)|(?P<female>her)){RIGHT}(?! (?:letter|referral|report|note|opinion|team))"
    )


_NOT_THE = re.compile(r"(?<![a-z])not (?:the|my|our|your|that) (?:[a-z]+ ){0,2}$")
"""Before a word for somebody who is not meant: "it is not the pancreas lady, it's Mr E."."""
_PARITY = re.compile(rf"{LEFT}(?:g\d ?p\d|gravida \d)(?:,? para \d)?{RIGHT}")
"""How many children a woman has: "G2P1"; it is blanked elsewhere, for it is no grade."""
_TOLD_BY = re.compile(
    r"(?<![a-z])(?:(?P<female>wife|daughter|mum|mom|mother|sister|girlfriend)|(?P<male>husband|son|dad|father|brother|boyfriend))(?: [a-z]+){0,2}? (?:rang|rings|called|calls|phoned|emailed|writes|wrote|asks|asked|on (?:the )?phone)(?![a-z])"
    r"|(?:(?P<spouse>wife)|(?P<mate>husband))(?: [a-z]+)? (?:is|was|has|had|wants?|thinks?|says?|said|took|fears?|worr(?:y|ies|ied)|upset|cannot|can't|got|understood|heard|saw|googled)(?![a-z])"
    r"|(?:his|her) (?:(?P<her>wife|daughter|mum|mother|sister)|(?P<his>husband|son|dad|father|brother)),? who is (?:her|him)self(?![a-z])"
)
"""A relative who tells of the patient: a pronoun of the relative's sex may be the relative's."""


SURE_PRONOUNS = 2
"""How many pronouns of one sex outweigh a title; a single one may be that of a doctor."""
_AGED = re.compile(r" [a-z. '-]{1,24},? \(?\d\d(?!\d)")
_TITLE = re.compile(r"(?:mrs?|ms|herr|frau|hr|fr)\.?")


def _tells_of_a_net(page: Page) -> bool:
    """Whether a text tells of a neuroendocrine tumour, so that another cancer in it is one of the same patient."""
    return re.search(forms("sites", "net_words"), page.text) is not None


def _sex_of_the_teller(page: Page) -> str | None:
    told = next(scan(_TOLD_BY, page.folded.text), None)
    return None if told is None else "female" if told["female"] or told["her"] or told["spouse"] else "male"


def _without_the_teller(page: Page, found: list[Found]) -> list[Found]:
    """The pronouns without those of the relative who tells of a patient of the other sex."""
    sex = page.kept(_sex_of_the_teller)
    if sex is None or all(one.value == sex for one in found):
        return found
    return [one for one in found if one.value != sex or one.rank > 0]


def read_sex(page: Page) -> list[Found]:
    """Every word that tells the sex, the surest with the highest rank."""
    found = [
        Found("sex", match.lastgroup or "female", *match.span(), rank=rank)
        for rank, pattern, text in (
            (1, _sex(), page.person),
            (0, _pronoun(), page.person),
            (-1, _possessive(), page.person),
            (-2, _organ(), page.person if page.kept(_tells_of_a_net) else page.text),
            (-2, _PARITY, page.folded.text),
        )
        for match in scan(pattern, text)
        if not (
            _is_an_examination(page, match)
            or _is_a_colleague(page, match)
            or _is_quoted(page, match)
            or _is_a_pair(page, match)
            or _NOT_THE.search(page.person, max(0, match.start() - GREETING_CHARS), match.start())
        )
    ]
    return [*_without_a_stray_title(page, _without_the_teller(page, found)), *_in_care(page)]


def _without_a_stray_title(page: Page, found: list[Found]) -> list[Found]:
    """The words without the titles that every pronoun contradicts, where another word agrees with the pronouns."""
    told = [one.value for one in found if one.rank == 0]
    pronouns = set(told)
    words = {one.value for one in found if one.rank == 1}
    if len(told) < SURE_PRONOUNS or len(pronouns) != 1 or len(words) < 2:
        return found
    return [
        one
        for one in found
        if one.rank != 1
        or one.value in pronouns
        or not _TITLE.fullmatch(page.folded.text, one.start, one.end)
        or _AGED.match(page.folded.text, one.end)
    ]


def _has_small_letters(page: Page) -> bool:
    return any(char.islower() for char in page.original)


def _is_an_examination(page: Page, match: re.Match[str]) -> bool:
    """Whether "MR" is magnetic resonance: in capitals in a text that has small letters; in a text of one case
    wherever neither a name, an age nor a greeting shows that it is a title. So is "LAD" no lad."""
    start, end = page.span(*match.span())
    word = page.original[start:end].rstrip(".")
    if _NAME_TAKEN_OUT.match(page.original, end):
        return False
    if word in {"LAD", "MR"} and page.kept(_has_small_letters):
        return True  # an artery, or lymphadenopathy; an examination
    if word not in {"mr", "MR"}:
        return False
    before, title = page.person[max(0, match.start() - GREETING_CHARS) : match.start()], _title()
    is_title = title["before"].search(before) or title["after"].match(page.person, match.end())
    return is_title is None or _modality().match(page.person, match.end()) is not None


_MALE_WORD, _FEMALE_WORD = r"(?:mr\.?|he|his|him|herr|male|man)", r"(?:mrs\.?|ms\.?|she|hers?|frau|female|woman)"
_JOINED = r" ?(?:/|and|&|or) ?"
_PAIR = re.compile(rf"(?<![a-z])(?:{_MALE_WORD}{_JOINED}{_FEMALE_WORD}|{_FEMALE_WORD}{_JOINED}{_MALE_WORD})(?![a-z])")
PAIR_CHARS = 14
"""How far around a word for one sex that for the other may reach: "Mr and Mrs", "he/she"."""


def _is_a_pair(page: Page, match: re.Match[str]) -> bool:
    """Whether a word stands beside that of the other sex: "Mr and Mrs N. came", "he/she"."""
    low = max(0, match.start() - PAIR_CHARS)
    pairs = _PAIR.finditer(page.folded.text, low, match.end() + PAIR_CHARS)
    return any(pair.start() <= match.start() and match.end() <= pair.end() for pair in pairs)


def _is_quoted(page: Page, match: re.Match[str]) -> bool:
    """Whether a word stands by itself in quotation marks: "the letter says 'Mr' but the patient is a woman"."""
    before, after = page.folded.text[match.start() - 1 : match.start()], page.folded.text[match.end() : match.end() + 1]
    return before == after and before in {"'", '"'}


@cache
def _colleagues() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = table("patient")
    return re.compile(words["greeting"]), re.compile(words["colleague"]), re.compile(forms("patient", "spoken_to"))


def _speaks_to_the_patient(page: Page) -> bool:
    return _colleagues()[2].search(page.folded.text) is not None


def _is_a_colleague(page: Page, match: re.Match[str]) -> bool:
    """Whether a title is that of a colleague, or of whom a letter is written to that does not speak to the patient."""
    greeting, colleague, _ = _colleagues()
    if match.re is not _sex():
        return False
    if match.group()[:2] in {"he", "fr", "mr", "ms"} and colleague.match(page.person, match.end()):
        return True
    start = match.start()
    greeted = greeting.search(page.person, max(0, start - GREETING_CHARS), start)
    if greeted is not None and not page.kept(_speaks_to_the_patient):
        return True
    return is_a_clinician(page, match)


def _in_care(page: Page) -> Iterator[Found]:
    """The sex of a relative of the writer who is the patient."""
    who = relative_in_care(page.folded.text)
    if who and who != "partner":
        start = page.folded.text.index(who)
        yield Found("sex", "male" if who in _MEN else "female", start, start + len(who), rank=0)
