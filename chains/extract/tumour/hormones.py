# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Hormones: functioning or not, the syndrome, and laboratory markers."""

import re
from functools import cache

from chains.extract.text.found import Found, entry
from chains.extract.text.number import DIGITS, WORDS
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import RIGHT, Index, index, table
from chains.extract.tumour.hormone_signs import read_signs, read_silence
from chains.extract.tumour.patient import read_heart
from knowledge.case import Marker

_DROPPED = {"asked", "possible"}
_ULN = r"(?:uln|upper limit(?: of (?:the )?normal)?|upper normal(?: limit)?|(?:the )?normal(?: (?:upper )?limit)?|upper reference limit|url)"
_UNITS = r"(?:ng/ml|ug/l|µg/l|μg/l|mcg/l|nmol/l|pmol/l|umol/(?:24 ?h(?:rs?|ours?)?|d(?:ay)?|l|g)|μmol/(?:24 ?h(?:rs?|ours?)?|d(?:ay)?|l)|mg/(?:24 ?h(?:rs?|ours?)?|d(?:ay)?|g)|u/l|iu/l|units/l|pg/ml|mu/l|u/ml|ku/l|ug/ml|(?:[nµμu]g|mcg|mg|micrograms?|nanograms?|milligrams?|[npuµμm]mol|m?i?u|units?) (?:per|in) (?:ml|l|litre|liter|millilit(?:re|er)|24 ?-?h(?:rs?|ours?)?|day|g)|micrograms?/l)"


@cache
def _markers() -> Index:
    return Index({name: list(body["forms"]) for name, body in table("hormones")["marker"].items()})


@cache
def _value() -> tuple[re.Pattern[str], re.Pattern[str]]:
    word = "|".join(("twice", "double", "thrice", *WORDS))
    link = r"(?:[ :=,(~><-]|(?:level|levels|of|is|are|was|were|at|raised|elevated|high|increased|to|now|rising|serum|plasma|urinary|urine|24 ?h(?:our)?|fasting|value|approximately|about|approx\.?|currently|markedly|mildly|slightly|from|up|measured|persistently|normal|low|down|fell|fallen|has|have|had|been|come|came|went|gone|rose|risen|dropped|decreased|reduced|back|still|stable|last|latest|again|only|just|slowly)\b){0,9}"
    return (
        re.compile(
            rf"{link}(?P<times>{DIGITS}|{word}) ?(?:x|times|fold|-fold)? ?(?:above |over |the ){{0,12}}(?P<uln>{_ULN}){RIGHT}"
        ),
        re.compile(
            rf"{link}(?:(?:(?<=from ){DIGITS}(?: ?{_UNITS})? ?to|{DIGITS}(?: ?{_UNITS})? ?→) ?{link})?(?<![\d.])(?P<value>{DIGITS})(?! ?(?:x|times|fold)\b)(?: ?(?P<unit>{_UNITS}))?(?! ?[\d/%])"
        ),
    )


_QUERIED = re.compile(
    r"\b(?:(?:what|how) about|any chance of|(?:could|might|may|can) (?:this|it|that|he|she|there) (?:be|have)|is (?:this|it|that)|thoughts on|rule out)(?: an?)? $"
)
"""How a question asks for a syndrome that nobody has found: "what about gastrinoma in this man?"."""
_OTHERS_BEFORE = re.compile(
    r"\b(?:several|multiple|other|further|more|many|numerous|small|tiny|two|three|\d)(?: (?:small|tiny|other|further))? $"
)
_OTHERS = re.compile(r" (?:(?:p|pan)?-?nets|lesions|tumou?rs|ones|nodules)(?![a-z])")
"""Around "non-functioning" where it is told of other tumours: "insulinoma + several small non-functioning NETs"."""


_ELSE = re.compile(
    r" (?:[a-z]+ )??(?:adrenal|adrenals|pituitary|hypophys[a-z]+|thyroid|parathyroid|gall ?-?bladder|kidneys?|renal|bladder|(?:micro|macro)?-?adenomas?|incidentalomas?|stoma|shunt|stents?|port|line|catheter|graft|fistula|drain|spleen|valve)(?![a-z])"
)
"""Behind "non-functioning" that is said of no tumour of the kind: "a non-functioning adrenal adenoma"."""
_ALONE = re.compile(r"(?:^|[.;:,\n(]) ?(?:any |query |possible |possibly )?$")
"""Before a syndrome that opens its clause, so that a question mark behind it asks for it alone."""
_SUPPOSED = re.compile(
    r"\b(?:thought|felt|believed|assumed|supposed|suspected|presumed|alleged|labell?ed|treated|referred|sent) (?:initially |at first |first |wrongly )?(?:to have|to be|as having|as|for)(?: an?| the){0,1} $"
)
"""Before a syndrome that somebody only took for granted: "was thought to have carcinoid syndrome"."""


_WEIGHED = re.compile(
    r"(?: (?:(?:had|has|have) been|was|were|is|being))? (?:(?:first|initially|at first|once|briefly|also|even|long|originally|only|previously) ){0,2}"
    r"(?:considered(?! (?:for|as|at|in|by|too|un))|suspected|thought of|assumed|queried|entertained|presumed|hypothesi[sz]ed|feared|suggested|proposed|looked for|sought|searched for|tested for|checked for|in question|debated|(?:the|a) (?:working|referral|initial|first|tentative|differential) (?:diagnosis|suspicion))(?![a-z])"
)
"""Behind a syndrome that was only thought of: "a glucagonoma had been considered but glucagon is normal"."""
_GENERAL = re.compile(
    r"(?:^|[.!?\n] ?)(?:and |also |so )?(?:what|which|how|why)(?:'s)?(?![a-z])(?! (?:about|if))[^.;!?\n]{0,40}?(?<![a-z])"
    r"(?:symptoms?|signs?|features|causes?|definition|frequency|incidence|prevalence|risks?|meaning|difference|diagnose[ds]?|recogni[sz]ed?|tests?|develop|called|common|frequent|get|is|are)"
    r"(?: (?:typical|of|for|in|between|an?|the|to|from|with|having)){0,4} $"
)
_TURNING = re.compile(
    r"\b(?:turn(?:s|ed|ing)? (?:in)?to|becom(?:e|es|ing)|transform(?:s|ing)? (?:in)?to|evolv(?:e|es|ing) (?:in)?to|chang(?:e|es|ing) (?:in)?to|develop(?:s|ing)?(?: into)?|progress(?:es)? (?:in)?to|lead(?:s)? to|causes?|produces?|convert(?:s)? (?:in)?to|end up (?:as|with))(?: (?:an?|the|later|also|full|functioning)){0,3} $"
)
_OF_MANY = re.compile(
    r"(?<![a-z])(?<!our )(?<!two )(?<!my )(?<!these )(?<!both )(?:patients|pts|people|persons|individuals|subjects|women|men) (?:with|who have|having|suffering from) (?:an? |the )?$"
)
_IS_TYPICAL = re.compile(
    r" (?:is|are|occurs?|happens?) (?:(?:very|most|more|often|usually|mostly|generally|rather|quite|in|only) ){0,2}(?:typical|common|rare|frequent|usual|characteristic|defined|found in|seen in|midgut|ileal|patients)(?![a-z])"
)
_IN_ALL = re.compile(r"(?:^|[.;!?\n] ?)(?:in|with|for) (?:an? |any |every )?$")
_WE_USUALLY = re.compile(
    r",? (?:we|one|you|they|guidelines?|the guidelines?|enets|patients) (?:would |do |does |can |should |always |usually |often |normally |generally |typically |recommends? |gives?|prefers?)"
)
_AT_FIRST = re.compile(
    r",? (?:at (?:first|diagnosis|presentation|that time|the (?:time|beginning))|initially|originally|before)(?![a-z])"
)
"""Behind a function that held only then: "non-functioning at first, now carcinoid syndrome"."""
_COULD = re.compile(r"\b(?:could|can|may|might|will|would|do|does|whether|if|possible|risk|chance)\b")
"""Around a syndrome that a text asks about in general, and one into which a tumour might turn: nobody is said to have it."""


_QUERY_BEFORE = re.compile(
    r"(?:^|[\"'“‘(\[/,;:]|(?<![a-z])(?:as|for|with|query)) ?\?{1,3} ?$|^\?{1,3} ?$|[.\n] ?\?{1,3} ?$"
)
_READ_ABOUT = re.compile(
    r"(?<![a-z])(?:(?:reads?|read up|reading|heard|hears|worr(?:y|ied|ies)|ask(?:s|ed|ing)?|googl(?:es|ed|ing)|afraid|fears?|concerned|anxious) (?:about|of|on)|googled|googles|(?:information|leaflet|booklet|brochure|internet|article|page|forum)s? (?:about|on))(?: (?:the|an?))? $"
)
"""Before a syndrome that somebody only read or worries about."""
_SOMETHING_ELSE = re.compile(
    r"[\"'”’] ?(?:(?P<is>=|→|->|:|,? ?(?:but |which |that |this |it |and )?(?:is|was|turned out(?: to be| as)?|proved(?: to be)?|are|were))) ?(?:(?:it's|it is|in fact|actually|really|rather|just|only|most likely|now|of|due to|because of|an?|the|her|his) ){0,4}(?!carcinoid|net|it(?![a-z])|so(?![a-z])|well|mild|severe|poorly|controlled|confirmed|proven|refractory|present|typical|classic|true|better|worse|gone|back|under|on(?![a-z]))(?:not(?![a-z])|no(?![a-z])|nonsense|wrong|[a-z]*(?:cytosis|pause|pausal|xiety|acea|sepsis|attacks?|ibs|allergy|urticaria|pheochromocytoma|thyroid[a-z]*|alcohol|drugs?|niacin|nifedipine|amlodipine|climacteric|panic|menopause)(?![a-z]))"
)
"""Behind a syndrome in quotation marks: something else than it."""


def _is_only_a_name(page: Page, start: int, end: int) -> bool:
    """Whether a syndrome is only queried, read about, or a label for something else: "'carcinoid syndrome' = mastocytosis"."""
    text, low = page.folded.text, page.sentence(start)[0]
    if _QUERY_BEFORE.search(text, max(0, start - 10), start) or _SOMETHING_ELSE.match(text, end):
        return True
    return _READ_ABOUT.search(text, max(low, start - 40), start) is not None


_EXCLUDED = re.compile(r":? (?:(?:is|was|has been|could be|now|thereby|thus) ){0,2}(?:excluded|ruled out)(?![a-z])")
_AGAIN = re.compile(r"recurr|relapse|further|another|second|other|metasta|residual")
"""Behind a syndrome that is excluded at last, and before one of which only a return is."""
_AILING = re.compile(
    r"(?<![a-z])(?:flush[a-z]*|diarrh[a-z]*|5 ?-?hiaa|tr|tvr|pvr|tricuspid|tv|telotristat|valve[a-z]*|leaflets?)(?![a-z])"
)
"""What carcinoid heart disease is told by, or with, so that its hormones are the patient's."""


_NOT_SO = re.compile(
    r"(?<![a-z])(?:not(?! (?:only|yet|sure|certain|clear|known))|no longer|never|hardly|isn't|ain't|wasn't|than|doubt (?:that|if|whether)|doubt) (?:(?:it's|it|this|that|he|she|is|as|an?|the|really|truly|call(?:ed)?|labell?ed|be|been|any more|p?-?nets?|tumou?rs?) ){0,5}[\"'“‘]?$"
)
"""Right before a function that is denied: "she is a glucagonoma, not 'non functioning' like in the letter"."""
_ELSEWHERE = re.compile(
    r"(?<![a-z])(?:charts?|letters?|notes?|files?|reports?|records?|summary|referral|gp|label|system|form|old (?:diagnosis|papers)|(?:labell?ed|called|referred|described|listed|coded|documented|registered|filed|booked|down|entered|termed|considered|put) (?:\w+ ){0,3}as|labell?ed|called)(?![a-z])[^.;\n]{0,30}$"
)
_TAKEN_BACK = re.compile(
    r"(?:[ -]?(?:p|pan)?-?nets?|[ -]?tumou?r){0,1}[\"'”’),. –-]{0,3}[ ,(;–-]{1,3}(?:and |but |which |that |this |it |he |she |now |i |we |so ){0,4}(?:(?P<flatly>(?:(?:is|was|seems|are|'s) )?(?:(?:clearly|plainly|simply|just|obviously|certainly) ){0,2}(?:ain't|isn't|wasn't|is not|was not|not true|not so|not right|not correct|wrong|incorrect|a mistake|untrue|an error|rubbish|nonsense)(?! (?:an? |the )?[a-z]*oma)(?![a-z]))|but(?![a-z])|can(?:'t|not) be|disagree|does(?:n't| not) (?:fit|match|agree)|however|yet(?= (?:he|she|has|there|the)(?![a-z])))"
)
"""Behind a function that only a paper or a label tells: the writer takes it back."""


def _is_taken_back(page: Page, start: int, end: int) -> bool | None:
    """Whether the text denies that the tumour is "non-functioning"; ``None`` where it only doubts it."""
    text, (low, high) = page.folded.text, page.sentence(start)
    if _NOT_SO.search(text, max(low, start - 48), start):
        return None
    back = _TAKEN_BACK.match(text, end, high)
    if back is None or not (_ELSEWHERE.search(text, max(low, start - 70), start) or text[start - 1] in "\"'“‘"):
        return False
    return True if back["flatly"] else None


def _is_in_general(page: Page, start: int, end: int) -> bool:
    """Whether a syndrome is only asked about ("symptoms of carcinoid syndrome?") or what a tumour could turn into."""
    low, text = page.sentence(start)[0], page.folded.text
    if _OF_MANY.search(text, max(low, start - 40), start) or _IS_TYPICAL.match(text, end):
        return True
    if _IN_ALL.search(text, max(low - 1, start - 16, 0), start) and _WE_USUALLY.match(text, end):
        return True
    if page.is_question(start) and _GENERAL.search(text, low, start):
        return True
    turning = _TURNING.search(text, max(low, start - 40), start)
    return turning is not None and _COULD.search(text, low, turning.start()) is not None


def _of_another_gland(page: Page, start: int) -> bool:
    """Whether what does not function is a nodule of another gland: "left adrenal nodule 22 mm, non-functioning"."""
    low = max(page.sentence(start)[0], start - GLAND_CHARS)
    glands = [gland.end() for gland in _GLAND.finditer(page.folded.text, low, start)]
    return bool(glands) and _TUMOUR.search(page.folded.text, glands[-1], start) is None


GLAND_CHARS = 70
"""How far before "non-functioning" another gland may be named."""
_GLAND = re.compile(
    r"(?<![a-z])(?:(?:supra)?adrenals?|adrenal gland|pituitary|hypophys[a-z]+|thyroid|(?:micro|macro)?-?adenomas?|parathyroid|ovar(?:y|ian))(?![a-z])"
)
_TUMOUR = re.compile(
    r"(?<![a-z])(?:(?:p|pan)?-?nets?|neuro-?endocrine|pancrea[a-z]+|tail|head|body|ile[a-z]+|tumou?r|primary)(?![a-z])"
)


def read_hormones(page: Page) -> list[Found]:
    """Function and syndrome; a syndrome makes the tumour a functioning one."""
    found: list[Found] = []
    for value, start, end in index("hormones", "functioning").find(page.text):
        contexts = page.context(start, end)
        if page.text.startswith(("?", " ?"), end):
            continue  # "NET functioning? 5-HIAA pending"
        if contexts & _DROPPED or (value == "functioning" and "negated" in contexts):
            if value == "functioning" and "negated" in contexts:
                found.append(Found("functioning", "non_functioning", start, end, 1))
            continue
        if _AT_FIRST.match(page.folded.text, end) or _ELSE.match(page.folded.text, end):
            continue
        if value == "non_functioning" and not _TUMOUR.match(page.text, end + 1) and _of_another_gland(page, start):
            continue
        taken_back = value == "non_functioning" and _is_taken_back(page, start, end)
        if taken_back is not False:
            found += [Found("functioning", "functioning", start, end, 0)] if taken_back else []
            continue
        others = value == "non_functioning" and _OTHERS_BEFORE.search(page.text, max(0, start - 24), start)
        found.append(Found("functioning", value, start, end, -1 if others and _OTHERS.match(page.text, end) else 2))
    excluded: list[tuple[str, int]] = []
    denied: set[str] = set()
    told = [*index("hormones", "syndrome").find(page.text), *index("hormones", "excess").find(page.text)]
    for value, start, end in told:
        if _SUPPOSED.search(page.text, max(page.sentence(start)[0], start - 50), start) or _is_in_general(
            page, start, end
        ):
            continue
        if _WEIGHED.match(page.folded.text, end) or _is_only_a_name(page, start, end):
            continue
        if page.context(start, end) & (_DROPPED | {"negated"}) or re.match(
            r":? (?:excluded|ruled out|negative|(?:there (?:is|was) )?(?:no|none|nil)(?= ?(?:[,.;)\n]|$)))",
            page.text[end : end + 18],
        ):
            denied.add(value)
            if _EXCLUDED.match(page.text, end) and not _AGAIN.search(page.text, max(0, start - 40), start):
                excluded.append((value, start))
            continue
        if _ALONE.search(page.text, max(0, start - 12), start) and re.match(r" ?\?(?! ?\?)", page.text[end : end + 3]):
            continue  # "Carcinoid syndrome? 5-HIAA pending"
        if page.is_question(start) and _QUERIED.search(page.text, max(0, start - 30), start):
            continue
        if value != "acth":
            found.append(Found("syndrome", value, start, end))
        found.append(Found("functioning", "functioning", start, end, 0))
    gone = {one.start for one in found for value, last in excluded if one.value == value and one.start < last}
    found = [one for one in found if one.start not in gone]
    for heart in page.kept(read_heart) if _AILING.search(page.person) else ():
        if heart.value and "history" not in page.context(heart.start, heart.end):
            # the hormones of the tumour made the heart ill
            found.append(Found("syndrome", "carcinoid", heart.start, heart.end, -1))
            found.append(Found("functioning", "functioning", heart.start, heart.end, -1))
    if not found:
        shown = list(read_signs(page))
        found += shown if not denied & {one.value for one in shown} else []
        found += read_silence(page) if not found and not shown else []
    return found


def read_markers(page: Page) -> list[Found]:
    """Laboratory markers with a value, or as multiples of the upper limit of normal."""
    found: list[Found] = []
    times_pattern, value_pattern = _value()
    for name, start, end in _markers().find(page.text):
        if "asked" in page.context(start, end):
            continue
        times = times_pattern.match(page.text, end)
        if times:
            word = times["times"]
            amount = {"twice": 2.0, "double": 2.0, "thrice": 3.0}.get(word) or float(WORDS.get(word) or word)
            marker = Marker(name=name, times_uln=amount)
            found.append(entry("markers", marker, start, times.end(), times_uln=times.span("times")))
            continue
        value = value_pattern.match(page.text, end)
        if value is None or (not value["unit"] and _not_a_level(page.text, value)):
            continue
        unit = page.original[slice(*page.span(*value.span("unit")))] if value["unit"] else None
        marker = Marker(name=name, value=float(value["value"]), unit=unit)
        tail = re.match(
            rf" ?\(?,? ?(?P<times>{DIGITS}) ?(?:x|times) ?(?:the )?{_ULN}", page.text[value.end() : value.end() + 30]
        )
        if tail:
            marker = marker.model_copy(update={"times_uln": float(tail["times"])})
        found.append(
            entry(
                "markers",
                marker,
                start,
                value.end(),
                value=value.span("value"),
                unit=value.span("unit") if value["unit"] else None,
            )
        )
    return found


def _not_a_level(text: str, match: re.Match[str]) -> bool:
    return bool(
        re.match(
            r" ?(?:mm|cm|lesions?|cycles|months?|years?|mg\b|positive|x\b|\+)", text[match.end() : match.end() + 12]
        )
    ) or float(match["value"]) in range(1990, 2036)
