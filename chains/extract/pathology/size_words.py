# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Size words: the things that are measured, the places where they lie, and the patterns around a length."""

import re
from functools import cache
from typing import NamedTuple

from chains.extract.text.page import Page
from chains.extract.text.vocabulary import forms, index

THINGS = {"tumour", "spread", "lesion", "polyp", "none"}


class Hit(NamedTuple):
    """A word of the list ``sizes``: a thing that is measured, or a place."""

    kind: str
    start: int
    end: int


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """The patterns around a length."""
    bowel = r"(?:(?:terminal|distal|proximal|small|large|adjacent|attached|thick|long|the|resected|of|segment|its) ){0,4}(?:ileum|jejunum|bowel|colon|intestine|duodenum|stomach|omentum|mesentery|rectum|pancreas|tissue|vein|cuff)"
    return {
        # a distance, a depth or the length of what was cut out
        "distance_after": re.compile(
            rf" ?(?:ab ano|f?av|mesoappendix(?! (?:inva|infil|involv|reach))|before (?:the )?(?:ileoc|valve|bauhin|papilla)|from|above|below|proximal|distal|away|deep|thick|apart|ulcer|incision|clearance|margins?|distance|fragments?|pieces?|cores?|biops[a-z]+|strips?|cuff|gap|rim|long|to (?:the )?(?:margin|resection)|of {bowel}|in length|(?:be)?yond|into|through|rule|ring|scar|cuff|below)\b"
        ),
        "distance_before": re.compile(
            r"(?:\b(?:by|within|(?<!tumour )(?<!tumor )(?<!lesion )lengths?|distance|resection of|segment of|over an?|level|extend(?:s|ed|ing)?|invad(?:es|ed|ing)|infiltrat(?:es|ed|ing)|penetrat(?:es|ed|ing)|clear(?:ance)?|free|margin|strip|piece|loop|(?<!unchanged )(?<!stable )(?<!measures it )(?<!measured )(?<!measured it )at)(?: (?:of|is|was|for|to|about|approx\.?|only|up to))?[ :(]*|\d ?(?:g|gr|grams?|kg)\.?,? ?|(?:rect(?:um|al)|sigmoid|colon|anal canal)(?: at)? )$"
        ),
        # "rectum, polyp, 10 cm": where an endoscope found it
        "polyp_at": re.compile(
            r"\b(?:rect(?:um|al)|sigmoid|colon(?:ic)?)\b[ ,:-]{0,3}(?:polyp(?:oid lesion)?|lesion|nodule)[ ,:(]{0,3}(?:at |@ ?)?$"
        ),
        "beside": re.compile(
            r"[ :=(,\[-]*(?:(?:of|is|was|are|were|measur(?:es|ed|ing)|siz(?:e|ed)|diameter|dimensions?|about|approx\.?|max\.?|maximum|maximal|maximally|up|to|now|today|an?|the|largest|biggest|bigger|larger|greatest|with|long|short|axis|across|currently|still|stable|unchanged|at|one|nodules?|lesions?|and)[ :=(,]*){0,7}$"
        ),
        # "MiNEN (NEC 70 %, adenocarcinoma 30 %), 58 mm": the parts of a tumour have no length
        "shares": re.compile(r"\([^()\n]*\d ?%[^()\n]*\)"),
        # "lymph node with a NET of 12 mm": the length is that of what is in the node
        "holding": re.compile(
            r"\b(?:with|containing|contains|harbou?ring|infiltrated by|replaced by|involved by|consisting of|and) (?:(?:an?|the|metastatic|known|small|well|poorly|differentiated) ){0,3}$"
        ),
        "in_a_polyp": re.compile(
            r"\b(?:nets?|carcinoids?|neuro-?endocrine [a-z]+|tumou?r)[ ,]{1,2}(?:[a-z]+ )?(?:with)?in(?:side)? (?:an?|the) (?:\d{1,2}(?:\.\d)? ?-?[mc]m )?(?:[a-z]+ ){0,2}$"
        ),
        "length": re.compile(r"\d ?(?:mm|cm)\b"),
        # "the 24 mm tumour turned out to be a node": what was measured is not the primary
        "taken_back": re.compile(
            rf"(?:[^()\n]{{0,30}}\))?(?:(?!\b(?:and|with|plus|mm|cm)\b)[^.;,()\n]){{0,70}}?(?:, which )?(?: |^)(?:(?:turn(?:s|ed) out|proved|proves|proven|(?:was|is) (?:found|shown|thought|now known)|happens|appears)(?: (?:on|at|by|in|after) (?:[a-z-]+ ){{1,3}}?)?(?: ?(?:later|then|instead))? ?(?:to be|as)|(?:is|was)(?: in fact| actually| really| rather| only| just)?(?= an? )|=) (?:an? |the |only |just |rather ){{0,12}}(?:[a-z-]+ ){{0,3}}?{forms('sizes', 'no_primary')}"
        ),
        "superlative": re.compile(
            r"\b(?:(?:grown|grew|increased|decreased|shrunk|progressed|regressed) to|largest|biggest|greatest|bigger|larger|max(?:imum|imal|\.)?|up to|measur(?:es|ed|ing)|siz(?:e|ed)|taille|diameter|dimension)\b"
        ),
        "between": re.compile(
            r"[ -]?\(?(?!(?:and|with|from|to|was|is|are|were|which|but|plus|margin|below|above|by)\b)(?:(?:in|at|of|the|a|as)[ -])?(?:(?!(?:and|with|from|to|was|is|are|were|which|but|plus|pt\d|g[123]|ki|(?:encas|abutt|invad|involv|infiltrat|compress|touch|reach|displac|surround|obstruct)ing|near|next|adjacent|close|along|across|abuts?|invades?)\b)[a-z0-9-]+[ -]){0,4}"
        ),
        # "nodes at the level of tumour, 9 mm": where something else lies
        "landmark": re.compile(
            r"\b(?:level of|adjacent to|next to|near(?: to)?|close to|beside|below|above|beyond|opposite|distal to|proximal to|around) (?:the )?(?:primary )?$"
        ),
        # "lower edge 8 cm from the anal verge, 23 mm in largest diameter": told of what went before the edge
        "edge_told": re.compile(r" ?(?:at )?\d[\d.]* ?(?:mm|cm) (?:from|above) (?:the )?[a-z]+(?: [a-z]+)?, $"),
        "diameter": re.compile(r" (?:in |of )?(?:the )?(?:largest|greatest|max[a-z.]*|longest|overall)"),
        "benign": re.compile(
            r"ha?emangioma|\bcyst|\bfnh\b|focal nodular|adenoma|lipoma|benign|abscess|granuloma|hamartoma|hyperplastic|fibroid|calcified(?! (?:[a-z-]+ ){0,2}(?:nodes?|lns?|metasta|mets?)(?![a-z]))|focal fat|splenule|accessory spleen"
        ),
        "lies": re.compile(
            r" ?\(?(?:(?:(?:lesions?|nodules?|mass(?:es)?|tumou?rs?|nets?|metasta[a-z]+|mets?|foc(?:us|i)) )?(?:lying |located |situated |seen )?(?:in|of|at|within|on|from) (?:(?!and|no)[a-z0-9-]+[ -]){0,4})?"
        ),
        "heading": re.compile(r"[^:\n]{0,40}?(?::| -(?= ))"),
        "healthy": re.compile(
            r"\b(?:uninvolved|normal|remaining|residual|background|adjacent|attached|resected|unremarkable|length|with) (?:[a-z]+ )?$"
        ),
        "part": re.compile(
            r"(?:pancreatic )?(?:tail|head|body|neck)|uncinate(?: process)?|antrum|corpus|fundus|bulb|tip"
        ),
        "lying": re.compile(r" ?\(?(?:in|at|of)?(?: the)? ?"),
        "own_size": re.compile(
            r"(?:^|[\n;,.] ?)(?:- )?(?:tumou?r )?(?:greatest|largest|max(?:imum|imal|\.)?|siz|taille|diameter)"
        ),
        "lung_primary": re.compile(
            r"ebus|(?:[rl][uml]l|(?:upper|middle|lower) lobe) (?:\d[\d.]* ?(?:mm|cm) )?(?:mass|tumou?r)|typical carcinoid|carcinoid(?: tumou?r)?,? \(?a?typical|lcnec|sclc|bronch(?:ial|us|o)|\blobectomy|bilobectomy|lung (?:net|nec|carcinoid|primary|ca\b|cancer|,)|pulmonary (?:net|carcinoid)|thoracic"
            r"|(?:carcinoid|nets?|nec|neuro-?endocrine (?:tumou?r|carcinoma|ca|cancer|neoplasm)|small[ -]cell (?:ca|carcinoma|cancer)|primary)(?: tumou?rs?)?,? (?:of (?:the )?|in (?:the )?)?(?:(?:left|right) )?(?:lung|[rl][uml]l|upper lobe|lower lobe|middle lobe)"
        ),
        "thymic_primary": re.compile(
            r"(?<![a-z])thym(?:ic|us) (?:nets?|nec|neuro|(?:a?typical )?carcinoid|lcnec|primary)"
        ),
        # "LN station 7: NET. Known RLL carcinoid 2.2 cm": the primary, not the specimen told before it
        "known_tumour": re.compile(
            r"(?:^|[\n,.;(]) ?(?:(?:in|of|from|his|her|the|an?|with) ){0,2}known (?:(?!metasta|mets?(?![a-z])|liver|nodal|bone)[a-z-]+ ){0,4}$"
        ),
        # "no longer wants surgery for a 2.5 cm NET": the operation is denied, not the tumour
        "treated": re.compile(
            r"(?<![a-z])(?:surgery|operation|resection|whipple|(?:[a-z-]+ )?pancreatectomy|[a-z]+ectomy|esd|emr|prrt|chemo(?:therapy)?|treatment|intervention) (?:for|of|on) (?:(?:the|his|her|this|an?|my|small|known) ){0,2}$"
        ),
        # "incidental 1.9 cm appendiceal ..."
        "incidental": re.compile(r"\bincidental(?:ly found|ly detected)?:? (?:an? )?$"),
        "clause_start": re.compile(r"(?:^|[\n,.;(]) ?(?:an? |the )?$"),
        "clause_end": re.compile(r"(?: wall(?! thick))?(?: ?(?:[,;.()\n]|$))"),
        # the label of a report, or of what was removed, before the length of the tumour
        "report_label": re.compile(
            r"(?:^|[\n.;]) ?(?:- )?(?:(?:final|definitive|formal|surgical|outside|official|the) ){0,2}(?:pathology|path|histopathology|histology|histo)"
            r"(?: (?:report|result|review|is|has|was|now|come|came|back|in|out|from|of|today|yesterday|shows?|showed|says?|read|reads|\d{4})){0,4} ?[:=-]? ?(?:siz(?:e|ed) ?:? ?)?$"
        ),
        "operation_label": re.compile(
            rf"(?P<name>{forms('sizes', 'removal')})(?: (?:on |in |of )?(?:\d{{1,2}}[./]\d{{1,2}}(?:[./]\d{{2,4}})?|\d{{4}}|\d{{1,2}}/\d{{4}}|today|yesterday|last week|specimen|histology|path(?:ology)?|d[12])){{0,2}} ?: ?(?:(?:tumou?r )?siz(?:e|ed) ?:? ?)?$"
        ),
        # "NET G1 5 mm snared with clear margins": only codes stand between the tumour and its length
        "codes": re.compile(r"[ ,(]{0,2}(?:g ?[123]|grade [123]|nf|ki ?-?67?|\d{1,2} ?%|[ ,:=]){1,6}"),
        "after_an_operation": re.compile(
            r"(?<![a-z])(?P<name>[a-z]{3,20}ectomy|whipple|pppd|[a-z]+ resection)(?:[ ,:;(=-]{1,3}(?:type [1-3i]{1,3}|done|today|yesterday|went well|histo|path|net|was|of|an?|the|g[123])){0,4}[ ,:;(=-]{1,3}$"
        ),
        "staged_next": re.compile(r"\)?[.,]? ?y?pt ?[1-4][ab]?(?![a-z0-9])"),
        "staged_before": re.compile(r"(?<![a-z0-9])y?pt ?[1-4][ab]?[^.;:,\n]{0,24}, $"),
        "in_a_row": re.compile(r"(?:^|[,;:(%)\n]|(?<!inv)(?<!infil)(?<!infiltr)\.|siz(?:e|ed))[ :]{0,2}$"),
        "resected": re.compile(r"ectomy(?![a-z])(?<!polypectomy)|whipple|pppd|resection"),
        "coded": re.compile(
            r"(?<![a-z0-9])(?:g ?[123]|grade [123i]|ki-?67|mib-?1|(?:well|poorly)[ -]diff[a-z.]*|p?t[1-4][ab]?|r[012]|(?:p|pan)?-?nets?|nec|carcinoid|neuro-?endocrine|insulinoma|gastrinoma)(?![a-z0-9])"
        ),
        # a sentence that begins with its length, behind the label of a report or of a scan at most
        "opening": re.compile(
            r"(?:[ -]{0,3}(?:(?:final|definitive|formal|outside) )?(?:ct|mri?|eus|us|ultrasound|endoscopy|pathology|path|histology|macroscopy|macro|size)(?: [a-z]+)?:?)?[ (]?"
        ),
    }


def hits_of(page: Page) -> tuple[list[Hit], list[int]]:
    """Every thing and every place of a text, in order, and where each begins."""
    hits = [Hit(*hit) for hit in index("sizes", "subject").find(page.folded.text)]
    return hits, [hit.start for hit in hits]
