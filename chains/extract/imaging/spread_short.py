# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Spread in short: sites that notes name without a word for metastasis - "PD liver + bone", "M1 (HEP, OSS)",
"2023 bone (T9)", "bone 2 spots", "gone to the liver"."""

import re
from functools import cache

from chains.extract.imaging.compared import compared_organs
from chains.extract.imaging.modality import Modalities
from chains.extract.imaging.spread_phrases import WEAK, sites_named
from chains.extract.imaging.spread_sites import spread, told_of_others
from chains.extract.text.found import Found
from chains.extract.text.opening import Several, scan
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import LEFT, RIGHT, forms, index, table

_PLAIN = (
    "cancer_in",
    "as_well",
    "also_in",
    "form",
    "plus",
    "signs",
    "grew",
    "now_in",
    "first_in",
    "involved",
    "many",
    "stage_in",
    "focus_plus",
    "spaced",
    "bones_of",
    "irradiated",
)
_FORMS = ("course", "after_site", "gone", "few", "lay", "besides", "extent", "dated", "target", "avid", *_PLAIN)
_PET = re.compile(r"(?<![a-z])(?:pet|68-?ga|ga-?68)(?![a-z])")
_METASTATIC = re.compile(r"(?<![a-z])(?:metasta|mets(?![a-z]))")
_OF_TEXT = tuple(name for name in _FORMS if name != "target")
"""The forms that are looked for in the text without other cancers."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    every = [form for name, body in table("spread")["site"].items() if name != "other" for form in body["forms"]]
    site = "(?:" + "|".join(form.replace(" ", "[ -]") for form in sorted(every, key=len, reverse=True)) + ")"
    other = r"(?:adrenals?|pleura(?:l)?|skin|spleen|breast|pancreas|primary|thyroid|soft tissue)"
    lead = (
        r"(?:(?:now|new|multiple|several|few|left|right|distant|the|her|his|also|in|extensive|diffuse|\d{1,2}) ){0,3}"
    )
    join = r"(?: ?\([^()\n]{1,24}\))?(?: ?[,/+&] ?| (?:and|plus|as well as) )"
    listed = rf"(?P<list>{lead}(?:{site}|{other})(?:{join}{lead}(?:{site}|{other})){{0,6}}){RIGHT}"
    not_organ = r"(?! (?:artery|arterial|veins?|vein|function|enzymes?|failure|flexure|tests?|biops[a-z]+|bx|transplant[a-z]*|surgery|unit|clinic|team|mdt|board|surgeons?|resection|cysts?|steatosis|cirrhosis|toxicity|density|marrow|protection|sampling|dissection|margins?|cord|ncc|primary|nets?|cancer|fever|scans?|mri|ct|protocol|parenchyma))"
    ends = r"(?= ?(?:[,.;:()\n→?]|$)| (?:on|under|after|despite|with|since|for|in|now|but|and|so|which|at|to|while|both|only|as|by|then|lesions?|mets?|disease|sites?|progress[a-z]*)(?![a-z]))"
    node = r"(?:lymph ?)?(?:nodes?|lnn?s?)"
    placed = r"(?:(?:regional|loco-?regional|local|mesenteric|mesent\.?|mesorectal|peripancreatic|periduodenal|perigastric|hilar|coeliac|celiac|portal|portocaval|ileocolic|pericolic|paragastric|para-?aortic|retroperitoneal|supraclavicular|mediastinal|interaortocaval) )"
    bone = r"(?:(?:left|right|both|several|multiple|the) ){0,2}(?:sternum|manubrium|[ltcd]h?\d{1,2}(?: ?[-/] ?[ltcd]?\d{1,2})?|s1|sacrum|ribs?(?: \d{1,2})?|femora|femur|humer(?:us|i)|scapulae?|pelvis|ilium|iliac (?:crest|bone|wing)s?|acetabul(?:um|a)|skull|clavicles?|spine|vertebrae|ischium|pubis)"
    codes = "|".join(
        sorted((form for body in table("spread")["code"].values() for form in body["forms"]), key=len, reverse=True)
    )
    return {
        "course": re.compile(
            rf"{LEFT}(?:pd|progress(?:ive disease|ion|ed|ing)?|mixed response|(?<!no )recurrence|relapsed?)(?: disease)?(?: with)?(?:(?: now| again| also| mainly| only| both| \(?(?:19|20)\d\d\)?)){{0,2}}(?:,? ?[:(,]| (?:in|of))? ?{listed}{not_organ}{ends}"
        ),
        "after_site": re.compile(
            rf"{LEFT}(?P<list>{site})(?: (?:is|are))?(?:[ :]{{1,3}}| - )(?:(?:slow|slight|further|clear|clearly|again|mild|now|slowly|rapid|still|marked) ){{0,2}}(?:pd|progress(?:ion|ive|ing)?|growth|growing)(?! free)(?![a-z])"
        ),
        "code": re.compile(rf"{LEFT}[cpr]{{0,2}}m1[abc]? ?[:(,-]{{0,2}} ?(?P<codes>(?:{codes})(?:[ ,/+;&]{{1,3}}(?:{codes})){{0,6}}){RIGHT}"),
        "gone": re.compile(rf"{LEFT}(?:gone|went|moved|travel(?:l)?ed|seeded|metastasi[sz]ed|metastasi[sz]ing|disseminated)(?: already| now| also)? (?:in)?to {listed}{not_organ}{ends}"),
        "few": re.compile(
            rf"{LEFT}(?P<list>liver|bones?|lungs?|peritoneum|omentum):? ?,?(?: ?-)?(?: with| holds| shows)? (?:an? )?(?:few|several|multiple|many|numerous|some|two|three|four|five|(?!0)\d{{1,2}}(?= (?:[a-z]+ ){{0,2}}(?:spots?|points|ones|dots|foci|deposits?|nodules|nests)))(?: (?:very |more )?(?:small|tiny|little|large|new|avid|osteolytic|sclerotic|hypervascular)){{0,12}}(?: (?:spots?|points|ones|dots|foci|deposits?|nodules|nests))?(?= ?(?:[.;,)\n]|$|left |both|on |in ))(?! ?(?:mm|cm))"
        ),
        "lay": re.compile(
            rf"{LEFT}(?:spots?|dots|balls|lumps|growths|seeds|seedlings|daughters?|offshoots) (?:are |is |now |also )?(?:in|on|to) {listed}{not_organ}"
        ),
        "besides": re.compile(
            rf"{LEFT}no (?:other |further |more )?(?:metasta[a-z]+|mets|disease|tumou?r|lesions|spread) (?:besides|except(?: for| in| the)?|other than|apart from|but|outside(?: of)?) {listed}{not_organ}"
        ),
        "extent": re.compile(
            rf"{LEFT}(?:cup|(?:unknown|occult) primary|(?:pancrea[a-z]*|pan|p|si|ile[a-z]+|jejun[a-z]+|midgut|rect[a-z]+|gastric|colon|duoden[a-z]+)[ -]?(?:nets?|nec|nen)|extensive disease|ed|extensive stage)(?:[ -](?:nets?|nen|nec))?(?:,? (?:g ?[123]|ki ?-?67[^,;.\n]{{0,18}}|grade [123])){{0,2}}[ ,:;(-]{{1,3}}(?:with (?:(?:enlarged|bulky|involved|positive|avid) )?)?{listed}(?= ?(?:[),.;\n]|$))"
        ),
        "dated": re.compile(rf"(?<![a-z0-9:,] )(?<![a-z0-9])(?:\d{{1,2}}[/.])?(?:19|20)\d\d:? (?:also )?{listed}(?= ?(?:[(,→]|[.;\n]|$))"),
        "target": re.compile(
            rf"{LEFT}(?:target(?: lesions?(?: in)?:?|:) [^.\n]{{0,60}}?(?P<list>liver|hepatic|seg(?:ment)?s?\.? ?[ivx1-8]{{1,4}}|s[2-8])(?![a-z])(?! (?:resection|biops|surgery))|(?P<own>liver|hepatic)(?::? (?:seg(?:ment)?\.? ?|s ?)[ivx1-8]{{1,4}}[ab]? ?:? \d{{1,3}} ?(?:mm)? ?(?:→|\(\d|vs)|: (?:the |all |both )?(?:target|index|reference|measured) lesions?(?![a-z])))"
        ),
        "avid": re.compile(
            rf"{LEFT}(?P<list>{site})(?: ?\([^()\n]{{1,12}}\))?(?: next to [a-z ]{{3,24}}?| near [a-z ]{{3,24}}?)?(?: are| is| all| both| strongly| clearly| also){{0,2}} (?:avid|pos(?:itive)?)(?![a-z])(?! (?:for|margins?))"
        ),
        "form": re.compile(
            rf"(?<![^\n])(?:- ?)?(?:(?:metastatic |disease )?sites|sites? of (?:mets|metastas[ie]s|spread|disease)) ?[:=] ?{listed}{ends}"
        ),
        "as_well": re.compile(
            rf"{LEFT}(?:nets?|p-?nets?|nec|nen|neuro-?endocrine (?:tumou?r|carcinoma|neoplasm)|carcinoid|tumou?r|cancer)(?: g ?[123])?(?: (?:of|in|from) (?:the |his |her )?[a-z]+(?: [a-z]+)?)?(?:,| and| but|, and|, but|,? (?:and |but )?(?:it|which|this) is)? (?:now )?(?:(?:in|to) )?{listed}{not_organ} (?:as well|too)(?! (?:as|many|much|small|early|late))(?![a-z])"
        ),
        "cancer_in": re.compile(
            rf"{LEFT}(?:(?:there(?:'s| is| was)|shows?|showed|found|find|see)(?: (?:now|also|still|more|some|again|the|that)){{0,2}} (?:cancer|tumou?r)(?: cells)?(?: (?:now|also|left|again|deposits))?|(?:cancer|tumou?r|disease|net|nec) (?:has |is |have )?(?:come|came|is) back) (?:in|inside) (?:the |your |my |his |her )?{listed}{not_organ}{ends}"
        ),
        "also_in": re.compile(
            rf"{LEFT}(?:nets?|p-?nets?|nec|nen|neuro-?endocrine (?:tumou?r|carcinoma|neoplasm)|carcinoid|tumou?r|cancer)(?: g ?[123])?(?: (?:of|in|from) (?:the |his |her )?[a-z]+(?: [a-z]+)?)?(?:,| and| but|, and|, but|,? (?:and |but )?(?:it|which|this) is)? (?:also|already|likewise|equally|meanwhile|by now|now) (?:in|within) {listed}{not_organ}{ends}"
        ),
        "plus": re.compile(
            rf"{LEFT}(?:mass|tumou?r|lesion|primary|p?nets?|nec)(?:,? \(?\d{{1,3}}(?:\.\d)?(?: ?x ?\d{{1,3}}(?:\.\d)?){{0,2}} ?[cm]m\)?)? ?[+&] {listed}{not_organ}{ends}"
        ),
        "first_in": re.compile(rf"{LEFT}(?:also|now|newly|and),? (?:for the )?first time in (?:the |his |her )?{listed}{not_organ}{ends}"),
        "signs": re.compile(rf"{LEFT}(?P<list>{site} ?\+{{1,3}}(?:{join}{site}){{1,4}}){not_organ}{ends}|{LEFT}(?P<own>{site} ?\+{{1,3}}(?: ?,? ?{site} ?\+{{1,3}}){{1,4}})(?= ?(?:[,.;:()\n→?]|$))"),
        "grew": re.compile(
            rf"{LEFT}(?:disease|tumou?r|cancer)(?: has)? (?:grew|grown|progressed|increased)(?: again| further)? ?\( ?{listed} ?\)"
        ),
        "now_in": re.compile(
            rf"{LEFT}(?:now (?:it|(?:the )?(?:cancer|tumou?r|disease)) (?:is|has got|has reached)|has (?:now |also |already ){0,2}(?:reached|invaded|got into|gotten into)|(?:it|(?:the )?(?:cancer|tumou?r|disease|carcinoid)) (?:is|has|was)(?: (?:now|also|already|even|got|gotten|come|reached)){{1,3}}) (?:in(?:to|side)? )?(?:the |his |her |my |your |both ){{0,2}}{listed}{not_organ}(?:,? (?:but )?not (?:in )?(?:the |his |her |my |your )?(?P<spared>{site}){RIGHT})?{ends}"
        ),
        "involved": re.compile(
            rf"{LEFT}(?P<list>{site}(?:{join}{site}){{0,3}})(?:(?:'s| is| are| was| were)(?: (?:also|too|now|heavily|diffusely|massively|extensively|clearly|already|involved too)){{0,2}}| (?:also|too|now|heavily|diffusely|massively|extensively)) involved(?! (?:by|in))(?![a-z])"
        ),
        "many": re.compile(
            r"(?<![^\n])(?:- ?)?(?P<list>liver|hepatic|bones?|skeleton|osseous): (?:there are )?(?:numerous|multiple|several|innumerable|countless|many|extensive|diffuse) (?:(?:bilobar|small|large|new|known|arterial(?:ly)?|hyper-?|strongly|intensely|low|attenuation|sclerotic|lytic) ){0,3}(?:enhancing|hypervascular|hyper-?enhancing|avid|(?:sstr|dotatate|dotatoc)[ -](?:positive|avid)) (?:[a-z]+ )?(?:lesions?|nodules?|foci|masses|deposits)(?![a-z])"
        ),
        # "M1 to liver at dx", "M1c (liver, perit)"
        "stage_in": re.compile(
            rf"{LEFT}(?:[cpr]{{0,2}}t[1-4][a-d]? ?)?(?:[cpr]{{0,2}}n[0-3][a-c]? ?)?[cpr]{{0,2}}m1[abc]?(?: (?:to|in) (?:the )?| ?[(:,] ?| - | ){listed}(?! ?(?:biops|clear|neg|free|normal|ok|\+|/|resect))(?= ?(?:[,.;)\n]|$)| (?:at|since|on|under|with|now|and|only) )"
        ),
        # "68Ga: focus D2 + one peripancreatic node", "a duodenal focus and a single regional node"
        "focus_plus": re.compile(
            rf"{LEFT}(?:focus|foci|primary|lesion|mass|uptake|avid)(?: (?:in|of|at) (?:the )?[a-z0-9/]{{2,14}}(?: [a-z0-9/]{{2,12}})?| [a-z]{{0,2}}\d(?:/[a-z]?\d)?| \(?\d{{1,2}}(?:\.\d)? ?[cm]m\)?)? ?(?:[+&,]|and|plus|with) (?:also )?(?:(?:an?|one|two|three|four|five|single|solitary|several|multiple|further|adjacent|another|\d{{1,2}}) ){{0,3}}(?P<list>(?:(?:left|right|small|avid|positive) ){{0,2}}(?:{placed}|(?<=one )|(?<=two )|(?<=three )|(?<=single )|(?<=several )|(?<=further )|(?<=[1-9] )){node})(?! ?(?:\?|not|neg|without|no |cold|clear|reactive|inflam|benign|unspecific|non|susp|equivocal|\(\?|indeterminate|borderline))(?= ?(?:[,.;:)\n→]|$)| (?:avid|positive|pos|hot|\d|in|both|on|as|are|is|too|k|krenning|suv)(?![a-z]))"
        ),
        # "ECOG 1 liver lungs nodes."
        "spaced": re.compile(
            rf"(?<![a-z] )(?<![a-z0-9])(?P<list>(?:liver|bones?) (?:{site})(?: (?:{site})){{1,3}})(?= ?(?:[.;\n]|$))"
        ),
        # "Skeleton: sternum, T3, T12, both femora"
        "bones_of": re.compile(
            rf"{LEFT}(?P<list>skeleton|skeletal|bones?|osseous)(?: (?:mets|lesions?|metastases|foci|uptake))?(?: ?:| multiple| lesions?)(?: multiple)? ?\(?{bone}(?: ?\(?[ltcd]h?\d{{1,2}}\)?)?(?: ?(?:[,+&/]|and) ?{bone}){{0,8}} ?\)?(?= ?(?:[.;\n]|$))"
        ),
        "irradiated": re.compile(
            rf"{LEFT}(?P<list>brain|cerebral|c-?mri)(?: mri?)?:? (?:(?:\d{{1,2}}|one|two|three|four|five|several|multiple) )(?:(?:small|new|enhancing|ring-enhancing|supratentorial|cerebellar) ){{0,2}}(?:lesions?|foci|spots)[^.;\n]{{0,24}}?(?<![a-z])(?:srs|radiosurgery|wbrt|whole brain|gamma ?knife|cyber ?knife|stereotactic)(?![a-z])"
        ),
        "counts": re.compile(r"\d ?/ ?\d|(?<![a-z])(?:of \d|out of|resect[a-z]*|specimen|[a-z]+ectomy|biops[a-z]+|bx|fna|ihc|pn[0-3])(?![a-z])"),
        "harmless": re.compile(forms("spread", "benign")),
        "lung_primary": re.compile(
            r"(?<![a-z])(?:lcnec|sclc|(?:lung|bronch[a-z]*|pulmonary|typical) (?:[a-z]+ )?(?:nets?|carcinoids?|nec|primary|neuroendocrine))(?![a-z])"
        ),
    }  # fmt: skip


@cache
def _scanned() -> Several:
    return Several(_patterns()[name] for name in _OF_TEXT)


def read_short(page: Page) -> list[Found]:
    """Sites told in the short forms of notes, unless they are denied, asked or only supposed."""
    found = _codes(page)
    of_text = dict(zip(_OF_TEXT, _scanned().scan(page.text), strict=True))
    for name in _FORMS:
        for match in of_text[name] if name in of_text else scan(_patterns()[name], page.folded.text):
            if name == "avid" and not _is_uptake(page, match):
                continue
            lone = name == "focus_plus" or (name == "bones_of" and "," not in match.group())
            if lone and not _is_receptor(page, match):
                continue
            if name == "many" and not page.kept(_is_metastatic):
                continue
            if _is_told(page, match, name):
                found += _sites(page, match, name)
    return found


def _is_metastatic(page: Page) -> bool:
    """Whether a text speaks of metastases at all, so that many enhancing lesions of an organ are some."""
    return any(not page.context(*match.span()) & _against("many") for match in _METASTATIC.finditer(page.text))


def has_a_lung_primary(page: Page) -> bool:
    return _patterns()["lung_primary"].search(page.text) is not None


def _codes(page: Page) -> list[Found]:
    """The sites that the codes of the TNM name: "M1 (HEP, PER)"."""
    found = []
    for match in scan(_patterns()["code"], page.text):
        if not page.context(*match.span()) & {"asked", "negated", "possible"}:
            found += [
                spread(name, "present", *match.span())
                for name, _, _ in index("spread", "code").find(page.text, *match.span("codes"))
            ]
    return found


def _is_told(page: Page, match: re.Match[str], name: str) -> bool:
    """Whether a short form tells of the patient as a fact."""
    if told_of_others(page, match.start()):
        return False
    low, high = page.sentence(match.start())
    if _patterns()["harmless"].search(page.text, max(low, match.start() - 20), min(high, match.end() + 30)):
        return False
    return not page.context(match.start(), match.start() + 1) & _against(name)


def _sites(page: Page, match: re.Match[str], name: str) -> list[Found]:
    """The sites of the list of a short form, without a lung that may hold the primary or mere shadows."""
    group = "own" if match.groupdict().get("own") else "list"
    named = sites_named().find(match.string, *match.span(group))
    named = named or index("spread", "part").find(match.string, *match.span(group))
    if name in {"lay", "cancer_in"} or page.kept(has_a_lung_primary):
        named = [hit for hit in named if hit[0] != "lung"]
    if name == "involved":  # "6 of 16 nodes were involved" counts those of an operation
        named = [hit for hit in named if hit[0] != "lymph_node_regional"]
    compared = page.kept(compared_organs)
    spared = sites_named().find(match.string, *match.span("spared")) if match.groupdict().get("spared") else []
    return [spread(site, "absent", start, end) for site, start, end in spared] + [
        spread(site, "present", min(start, match.start()), match.end())._replace(rank=WEAK)
        for site, start, end in named
        if site != "other" and not compared.overlaps(start, end) and not page.context(start, end) & _against(name)
    ]


def _against(name: str) -> set[str]:
    """The contexts in which a short form tells nothing; "no metastases besides the liver" is a denial by itself."""
    return {"asked"} if name == "besides" else {"asked", "negated", "possible"}


def _is_receptor(page: Page, match: re.Match[str]) -> bool:
    """Whether a finding is one of a receptor scan, or of a "PET" in a text that speaks of no FDG."""
    if page.kept(Modalities).kind(*match.span()) == "receptor":
        return True
    low = page.sentence(match.start())[0]
    return "fdg" not in page.text and _PET.search(page.text, low, match.start()) is not None


def _is_uptake(page: Page, match: re.Match[str]) -> bool:
    """Whether "avid" or "positive" behind a site is a result of receptor imaging, not one of a specimen."""
    low, high = page.sentence(match.start())
    around = page.text[max(low, match.start() - 30) : min(high, match.end() + 30)]
    return page.kept(Modalities).kind(*match.span()) == "receptor" and not _patterns()["counts"].search(around)
