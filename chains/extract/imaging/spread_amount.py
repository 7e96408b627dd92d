# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Spread amount: metastases of the liver told by how much of it they take, by their number or by their uptake alone -
"liver 30 % involved", "liver still 3 lesions", "a bit left in the liver", "liver bilobar, K3"."""

import re
from functools import cache

from chains.extract.imaging.spread_phrases import WEAK
from chains.extract.imaging.spread_sites import spread, told_of_others
from chains.extract.text.context import WITHHELD
from chains.extract.text.found import Found
from chains.extract.text.opening import Several
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import LEFT, RIGHT, forms

_FORMS = ("share", "share_before", "bulky", "count", "left_in", "grown_in", "counted_in", "score")
_LESIONS = ("count", "counted_in", "score")
"""The forms that name mere lesions, which a doubt behind them leaves open."""
_AGAINST = {"asked", "negated", "possible", "hypothetical", WITHHELD}
AROUND_CHARS = 44
"""How far around the words another thing may stand that they are told of: fat, a cyst, the function of the liver."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    about = r"(?:(?:is|are|now|still|also|both|about|approx\.?|approximately|around|roughly|maybe|perhaps|est\.?|estimated|ca\.?|some|at|up to|nearly|almost|over|more than|less than|only|just|i'd say|say|looks?|seems?|[~<>=:,-]) ?){0,4}"
    part = r"(?:a (?:third|quarter|half)|half|one third|two thirds|three quarters|most of it|\d{1,2} ?%?(?: ?(?:-|to) ?\d{1,2})?(?: ?ish)? ?%)"
    held = r"(?:involved|involvement|replaced|replacement|tumou?r(?: (?:load|burden))?|disease|dz|infiltrat(?:ed|ion)|occupied|taken over|burden|infested|infestation)"
    number = r"(?:(?!0)\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|several|multiple|numerous|many|innumerable|countless)"
    lesion = r"(?:lesions|nodules|foci|deposits|spots|masses|tumou?rs|ones)"
    same = r"(?:same(?: as (?:before|last time|previously|in [a-z0-9 ]{2,12}|on [a-z0-9 ]{2,14}))?|unchanged|stable|as before|still|again|static|no change|bigger|larger|smaller|growing|progressing|worse|better|new)"
    lobes = r"(?:bilobar|both lobes|bilateral|all segments|right lobe|left lobe)"
    ends = r"(?= ?(?:[,.;:()\n]|$)| (?:and|but|on|with|now|since|at|in|by|per|as|both|left|i'd|uptake|all|already)(?![a-z]))"
    return {
        "share": re.compile(
            rf"{LEFT}liver(?: (?:volume|parenchyma))? ?\(?{about}(?:{part} ?\)?,? ?(?:of it |of the (?:liver|organ) )?(?:is |being )?{held}{RIGHT}|(?:maybe|perhaps|about|around|roughly|approx\.?|~) ?{part}{ends})"
        ),
        "share_before": re.compile(
            rf"{LEFT}{part} (?:of )?(?:the |her |his )?liver(?: (?:volume|parenchyma))? (?:is |was |being |seems |now |already ){{0,2}}(?:{held}|gone){RIGHT}"
        ),
        "bulky": re.compile(
            rf"{LEFT}liver(?:,|:)? (?:is |very |quite |now ){{0,2}}(?:bulky|full of it|packed|riddled|studded|peppered|loaded)(?! lobe)(?![a-z])|{LEFT}(?:bulky|extensive|high[- ]volume|low[- ]volume|heavy|small[- ]volume|limited|minimal|bilobar|multifocal) (?:liver|hepatic) (?:burden|load|tumou?r|dz|disease){RIGHT}"
        ),
        "count": re.compile(
            rf"{LEFT}(?:liver|hepatic)(?: ?[:=-])? (?:{lobes}(?: ?[,:-])? )?(?:{same} ?[,:(-]? ?)?(?:[~<>] ?|about |at least |more than |over |some |with |shows? )?{number} (?:(?:known|small|large|tiny|old|avid|bilobar|more|larger|hypervascular) ){{0,2}}{lesion}(?! (?:is|are|were|of unclear))(?![a-z])"
            rf"|{LEFT}liver:? {same} ?[(,] ?{number} {lesion}(?![a-z])"
        ),
        "left_in": re.compile(
            rf"{LEFT}(?:an? (?:bit|little|few|lot|handful)|some|residual|something|the rest|much|tumou?r|mets|most|all|disease)(?: (?:of it|of them|tumou?r|disease|is|are|still|only|mostly|tiny|small|that is|which is)){{0,4}} (?:left|remaining|persisting|sitting) in (?:the |her |his )?liver{RIGHT}"
            rf"|{LEFT}(?:pd|progression|progress(?:ive|ed)?|disease|growth|spread|all of it|everything|mets),? (?:all (?:of it )?|entirely |only |mainly |mostly |exclusively |purely ){{1,2}}(?:is |in the )?(?:hepatic|liver){ends}"
        ),
        "grown_in": re.compile(
            rf"{LEFT}(?:grown?|grew|growing|progress(?:ed|ing)|increased|shrunk|shrank|up|down)(?: by)?(?: (?:about|approx\.?|~|around|nearly))? ?(?:\+|-)?\d{{1,3}} ?% (?:in|within) (?:the |her |his )?(?:liver|hepatic lesions){RIGHT}"
            rf"|{LEFT}(?:disease|tumou?r|cancer|it|mets)(?: (?:has|have|is|are|now|again|slowly|started to|began to)){{0,3}} (?:grow|grows|grown|grew|growing|progress|progressed|progressing)(?: (?:again|slowly|further|now|mainly|only)){{0,2}} in (?:the |her |his )?liver{RIGHT}"
        ),
        "counted_in": re.compile(
            rf"{LEFT}(?:count(?:ed)?|see|saw|find|found|has|have) (?:now |only |at least |about )?{number} (?:{lesion} )?(?:avid )?in (?:the |her |his )?liver{RIGHT}"
        ),
        "score": re.compile(
            rf"{LEFT}liver(?:,|:)? (?:\(?{lobes}\)?,? )(?:\(?(?:k|krenning ?(?:score )?|grade |gr )[34](?! ?(?:ki|/))|(?:all |both |strongly |intensely )?avid|(?:mets|lesions)){RIGHT}"
            rf"|{LEFT}liver(?: \(?{lobes}\)?)? ?[:,]? ?[>~] ?\d{{1,2}} {lesion}{RIGHT}|{LEFT}liver:? {lobes} ?[:,]? ?(?:[>~<] ?)?\d{{1,2}} {lesion}{RIGHT}"
        ),
        "doubt": re.compile(r"(?<![a-z])(?:suspicious|suspect[a-z]*|indeterminate|equivocal|doubtful|unclear|uncertain|possibl[ey]|consider|quer(?:y|ied)|could|may|might|nature|too small|characteri[sz][a-z]*|non-?specific|not (?:avid|proven|known|certain)|unchanged since (?:19|20)\d\d|v(?:s|ersus)?\.)(?![a-z])|\?"),
        "other": re.compile(
            rf"(?<![a-z])(?:fat|fatty|steato[a-z]*|fibros[a-z]+|cirrho[a-z]+|elastogra[a-z]+|fibroscan|shunt|remnant|flr|future|function[a-z]*|enzymes?|lfts?|dose|donor|graft|transplant[a-z]*|resect(?:ion|ed)|hepatectomy|polycystic|haematoma|hematoma|ki ?-?67|mib|hcc|colorectal|cancer|background|physiolog[a-z]+|trials?|studies|cut-?off|criteria|threshold|limit|{forms('spread', 'harmless')})(?![a-z])"
        ),
    }  # fmt: skip


@cache
def _scanned() -> Several:
    return Several(_patterns()[name] for name in _FORMS)


def read_amounts(page: Page) -> list[Found]:
    """Metastases of the liver told by their amount, unless they are denied, asked or only supposed."""
    found: list[Found] = []
    text = page.folded.text
    if "liver" not in text and "hepatic" not in text:
        return found
    lesions = {_patterns()[name] for name in _LESIONS}
    for matches in _scanned().scan(text):
        for match in matches:
            low, high = page.sentence(match.start())
            around = max(low, match.start() - AROUND_CHARS), min(high, match.end() + AROUND_CHARS)
            if _is_against(page, match) or told_of_others(page, match.start()):
                continue
            if page.is_question(match.start()) or _patterns()["other"].search(text, *around):
                continue
            if match.re in lesions and _patterns()["doubt"].search(text, match.end(), high):
                continue
            found.append(spread("liver", "present", *match.span())._replace(rank=WEAK))
    return found


def _is_against(page: Page, match: re.Match[str]) -> bool:
    """Whether the metastases are denied, asked or supposed; "maybe" before an amount only rounds it."""
    contexts = page.context(*match.span())
    doubt = page.covering("possible", *match.span())
    if doubt is not None and match.start() <= doubt.trigger[0] < match.end():
        contexts = contexts - {"possible"}
    return bool(contexts & _AGAINST)
