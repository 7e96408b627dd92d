# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Ki-67 words: the patterns around a value of the index, from the word list ``proliferation``."""

import re
from functools import cache

from chains.extract.text.number import COMPARATOR, NUMBER, PERCENT, YEAR, amount
from chains.extract.text.vocabulary import LEFT, forms

DIRECT_PARTS, LINKING_PARTS = 24, 40
"""So many words and signs may stand, at most, between the name and its value, and between one value and the next."""


def is_made_of(part: re.Pattern[str], text: str, most: int) -> bool:
    """Whether a text is parts one after another, each as long as it can be, and no more than ``most`` of them.

    A repeat inside the pattern would try the parts in every other way too, which takes ever longer with the text.
    """
    at = 0
    for _ in range(most):
        match = part.match(text, at)
        if match is None or match.end() == at:
            break
        at = match.end()
    return at == len(text)


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """The patterns around a value, from the word list ``proliferation``."""
    name, links = forms("proliferation", "ki67"), forms("proliferation", "links")
    between = forms("proliferation", "between")
    specimens = f"{forms('proliferation', 'primary')}|{forms('proliferation', 'metastasis')}"
    recount = forms("proliferation", "recount")
    another = forms("proliferation", "of_another_tumour").removesuffix(r"(?![a-z0-9])")
    growth = forms("proliferation", "of_another_growth")
    return {
        "name": re.compile(name),
        "direct": re.compile(rf"{links}|{specimens}|[ :=(,)\[\]-]|\bis\b"),
        "age": re.compile(r" ?(?:f|m|w|y|yo|y/o|yr|yrs|years?|female|male)(?![a-z0-9])(?! ?/)"),
        "value": re.compile(rf"{amount('v')}(?P<pct>{PERCENT})?"),
        "single": re.compile(
            rf"(?P<vcmp>{COMPARATOR})? ?(?<![\d.])(?P<vlow>{NUMBER})(?P<pct>{PERCENT})?(?P<vhigh>(?!))?"
        ),
        # "Ki-67 has now been performed on the resection as requested (Dr Wong): 3.8 %"
        "performed": re.compile(
            rf"(?: (?:index|immunohistochemistry|immunostain(?:ing)?|staining|has|have|had|was|were|is|now|since|also|been|additionally|subsequently|meanwhile|again)){{0,5}} (?:performed|done|carried out|requested|repeated|added|stained|counted|determined|assessed|completed)(?![a-z])(?P<gap>[^.;:%\d\n]{{0,140}}): ?{amount('v')}{PERCENT}"
        ),
        "reverse": re.compile(
            rf"{amount('v')}{PERCENT} ?(?:\(|of )?(?:(?:of|the|tumou?r|tumor|neoplastic|cells|nuclei|nuclear|were|was|are|is|with|a|an|positive|positivity|staining|stain(?:ed)?|labelled|labeled|for|on|index|by) ){{0,9}}{name}"
            rf"(?![^.;,\n]{{0,12}}\d)(?!, ?\d)"
        ),
        "blocker": re.compile(forms("proliferation", "blockers")),
        "of_liver": re.compile(
            r" ?(?:%|percent)? ?(?:of (?:the |his |her |their )?(?:whole |total |entire )?(?:liver|hepatic)(?! ?(?:met|les|biops|depos|nod|tum|sam|spec))"
            r"|(?:liver|hepatic) (?:involvement|burden|replacement|volume|infiltration)(?! ?[:=]? ?(?:(?:of|is|about|ca\.?) )?[<>~]?\d)|(?:of (?:the |all )?(?:tumou?r|lesion|specimen|volume|mass|organ|parenchyma)(?! cells)|necro|fibros|steatos|weight|viable|stroma))"
        ),
        "share_of_liver": re.compile(
            rf" ?(?:%|percent|perc|pct)? ?{forms('proliferation', 'share_of_liver')}(?![ :=(]{{1,3}}(?:(?:of|is|was|about|approx\.?|ca\.?) ){{0,3}}[<>~]?=? ?\d)"
        ),
        # "Ki-67 in the liver: 22 %" names the specimen, not a share of the liver
        "in_the_liver": re.compile(
            r"(?:(?<![,;])(?:(?: in)? the| in|:|\()|^) ?(?:liver|hepatic)(?: lesions?| part)?\)? ?[:=]? ?(?:is |was |of )?$"
        ),
        # "primary Ki-67 3 %, liver 9 %" sets the liver against the primary; "liver 9 % replaced" does not
        "of_the_primary": re.compile(
            rf"{LEFT}(?:in (?:the )?)?(?:primary(?: tumou?r)?|(?:p|pan|si)-?net)[ :'(=-]{{0,3}}$"
        ),
        "named_primary": re.compile(rf"{LEFT}primar(?:y|ies)(?![a-z])"),
        # before a percentage that is a share of the liver: "liver mets (approx. 10 %)"
        "share_behind": re.compile(
            r"(?:^|[,;|.] ?)(?:multiple |bilobar |diffuse |some |few )?(?:liver|hepatic)(?: (?:mets?|metasta[a-z]+|lesions?|disease|spread|load))? ?(?:\((?:[a-z]+\.? ){0,2}?[~<>=]*|(?:approx\.?|approximately|about|around|circa|ca\.?|est\.?|estimated|[~<>]) ?)$"
        ),
        "liver_too": re.compile(
            rf"(?:[ ,;/+&(]|\)|{YEAR}|\b(?:and|with|vs\.?|versus|but|then|in|the|of|that|those|metasta[a-z]+|mets?|lesions?)\b){{0,8}}(?:liver|hepatic)(?: (?:mets?|metasta[a-z]+|lesions?|one|part|tumou?r))?(?:[ :=~<>)-]| is| was| had| about){{0,12}}"
        ),
        # behind the first of several: "4-6 % primary; liver met 22 %"
        "is_of_the_primary": re.compile(
            r" ?\(?(?:(?:in|of|at|for|from) )?(?:the )?(?:primary|primarius|ileum|jejunum|pancreas|bowel|rectum|lung)(?![a-z])"
        ),
        # "Ki-67 > 55 % predicts response" is a rule
        "predicts": re.compile(
            r" ?(?:%|percent)?,? ?(?:=|→(?= ?(?:g ?[1-3]|grade|nec|net|high|low|who|poor|well|p?nets?|no|not|never|avoid|prefer|consider|think)(?![a-z]))|(?:would |will |may |might )?(?:predicts?|means?|defin(?:es|ing)|indicates?|counts? as|is (?:by definition|considered|associated)|are (?:by definition|considered|associated)|correlates?|respond|have|need|should))(?: |\b)(?!low|high|mod)"
        ),
        # "Ki-67 < 10 vs >= 10 %" are the two sides of a rule, no value
        "other_side": re.compile(
            r" ?(?:%|percent)?,? ?(?:vs\.?|versus|or|/|and) ?(?:<|>|less|more|above|below|over|under|at least)"
        ),
        "share": re.compile(
            r" ?%? ?(?:[,(-] ?)?(?:of it |of this |is |was )?(?:replace|involv|occup|affect|infiltrat|tumou?r (?:burden|load)|burden|load|destroy|volume)"
        ),
        "other": re.compile(forms("proliferation", "other_percentages")),
        "told_of": re.compile(
            rf"(?: ?%| ?percent)?(?: ki-?67)?(?: (?:in|on) (?:(?:the|her|his|your|our|that|this|an?|old|outside|external|first|previous) ){{1,3}}(?:chart|reports?|letter|notes?|summary|records?|system|files?|form|list|referral)| (?:that |which )?(?:you|we|they|i|he|she) [a-z]{{3,12}}(?: (?:about|on|in the (?:chart|report|letter)))?)?,? ?(?:\((?![^()]{{0,40}}\d ?%)|\(?(?:in|of|for|from|on) |(?:,? which )?(?:belongs?|refers?|relates?|pertains?|applies) to |(?:,? which )?(?:is|was|comes|came|stems|dates|derives) (?:only |actually |in fact )?(?:that|the one|the index|the value)? ?(?:of|for|from|in) )(?:the |a |his |her )?(?:(?!nets?\b|neuro|carcinoid|primary)[a-z-]+ ){{0,3}}?(?:{another}|{growth}|adeno ?(?:ca\b|carc))"
        ),
        # "60 % large cell NEC (Ki-67 75 %), 40 % tubular adenocarcinoma"
        "other_component": re.compile(rf" ?%? {forms('proliferation', 'other_component')}"),
        # "10 % of the cells p53 positive"
        "of_a_stain": re.compile(
            rf" ?%? ?(?:of )?(?:the |all )?(?:tumou?r |neoplastic )?(?:cells|nuclei) (?:(?:are|were|is|was|stain(?:ed|ing)?|expressing|positive|for|with) ){{0,4}}{forms('proliferation', 'other_percentages')}"
        ),
        # "10-55 % is the range for the trial", "the 5 % limit", "< 20 % preferred"
        "is_a_rule": re.compile(
            r" ?(?:%|percent)?,? ?(?:(?:is|are|was|being|as) (?:the |an? )?(?:usual |required |upper |lower |inclusion )?(?:range|limit|threshold|cut-?off|criteri(?:on|a)|requirement|inclusion)|(?:cut-?off|threshold|limit)s?|(?:is |are )?(?:preferred|required|recommended|allowed))(?![a-z])"
        ),
        "a_limit": re.compile(r"(?<![a-z])(?:cut-?offs?|thresholds?|limits?|ceiling)(?![a-z])"),
        "not_counted": re.compile(forms("proliferation", "not_counted")),
        # "Ki-67 20 %, ER 90 %, HER2 negative" is the panel of a breast
        "of_a_breast": re.compile(
            r"[^.;\n]{0,50}?\b(?:her-?2|(?:er|pr|ar) ?[:=]? ?(?:\d{1,3} ?%|pos|\+)|oestrogen|estrogen)"
        ),
        "of_her2_alone": re.compile(r"[^.;\n]{0,50}?\bher-?2(?![^.;\n]{0,40}\b(?:er|pr|ar) ?[:=]? ?(?:\d|pos|\+))"),
        # "reclassified as NET G3 by WHO 2017, Ki-67 30 %" names the book, and then the patient's value
        "by_the_book": re.compile(
            r"\b(?:by|per|according to|acc\.? to|under|following|using) (?:the )?(?:current |new |revised )?who 20\d\d\)?[,:;]? $"
        ),
        "study": re.compile(forms("proliferation", "of_a_study")),
        "another": re.compile(another),
        "another_here": re.compile(rf"{another}|{growth}"),
        "tissue": re.compile(forms("proliferation", "of_other_tissue")),
        "of_tissue": re.compile(
            rf"(?:{PERCENT})?(?:(?: ?\(| (?:in|of|for|among|within)(?: the| some| a few)?| -) ?{forms('proliferation', 'of_other_tissue')}| ?{forms('proliferation', 'of_other_tissue')}(?! ?[:=(]? ?(?:about |up to )?[<>~]?\d)"
            r"|\)?[ ,(-]{1,3}(?:(?:which|this|that) (?:is|are) |= ?)?(?:not|no) (?:the |part of the )?tumou?r\b)"
        ),
        "of_its_own": re.compile(forms("proliferation", "of_its_own")),
        "demanded": re.compile(forms("proliferation", "demanded")),
        "of_a_rule": re.compile(forms("proliferation", "of_a_rule")),
        "there": re.compile(
            r"(?: ?-?(?:index|li|is|was|of)){0,12} ?(?:there\b|in (?:it|that|this|these|those|the latter)(?= ?[:=<>~(\d]| (?:is|was|about)))"
        ),
        "of_tumour": re.compile(
            r"\b(?:tumou?r|nets?\b|nec\b|p-?nets?\b|neoplas|lesion|metasta|mets?\b|carcino|primary|deposit)"
        ),
        # the part of a tumour that was counted, or the sample of a liver, is no share of anything
        "part": re.compile(
            r"(?:(?: in| of)?(?: the)?(?: (?:remaining|residual|still|most))? viable (?:[a-z]+ )?(?:tumou?rs?|nets?|nec|cells|part|areas?)\b|(?:biops(?:y|ies|ied)|bx|core|samples?|specimens?|fna|resection)(?: (?:of|from|in))?(?: (?:the|a|his|her|its))? (?:liver|hepatic)\b|(?:(?:which|this|that) )?(?:(?:is|are) )?not (?:the |part of the )?tumou?r\b)"
        ),
        # a number that counts or numbers something: "the larger one", "region 2", a year
        "label": re.compile(
            r"\b(?:regions?|areas?|foc(?:us|i)|lesions?|nodules?|blocks?|slides?|biops(?:y|ies)|cores?|samples?|specimens?|segments?|seg\.?|s|no\.?|nr\.?|#|tumou?rs?|mets?|metasta[a-z]+|part|level|hot ?-?spots?)[ -]?[a-h]?$"
        ),
        "numbered": re.compile(
            r"\b(?:region|area|focus|lesion|nodule|block|slide|core|sample|specimen|tumou?r|met|metastasis|part)[ -]?[a-h]?\d"
        ),
        "of_a_share": re.compile(
            r"component|minen|mixed|adenocarc|respon|reduc|decreas|shrink|shrank|regress|recist|smaller|necro|uptake|fdg|\bsuv|\bpet\b|viable|volume"
        ),
        "in_a_sample": re.compile(rf" (?:in|from|of|at|on) (?:the |his |her |a )?{specimens}"),
        "of_a_sample": re.compile(rf"[ ,;/&]*(?:and |then |but )?(?:in |on |at )?(?:the )?{specimens}[ :=]*"),
        # "4 % on the primary, on liver relapse 12 %", "was 9, now 22 on repeat", "18 %. 2015: 8 %."
        "of_another_time": re.compile(
            rf"(?: ?\([^()%\n]{{1,24}}\))?(?:[ ,;(→-]{{1,4}}|\. )(?:(?:and|but|where|whereas|while|vs\.?|it|the|then|in the) ){{0,3}}"
            rf"(?:(?P<told>(?:repeat(?:ed)?|re-?bx|re-?biopsy|original(?:ly)?|initially|previous(?:ly)?|(?:[12](?:st|nd)|first|second|other|referring|outside|external|local) (?:lab|laboratory|hospital|report|path(?:ology)?))|(?:in|on|at) (?:the )?(?:(?:liver|bone|nodal|node|lung|local|ovarian) )?(?:relapse|recurrence|re-?biopsy|repeat|met(?:astasis)?|biopsy|bx))|now|then|later|{YEAR}:|in (?:the )?(?:adeno|nec|net)(?: part| component)?)"
            rf"(?: (?:index|ki-?67|was|is|had been|at|only|of|biopsy|bx)){{0,3}}[ :=]{{1,2}}{amount('v')}(?:{PERCENT})?(?= ?(?:[.,;)\n]|$)| (?P<where>(?:on|in|at) (?:the )?(?:[a-z]+ )?(?:repeat|re-?biopsy|biopsy|bx|relapse|recurrence|met)|hot ?-?spot))"
        ),
        "hot_spot": re.compile(
            rf"{LEFT}(?:hot ?-?spots?|hottest (?:fields?|areas?|spots?|regions?|foc(?:us|i)))(?:(?: (?:of|reached|with|up to|at|is|was|shows?|showing|showed|area|areas|region|index|reaching|reaches))| ?[:=(,]){{0,4}} ?{amount('v')}{PERCENT}(?! ?(?:higher|more|less|lower|above|below|of|uptake|increase))"
        ),
        "ours": re.compile(
            rf"{LEFT}(?:ours|hers|his|mine|(?:our|my|this|the) (?:patient|pt|case)(?:'s)?(?: has| had)?)(?: (?:is|was|are|index)){{0,12}}[ :=]{{1,3}}{amount('v')}(?:{PERCENT}|(?= ?(?:[.,;)\n]|$)))"
        ),
        "graded": re.compile(
            rf"(?<![a-z0-9])(?:g ?|grade ?)(?P<grade>[123])(?: (?:p-?)?nets?)?[ ,;:/(-]{{1,3}}(?:(?:i\.e\.|with|at) )?{amount('v')} ?%(?= ?(?:[.,;)\n]|$))(?! ?[,;)]? ?(?:of|liver|hepat|comp))"
        ),
        "other_sample": re.compile(
            rf"(?:\(|{LEFT})(?:(?:the |old |first |earlier |later )?(?:primary|liver|hepatic|node|nodal|resection|resected|surgical|final|whole|bone|core) (?:bx|biops(?:y|ies)|core|specimen|fna|sample)|(?:resection|surgical) specimen|(?:the )?(?:initial|original|first|outside|referring|external) (?:report|reading|count|estimate|result)|(?:the )?(?:second|third|repeat|new|later|latest|most recent) (?:biopsy|bx|sample|specimen|core)(?=[^.;%\n]{{0,40}}[:=]))(?: (?:in|of|from) (?:19|20)\d\d)?(?:[ ,(][^.;:%\n]{{2,34}}(?=:))? ?(?:was|is|=|:|showed|shows|has)? (?!{YEAR}){amount('v')}(?:{PERCENT})?(?= ?(?:[.,;)\n]|$)| by (?:eye|estimat))"
        ),
        "own": re.compile(r"\b(?:our|this|my|the) (?:patient|case|lady|gentleman|man|woman)\b|\b(?:his|her|she|he)\b"),
        "links_on": re.compile(
            rf"\([^()%\n]{{1,30}}\)|[ ,:;()\[\]→/&+=~<>.-]|{specimens}|{between}|(?<=[a-z] )[a-h]?\d{{1,2}}(?![\d.%])|{links}|{recount}|{YEAR}|\d{{1,2}}[./](?=\d)|\d{{4}}"
        ),
        "next": re.compile(
            r"[;/→&+]|,(?![^()%\n]{0,30}\))|\band\b|\bthen\b|\bto\b|\bvs\.?|\bversus\b|\bbut\b|\((?=[^()]{0,40}\d ?%)"
        ),
        "bracket": re.compile(r" ?\((?![^()]{0,40}\d ?%)[^()]{1,40}\)"),
        "year": re.compile(YEAR),
        "recount": re.compile(recount),
        "specimen": re.compile(specimens),
        "unit": re.compile(
            r" ?(?::\d|mm|cm|m\b(?! \d\d\b)|kg|mg|g/|gbq|years?|yrs?|months?|weeks?|cycles?|x\b|/\d|hpf|lesions?|nodes?|mitos|-?year|(?:(?:positive|labell?ed|stained) )?(?:tumou?r )?(?:cells|nuclei)|segments?|ng|u/l)"
        ),
    }
