# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Papers: what stands behind a treatment where its papers, its teaching or its preparation are told of, not the treatment."""

import re

from chains.extract.treatment.cues import Cue
from chains.extract.treatment.standing import TOLD, UNTOLD, Named, Standing

LEAD_CHARS = 40
"""How far before a treatment it may stand what sort of a candidate somebody is."""
_PREPARED = (
    r"(?:injection |self ?-?injection |patient )?(?:teach(?:ing)?|education|counsel(?:l)?ing|orientation|class)(?: (?:session|visit|class|appointment|talk)s?)?"
    r"(?! (?:hospital|case|centre|center|point|file|set|slides?|session on|material|package|programme|program))"
    r"|edu?(?= (?:done|complete|completed|given|session|class|finished|today))"
    r"|consent(?: (?:was|is|has been|now))? (?:signed|obtained|done|taken|given|completed|in place)"
    r"|(?:prior |insurance |funding |drug )?(?:approval|authori[sz]ation|auth|clearance)(?! (?:[a-z]+ ){0,3}(?:denied|refused|rejected|declined|not|withdrawn|expired))"
)
"""What is only done ahead of a treatment: "chemo teaching done", "PRRT approval received"."""
_PAPERS = re.compile(
    rf"[ -](?:(?P<prepared>{_PREPARED})|applications?|requests?|paperwork|papers|referral|consult(?:ation)?|evaluation|eligib[a-z]+|(?P<fit>candidacy|candidate)|question|q(?! ?\d)|(?P<talk>discussion)|idea|option|suggestion|proposal|talk|information|info|brochure|protocol (?:was|is|has been|printed|given|handed|sheet)|leaflets?|info sheet|diary|booklet|consent (?:(?:was|has been) )?(?:withdrawn|refused|not given)|consent form|pls discuss|please discuss|(?P<coming>app(?:oin)?t(?:ment)?s?(?! (?:was|were|yesterday|missed|last|attended|done)(?![a-z]))|work-?up|(?:waiting )?list(?! of)|(?:nurs(?:e|ing) |safety )?check-?lists?|planning|(?:ct ?-?)?simulation|ct ?-?sim|sim(?= )|mask|tattoos?|mapping|prep|preparation))(?![a-z])"
)
_FIT = re.compile(
    r"\b(?:good|ideal|excellent|suitable|possible|potential|likely|reasonable|great|perfect|strong|clear|obvious|best|fair)(?: [a-z-]+)? $"
)
_NOT_FIT = re.compile(r"\b(?:not|no|never|hardly|isn't|n't|poor|bad|unlikely|without)\b")


def on_paper(text: str, one: Named, before: Cue | None, after: Cue | None) -> Standing | None:
    """How a treatment stands of which only papers, teaching or preparation are told; ``None`` where that is not so."""
    papers = _PAPERS.match(text, one.end)
    if papers is None:
        return None
    if papers["fit"]:
        lead = text[max(0, one.start - LEAD_CHARS) : one.start]
        asked = text.startswith("?", papers.end())
        if (asked or _FIT.search(lead)) and not _NOT_FIT.search(lead):
            return Standing("considered", TOLD)
    refused = after is not None and after.status in {"denied", "declined"}
    if papers["prepared"] and one.kind == "ssa":
        return Standing(None, UNTOLD)  # who injects herself is taught while the treatment runs
    if papers["prepared"] and refused and after:
        return Standing("declined" if after.status == "declined" else None, TOLD)
    planned = any(cue and cue.status in {"planned", "came"} for cue in (before, after))
    if papers["talk"] and planned:
        return Standing("considered", TOLD)
    coming = papers["prepared"] or papers["coming"] or planned
    return Standing("planned" if coming and not refused else None, TOLD)
