# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Nodes words: the wordings by which lymph nodes with tumour and those examined are told, from the list ``resection``."""

import re
from functools import cache

from chains.extract.text.number import COUNT
from chains.extract.text.vocabulary import LEFT, RIGHT, pattern, table

REGION = r"(?:(?!axill|sentinel|inguin|cervic|popliteal|femor|mammar|several|final|initial|total|additional|local)(?:(?:peri|para|meso|retro|inter|infra|supra|sub|pre|ileo|gastro|broncho)-?[a-z]{4,14}|[a-z]{3,14}(?:al|ic|ar|iac)))"
"""A word that says where nodes lie, by how such words are built: "pararectal", "prevascular", "subcarinal"."""


def one_of(key: str) -> str:
    """One of the words of a list, without borders, to stand inside a longer pattern."""
    words = sorted((pattern(word) for word in table("resection")[key]), key=len, reverse=True)
    return f"(?:{'|'.join(words)})"


@cache
def patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    node, with_, without, examined = (one_of(f"node{key}") for key in ("", "_with", "_without", "_examined"))
    noun = rf"(?:{node}\+?(?: (?:status|involvement|metastas[ei]s|mets?|yield|count|dissection|ratio(?: (?:of )?0?\.\d{{1,3}})?))?)"
    fill = rf"(?:(?:{REGION}|regional|peri-?pancreatic|mesenteric|hilar|mediastinal|local|harvested|resected|examined|excised|sampled|retrieved|lymph|involved|positive|metastatic|the|of|were|was|total|all|dissected|removed|identified|peribronchial|perigastric|mesorectal|para-?aortic|locoregional) ){{0,12}}"
    gap = rf"(?: ?[:=(,|]| (?:remaining|others?|without|were|was|are|is|positive|pos\.?|negative|neg\.?|clear|clean|free|uninvolved|involved|involvement|metastas[ei]s|metastatic|neuroendocrine|tumou?r|carcinoma|net|with|in|contained|showed|status|found|pn\d|of|examined|total|retrieved|harvested|removed|dissected|resected|positivity|at|the|from)| {one_of('station')}){{0,12}} ?\(?"
    a, b = rf"(?P<a>{COUNT}|none|no|nil)", rf"(?P<b>{COUNT})"
    out_of = r"(?:/|of|out of|from|in|on|among)"
    plus = r"(?: ?(?:\+|pos\.?(?:itive)?|positive|involved|n\+|metastatic))?"
    be = r"(?:were |was |are |is |had |have )?"
    return tuple(
        (kind, re.compile(text))
        for kind, text in (
            # "total 0/12", "nodes in total: 1 of 11"
            (
                "total",
                rf"{LEFT}(?:(?:in )?total(?: {node})?|overall|altogether|sum|{node} in total|total number of {node})(?: ?[:=,(]){{0,12}} ?(?P<a>\d{{1,3}}) ?(?:/|of|out of) ?(?P<b>\d{{1,3}})(?![\d/%])(?!\.\d)(?! ?(?:mm|hpf|cycles|lesions))",
            ),
            # "pN1 (2/14)", "pT3N1 (2 of 14)"
            (
                "stage",
                r"n(?P<stage>[0-3])[abc]?(?: (?:lymph )?(?:nodes?|ln))? ?[:=(][ (]{0,2}(?P<a>\d{1,3})"
                rf"{plus} ?(?:/|of|out of|from) ?(?:the )?(?P<b>\d{{1,3}})(?![\d/%])(?!\.\d)(?! ?(?:mm|hpf|neg))",
            ),
            # "pT3 N1, 5 of 14, Ki-67 9 %"
            (
                "stage",
                r"n(?P<stage>[0-3])[abc]?,? (?P<a>\d{1,3}) (?:of|out of) (?P<b>\d{1,3})(?= ?(?:[,;)\]]|\.(?!\d)|$|\n))",
            ),
            # "N0/8"
            ("ratio", rf"{LEFT}n ?(?P<a>\d{{1,2}})/(?P<b>[4-9]|[1-9]\d)(?![\d/%])(?!\.\d)(?! ?(?:mm|hpf))"),
            # "LN 3/15", "nodes: 4 pos. / 16"
            (
                "ratio",
                rf"{LEFT}{noun}{gap}(?P<a>\d{{1,3}}){plus} ?(?:/|of|out of|from) ?(?:the )?(?P<b>\d{{1,3}})(?![\d/%])(?!\.\d)(?! ?(?:mm|hpf|neg))",
            ),
            # "lymph nodes 2 on 19 positive"
            (
                "ratio",
                rf"{LEFT}{noun}(?: ?[:=(,])? ?(?P<a>\d{{1,3}}) on (?P<b>\d{{1,3}}) (?:were |are )?{with_}(?![a-z])",
            ),
            # "Hilar and mediastinal nodes (stations 4R, 7, 10R, 11R): 0/12"
            (
                "in_brackets",
                rf"{LEFT}{node} ?\([^()/%\n]{{2,60}}\) ?[:=] ?(?P<a>\d{{1,3}}){plus} ?(?:/|of|out of) ?(?:the )?(?P<b>\d{{1,3}})(?![\d/%])(?!\.\d)(?! ?(?:mm|hpf|neg))",
            ),
            # "one node received separately, negative (0/1)"
            (
                "ratio",
                rf"{LEFT}{node}(?:[ ,:-]{{1,2}}[a-z-]{{2,14}}){{1,6}}[ ,]{{0,2}}\((?P<a>\d{{1,3}})/(?P<b>\d{{1,3}})\)",
            ),
            # "5 LN+ (34)", "2 nodes + (of 17)"
            (
                "ratio",
                rf"{LEFT}(?P<a>\d{{1,3}}) {node} ?\+ ?\((?:of |out of |/ ?)?(?P<b>\d{{1,3}})\)",
            ),
            # "LN 5 pos / 14 neg"
            (
                "split",
                rf"{LEFT}{noun}{gap}(?P<a>\d{{1,3}}) ?(?:\+|pos\.?|positive|involved) ?(?:/|,|and) ?(?P<b>\d{{1,3}}) ?(?:neg\.?|negative|free|clear)(?![a-z])",
            ),
            # "8N+/19"
            (
                "plus",
                rf"{LEFT}(?P<a>\d{{1,3}}) ?(?:p?n\+|{node} ?\+|\+ ?{node}) ?(?:/|of|out of|,) ?(?P<b>\d{{1,3}})(?![\d/%])",
            ),
            # "3 of 15 nodes", "none of the 12 lymph nodes"
            (
                "ratio",
                rf"{LEFT}(?<!/)(?<!\.){a}{plus} ?(?:/|of|out of|in) ?(?:the |a total of )?{b} ?{fill}{node}{RIGHT}",
            ),
            # "6 positive nodes of 23", "5 invaded nodes on 12", "4 lymph nodes positive out of 17"
            (
                "ratio",
                rf"{LEFT}{a} (?:{with_} )?{fill}{node}(?: {be}{with_})?,? ?\(?{out_of} ?(?:the |a total of )?{b}{RIGHT}(?! ?(?:mm|cm|%|months|weeks|cycles))(?<!(?:19|20)\d\d)",
            ),
            # "12 nodes harvested, 4 involved", "17 nodes examined, of which 6 were positive", "26 lymph nodes, none with tumour"
            (
                "ratio",
                rf"{LEFT}{b} {fill}{node}(?: (?:were )?{examined})?(?: (?:in|from|within) (?:the )?[a-z-]+(?: [a-z]+)?)?(?:[,;:-]| of which| and| with){{0,2}} ?{a} ?(?:of (?:them|these|which) |{node} )?{be}{with_}(?![a-z])",
            ),
            # "Nodes: seventeen examined, six contain tumour", "LN: 19 examined; 2 positive"
            (
                "ratio",
                rf"{LEFT}{noun}(?: ?[:=(,-]| were){{0,12}} ?{b} {examined}(?:[,;/]| of which| and| with| -){{0,2}} ?{a} ?(?:of (?:them|these|which) )?{be}{with_}(?![a-z])",
            ),
            # "Nodes involved / examined: 9 / 21", and the other way round
            (
                "ratio",
                rf"{LEFT}{noun} ?[(:,]? ?(?:{with_}|pos) ?(?:/|out of|of|vs\.?) ?(?:{examined}|total)\)? ?[:=]? ?{a} ?(?:/|of|out of) ?{b}(?![\d/%])",
            ),
            (
                "ratio",
                rf"{LEFT}{noun} ?[(:,]? ?(?:{examined}|total) ?/ ?(?:{with_}|pos)\)? ?[:=]? ?{b} ?/ ?{a}(?![\d/%])",
            ),
            # "Lymph nodes (total 24): 3 positive", "Nodal yield 19, of which 6 positive", "nodes: thirteen, none affected"
            (
                "ratio",
                rf"{LEFT}{noun} ?[:(]?(?: ?total| ?n ?=| ?number| ?was| ?of){{0,2}} ?{b}\)? ?[:,;] ?(?:of (?:which|these|them),? )?{a} {be}{with_}(?![a-z])",
            ),
            # "Lymph nodes: 2 with metastases among 14"
            (
                "ratio",
                rf"{LEFT}{noun} ?[:=,]? ?{a} {be}{with_},? ?\(?{out_of} (?:the |a total of )?{b}{RIGHT}(?! ?(?:mm|cm|%|months|weeks|cycles))(?<!(?:19|20)\d\d)",
            ),
            # "nodes: 2 positive, 19 examined", "LN 3 positive (15 examined)"
            (
                "ratio",
                rf"{LEFT}{noun}(?: ?[:=(,-]| were){{0,12}} ?{a} {be}{with_}(?:[,;(]| of| and| out of){{1,2}} ?{b} {be}{examined}",
            ),
            # a list: "Number involved: 2 / Number examined: 19"
            (
                "listed",
                rf"(?:number|no\.?|total|count|#)(?: (?:of )?{noun})?(?: (?:of|that|which|were|are|with)){{0,12}} ?{with_}(?: {node})? ?[:=]? ?{a}(?:[ ,;\n(.-]|and){{1,4}}(?:total )?(?:number|no\.?|total|count|#)?(?: (?:of )?{noun})?(?: (?:of|that|which|were|are)){{0,12}} ?{examined}(?: {node})? ?[:=]? ?{b}",
            ),
            (
                "listed",
                rf"(?:number|no\.?|total|count|#)(?: (?:of )?{noun})?(?: (?:of|that|which|were|are)){{0,12}} ?{examined}(?: {node})? ?[:=]? ?{b}(?:[ ,;\n(.-]|and){{1,4}}(?:number|no\.?|total|count|#)?(?: (?:of )?{noun})?(?: (?:of|that|which|were|are|with)){{0,12}} ?{with_}(?: {node})? ?[:=]? ?{a}",
            ),
            # "no tumour in 14 lymph nodes", "all 14 nodes negative", "14 nodes, all free of tumour"
            (
                "clear",
                rf"{LEFT}(?:no (?:evidence of )?(?:residual |viable )?(?:tumou?r|metastas[ei]s|metastatic (?:disease|tumou?r|carcinoma)|carcinoma|involvement|malignancy|disease|net) (?:was |is |seen |found |identified |present ){{0,12}}in (?:any of )?(?:the |all |a total of ){{0,12}}|all (?:of )?(?:the )?){b} {fill}{node}{RIGHT}(?! (?:were |are |is )?{with_})",
            ),
            (
                "clear",
                rf"{LEFT}{b} {fill}{node}(?: (?:were )?{examined})?[,;:(-]? ?(?:and |which |were |are |they |was ){{0,12}}(?:all )?(?:were |are |of them ){{0,12}}{without}(?![a-z])",
            ),
            ("clear", rf"{LEFT}{b} {without} {fill}{node}{RIGHT}"),
            # "LN: 12 removed, all negative"
            (
                "clear",
                rf"{LEFT}{noun}(?: ?[:=(,-]| were){{0,12}} ?{b} {examined}[,;:-]{{0,2}} ?(?:and |they |which )?(?:all )?(?:were |are )?{without}(?![a-z])",
            ),
            (
                "positive",
                rf"{LEFT}(?P<a>{COUNT}) {with_} (?:regional |local |lymph |{REGION} ){{0,4}}{node}{RIGHT}",
            ),
            (
                "positive",
                rf"{LEFT}(?P<a>{COUNT}) (?:regional |local |{REGION} ){{0,4}}{node} {be}(?:positive|involved|invaded|affected)",
            ),
            (
                "examined",
                rf"{LEFT}(?P<b>\d{{1,3}}) (?:regional |peri-?pancreatic |mesenteric ){{0,12}}{node} (?:were )?{examined}",
            ),
            (
                "some",
                rf"{LEFT}(?:{noun}[ -]?(?:positive|pos\.?)(?! (?:margin|for sstr))|(?:lnn?s?|nodes?) ?\+(?! ?\d)|positive {noun}|{noun} {be}(?:positive|involved))",
            ),
            (
                "none",
                rf"{LEFT}(?:{noun}[ -]?(?:negative|neg\.?)|(?:lnn?s?|nodes?) ?-(?= ?[,.;)\n]|$)|negative {noun}|{noun} (?:were |was |are |all ){{0,12}}(?:negative|free|clear|uninvolved)|(?:no|without) (?:positive|involved|metastatic) {noun})",
            ),
        )
    )


@cache
def node_word() -> re.Pattern[str]:
    """A word for lymph nodes."""
    return re.compile(rf"(?<![a-z]){one_of('node')}(?![a-z])")


@cache
def station() -> re.Pattern[str]:
    """A count at one station: "4R 0/3", "hilar nodes 1 of 3", "station 7: 0/4", "1/6 (coeliac)"."""
    node, station = one_of("node"), one_of("station")
    return re.compile(
        rf"{LEFT}(?P<name>{station}|(?=[a-z-]{{4,18}} (?:lymph|nod|ln)){REGION}(?= (?:lymph )?{node})|{node} (?:of|along|at|around) the (?:[a-z-]{{3,14}} ){{0,2}}[a-z-]{{3,14}}|(?<=[:,;] )\d{{1,2}}(?= \(?\d{{1,2}}/\d)|(?:levels?|stations?|stns?) \d{{1,2}}[rl]?(?= \(?\d{{1,2}}/\d)|(?:{node} )?\d{{1,2}}[rl]?(?:(?:, ?| and | ?& ?| ?\+ ?)\d{{1,2}}[rl]?){{1,5}}(?= ?: ?\d{{1,2}}/\d)|{node} \d{{1,2}}[rl]?(?= ?: ?\d{{1,2}}/\d))(?: (?:lymph )?{node})?(?: (?:station|group|lymphadenectomy))?\)? ?[:=(,]? ?\(?(?P<a>\d{{1,2}}) ?(?:/|of|out of) ?(?P<b>\d{{1,2}})(?![\d/%])(?!\.\d)"
        rf"|{LEFT}(?P<c>\d{{1,2}})/(?P<d>\d{{1,2}})(?: ?\(| (?={station} ?(?:[.,;\n]|$)))(?P<behind>{station})(?:\)|(?= ?(?:[.,;\n]|$)))"
    )


HINTS = (
    "lk",
    "ln",
    "lgl",
    "ggl",
    "linfonod",
    "gangli",
    "node",
    "nodal",
    "lymph",
    "station",
    "n+",
    "n0",
    "n1",
    "n2",
    "n3",
)
"""Parts of words one of which any wording about nodes holds; the longer patterns are only tried around them."""


NEEDS = {
    "total": ("total", "overall", "altogether", "sum"),
    "in_brackets": ("(",),
    "split": ("neg", "free", "clear"),
    "plus": ("+",),
    "listed": ("number", "no", "total", "count", "#"),
    "clear": ("no ", "all", "neg", "free", "clear", "uninvolved", "benign", "reactive", "without", "unremarkable"),
}
"""Parts of words one of which a kind of wording holds, so that it is not tried without."""
