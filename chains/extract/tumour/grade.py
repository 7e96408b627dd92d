# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Grade: the WHO grade as the clinician states it - never a toxicity, a Krenning score or another cancer's grade."""

import re
from functools import cache

from chains.extract.text.found import Found, impossible
from chains.extract.text.number import ROMAN, WORDS
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.taken import Taken
from chains.extract.text.vocabulary import LEFT, RIGHT, forms
from chains.extract.tumour.asked_first import without_asked
from chains.extract.tumour.grade_owner import is_of_something_else
from chains.extract.tumour.review import overruled
from knowledge.case import Problem

STATED = 2
"""The rank of a grade that is stated and not told as an earlier one."""
BEFORE_CHARS = 30
"""How far before a grade the word may begin by which somebody agrees to it."""
RULE_CHARS = 60
"""How far before a grade the word may stand that makes it a rule's."""
OUTDATED_CHARS = 36
"""How far before a grade it may be told that it was an earlier one: "previously reported as G2"."""
_DIGIT = r"(?:\d{1,2}|iii|ii|iv|i|one|two|three)"
_DROPPED = {"negated", "asked", "possible"}
_CONDITION = re.compile(
    r"(?: (?:p-?)?(?:nets?|nec))?,? ?\(?(?:only |but only )?(?:if\b(?! any| at all)|when (?:the )?(?:ki|mi[bt]|index|prolif|count)|"
    r"(?:means?|applies|is defined|would (?:need|require|mean|be)) |(?:needs?|requires?|starts?|begins?) (?:(?:an?|the|only|at|from|above|over|with|when|more|least|than) ){0,3}(?:ki|mib|index|prolif|mit|[<>≥]|\d)|(?:from|above|over) (?:a )?(?:ki|\d)|(?:can ?not|could not|can't|couldn't) be (?:[a-z]+ )?(?:distinguished|separated|told apart|differentiated|excluded)|(?:an? |the )?(?:ki|mib|index|proliferation|mitot)[^.;\n]{0,40} (?:is|are|was|would be) (?:needed|required|necessary|demanded)|(?:[^.;\n]{0,6})the (?:ki|index)[^.;\n]{0,20} (?:would|must|should|exceeds))"
)
_BOOK_RANGE = r"(?:[<>≥≤]=? ?\d{1,2} ?%|\d{1,2} ?(?:%|-|to) ?(?:-|to)? ?\d{1,2} ?%)[ ,)]*(?:=|is|means|→|counts as|:|(?:would|will) (?:be|mean|count as))? ?"
_BY_THE_BOOK = re.compile(
    r"\b(?:who|enets|classification|definitions?|criteria|grading|by the book)\b[^.;\n]{0,24}"
    rf"{_BOOK_RANGE}(?:(?:net )?g(?:rade )?[1-3][ ,;)]*(?:and |or )?(?:ki-?67 )?{_BOOK_RANGE}){{0,2}}\Z"
)
"""What makes of a grade the one that a classification gives a number: "in the WHO 2022 > 20 % = G3, right?"."""
_CUT_OFF = re.compile(
    r"\b(?:cut[ -]?offs?|thresholds?|limits?|boundar(?:y|ies)|borders?)\b[^.;\n]{0,30} (?:for|to|of|towards?|between|from|with) (?:an? |the )?(?:net )?(?:g[123] (?:and|to|/) )?$"
)
"""What makes of a grade that of a rule: "cut-off 3 % for G2"."""
_REFERS = re.compile(
    r"[^.;\n]{0,40}? (?:refers?|referred|relates?|related|belongs?|pertains?|applies|applied) to (?!(?:the |this |his |her )?(?:tumou?r|net|nec|primary|met|liver|node))"
)
"""Behind a grade: what it is of ("the G3 in the note refers to dysphagia")."""
_FEARED = re.compile(
    r"\b(?:fear(?:ed|s|ing)?|afraid of|worried about|expect(?:ed|ing)?|suspect(?:ed)?|hop(?:ed|ing) for|dread(?:ed)?|anticipated|(?:concern|worry|suspicion|question|risk)(?: (?:about|of|for|over))? (?:an? |the )?(?:possible |high[ -]grade )?transformation|bet on|guessed|(?:thought|believed|assumed) (?:it|this) (?:was|would be|to be))(?: (?:that|it|this|was|would be|might be|an?|to|into|be|the|is)){0,4} (?:net |nec )?$"
)
"""What makes of a grade one that was only expected: "we feared G3, got G1"."""
_CALLED = re.compile(r"\b(?:calls?|called|labell?(?:s|ed)?) (?:it|this|that|them|the tumou?r) \Z")
"""Who calls a tumour high grade is no pathologist."""
_AGREED = re.compile(r"\b(?:agree|agreed|i confirm|confirmed)(?: with| on| that it is| it is| as|:)? (?:an? |the )?$")
"""What settles which of two grades holds: "our pathologist: G2 … Agree with G2"."""
_NEARLY = re.compile(
    r"\b(?:border(?:line|ing)(?: on)?|almost|nearly|close to|just (?:short of|below|under)|verging on|towards?|next to|nearing|bordering|not (?:yet|quite)) (?:an? |to )?$"
)


@cache
def _stated() -> re.Pattern[str]:
    who = r"(?:(?:who|enets|tumou?r|histological|histologic|histology|pathological|pathologic|nuclear)[ -]){0,2}"
    edition = r"(?: ?\(?(?:who|enets|who/enets|who classification)?,? ?(?:(?:19|20)\d\d)?\)?)?"
    return re.compile(
        rf"{LEFT}{who}(?:grad(?:e|ing)?(?:[ -]group)?(?: of (?:the )?tumou?r)?|gr\.?|grd\.?){edition}(?: is| was| of| now| remains)? ?[:=-]? ?\(?(?:who )?"
        rf"(?:g ?|grade )?(?P<word>{_DIGIT})(?: ?(?:-|/|to|or) ?(?:g ?|grade )?(?P<high>{_DIGIT}))?(?![\d%])(?!\.\d)(?! ?%){RIGHT}"
        rf"|{LEFT}(?:who[ -]?)?(?:20\d\d )?(?:(?<!\d )g[ -]|g)(?P<short>[1-9]|iii|ii|(?<=net g )i|(?<=tumour g )i|(?<=tumor g )i)(?: ?(?:-|/|to|or) ?g?[ -]?(?P<shorthigh>[1-3]|iii|ii))?"
        rf"(?![\d%])(?!\.\d)(?! ?(?:x|tid|bid|od|daily|per (?:day|d|week|dose|kg|m2|24|hour|meal)|gcsf|mg|ml)\b){RIGHT}"
    )


@cache
def _in_words() -> re.Pattern[str]:
    near = forms("masks", "neuroendocrine")
    return re.compile(
        rf"{LEFT}(?P<level>low|intermediate|high)[ -]grade,? (?:[a-z]+(?:-[a-z]+)?,? ){{0,3}}?(?:{near})(?! (?:carcinoma|neoplas))"
        rf"|(?:{near})(?: tumou?rs?)?,? ?\(?(?P<after>low|intermediate|high)[ -]grade(?! (?:uptake|fever|avidity|activity|dysplasia))"
    )


_ELSEWHERE = r"(?:outside|external|local|referring|referral|district|peripheral|submitt(?:ed|ing)|(?:other |first )?(?:hospital|lab|laboratory|cent(?:re|er)|clinic)'s|old|former)"
_BY_OTHERS = re.compile(
    rf" ?\(?(?:by|at|in|from|on|of|per|according to) (?:the |an? )?(?:{_ELSEWHERE}|first|initial|original|preliminary)(?: (?:hospital|lab|laboratory|report|grade|grading|result|pathology|reading|pathologist|cent(?:re|er)|histology|biopsy))"
)
"""Behind a grade: who gave it, so that one of our own takes its place ("G3 by the local lab, G2 by us")."""
_LESS_LIKELY = re.compile(
    r"\b(?:favou?r|prefer)(?:s|ed|ing)? [^.;\n]{2,50}? over (?:an? |the )?(?:diagnosis of )?(?:net |nec )?$"
)
"""What makes of a grade that of the diagnosis that is preferred less: "favours NEC over NET G3"."""


@cache
def _beside() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    return (
        re.compile(
            r"(?:krenning(?:'s)?|uptake|avidity|rads|toxicity|ctcae|nyha|fuhrman|nottingham|bloom|deauville|isup|gleason|fibrosis|steatosis|"
            r"encephalopathy|varices|receptor|sstr|e?gfr(?: category| stage)?|ckd|kdigo|renal (?:function|impairment|failure|insufficiency)|what is|intensity|o?esophagitis|reflux)[ :,('-]*(?:score|of|is|was|grade|scale)?[ :(]*$"
        ),
        re.compile(
            r"[ )-]*(?:(?:intense |tracer |dotatate |sstr ){0,12}(?:uptake|avid|avidity|krenning|tracer|toxic)|on (?:the )?krenning|\(krenning|/[4-9]\b)"
        ),
        re.compile(
            rf"{LEFT}(?:from|was|rather than|instead of|(?:formerly|initially|previously|originally|first|earlier)(?: (?:issued|reported|called|graded|given|said|read|classified|signed out)(?: as| to be)?)?) ?(?:a )?$"
            rf"|{LEFT}{_ELSEWHERE}(?: (?:hospital|lab|laboratory|report|grade|grading|result|diagnosis|pathology|histology|of|was|is|says?|said|had|gave|gives|read|called|it|who|net)){{0,4}} ?:? ?$"
            r"|\b(?:summary|referral|letter|request(?: form)?|form|note|notes|chart|coding|registry|slip|proforma|minutes|(?:mdt|clinic|waiting|theatre) list|booking|e-?mail|cover sheet)(?: [a-z]+){0,2}? (?:says?|said|mentions?|mentioned|states?|stated|has|gives|gave|reads?|quotes?|lists?|listed)(?: (?:it|this|the tumou?r|that|as|to be|an?|net|nec|is|was)){0,4} ?$"
        ),
    )


def read_grade(page: Page) -> tuple[list[Found], list[Problem]]:
    """Every stated grade, and every one that does not exist; a range of grades states none."""
    found: list[Found] = []
    problems: list[Problem] = []
    not_before, not_after, _ = _beside()
    replaced = Taken(len(page.text), overruled(page))
    for match in scan(_stated(), page.text):
        if not_before.search(page.text[max(0, match.start() - 30) : match.start()]) or not_after.match(
            page.text, match.end()
        ):
            continue
        if _almost(page, match) or is_of_something_else(page, match):
            continue
        if (replaced.overlaps(*match.span()) and not _is_change(page, match)) or _is_one_of_two(page, match):
            continue
        sentence = page.sentence(match.start())[0]
        if _REFERS.match(page.text, match.end()) or _FEARED.search(
            page.text, max(sentence, match.start() - RULE_CHARS), match.start()
        ):
            continue
        if _LESS_LIKELY.search(page.text, max(sentence, match.start() - RULE_CHARS), match.start()):
            continue
        if _BY_THE_BOOK.search(page.text, sentence, match.start()) or _CUT_OFF.search(
            page.text, max(sentence, match.start() - RULE_CHARS), match.start()
        ):
            continue
        if page.text[match.end() : match.end() + 1] == "?" and _asks(page, match.start()):
            continue
        word, high = match["word"] or match["short"], match["high"] or match["shorthigh"]
        value = _level(word)
        start, end = match.span("word") if match["word"] else match.span()
        contexts = page.context(match.start(), end)
        if contexts & _DROPPED:
            continue
        if not 1 <= value <= 3:
            if value > 3 and not high and _about_the_tumour(page, *match.span()):
                problems.append(impossible(page, "stated_grade", start, end, "stated_grade"))
            continue
        if high and _level(high) != value:
            if not _is_change(page, match):
                continue
            value = _level(high)  # "downgraded from G3 to G2"
            if not 1 <= value <= 3:
                continue
        agreed = _AGREED.search(page.text, max(0, match.start() - BEFORE_CHARS), match.start())
        rank = 0 if "history" in contexts or _outdated(page, match) else STATED + 1 if agreed else STATED
        found.append(Found("stated_grade", value, *match.span(), rank=rank))
    found = without_asked(page.text, found, "stated_grade")
    for match in scan(_in_words(), page.text):
        level = match["level"] or match["after"]
        start, end = match.span("level") if match["level"] else match.span("after")
        to_other = re.search(r"(?:low|intermediate)[ -](?:to|-)[ -]?$", page.text[max(0, start - 16) : start])
        owned = re.search(forms("histology", "graded_otherwise"), match.group())
        called = _CALLED.search(page.text, max(0, start - 24), start)
        if not to_other and not owned and not called and not page.context(start, end) & _DROPPED:
            found.append(Found("stated_grade", {"low": 1, "intermediate": 2, "high": 3}[level], start, end, -1))
    return found, problems


def _almost(page: Page, match: re.Match[str]) -> bool:
    """Whether the grade is only nearly reached, or tied to a condition: "G2 (borderline G3)", "G3 if Ki-67 > 20 %"."""
    nearly = _NEARLY.search(page.text, max(0, match.start() - 24), match.start())
    return nearly is not None or _CONDITION.match(page.text, match.end()) is not None


def _is_change(page: Page, match: re.Match[str]) -> bool:
    """Whether two grades are the old and the new one, not a range: "from G3 to G2"."""
    before = page.text[max(0, match.start() - 16) : match.start()]
    return " to " in match.group() and re.search(r"\bfrom (?:a |net |who ){0,12}$", before) is not None


def grades_something_else(page: Page, start: int, end: int) -> bool:
    """Whether a passage holds a grade that the word before it claims: "steatosis grade 2"."""
    return any(is_of_something_else(page, match) for match in _stated().finditer(page.text, start, end))


def _asks(page: Page, start: int) -> bool:
    """Whether the grade itself is what is asked: "is 19 % still G2?"."""
    return (
        re.search(
            r"\b(?:is|are|still|would be|counts? as|does|do|should|could|or)\b",
            page.text[page.sentence(start)[0] : start],
        )
        is not None
    )


def _is_one_of_two(page: Page, match: re.Match[str]) -> bool:
    """Whether two grades are set against each other: "does G2 versus G1 matter?"."""
    other = r"g(?:rade |r\.? ?)?[123]"
    return (
        re.match(rf" ?(?:vs\.?|versus) {other}(?![a-z0-9])", page.text[match.end() : match.end() + 20]) is not None
        or re.search(
            rf"(?<![a-z0-9]){other} ?(?:vs\.?|versus) $", page.text[max(0, match.start() - 20) : match.start()]
        )
        is not None
    )


def _level(word: str) -> int:
    return ROMAN.get(word) or WORDS.get(word) or int(word)


def _outdated(page: Page, match: re.Match[str]) -> bool:
    before = page.text[max(0, match.start() - OUTDATED_CHARS) : match.start()]
    after = page.text[match.end() : match.end() + 24]
    return bool(
        _beside()[2].search(before)
        or _BY_OTHERS.match(page.text, match.end())
        or re.match(
            r" ?(?:→|to (?:a )?g|then (?:g|now))|,? \(?(?:initially|originally|at first|previously|before)", after
        )
    )


def _about_the_tumour(page: Page, start: int, end: int) -> bool:
    return bool(re.search(forms("masks", "neuroendocrine"), page.text[max(0, start - 40) : end + 40]))
