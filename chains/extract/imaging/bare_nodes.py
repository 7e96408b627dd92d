# ruff: noqa: E501 - a pattern is checked more easily on one line
"""Bare nodes: distant lymph nodes that stand as an item of a list of spread - "liver below 25 %, distant lymph nodes"."""

import re
from functools import cache

from chains.extract.imaging.spread_sites import spread, told_of_others
from chains.extract.text.found import Found
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import LEFT

BEFORE_CHARS, AFTER_CHARS = 30, 90
_DROPPED = {"asked", "negated", "planned", "history"}


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    node = r"(?:lymph ?nodes?|nodes|lnn?s?|lymphadenopathy|adenopathy)"
    return {
        "item": re.compile(rf"{LEFT}(?:(?P<regional>(?:loco-?)?regional|local) (?:and|&|/|\+|as well as) )?distant {node}(?:,? \(?(?:left |right )?(?:retroperitoneal|para-?aortic|mediastinal|supraclavicular|cervical|axillary|inguinal|retrocrural)(?:ly)?\)?)?(?= ?(?:[,.;)\n]|$|(?:and|plus|\+|&) ))"),
        "opens": re.compile(r"(?:^|[,;.:(+&/\n-]|(?<![a-z])(?:and|plus|with|also|as well as|has|have|in|to|possible|possibly|probable|probably|suspected|suspicious))[ ]*$"),
        "own_denial": re.compile(r"(?<![a-z])(?:lungs?|bones?|liver|brain|peritoneum|skeleton|abdomen):? no (?:mets?|metastas[ie]s|lesions?|disease),[ ]?$"),
        "absent_lead": re.compile(r"(?<![a-z])(?:no|not|without|nor|neither|negative|free|if|whether|exclude|excluded|biops[a-z]+|fna|resect[a-z]*|clear(?:ed)?|enlarged|check)(?![a-z])[^;.]*$"),
        "cleared": re.compile(r"(?:[ ,/&+-]|(?<![a-z])(?:and|or|bones?|lungs?|liver|peritoneum|brain|spleen|adrenals?|pleura|ascites)(?![a-z])){0,14}[:(]? ?(?:(?:is|are|was|were|all|both|also|appear|remain)[ ]){0,3}(?:clear|free|normal|unremarkable|negative|neg|inconspicuous|nad|spared|uninvolved|not|no (?:mets?|metasta[a-z]+|disease|tumou?r|lesions?|spread)(?= ?(?:[.;\n]|$))|none|nil|benign|reactive|absent|excluded|gone|resolved|assessed|examined|surveyed|\?)(?![a-z])"),
        "spread": re.compile(r"(?<![a-z])(?:metasta[a-z]+|mets?|nets?|p-?nets?|nec|nen|carcinoid|deposits|involve[a-z]*|spread|lesions|stage iv|burden|replac[a-z]+|m1[abc]?)(?![a-z])"),
    }  # fmt: skip


def read_bare_nodes(page: Page) -> list[Found]:
    """Distant nodes, and regional ones told with them, without a word for metastasis of their own."""
    text, known = page.text, _patterns()
    found: list[Found] = []
    if "distant" not in text:
        return found
    for match in known["item"].finditer(text):
        low, high = page.sentence(match.start())
        before = text[max(low, match.start() - BEFORE_CHARS) : match.start()]
        contexts = page.context(*match.span())
        if contexts & _DROPPED or told_of_others(page, match.start()):
            continue
        if not known["opens"].search(before) or (
            known["absent_lead"].search(before) and not known["own_denial"].search(before)
        ):
            continue
        if known["cleared"].match(text, match.end(), min(high, match.end() + AFTER_CHARS)):
            continue
        if not known["spread"].search(text, max(0, match.start() - 200), match.start()):
            continue
        status = "possible" if "possible" in contexts else "present"
        found.append(spread("lymph_node_distant", status, *match.span()))
        if match["regional"]:
            found.append(spread("lymph_node_regional", status, *match.span()))
    return found
