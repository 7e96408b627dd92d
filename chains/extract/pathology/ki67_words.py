# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Ki-67 words: the patterns around a value of the index, from the word list ``proliferation``."""

import re
from functools import cache

from chains.extract.text.number import COMPARATOR, NUMBER, PERCENT, YEAR, amount
from chains.extract.text.vocabulary import forms


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """The patterns around a value, from the word list ``proliferation``."""
    name, links = forms("proliferation", "ki67"), forms("proliferation", "links")
    between = forms("proliferation", "between")
    specimens = f"{forms('proliferation', 'primary')}|{forms('proliferation', 'metastasis')}"
    recount = forms("proliferation", "recount")
    return {
        "name": re.compile(name),
        "direct": re.compile(rf"(?:{links}|{specimens}|[ :=(,)\[\]-]|\bis\b){{0,24}}+"),
        "value": re.compile(rf"{amount('v')}(?P<pct>{PERCENT})?"),
        "single": re.compile(
            rf"(?P<vcmp>{COMPARATOR})? ?(?<![\d.])(?P<vlow>{NUMBER})(?P<pct>{PERCENT})?(?P<vhigh>(?!))?"
        ),
        "reverse": re.compile(
            rf"{amount('v')}{PERCENT} ?(?:\(|of )?(?:(?:of|the|tumou?r|tumor|neoplastic|cells|nuclei|nuclear|were|was|are|is|with|a|an|positive|positivity|staining|stain(?:ed)?|labelled|labeled|for|on|index|by) ){{0,9}}{name}"
            rf"(?![^.;\n]{{0,12}}\d)"
        ),
        "blocker": re.compile(forms("proliferation", "blockers")),
        "of_liver": re.compile(
            r" ?(?:%|percent)? ?(?:of (?:the |his |her |their )?(?:whole |total |entire )?(?:liver|hepatic)(?! ?(?:met|les|biops|depos|nod|tum|sam|spec))"
            r"|(?:liver|hepatic) (?:involvement|burden|replacement|volume|infiltration)|(?:of (?:the |all )?(?:tumou?r|lesion|specimen|volume|mass)(?! cells)|necro|fibros|steatos|weight|viable|stroma))"
        ),
        # "Ki-67 in the liver: 22 %" names the specimen, not a share of the liver
        "in_the_liver": re.compile(
            r"(?<![,;])(?:(?: in)? the| in|:|\() ?(?:liver|hepatic)(?: lesions?| part)?\)? ?[:=]? ?(?:is |was |of )?$"
        ),
        "other": re.compile(forms("proliferation", "other_percentages")),
        "study": re.compile(forms("proliferation", "of_a_study")),
        "another": re.compile(forms("proliferation", "of_another_tumour").removesuffix(r"(?![a-z0-9])")),
        "tissue": re.compile(forms("proliferation", "of_other_tissue")),
        "of_tissue": re.compile(
            rf"(?:{PERCENT})?(?: ?\(| (?:in|of|for|among|within)(?: the| some| a few)?| -) ?{forms('proliferation', 'of_other_tissue')}"
        ),
        "own": re.compile(r"\b(?:our|this|my|the) (?:patient|case|lady|gentleman|man|woman)\b|\b(?:his|her|she|he)\b"),
        "links_on": re.compile(
            rf"(?:\([^()%\n]{{1,30}}\)|[ ,:;()\[\]→/&+=~<>.-]|{between}|{links}|{specimens}|{recount}|{YEAR}|\d{{1,2}}[./](?=\d)|\d{{4}}){{0,40}}+"
        ),
        "next": re.compile(
            r"[;/→&+]|,(?![^()%\n]{0,30}\))|\band\b|\bthen\b|\bto\b|\bvs\.?|\bversus\b|\bbut\b|\((?=[^()]{0,40}\d ?%)"
        ),
        "bracket": re.compile(r" ?\((?![^()]{0,40}\d ?%)[^()]{1,40}\)"),
        "year": re.compile(YEAR),
        "recount": re.compile(recount),
        "specimen": re.compile(specimens),
        "unit": re.compile(
            r" ?(?:mm|cm|m\b|kg|mg|g/|gbq|years?|yrs?|months?|weeks?|cycles?|x\b|/\d|hpf|lesions?|nodes?|mitos|-?year|cells|segments?|ng|u/l)"
        ),
    }
