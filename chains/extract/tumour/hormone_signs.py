# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Hormone signs: what shows that a tumour makes hormones where no syndrome is named - flushing with diarrhoea or a raised
5-HIAA, flushing that octreotide eased, a raised VIP with watery stools, a positive fast."""

import re
from collections.abc import Iterator

from chains.extract.text.found import Found
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import table
from knowledge.case import Span

BEFORE_CHARS, AFTER_CHARS = 60, 44
"""How far before and behind a sign the words may stand that deny it or tell its cause."""
SHOWN = -2
"""The rank of what signs only show."""
YEARS = 1990
"""A number from here on is a year."""
_HINTS = (
    "cris",
    "cushing",
    "hormone",
    "syndrome",
    "insulin",
    "flush",
    "goes red",
    "went red",
    "hiaa",
    "vip",
    "72",
    "fast",
    "telotristat",
    "necrolytic",
    "nme",
)
_DROPPED = {"negated", "asked", "possible", "hypothetical"}
_FLUSH = re.compile(
    r"(?<![a-z])(?<!hot )(?:flush(?:es|ed|ing)?(?! (?:of|the|with|out|through|away|line|port|volume|\d{1,3} ?ml|ns\b|saline))|(?:goes|gone|went|turns|turned) (?:bright )?red (?:as a [a-z]+|in (?:the|her|his) face|when|after|all over))(?![a-z])"
)
_NO_TUMOUR = re.compile(
    r"(?<![a-z])(?:menopaus[a-z]*|peri-?menopaus[a-z]*|climacter[a-z]*|hrt|tamoxifen|goserelin|letrozole|anastrozole|niacin|nicotinic|nifedipine|amlodipine|rosacea|vancomycin|contrast|cannula|catheter|picc|port|line|stoma|steroids?|dexa[a-z]*|hot flush(?:es)?|anxiety|fever|mastocyt[a-z]*|vasomotor|warn(?:ed|ing)?|watch(?:ing)?|told to|leaflet|look out|red flags?|in case of|should|premed[a-z]*|infusion reaction|bath|sunburn)(?![a-z])"
)
"""In the sentence of a flush: another cause, or that it may yet come."""
_NONE_BEHIND = re.compile(
    r" ?(?:(?:and|or|/|,|&|\+) ?(?:diarrh[a-z]*|wheez[a-z]*|palpitations?|sweats?|loose stools?) ?){0,2}(?:[:=-]? ?(?:none|no(?![a-z])|nil(?! now)|neg(?:ative|ated)?|absent|denied|0(?![.\d])|never|-(?= ?[,.;)\n]))|(?:is|are|was|were|has been|have been)(?: both| all)? (?:denied|negated|absent|not|never)|\?)"
)
_NONE_BEFORE = re.compile(
    r"(?<![a-z])(?:no|not|never|without|w/o|nor|neither|denies|denied|denying|negates|absence of|absent|n't|free of|nil|asked (?:about|for|after))(?![a-z])[^.;:\n]{0,50}$"
)
_DIARRHOEA = re.compile(
    r"(?<![a-z])(?:(?:watery |secretory |chronic )?diarrh?o?ea|loose (?:motions?|stools?|bowels?)|watery stools?|(?:stools?|motions?|bo|bms?|bowels?(?: open(?:ed)?)?) ?(?:x ?)?\d{1,2}(?: ?- ?\d{1,2})?(?: ?x)? ?(?:/|per|a|times|daily|x)|\d{1,2}(?: ?- ?\d{1,2})? (?:bms?|stools?|motions?|bowel movements?)(?:/| per| a|,|$)|(?:toilet|loo|bowels?) (?:[a-z]+ ){0,2}\d{1,2}(?: ?- ?\d{1,2})? times)"
)
_EASED = re.compile(
    r"(?<![a-z])(?:gone|settled|better|from \d{1,2} (?:to|→) \d|controlled|disappeared|improved|resolved|ceased|relie(?:f|ved)|symptomatic relief|come back|came back|back|returned|despite|in spite of|refractory|break-?through|brekathrough|persist[a-z]*|worse|before (?:each|the next)|before (?:the |her |his )?(?:injection|lar))(?![a-z])"
)
_ANALOGUE = re.compile(
    r"(?<![a-z])(?:octreotide?|lanreotide?|sandostatin[a-z]*|somatuline|ssas?|lar|analogues?|telotristat|pasireotide|lan|bolus|injections?)(?![a-z])"
)
_HEART = re.compile(
    r"(?<![a-z])(?:(?:severe|torrential|massive|mod(?:erate)?(?:-sev[a-z]*)?|sev) (?:tr|tricuspid (?:regurg[a-z]*|insuff[a-z]*))|tr (?:is )?(?:severe|torrential|moderate|3\+|4\+|iii)|tricuspid (?:valve )?(?:leaflets? )?(?:is |are )?(?:thickened|retracted|fixed))(?![a-z])"
)
_WHEEZE = re.compile(r"(?<![a-z])(?:wheez[a-z]+|bronchospasms?)(?![a-z])")
_HIAA = re.compile(
    r"(?:(?:serum|plasma|urinary|urine|24 ?h|s|u|p)[- ])?5 ?-?(?:oh ?-?)?hiaa(?: ?\(?(?:(?:urine|urinary|serum|plasma|came|level|levels|is|was|remains?|back|still|now|at|of|in|and|both|were|last|again|24 ?h(?:rs?|our)?|has|have|=|:|~)\)?[ ,]?){0,8}) ?(?P<told>[^;\n]{0,40})"
)
_RAISED = re.compile(
    r"(?:(?:clearly|markedly|very|massively|persistently|still|again|slightly|mildly|always) )?(?:raised|elevated|high(?!er limit)|increased|up(?![a-z])|↑|\+{2,3}|doubled|rising|above)|(?:>|about |approx )?(?P<times>\d{1,2}(?:\.\d)?) ?(?:x|times|fold|-fold)|(?:twice|double|three times)(?! normal range)|(?P<value>\d{1,4}(?:\.\d)?)(?P<unit> ?[a-zµμ/0-9 ]{0,16}?)? ?(?:x\d ?)?(?:\((?:n|nr|ref|uln|normal|norm|rr)?[ .:]{0,2}(?:<|up to|uln|0 ?[-–]|[2-9] ?[-–])? ?(?P<limit>\d{1,3}(?:\.\d)?)|(?=[ ,.;→)\n]|->|$))"
)
_NORMAL = re.compile(
    r"(?:(?:is|was|were|again|repeatedly|always|both|completely|\d[\d. ]*[a-zµμ/0-9]{0,12}) ){0,2}\(?(?:normal|not (?:raised|elevated|increased)|never (?:up|raised|elevated|high)|n(?= ?[,.;)\n])|nl(?![a-z])|wnl|neg|unremarkable|within|low)(?! range (?:is|<))"
)
_VIP = re.compile(
    r"(?<![a-z])vip(?: (?:level|came|back|today|was|is|of|raised|at|=|serum|plasma|fasting)){0,4}:? ?(?:(?P<value>\d{2,4}) ?(?:pg/ml|pmol/l|ng/l)?,? ?\((?:n|nr|ref|normal|uln)?[ .:]{0,2}(?:<|up to|0 ?[-–])? ?(?P<limit>\d{1,3})|(?:raised|elevated|high|\d{1,2} ?x))"
)
_WATERY = re.compile(
    r"(?<![a-z])(?:watery|diarrh[a-z]*|hypokal[a-z]*|k ?\+? ?(?:=|of )?(?P<potassium>\d\.\d)|\d(?:\.\d)?(?: ?- ?\d)? ?l(?:it(?:re|er)s?)? ?(?:/|per|a) ?d)"
)
_HYPERINSULINISM = re.compile(
    r"(?<![a-z])(?:endogenous hyper-?insulin(?:a?emi[a-z]+|ism)|whipple'?s? triad(?: (?:is |was )?(?:positive|present|fulfilled|\+|complete))?|(?:positive|pos\.?) (?:72 ?-?h(?:rs?|ours?)? )?(?:supervised )?fast(?:ing test)?|(?:72 ?-?h(?:rs?|ours?)? )?fast(?:ing test)? (?:was |is )?(?:positive|pos(?![a-z]))|(?:supervised|prolonged|72 ?-?h(?:rs?|ours?)?) fast(?:ing)?(?: test)? (?:was |had to be )?(?:stopped|ended|terminated|broken off|abandoned|positive) (?:at|after) (?:[1-9]|[1-5]\d) ?h(?:rs?|ours?)?\b[^\n]{0,30}?(?:glucose|bg|bm|blood sugar)[^\n]{0,40}?(?:insulin|c-?pep)[^.;\n]{0,12}\d)"
)
_CRISIS = re.compile(r"(?<![a-z])carcinoid cris[ie]s(?![a-z])")
_FEARED = re.compile(
    r"(?<![a-z])(?:risk|prevent[a-z]*|avoid[a-z]*|fear[a-z]*|in case|prophyla[a-z]*|against|cover|protocol|possible|potential|history|mother|father|brother|sister|guidelines?|warn[a-z]*|worr[a-z]*|if|should)(?![a-z])[^.;\n]{0,40}$"
)
"""Before a crisis that nobody had."""
_CUSHING = re.compile(
    r"(?<![a-z])cushing(?:'?s|oid)?(?: (?:syndrome|sy|sd))?(?! (?:disease|ulcer|reflex|triad))(?![a-z])"
)
_BY_THE_TUMOUR = re.compile(
    r"(?<![a-z])(?:acth|ectopic|paraneoplastic|metyrapone|hypokal[a-z]*|cortisol|thym(?:us|ic)|k ?\+? ?(?:=|of )?(?:(?P<potassium>\d\.\d)|normal))(?![a-z])"
)
_OTHER_CUSHING = re.compile(
    r"(?<![a-z])(?:pituitary|hypophys[a-z]*|cushing'?s disease|prednis[a-z]*|steroid[a-z -]{0,3}(?:induced|related|use)|iatrogenic|exogenous|adrenal adenoma|dexamethasone-induced)(?![a-z])"
)
_RULED_OUT = re.compile(
    r"[^.;,\n]{0,24}(?<![a-z])(?:excluded|ruled out|negative|absent|unlikely|suspected|not (?:confirmed|found|present))(?![a-z])"
)
_SILENT = re.compile(
    r"(?:no (?:hormon[a-z]* |clinical |functional |endocrine |secretory |functioning ){0,2}syndromes?(?= (?:ever|clinically|so far|at any time)| ?(?:[,.;:)\n]|$))"
    r"|(?<!thyroid )(?<!pituitary )(?<!sex )(?<!adrenal )(?:fasting |gut |bowel |pancreatic ){0,3}(?:hormones?|(?<=gut )peptides?)(?: profile| panel| screen| levels| work-?up)?(?: ?\((?:[a-z/-]+,? ?){1,8}\))?:? (?:(?:is|are|were|was|all|both) ){0,2}(?:nothing|none|neg(?:ative)?|normal|unremarkable|inconspicuous)(?! for)"
    r"|no (?:clinical |signs of |evidence of |symptoms of |features of ){0,2}carcinoid syndrome(?= ?(?:[.;:)\n]|$|,(?! (?:though|but|except|although|yet|only|just))))"
    r"|(?:(?:glucose ?[/,] ?)(?:insulin|gastrin|glucagon)(?=(?: ?/ ?|, ?| and )(?:gastrin|glucagon|vip|c-?pep))|(?:insulin|gastrin|glucagon|vip|c-?pep(?:tide)?)(?=(?:(?:, ?| ?/ ?| and | & | )[a-z0-9-]+){2}))(?:(?:, ?| ?/ ?| and | & | )(?:fasting |pro-?)?(?:insulin|gastrin|glucagon|vip|c-?pep(?:tide)?|pp|glucose|cga|ca|pth|prolactin|somatostatin|5-?hiaa|calcium)){1,8}:? (?:(?:were|was|are|is|all|both) ){0,2}(?:normal|neg(?:ative)?|unremarkable|ok|fine)(?![a-z]))"
)
"""What tells that the tumour makes no hormone that is felt, where nothing else is told of its function."""
_HEREDITARY = re.compile(
    r"(?<![a-z])(?:hereditary|genetic[a-z]*|germline|men-?1|vhl|famil[a-z]+|inherited|inappropriate)(?![a-z])[^.;\n]{0,40}$"
)
_MIGRATORY = re.compile(
    r"(?<![a-z])(?:necrolytic migr[a-z]*\.? ery?th[a-z]*|migratory necrolytic erythema|nme)(?![a-z])"
)
_GLUCAGON = re.compile(
    r"(?<![a-z])(?:glucagon(?:(?:,? (?:of|is|was|came|back|as|at|level|levels|serum|plasma|fasting|now|result)){0,5}| ?[:=])? ?[:=]? ?(?:(?P<value>\d{2,4})(?![.,]\d)|\d[.,]\d{3}(?= ?pg)|raised|elevated|high|\d{1,2} ?x)|gluc'?noma)"
)


def read_signs(page: Page) -> Iterator[Found]:
    """The function and the syndrome that signs show; of the lowest rank, since a word of the text goes before."""
    text = page.person
    if not any(hint in page.folded.text for hint in _HINTS):
        return
    shown = _carcinoid(page) or _crisis(page)
    if shown:
        yield from _told("carcinoid", shown)
    vip = next((one.span() for one in scan(_VIP, text) if _is_above(one) and _holds(page, *one.span())), None)
    if vip and _tells(_WATERY, page.folded.text):  # a potassium is blanked where scores are read
        yield from _told("vipoma", vip)
    fast = next((one.span() for one in scan(_HYPERINSULINISM, text) if _holds(page, *one.span())), None)
    if fast:
        yield from _told("insulinoma", fast)
    rash = next((one.span() for one in scan(_MIGRATORY, text) if _holds(page, *one.span())), None)
    if rash and _tells(_GLUCAGON, text):
        yield from _told("glucagonoma", rash)
    yield from _cushing(page)


def read_silence(page: Page) -> Iterator[Found]:
    """That the tumour makes no hormone that is felt, as normal hormones or the want of any syndrome tell."""
    text = page.folded.text
    if not any(hint in text for hint in ("hormone", "syndrome", "insulin", "peptide")):
        return
    raised, normal = _levels(page)
    if raised or any(_is_a_flush(page, *one.span()) for one in scan(_FLUSH, page.person)):
        return
    borne_out = normal or "flush" in text  # that there is no carcinoid syndrome says little by itself
    for match in scan(_SILENT, text):
        low = page.sentence(match.start())[0]
        if page.context(*match.span()) & {"asked", "possible", "hypothetical", "planned"}:
            continue
        if match[0].endswith("carcinoid syndrome") and not borne_out:
            continue
        if _HEREDITARY.search(text, max(low, match.start() - BEFORE_CHARS), match.start()):
            continue
        yield Found("functioning", "non_functioning", *match.span(), SHOWN)


def _crisis(page: Page) -> Span | None:
    """A carcinoid crisis that a patient had."""
    text = page.folded.text
    for match in scan(_CRISIS, text) if "cris" in text else ():
        low = page.sentence(match.start())[0]
        if _holds(page, *match.span()) and not _FEARED.search(text, max(low, match.start() - 60), match.start()):
            return match.span()
    return None


def _cushing(page: Page) -> Iterator[Found]:
    """A Cushing's syndrome that the tumour makes: a functioning one, of no syndrome of the list."""
    text = page.folded.text
    if "cushing" not in text or not _tells(_BY_THE_TUMOUR, text) or _OTHER_CUSHING.search(text):
        return
    for match in scan(_CUSHING, text):
        if _holds(page, *match.span()) and not _RULED_OUT.match(text, match.end()):
            yield Found("functioning", "functioning", *match.span(), SHOWN)


def _told(syndrome: str, span: Span) -> Iterator[Found]:
    yield Found("syndrome", syndrome, *span, SHOWN)
    yield Found("functioning", "functioning", *span, SHOWN)


def _tells(sign: re.Pattern[str], text: str) -> bool:
    """Whether a text tells a sign; a figure beside it must be as low, or as high, as the table says."""
    figures = table("hormones")["raised"]
    return any(
        (not told.get("potassium") or float(told["potassium"]) < figures["low_potassium"])
        and (not told.get("value") or float(told["value"]) >= figures["least_glucagon"])
        for told in (match.groupdict() for match in sign.finditer(text))
    )


def _is_above(match: re.Match[str]) -> bool:
    return not match["value"] or float(match["value"]) > float(match["limit"])


def _carcinoid(page: Page) -> Span | None:
    """Where the signs of a carcinoid syndrome stand: two of them, or flushing that an analogue of somatostatin eased."""
    text = page.person
    raised, normal = _levels(page)
    flushes = [one.span() for one in scan(_FLUSH, text) if _is_a_flush(page, *one.span())]
    if normal or not (flushes or raised):
        return None
    loose = any(_holds(page, *one.span()) for one in scan(_DIARRHOEA, text))
    heart = any(_holds(page, *one.span()) for one in scan(_HEART, text))
    if raised:
        return raised if flushes or loose or heart else None
    wheeze = any(_holds(page, *one.span()) for one in scan(_WHEEZE, text))
    if loose or heart or wheeze:
        return flushes[0]
    return next((one for one in flushes if _is_eased(page, *one)), None)


def _levels(page: Page) -> tuple[Span | None, bool]:
    """Where a 5-HIAA is told as raised, and whether one is told as normal and none as raised."""
    raised, normal = None, False
    text = page.person
    for match in scan(_HIAA, text) if "hiaa" in text else ():
        if page.context(match.start(), match.start("told")) & {"asked", "possible", "hypothetical"}:
            continue
        told = match["told"]
        if _NORMAL.match(told):
            normal = True
            continue
        level = _RAISED.match(told)
        if level is None or "negated" in page.context(*match.span()):
            continue
        value, limit, times = level["value"], level["limit"], level["times"]
        if times and float(times) < table("hormones")["raised"]["least_times"]:
            continue
        if not value or (
            float(value) > float(limit) if limit else table("hormones")["raised"]["least_5hiaa"] <= float(value) < YEARS
        ):
            raised = match.start(), match.start("told") + level.end()
        elif limit:
            normal = True
    return raised, normal and raised is None


def _is_a_flush(page: Page, start: int, end: int) -> bool:
    """Whether a flush is the patient's, and of the tumour as far as its sentence tells."""
    low, high = page.sentence(start)
    text = page.folded.text
    if not _holds(page, start, end):
        return False
    other = _NO_TUMOUR.search(text, low, high)
    return other is None or "negated" in page.context(*other.span())


def _holds(page: Page, start: int, end: int) -> bool:
    """Whether a sign is told as there: not asked, denied, or only possible."""
    text = page.folded.text
    low, high = page.sentence(start)
    if page.context(start, end) & _DROPPED or _NONE_BEHIND.match(text, end, min(high, end + AFTER_CHARS)):
        return False
    return _NONE_BEFORE.search(text, max(low, start - BEFORE_CHARS), start) is None


def _is_eased(page: Page, start: int, end: int) -> bool:
    """Whether an analogue eased a flush, or no longer does: "on Sandostatin LAR, flushing gone"."""
    low, high = page.sentence(start)
    text = page.folded.text
    last = min(high, end + BEFORE_CHARS)
    change = _EASED.search(text, max(low, start - BEFORE_CHARS), last)
    return change is not None and _ANALOGUE.search(text) is not None
