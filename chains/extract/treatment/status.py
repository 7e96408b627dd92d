# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Status: whether each treatment of a text was given, runs, is planned, is only considered, was refused, or not given."""

import re
from functools import cache
from itertools import pairwise

from chains.extract.text.moment import MONTH
from chains.extract.text.page import Page
from chains.extract.treatment.answered import is_answered_no
from chains.extract.treatment.appointments import has_a_bare_date, is_appointed, is_now_appointed
from chains.extract.treatment.asking import asked_of, is_asked, is_left_to_others, is_some_day, is_thought_of, queried
from chains.extract.treatment.awaited import is_awaited
from chains.extract.treatment.cues import Cue, Cues, attach
from chains.extract.treatment.cycles import continue_courses
from chains.extract.treatment.followed import after_a_verb, followed
from chains.extract.treatment.general import is_general
from chains.extract.treatment.headings import Headings
from chains.extract.treatment.loose import in_a_sentence, is_dated, loosely
from chains.extract.treatment.noted import is_counted, is_noted, is_under_way
from chains.extract.treatment.sharing import WITH_DOSE, share
from chains.extract.treatment.standing import AT_ONCE, SHARED, TOLD, UNTOLD, Named, Standing, standing
from chains.extract.treatment.stay import after_a_stay
from knowledge.case import Span

_COURSES = {"ssa", "prrt", "targeted", "chemo"}
"""What is given over months: named alone, it may be over, run, or never have begun."""
_GIVEN = {"done", "ongoing"}
_DONE_TO = {*AT_ONCE, "liver_directed"}
"""What nobody is "on"."""
_REPORTED_ON = re.compile(
    r"\b(?:histolog[a-z]*|path(?:olog[a-z]*)?|report(?:ed)?|ki ?-?67|mib ?-?1|counts?|carcinoid|nets?|specimens?|performed|done|found|seen|measured|stain[a-z]*|confirmed|shown|proven|nodes?|margins?)\b[^.;?\n]{0,30}$"
)
"""What is told of the specimen of an operation: "typical carcinoid on the wedge"."""
_MATTERS = {"liver_directed", "prrt", "transplant", "radiotherapy"}
"""What may head a line on it, given or not; an operation heads what its specimen showed."""
NEAR_CHARS = 24
"""How close "planned" must follow to overrule "had" before: "he had surgery planned"."""
DENIED_CHARS = 30
_FURTHER = re.compile(
    r"\b(?:second|third|fourth|2nd|3rd|4th|next|remaining|last|final|two more|another|further)(?: and (?:last|final))? (?:cycles?|doses?|courses?|injections?|administrations?) of (?:the |her |his )?$"
)
_FURTHER_COURSE = re.compile(rf"{_FURTHER.pattern}|\b(?:second|third|fourth|2nd|3rd|4th) (?:and (?:last|final) )?$")
_SAME_SUBJECT = (
    r" ?(?:(?:it|this|which|these|both|treatment|therapy|the drug|the treatment) (?:was|were|has|had|is|are|continues)\b"
    r"|(?:stopped|discontinued|restarted|resumed|ongoing|declined|refused|completed|planned)\b(?! [a-z]+$)"
)
_PATIENT = r"|(?:(?:both|each|every)(?: times?| occasions?)? )?(?:he|she|i|they|the patient|patient|pt|you)(?: and (?:his |her |the )?(?:family|wife|husband|son|daughter|partner|relatives))? (?:has |have |had )?(?:declined|refused|stopped|said no(?! (?:reason|need|indication|point|data|evidence|urgency|harm|problem)))\b|(?:i|we) (?:have |had )?(?:told|asked|advised) (?:him|her|them|the patient|pt) (?:to )?stop"
_ANOTHER = re.compile(
    r" ?(?:stopped|discontinued|restarted|resumed|declined|refused|completed|planned):? (?:the |her |his )?"
)
"""How a sentence begins that speaks of its own treatment: "STOPPED everolimus"."""
_ARRANGED = re.compile(r"referral|slot|date|first|1st|letter|request|application")
"""How a sentence opens that tells what was arranged for the last treatment: "… PRRT. Referral sent."."""
_NEXT_INJECTION = re.compile(r"(?:is |was |now ){0,12}(?:due|next due|next (?:one|dose|injection))(?! to)")
"""What is due again and again: "his lanreotide is due on Thursday"."""
_FIRST_DOSE = re.compile(r"\b(?:first|1st|loading|initial) (?:dose|injection|jab|shot) of (?:the |her |his )?$")
_NOT_IT = re.compile(r"(?:\b(?:it|this|that|them)|\b(?:says?|said) (?:no|not)(?: yet| now)?)$")
"""A sentence that denies the last treatment of the one before it: "Not giving it", "Dr K says not"."""
_ALL_DECLINED = re.compile(
    r"\b(?:declined|refused|turned down|rejected|said no to|wants none of|accepts none of|turned)\b[^.;\n]{0,20}\b(?:all|both|them|these|either|any|each)\b"
)
"""A sentence that declines everything named in the one before it."""
_JOINED = re.compile(
    r"[ ,/+&]*(?:(?:and|or|plus|with|wedge|seg[a-z]*|[0-9ivab/-]+|of|the|liver|left|right|resection)[ ,/+&]+){0,4}"
)
_FROM_A_DAY = re.compile(
    rf"[^.;\n]{{0,24}}\b(?:from|as of) (?:the )?(?:\d{{1,2}}[./]\d{{1,2}}\.?|\d{{1,2}}(?:st|nd|rd|th)|{MONTH})(?! ?(?:19|20)\d\d|\d|/)"
)
"""A beginning without its year may lie in the past or to come."""
_TRIAL = re.compile(r"\b(?:trials?|randomi[sz]ed|phase (?:[123]|i{1,3})\b|pfs|hazard ratio|versus placebo)")
_DATED = re.compile(
    r"(?: specimen| resection)?,? \(?(?:of |in |from |done in |performed in )?(?:[a-z]{3,9} |\d{1,2}[./])?(?:19|20)\d\d\b"
)
_COUNTED = re.compile(r"\b(?:cycles?|courses?|doses|sessions?)\b|\dx|x ?\d")
_UNDECIDED = re.compile(r"(?:[^;:?]{0,60} )?(?:if|whether)\b")
"""What leaves open, before a treatment, whether it is needed: "not sure if PRRT is needed"."""
_ADVISED = re.compile(r"recommend(?:ed|s)?|advis(?:ed|es)|favou?r(?:ed|s)|propos(?:ed|es)")
_BOARD = re.compile(
    r"\b(?:meeting|board|mdt|mdm|conference|panel|committee|colloquium|multidisciplinary team)\b[^.;:?\n]{0,60}$"
)
_SHALL = re.compile(r"should\b|in favou?r of")
_AGREED = re.compile(
    r"\b(?:agreed|decided|decision (?:was|is)|consensus (?:was|is)|outcome (?:was|is))\b[^.;:?\n]{0,50}$"
)
_IF_IT_FAILS = re.compile(
    r"\b(?:if|should|when|once|until) (?:he|she|the patient|this patient|pt|mr [a-z]|mrs [a-z]) (?:ever |then |were to |again |does )?progress(?:es)? (?:on|under|despite|through) (?:the |her |his )?$"
)
_CONDITION = re.compile(
    r"\b(?:if|in case of|in the event of|unless|should (?:there|he|she|it|the disease|they))\b[^.;:]{2,64}(?:,|→|then|:) ?(?:then |with |to |for )?$"
)
"""A condition right before a treatment: "if there is progression, PRRT"."""
_PAPERS = re.compile(
    r"[ -](?:applications?|requests?|paperwork|papers|referral|consult(?:ation)?|evaluation|eligib[a-z]+|candidacy|candidate|question|q(?! ?\d)|discussion|idea|option|suggestion|proposal|talk|information|info|brochure|protocol (?:was|is|has been|printed|given|handed|sheet)|leaflets?|info sheet|diary|booklet|consent form|pls discuss|please discuss|(?P<coming>app(?:oin)?t(?:ment)?s?(?! (?:was|were|yesterday|missed|last|attended|done)(?![a-z]))|work-?up|(?:waiting )?list(?! of)|(?:nurs(?:e|ing) |safety )?check-?lists?|planning|simulation|mapping|prep|preparation))(?![a-z])"
)
"""What stands behind a treatment where its papers or its preparation are told of, not the treatment."""
_IN_BRACKETS = re.compile(r"[^().;:\n]{1,40}(?:\(|: )")
"""Between an operation with its day and the brackets that say which one it is: "surgery on the 12th (lobectomy)"."""
_MATTER = re.compile(
    r" ?: (?:he|she|they|we|patient|pt|the patient|not|no|nothing|none|wants?|prefers?|under|tbd|tbc)\b"
)
"""A heading that names the matter, not what was done: "Surgery: she would rather wait"."""
_EVER = re.compile(
    r"[ \n*-]*(?:(?:has|had|did|have|was) (?:he|she|they|the patient|pt) )?(?:ever |already )?(?:had|have|received|undergone|been given|given|got|previous|prior)\b"
)
"""How a sentence begins that asks whether a treatment was given."""
_ABOUT_DOSE = re.compile(r"(?:at )?(?:reduced |low |full |half |lower )?(?:the )?dose(?![a-z])")
"""What tells of the dose alone runs as well in a plan."""
_ARROW_BEFORE = re.compile(r"→ ?$")
_LINE_ENDS = re.compile(r" ?(?:\([^()\n]{1,30}\))?[ .;]{0,2}(?:\n|$)")
"""How a line ends behind its last treatment."""
_PRESENT = re.compile(
    r" (?:(?:is|are|seems?|appears?|remains?|sounds?) (?!s/p|done)|(?:cures?|helps?|works?|would|could|may|might|should)(?![a-z])|has (?:no|a|little|its) (?:place|role|benefit))"
)
"""What an operation or a course of PRRT *is*, with no word that it was given, is an opinion of it."""


_PARTICIPLE = re.compile(
    r"[^\n]*ed$|(?:took|cut) [^\n]*out$|took out [^\n]*$|(?:(?:came|has come|had come|had to come) |took )?out$|took$|removed (?:the|his|her|my) [^\n]*$|(?:removed|resected|excised|taken|polyp|lesion|nodule|tumou?r|net|carcinoid) [^\n]*snared?$"
)
"""A treatment named by what happened: "resected", "removed by snare"."""


@cache
def _going_on(alone: bool) -> re.Pattern[str]:
    """How a sentence begins that goes on about the last treatment; "she declined" only where no other is named."""
    return re.compile(f"{_SAME_SUBJECT}{_PATIENT if alone else ''})")


def read_standings(page: Page, named: list[Named]) -> list[Standing]:
    """The standing of every treatment named, sentence by sentence."""
    if not named:
        return []
    headings, cues = Headings(page.folded.text), Cues(page.folded.text)
    standings: list[Standing] = []
    place = 0
    while place < len(named):
        low, high = page.sentence(named[place].start)
        last = place
        while last < len(named) and named[last].start < high:
            last += 1
        reach = _reach(page, cues, high, named[last].start if last < len(named) else None)
        beyond = _beyond(page, high, named[last].start if last < len(named) else len(page.text))
        standings += _in_sentence(page, cues, (low, reach), beyond, named[place:last], headings)
        place = last
    stops = [*(one.start for one in named[1:]), len(page.text)]
    standings = [followed(page, *all_three) for all_three in zip(named, standings, stops, strict=True)]
    text = page.folded.text
    standings = [after_a_stay(text, one, own) for one, own in zip(named, standings, strict=True)]
    after_a_verb(text, named, standings)
    continue_courses(text, named, standings)
    return standings


def _reach(page: Page, cues: Cues, high: int, following: int | None) -> int:
    """The end of the sentence, or of the next one where that goes on about its treatment ("It was stopped. He said no")."""
    text = page.folded.text
    if high >= len(text) or text[high - 1 : high] == "\n":
        return high
    low, end = page.sentence(high)
    alone = following is None or following >= end
    end = end if following is None else min(end, following)
    near = end if following is None else min(end, following)
    denial = next(
        (hit for hit in cues.after(low, near) if hit[0] in {"denied", "none"} and not text[low : hit[1]].strip()), None
    )
    if denial and _NOT_IT.search(text, *denial[1:]):
        return near
    opening = next((hit for hit in cues.after(low, end) if not text[low : hit[1]].strip()), None) if alone else None
    if not alone and _ANOTHER.fullmatch(text, low, end):
        return high
    settled = opening and (opening[0] == "declined" or (opening[0] == "planned" and _ARRANGED.match(text, opening[1])))
    return end if settled or _going_on(alone).match(text[low:end]) else high


def _beyond(page: Page, high: int, following: int) -> int:
    """The end of the sentence behind, on the same line and before the next treatment: "everolimus. Never took it"."""
    if high >= len(page.text) or page.text[high - 1 : high] == "\n":
        return high
    return min(page.sentence(high)[1], max(high, following))


def _in_sentence(
    page: Page, found: Cues, within: Span, beyond: int, group: list[Named], headings: Headings
) -> list[Standing]:
    """The standings of the treatments of a sentence; ``beyond`` is as far as a loose word may speak of the last one."""
    text = page.folded.text
    low, high = within
    cues = attach(text, found, low, high, group)
    told = [_told(text, one, within, *pair) for one, pair in zip(group, cues, strict=True)]
    for place, own in enumerate(told):
        before, after = cues[place]
        if own and before and (after is None or after.weak) and is_thought_of(page, group[place], own, before):
            told[place] = Standing("considered", TOLD)
        if is_left_to_others(page, group[place].start) or is_some_day(page, group[place], own, after):
            told[place] = Standing("considered", TOLD)
    share(text, group, cues, told)
    _spelt_out(text, group, told)
    told = queried(text, group, told)
    ends = [low, *(one.end for one in group)]
    heads = [end == low or ". " in text[end : one.start] for end, one in zip(ends, group, strict=False)]
    told = [asked_of(page, *all_three) for all_three in zip(group, told, heads, strict=True)]
    if beyond > high and _ALL_DECLINED.search(text, high, beyond):
        open_to_all = {None, "considered", "planned"}
        told = [own if own and own.status not in open_to_all else Standing("declined", TOLD) for own in told]
    ends = [_next_apart(text, group, place, beyond) for place in range(len(group))]
    for place, (one, own) in enumerate(zip(group[1:], told[1:], strict=True), 1):
        gap = text[group[place - 1].end : one.start]
        named = told[place - 1]
        if own is None and _IN_BRACKETS.fullmatch(gap) and one.kind == group[place - 1].kind:
            coming = (
                named.status == "planned"
                if named
                else is_appointed(text, group[place - 1], low, headings.over(one.start))
            )
            told[place] = Standing("planned", SHARED) if coming else None
    edges = [low, *(one.end for one in group)], ends
    standings = [
        own or _untold(page, one, pair[1], headings.over(one.start), (before, after))
        for one, pair, own, before, after in zip(group, cues, told, *edges, strict=False)
    ]
    if any(_may_be_given(own) for own in standings) and is_general(page, low, high):
        return [Standing(None, TOLD) if _may_be_given(own) else own for own in standings]
    return standings


def _may_be_given(own: Standing) -> bool:
    """Whether a treatment is told as given, or a year behind it would make it so."""
    return own.status in _GIVEN or own == Standing(None, UNTOLD)


def _spelt_out(text: str, group: list[Named], told: list[Standing | None]) -> None:
    """A heading stands as what is spelt out behind its colon: "chemo-RT: cis/etop + 60 Gy, to start next week"."""
    for place, (one, own) in enumerate(zip(group, told, strict=True)):
        if own is None and text[one.end : one.end + 2].lstrip().startswith(":"):
            behind = [pair for pair in zip(group[place:], told[place:], strict=True) if pair[0].start > one.end]
            same = [pair for pair in behind if pair[0].kind == one.kind]
            told[place] = next((later for _, later in same or behind), None)


def _next_apart(text: str, group: list[Named], place: int, beyond: int) -> int:
    """Where the next treatment begins that is not joined to this one: "distal panc + wedge/RFA liver feasible"."""
    for last, following in pairwise(group[place:]):
        if not _JOINED.fullmatch(text, last.end, following.start):
            return following.start
    return beyond


def _told(text: str, one: Named, within: Span, before: Cue | None, after: Cue | None) -> Standing | None:
    """What the cues of a treatment itself say; what comes after it weighs more than what comes before."""
    if papers := _PAPERS.match(text, one.end):
        coming = papers["coming"] or any(cue and cue.status == "planned" for cue in (before, after))
        return Standing("planned" if coming and not (after and after.status in {"denied", "declined"}) else None, TOLD)
    if text.startswith("?", one.end) and _EVER.match(text, within[0], one.start):
        return Standing(None, TOLD)  # "Had RFA? The report says no ablation performed"
    if is_answered_no(text, one, within[1]):
        return Standing(None, TOLD)
    cue = after if after and not after.weak else before
    if before is None and after and after.weak and after.status == "considered":
        return standing(after.status, one.kind)
    if before and after and after.status == "planned" and _UNDECIDED.match(text, before.start, before.end):
        return Standing("considered", TOLD)
    if cue is before and before and is_awaited(text, one, before, within[0]):
        return Standing("planned", TOLD)
    if after and one.kind == "ssa" and after.status == "planned" and _NEXT_INJECTION.match(text, after.start):
        if _FIRST_DOSE.search(text, max(0, one.start - 30), one.start):
            return Standing("planned", TOLD)
        return standing("ongoing", one.kind)
    if before and _holds(before, after):
        cue = before
    elif before and before.status == "planned" and after and after.status == "ongoing" and after.firm:
        cue = before  # "start octreotide LAR next Monday"
    elif before and before.status == "planned" and after and _ABOUT_DOSE.match(text, after.start, after.end):
        cue = before  # "switch to CAPTEM, dose reduced"
    elif before and after and after.status == "ongoing" and is_dated(text, one) and _is_prior(text, one, before):
        cue = before  # "prior PRRT x4, so dose reduced"
    elif before and before.status == "planned" and after and after.status == "considered":
        cue = after if text[after.start : after.end].startswith("v") else before
    elif before and before.status in {"done", "ended"} and after and after.status in {"considered", "planned"}:
        had = text[before.start : before.end] in {"had", "has had"}
        cue = after if had and after.start - one.end <= NEAR_CHARS else before
    if cue is None:
        return None
    further = _FURTHER_COURSE if one.kind in {"prrt", "chemo", "ssa"} else _FURTHER
    if cue.status == "planned" and further.search(text, max(0, one.start - 40), one.start):
        return standing("started", one.kind)
    if text[cue.start : cue.end] in {"on", "under"} and one.kind in _DONE_TO:
        reported = _REPORTED_ON.search(text, max(0, cue.start - 60), cue.start)
        return Standing("done", SHARED) if reported else Standing(None, UNTOLD)  # "his views on surgery"
    if text[cue.start : cue.end] == "now" and one.kind in AT_ONCE and is_now_appointed(text, one, within[1]):
        return Standing("planned", TOLD)
    if cue.status == "considered" and cue.start < one.start and _is_decided(text, cue):
        return Standing("planned", TOLD)
    if cue.status == "compared":
        happened = one.kind in AT_ONCE or _DATED.match(text, one.end)
        return Standing("done" if happened else "considered", TOLD)
    if cue.status == "present" and _COUNTED.search(text, cue.end, one.start):
        return Standing("done", TOLD)
    return standing(cue.status, one.kind)


def _holds(before: Cue, after: Cue | None) -> bool:
    """Whether a cue before a treatment holds against the one after it: a denial, "despite", "cycle 2 of 4 … given"."""
    if after is None or (before.status == "denied" and after.status == "declined"):
        return after is None and before.status in {"denied", "declined"}
    if before.status in {"denied", "declined"}:
        return True
    if before.status == "present":
        return after.status in {"considered", "planned", "started", "denied"}
    return after.status in before.firm


def _is_prior(text: str, one: Named, cue: Cue) -> bool:
    """Whether "prior" stands right before a treatment."""
    return one.start - cue.end <= 1 and text[cue.start : cue.end] in {"prior", "previous"}


def _is_decided(text: str, cue: Cue) -> bool:
    """Whether "recommended" is told of a board, or "should have" of what was agreed."""
    before = text[max(0, cue.start - 80) : cue.start]
    return bool(
        (_ADVISED.match(text, cue.start) and _BOARD.search(before))
        or (_SHALL.match(text, cue.start) and _AGREED.search(before))
    )


def _untold(page: Page, one: Named, after: Cue | None, heading: str | None, around: Span) -> Standing:
    """The standing of a treatment of which no word speaks: its heading, its dose, a question - or simply given.

    ``around`` is the stretch of text between the treatments before and after it.
    """
    contexts = page.context(one.start, one.end)
    if "hypothetical" in contexts:
        return Standing("considered", SHARED)
    if "asked" in contexts:
        return Standing(None, UNTOLD)
    if _tells_of_a_trial(page, one):
        return Standing(None, TOLD)
    if _CONDITION.search(page.folded.text, max(page.sentence(one.start)[0], one.start - 90), one.start):
        return Standing("considered", SHARED)
    if is_asked(page, one):
        return Standing("considered", UNTOLD)
    if "negated" in contexts and not (after and after.weak):
        scope = page.covering("negated", one.start, one.end)
        gap = page.folded.text[scope.trigger[1] : one.start] if scope else ""
        if scope and one.start >= scope.trigger[1] and len(gap) < DENIED_CHARS and not gap.startswith(" - "):
            return Standing(None, TOLD)
    if one.kind != "ssa" and is_appointed(page.folded.text, one, page.sentence(one.start)[0], heading):
        return Standing("planned", SHARED)
    text = page.folded.text
    loose = None if is_dated(text, one) else loosely(text, one, *around)
    past = _PARTICIPLE.match(text, one.start, one.end) is not None
    if heading is None and not past and one.kind in AT_ONCE and not is_dated(text, one) and has_a_bare_date(text, one):
        return Standing(None, UNTOLD)
    if _MATTER.match(text, one.end) and loose is None:
        return Standing(None, UNTOLD)
    if past and heading == "planned":
        heading = None  # "Board outcome: NET of the jejunum, resected": what is in the past is no plan
    if heading is not None and loose in {None, "unclear", "done", "ongoing"}:
        return standing(heading, one.kind)._replace(weight=SHARED)
    if "possible" in contexts:
        return Standing("considered", UNTOLD)
    if loose == "unclear":
        return Standing(None, UNTOLD)
    if loose:
        return standing(loose, one.kind)._replace(weight=SHARED)
    if _FROM_A_DAY.match(text, one.end) and not is_dated(text, one):
        return Standing(None, UNTOLD)
    if after and after.weak and after.status == "ongoing" and one.kind in WITH_DOSE:
        return Standing("ongoing", SHARED)
    if one.kind not in WITH_DOSE and _PRESENT.match(page.folded.text, one.end):
        return Standing("considered", UNTOLD)
    if not past and not after and not is_dated(text, one) and in_a_sentence(text, one):
        return Standing(None, UNTOLD)
    if text[one.start : one.end] == "surgery" and not after and not is_dated(text, one):
        return Standing(None, UNTOLD)  # the department, the team, or a heading
    if after or past:
        return Standing("done", SHARED)
    return _noted(text, one)


def _noted(text: str, one: Named) -> Standing:
    """The standing of a treatment that is only named: an operation is noted once it is done, a course while it runs too."""
    course = one.kind in _COURSES and not is_dated(text, one)
    if course and is_under_way(text, one):
        return Standing("ongoing", UNTOLD)
    if one.kind in _MATTERS and text.startswith((":", " :"), one.end) and not is_dated(text, one):
        return Standing(None, UNTOLD)  # "chemoembolisation: cath lab down"
    if _ARROW_BEFORE.search(text, max(0, one.start - 4), one.start) and _LINE_ENDS.match(text, one.end):
        return Standing(None, UNTOLD)  # "bx: G1 → transanal excision" was done, or is what follows from it
    given = is_noted(text, one, course) or (course and is_counted(text, one))
    return Standing("done" if given else None, UNTOLD)


def runs_anyway(page: Page, start: int) -> bool:
    """Whether a condition itself tells of the patient's treatment: "if she progresses on lanreotide", "tell if PRRT …"."""
    lead = page.folded.text[max(0, start - 60) : start]
    return _IF_IT_FAILS.search(lead) is not None or is_left_to_others(page, start)


def _tells_of_a_trial(page: Page, one: Named) -> bool:
    """Whether the sentence speaks of a trial: what was given there was not given to the patient."""
    low, high = page.sentence(one.start)
    if _TRIAL.search(page.folded.text, low, high):
        return True
    return page.names("terms", "trial", low, high)
