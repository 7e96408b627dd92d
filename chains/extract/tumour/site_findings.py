# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Site findings: an organ in which an examination found the tumour - by a biopsy told in its paragraph, a focus of
uptake, or as the known tumour of which only something else is denied."""

import re
from functools import cache

from chains.extract.text.found import Found
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import LEFT, RIGHT, forms, table

LEAD_CHARS = 60
"""How far before an organ the words may begin that make its tumour a known one."""
_SAMPLED_LESION = re.compile(
    r" ?[:-]?(?: (?:an?|new|small|solitary|single|\d{1,3}(?:\.\d)?|[cm]m)){0,4} (?:nodules?|lesions?|mass|deposits?|foc(?:us|i)|nodes?)[ ,:;=-]{1,3}(?:\d{1,3}(?:\.\d)? ?[cm]m[ ,;]{1,2})?(?:fna|fnb|bx|biops(?:y|ied)|ebus|cytology)(?![a-z])"
)
"""Behind an organ: a lesion that was sampled ("lung: nodule, biopsy NET")."""
_NET = r"(?:p?nets?|neuro-?endocrine (?:tumou?r|neoplasm)|carcinoids?(?: tumou?r)?|primary)"
_KNOWN_AFTER = re.compile(
    rf" {_NET}(?: \(?g ?[123]\)?)? ?[,(]? ?(?:(?:is|was|already|well) ){{0,2}}(?:known|since (?:19|20)\d\d)(?![a-z])"
)
_KNOWN_BEFORE = re.compile(r"(?<![a-z])(?:known|established) (?:(?:metastatic|g ?[123]|an?|the) ){0,2}$")
KNOWN_CHARS = 30
"""How far before an organ its tumour may be called known."""
CALLED_CHARS = 80
"""How far behind an organ what was found in it may be called the primary."""
_NAMES = (
    "focus",
    "harmless_focus",
    "known_lead",
    "known_noun",
    "paragraph_head",
    "biopsy_of_spread",
    "before_its_spread",
    "measured_lesion",
    "measured_ends",
    "called_primary",
    "uptake_before",
    "uptake_after",
    "kept_organ",
)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    words, net = table("sites"), forms("sites", "net_words")
    return {
        **{name: re.compile(words[name]) for name in _NAMES},
        "biopsied": re.compile(rf"{words['biopsied']}{net}"),
        "mass_beside": re.compile(rf"{forms('sites', 'tumour_words')} $"),
        "clause_ends": re.compile(r" ?(?:[,;.)\n]|$)"),
        "counted": re.compile(
            rf" ?: ?(?:(?:\d{{1,2}}(?! ?[mc]m)|two|three|four|five|several|multiple|small|solid|enhancing|hypoechoic) ){{1,3}}{forms('sites', 'tumour_words')}"
        ),
        "not_primary": re.compile(
            r"[^.;\n]{0,60}?(?<![a-z])(?:metasta|mets?(?![a-z])|secondar|cyst|ipmn|benign|lipoma|adenoma)"
        ),
        "lung": re.compile(r"lung|pulm|bronch|[rl][uml]l|lobe|lingula|hil|mediast"),
        "goblet": re.compile(rf"{LEFT}(?:{'|'.join(words['goblet'])}){RIGHT}"),
    }


_AILING = re.compile(
    r"(?<![a-z])(?:tb|ptb|tuberculosis|sarcoid(?:osis)?|hypertension|embol[a-z]+|fibrosis|infection|pneumonia|abscess|fungal|mycobacter[a-z]+|histoplasmosis|ischa?emia|infarct[a-z]*|haemorrhage|hemorrhage|surgery|trauma) ?\($"
)
_WITH_ILEUM = re.compile(
    r"(?<![a-z])(?:ileum|small bowel|small intestine|ti)(?: ?[/,+&]| and| with){1,3} ?(?:(?:the|r|right|ascending|proximal|rt|attached|part of)\.? ){0,3}$"
)
_HEADED = re.compile(
    r"(?:(?:,| and| &|/|\+) ?(?:appendix|caecum|cecum|colon|mesentery)){0,3}(?:,? (?:resection|specimen))? ?:"
)
_LENGTH = re.compile(r",? ?(?P<long>\d{1,3}(?:\.\d)?)(?: ?x ?\d[\d.]*){0,2} ?(?P<unit>cm|mm)(?: long)?\. ")


def goblet_sites(page: Page, rank: int) -> list[Found]:
    """The appendix by a goblet cell tumour, which is read nowhere else because it is no NET."""
    return [
        Found("primary_site", "appendix", *match.span(), rank)
        for match in scan(_patterns()["goblet"], page.person)
        if not page.context(*match.span()) & {"negated", "asked", "possible", "history"}
    ]


def is_known_tumour(page: Page, start: int, end: int) -> bool:
    """Whether a known tumour of an organ is told, whatever is denied of it: "no uptake in the known ileal primary"."""
    patterns, low = _patterns(), page.sentence(start)[0]
    lead = page.text[max(low, start - LEAD_CHARS) : start]
    return patterns["known_noun"].match(page.text, end) is not None and patterns["known_lead"].search(lead) is not None


def is_stated_by_findings(page: Page, start: int, end: int) -> bool:
    """Whether the paragraph that an organ heads tells a biopsy with the tumour ("Duodenum: 10 mm, biopsy NET G1"), or a
    scan calls what it found in the organ the primary ("focal uptake in the terminal ileum, presumed primary")."""
    patterns, high = _patterns(), page.sentence(start)[1]
    near = "primary" in page.text[end : end + CALLED_CHARS]
    if near and patterns["called_primary"].match(page.text, end) is not None:
        return True
    if not _opens(page, start):
        return False
    biopsy = patterns["biopsied"].match(page.text, end, high)
    return biopsy is not None and patterns["biopsy_of_spread"].match(page.text, biopsy.end(), high) is None


def beside_a_known(page: Page, found: list[Found]) -> list[Found]:
    """The candidates without the organ of a sampled lesion, where the tumour of another one is known already: "lung:
    nodule, biopsy NET. Ileal NET known"."""
    text = page.text
    sampled = {id(one) for one in found if _SAMPLED_LESION.match(text, one.end)}
    if not sampled or not any(_is_known(text, one) for one in found if id(one) not in sampled):
        return found
    return [one for one in found if id(one) not in sampled]


def _is_known(text: str, one: Found) -> bool:
    named = _KNOWN_BEFORE.search(text, max(0, one.start - KNOWN_CHARS), one.start)
    return named is not None or _KNOWN_AFTER.match(text, one.end) is not None


def is_seen_mass(page: Page, start: int, end: int) -> bool:
    """Whether an organ has a lesion with its length or a focus that nothing explains otherwise: "15 mm lesion pancreatic
    tail", "uptake in the pancreatic tail (Krenning 4), 2.9 cm", "terminal ileum focus and mesenteric node"."""
    patterns, text = _patterns(), page.text
    focus = patterns["focus"].match(text, end)
    if focus is not None and patterns["harmless_focus"].match(page.folded.text, focus.end()) is None:
        return True
    if patterns["lung"].search(text, start, end):
        return False
    low = max(page.sentence(start)[0], start - LEAD_CHARS)
    if patterns["measured_lesion"].search(text, low, start) and patterns["measured_ends"].match(text, end):
        return patterns["not_primary"].match(text, end) is None
    length = patterns["uptake_after"].match(text, end) if patterns["uptake_before"].search(text, low, start) else None
    return length is not None and patterns["harmless_focus"].match(page.folded.text, length.end()) is None


_SMALL_NODULE = re.compile(
    r"(?<![\d.])(?:[1-6](?:\.\d)? ?-?mm|0[.,][1-6] ?cm)(?![a-z0-9])[^.;:\n]{0,24}$|(?:nodules?|micronodules?|lesions?|opacity) (?:of |is |was )?(?:about |ca\.? )?(?:[1-6](?:\.\d)? ?-?mm|0[.,][1-6] ?cm)(?![a-z0-9])[^.;:\n]{0,24}$"
)
_TRIFLE_BEFORE = re.compile(
    r"(?<![a-z])(?:a-?specific|non-?specific|unspecific|indeterminate|tiny|calcified|granulomatous)(?: [a-z0-9-]{1,12}){0,4} $"
)
_TRIFLE_BEHIND = re.compile(
    r"[^.;:\n]{0,30}?(?<![a-z])(?:a-?specific|non-?specific|unspecific|indeterminate|too small|unclear (?:significance|nature)|granuloma|benign|calcified|\((?:0\.)?[2-6] ?[cm]m)(?![a-z])"
)
"""Around a nodule of the lung: it is small, or nobody can tell what it is."""


def is_a_trifle(page: Page, start: int, end: int) -> bool:
    """Whether a lung holds only a nodule that is no tumour of its own: "4 mm nodule in the left lung, nonspecific"."""
    text = page.folded.text
    low, high = page.sentence(start)
    low = max(low, start - LEAD_CHARS)
    if page.text.find("carcinoid", low, high) >= 0:
        return False
    return (
        _SMALL_NODULE.search(text, low, start) is not None
        or _TRIFLE_BEFORE.search(text, low, start) is not None
        or _TRIFLE_BEHIND.match(text, end, high) is not None
    )


def is_an_organ_measured(organ: str, after: str) -> bool:
    """Whether an organ ends its sentence with its own length, so that the tumour told next need not lie in it:
    "ileum 21 cm, colon 18 cm, appendix 7 cm. NET of the ileum"; the rectum is told with a distance."""
    length = _LENGTH.match(after)
    if length is None or organ.startswith("rect"):
        return False
    mm = float(length["long"]) * (10 if length["unit"] == "cm" else 1)
    return any(re.match(stem, organ) and mm >= least for stem, least in table("sizes")["organ_from_mm"].items())


def is_of_an_ailment(before: str) -> bool:
    """Whether an organ in brackets only tells where another disease was: "TB (pulmonary) in 2017"."""
    return _AILING.search(before) is not None


def is_the_rest_of_a_specimen(text: str, start: int, end: int) -> bool:
    """Whether a colon is named as what came with an ileum, in one specimen: "E. Ileum/R colon: NET"."""
    return (
        text[start:end] in {"colon", "caecum", "cecum", "appendix"}
        and _WITH_ILEUM.search(text, max(0, start - 40), start) is not None
        and _HEADED.match(text, end) is not None
    )


def heads_its_note(page: Page, start: int, end: int) -> bool:
    """Whether an organ opens a note before the spread from it, or has its tumour still: "G3, well diff. Pancreas, liver
    mets.", "Ileum not operated"."""
    patterns = _patterns()
    heads = _opens(page, start) and patterns["before_its_spread"].match(page.text, end) is not None
    return heads or patterns["kept_organ"].match(page.text, end) is not None


def is_listed_mass(before: str, organ: str, after: str) -> bool:
    """Whether a mass is put right beside its organ in the shorthand of a scan: "52 mm mass pancreatic head, SUVmax 18",
    "EUS pancreas: 3 lesions". A nodule beside the lung may be a metastasis."""
    patterns = _patterns()
    if patterns["lung"].search(organ):
        return False
    if patterns["mass_beside"].search(before) and patterns["clause_ends"].match(after):
        return True
    return patterns["counted"].match(after) is not None and patterns["not_primary"].match(after) is None


def _opens(page: Page, start: int) -> bool:
    """Whether a place is at the beginning of its line or sentence."""
    return _patterns()["paragraph_head"].search(page.text[max(0, start - 4) : start]) is not None


_OUTSIDE = re.compile(r"\b(?:(?:extra|non|outside)[ -]?|(?<!otherwise )(?:normal|unremarkable|healthy) (?:looking )?)$")
"""Before an organ that the tumour does not come from: "extra-pancreatic", "EUS: normal pancreas"."""
_SPARED = re.compile(
    r"(?: (?:itself|is|was|are|were|included|submitted|and|also|both|which|macroscopically|microscopically)){0,12} (?:free (?:of|from)|clear of|(?:not|could not be|cannot be|poorly|incompletely|not well|only partly|hardly) (?:visuali[sz]ed|seen|assessed|assessable|evaluable|evaluated|examined|shown|imaged|visible)|obscured|atrophic|lipomatous|fatty|unsuspicious|un-?involved|unremarkable|not involved|without (?:any )?(?:tumou?r|net))"
    r"|(?:, (?:the )?(?:liver|spleen|kidneys|adrenals|gallbladder|bile ducts|bowel|stomach|lungs)){0,4}(?:,? and |, |/)(?:spleen|kidneys|adrenals|adrenal glands|gallbladder|bile ducts)(?: (?:are|were|all|also|appear)){0,3} (?:normal|unremarkable|unsuspicious)"
    r"|\)?[ :]{0,2}(?:(?:is|was|shows?|showed|an?|small|tiny|only|\d{1,2} ?mm) ){0,3}(?:hyperplastic|tubul[a-z-]+ adenoma|villous|serrated|lipoma|adenoma(?!tous)|inflammatory polyp)"
)
"""What says behind an organ that the tumour is not there: "the appendix is included and is free of tumour"."""
_NEIGHBOUR = re.compile(
    r"(?<![a-z])(?:adjacent|neighbou?ring|surrounding) (?:organs?|structures?)(?: (?:like|such as|e\.g\.|i\.e\.))? ?[(:,]? ?(?:[a-z]{4,12},? (?:and |or )?){0,4}$"
)
"""Before an organ that only lies beside the tumour's: "T4 is for adjacent organs (stomach, spleen)"."""
NEIGHBOUR_CHARS = 80
_PALPATED = re.compile(
    r" (?:was |were |has been |is )?(?:palpated|inspected|searched|examined|run|explored|looked at)[^.;\n]{0,50}?(?:= ?|: ?|→ ?|, |(?:was|were|is|and) )(?:negative|neg|normal|nothing|unremarkable|no (?:tumou?r|primary|lesion))(?![a-z])"
)
"""Behind an organ that was looked through in vain: "small bowel palpated at laparotomy = negative"."""
_PROVED = re.compile(
    r"(?:^|[.;\n] ?)(?:- )?(?:final |surgical |definitive )?(?:path(?:ology)?|histo(?:logy|pathology)?|microscopy) ?[:=] ?(?:an? |(?:well|poorly)[ -]diff[a-z.]* |g[123] ){0,3}$"
)
"""Before a tumour that the pathologist names by its organ: "Path: thymic neuroendocrine tumour"."""


def is_beside_it(text: str, start: int, end: int) -> bool:
    """Whether an organ only lies beside the tumour's, or was looked through in vain."""
    if _OUTSIDE.search(text, max(0, start - 34), start) or _SPARED.match(text, end) or _PALPATED.match(text, end):
        return True
    near = text[max(0, start - NEIGHBOUR_CHARS) : start]
    return ("organ" in near or "structure" in near) and _NEIGHBOUR.search(near) is not None


def is_proved(text: str, start: int) -> bool:
    """Whether a tumour is named by its organ right behind the label of the pathologist."""
    return _PROVED.search(text, max(0, start - NEIGHBOUR_CHARS), start) is not None
