# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Given: a treatment that the words right beside it tell to be over, or to run, whatever its bare day makes of it - "C4
(last) 12/6, tolerated", "SSA | yes, since 2021", "Y90 17/9, response on MRI", "12/4: to OR for …. 12/5: extubated"."""

import re

from chains.extract.text.day import DATE, NO_YEAR, WEEKDAY
from chains.extract.text.page import Page
from chains.extract.treatment.standing import AT_A_SITTING, AT_ONCE, ENDED, SHARED, TOLD, Named, Standing

LEAD_CHARS, STARTING_CHARS, BEHIND_CHARS, AFTER_CHARS, LIST_CHARS = 60, 40, 90, 240, 130
"""How far before a treatment, right before it and behind it the words are looked at, how far behind an operation its aftermath may be told,
and how long a list of drugs may be before the one that runs."""
_TO_COME = re.compile(
    r"\b(?:planned|due|will|next|to be|scheduled|pending|booked|awaited|tomorrow|if|unless|not|no|never|cancelled|postponed|delayed|to follow|assessment|evaluation|declined|refused|\?)"
)
_LAST_CYCLE = re.compile(
    rf"(?: ?[,:-])? ?(?:cycle|c|#|no\.?) ?#?[2-9] ?(?:of \d ?)?[(,-] ?(?:the |and )?(?:last|final)(?: one| cycle| dose)?\)?(?P<told>[^.;\n]{{0,{BEHIND_CHARS}}})"
)
_OVER = re.compile(
    rf"\b(?:tolerat[a-z]+|given|done|complet[a-z]+|finished|was|went|uneventful|well|without|ago|yesterday|{DATE})"
)
_YES_SINCE = re.compile(
    r"(?: (?:lar|autogel|depot|\d{2,3} ?mg))? ?[|:=]{1,2} ?(?:\[x\] ?)?(?:yes|y|ja|oui|si|\+|x)[,:;]? ?\(?(?:since|from|for|seit|depuis|x ?\d)(?P<told>[^;\n|]{0,50})"
)
_ENDS = re.compile(
    r"\b(?:until|till|stop[a-z]*|to (?:19|20)\d\d|off|then|ended|discontinu[a-z]+|previous[a-z]*|finished|once|single|test dose)\b|(?:19|20)\d\d ?(?:-|–|to) ?(?:19|20)\d\d"
)
_LATELY = re.compile(
    rf"(?<!be )(?<!is )(?<!are )(?<!get )\b(?:given|had|received|administered|got|injected)\b[^.;\n]{{0,40}}?\b(?:yest(?:erday)?|today|this (?:week|morning)|last (?:week|month|{WEEKDAY})|on {WEEKDAY}|{DATE}{NO_YEAR})(?![a-z0-9])"
    rf"|^(?: (?:lar|autogel|\d{{2,3}} ?mg)){{0,2}} (?:last (?:week|{WEEKDAY})|yest(?:erday)?)(?![a-z])"
)
_EVERY = re.compile(
    r"\b(?:monthly|4 ?-?weekly|four ?-?weekly|3 ?-?weekly|q ?2[18] ?d(?:ays)?|q ?[34] ?w(?:k|eeks?)?|every (?:[34]|three|four|other) (?:weeks?|wks?)|every (?:28 days|month)|next (?:one |dose |inj(?:ection)? )?(?:is )?(?:due )?in (?:4|four|3|three) (?:weeks|wks))\b"
)
_JAB = re.compile(
    r"(?: (?:lar|autogel|\d{2,3} ?mg|monthly|\d{2,3})){0,3} (?:jab|shot|inj(?:ection)?|depot)(?: (?:was|given|had|done)){0,2} (?:yest(?:erday)?|today|this morning|last (?:week|monday|tuesday|wednesday|thursday|friday))(?![a-z])"
)
"""A depot injection of these days."""
_STARTING = re.compile(
    r"\b(?:start[a-z]*|begin[a-z]*|commence|plan(?:ned)?|will|would|should|could|to (?:have|give|get|receive)|consider[a-z]*|offer(?:ed)?|propose[ds]?|recommend[a-z]*|suggest[a-z]*|if|no|not|never)\b"
)
_FIRST = re.compile(r"\b(?:one|single|test|trial|after|last|final|before|since|no|not|if|whether)\b")
_WISHED = re.compile(
    r"\b(?:will|usually|normally|generally|routinely|typically|often|can|may be|patients|everyone|to be given|should|could|would|if|planned to|declined|refused)\b"
)
_HAD = re.compile(r"\b(?:had|got|received|given)(?: (?:his|her|the|their))?(?: (?:monthly|usual))? $")
_DRUG_LIST = re.compile(
    r"(?:^|[.;\n] ?)(?:dhx?|drug (?:hx|history)|(?:current |regular |home |usual |his |her )?(?:meds?|medications?|medicines|drugs)(?: list| now| at home| on admission)?|takes|dauermedikation) ?[:=-]{1,2} ?(?:[a-z0-9 /.-]{2,30}, ?){0,8}$"
)
_SHOWN = re.compile(
    rf"(?: (?:(?:r|l|right|left|both) (?:lobes?|side)|liver|seg(?:ment)? \d))?,? \(?(?:on )?{DATE}{NO_YEAR}\)?(?:,|:| -| with| and|;)? ?(?:(?:with|and|good|partial|complete|very|some|nice|mixed|clear|excellent|marked|no|minor|major|tumou?r|subtotal|metabolic) ){{0,3}}(?:response|necros[a-z]+|shrink[a-z]*|shrunk|pr|sd|cr|regress[a-z]+|reduc[a-z]+|tolerated|uneventful|complications?|post-?embol[a-z]+|no residual|completely ablated|devascular[a-z]+|discharged)\b(?P<told>[^.;\n]{{0,30}})"
)
_TO_THEATRE = re.compile(
    rf"(?:(?:^|[\n.;,] ?)(?:day \d+|{DATE}|{WEEKDAY})[:,]? (?:(?:he|she|pt|patient) )?(?P<went>(?:was )?(?:went|taken|brought|rushed|gone|returned) )?|(?P<gone>\b(?:went|taken|brought|rushed|wheeled) ))(?:(?:back )?(?:in)?to (?:the )?)?(?:or|ot|theatre|theater|operating (?:room|theatre))(?: for| and had|:) (?:(?:an?|his|her|the|elective|open|lap(?:aroscopic)?|robotic|emergency|urgent) ){{0,2}}$"
)
_AFTERMATH = re.compile(
    r"\b(?:extubated|pod ?#?\d|itu|icu (?:stay|step|bed \d)|icu,|in icu|drains? (?:out|amylase|low|removed|in situ)|ng (?:tube )?(?:out|removed)|sips|flatus|mobili[sz](?:ed|ing)|out of bed|wound (?:dry|clean|ok)|step-?down|sitting out|off (?:oxygen|pressors|epidural)|discharged|uneventful|ebl|specimen|frozen|histolog[a-z]*|path(?:ology)?(?! (?:lab|meeting)))\b"
)
_CALLED_OFF = re.compile(
    r"\b(?:cancel[a-z]*|abandon[a-z]*|abort[a-z]*|postponed|deferred|declined|refused|not (?:done|performed|possible)|called off|re-?scheduled|will|planned|unresectable|inoperable|closed|open(?:ed)? and)\b"
)


def given(page: Page, one: Named, own: Standing, stop: int) -> Standing:
    """The standing of a treatment with what stands right beside it; ``stop`` is where the next one is named."""
    if own.status == "declined":
        return own
    text = page.folded.text
    lead = text[max(0, one.start - LIST_CHARS) : one.start]
    if one.kind == "ssa" and own.weight != ENDED and own.status != "ongoing" and _runs(text, one, own, lead, stop):
        return Standing("ongoing", TOLD)
    if one.kind in {"prrt", "chemo"} and own.status in {None, "done", "ongoing"}:
        last = _LAST_CYCLE.match(text, one.end, min(stop, len(text)))
        if last and _OVER.search(last["told"]) and not _TO_COME.search(last["told"]):
            return Standing("done", ENDED)
    if one.kind in AT_A_SITTING and own.status in {None, "planned"} and own.weight <= SHARED:
        shown = _SHOWN.match(text, one.end)
        if shown and not _TO_COME.search(shown["told"]):
            return Standing("done", TOLD)
    if one.kind in AT_ONCE and own.status in {None, "planned"}:
        theatre = _TO_THEATRE.search(lead[-LEAD_CHARS:])
        after = _AFTERMATH.search(text, one.end, one.end + AFTER_CHARS) if theatre else None
        if after and not _CALLED_OFF.search(text, one.end, after.start()):
            return Standing("done", TOLD)
    return own


def _runs(text: str, one: Named, own: Standing, lead: str, stop: int) -> bool:
    """Whether an analogue is told with its "yes, since", its last injection and how often, or in a list of drugs."""
    yes = _YES_SINCE.match(text, one.end, stop)
    if yes:
        return not _ENDS.search(yes["told"])
    line = text.find("\n", one.end, one.end + BEHIND_CHARS)
    behind = text[one.end : min(stop, line if line >= 0 else len(text), one.end + BEHIND_CHARS)].split(
        ". ", maxsplit=1
    )[0]
    if _ENDS.search(behind):
        return False
    if own.status == "done" and _JAB.match(text, one.end, stop) and not _FIRST.search(lead[-STARTING_CHARS:]):
        return True
    wished = _STARTING.search(lead[-STARTING_CHARS:]) or _WISHED.search(behind)
    had = _LATELY.search(behind) or _HAD.search(lead[-LEAD_CHARS:])
    if had and not wished and _EVERY.search(behind):
        return True
    listed = own.status in {None, "done"} and own.weight <= SHARED and _DRUG_LIST.search(lead)
    return bool(listed) and not re.search(r"\b(?:19|20)\d\d\b|\?", behind.split(",", maxsplit=1)[0])
