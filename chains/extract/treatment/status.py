# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Status: whether each treatment of a text was given, runs, is planned, is only considered, was refused, or not given."""

import re
from itertools import pairwise

from chains.extract.text.page import Page
from chains.extract.text.vocabulary import TITLE_STOP, table
from chains.extract.treatment.agenda import on_agenda
from chains.extract.treatment.ahead import ahead
from chains.extract.treatment.alongside import alongside
from chains.extract.treatment.alternatives import of_a_choice
from chains.extract.treatment.analogue import analogue
from chains.extract.treatment.answered import answered, share_a_no
from chains.extract.treatment.appointments import is_appointed
from chains.extract.treatment.asking import asked_of, is_left_to_others, is_some_day, is_thought_of, queried
from chains.extract.treatment.beginning import begun_later
from chains.extract.treatment.choice import chosen
from chains.extract.treatment.columns import column_over
from chains.extract.treatment.coming import coming
from chains.extract.treatment.course_so_far import course_so_far
from chains.extract.treatment.cover import covering
from chains.extract.treatment.cued import cued
from chains.extract.treatment.cues import Cues, attach
from chains.extract.treatment.cycles import continue_courses
from chains.extract.treatment.day_record import recorded
from chains.extract.treatment.depot import depot
from chains.extract.treatment.doubt import doubted
from chains.extract.treatment.drug_list import in_a_drug_list
from chains.extract.treatment.erratum import put_right, taken_back
from chains.extract.treatment.followed import after_a_verb, followed
from chains.extract.treatment.general import is_general
from chains.extract.treatment.given import given
from chains.extract.treatment.halt import halted
from chains.extract.treatment.headings import Headings
from chains.extract.treatment.interval import ranged
from chains.extract.treatment.keeping import kept
from chains.extract.treatment.lately import lately
from chains.extract.treatment.letterhead import by_its_date
from chains.extract.treatment.loose import is_dated
from chains.extract.treatment.milestone import counted_from
from chains.extract.treatment.mixup import of_another
from chains.extract.treatment.monthly import monthly
from chains.extract.treatment.notion import entertained
from chains.extract.treatment.order import in_order
from chains.extract.treatment.pause import nothing_now, paused
from chains.extract.treatment.pondered import pondered
from chains.extract.treatment.prescription import not_taken
from chains.extract.treatment.reach import loose_reach, reach_of
from chains.extract.treatment.rejection import refused
from chains.extract.treatment.resolved import resolved
from chains.extract.treatment.retold import retold
from chains.extract.treatment.running import running
from chains.extract.treatment.sequel import came_of_it
from chains.extract.treatment.sharing import follow_the_untold, share
from chains.extract.treatment.standing import SHARED, STARTED, TOLD, Named, Standing, may_be_given
from chains.extract.treatment.stay import after_a_stay
from chains.extract.treatment.substitution import carried_out_instead, without_plan
from chains.extract.treatment.theatre import of_the_theatre
from chains.extract.treatment.timepoint import refer_back
from chains.extract.treatment.untold import untold
from chains.extract.treatment.unwanted import refuse_the_offered, unwanted
from knowledge.case import Span

START_CHARS = 40
"""How far before a treatment the words may begin that name its beginning."""
_A_START = re.compile(r"\b(?:start|initiation|commencement|introduction|beginning) (?:of|with) (?:an? |the )?$")
_FIRST_THESE_DAYS = re.compile(r",? (?:first|1st) (?:cycle|dose|infusion|session) (?:this week|today)(?![a-z])")
_YEAR_BEHIND = re.compile(r"[^.;,:\n]{0,16}(?:\b(?:19|20)|')\d\d\b")
_ALL_DECLINED = re.compile(
    r"\b(?:declined|refused|turned down|rejected|said no to|wants none of|accepts none of|turned)\b[^.;\n]{0,20}\b(?:all|both|them|these|either|any|each)\b"
)
"""A sentence that declines everything named in the one before it."""
_JOINED = re.compile(
    r"[ ,/+&]*(?:(?:and|or|plus|with|wedge|seg[a-z]*|[0-9ivab/-]+|of|the|liver|left|right|resection)[ ,/+&]+){0,4}"
)
_BEHIND_A_COMMA = re.compile(r"[^().;:?,\n]{1,30}, (?:with |namely |probably )?")
_IN_BRACKETS = re.compile(rf"(?:[^().;:\n]|{TITLE_STOP}){{1,40}}(?:\(|: )")
"""Between an operation with its day and the brackets that say which one it is: "surgery on the 12th (lobectomy)"."""


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
        reach = reach_of(page, cues, high, named[last].start if last < len(named) else None)
        beyond = loose_reach(page, high, named[last].start if last < len(named) else len(page.text))
        standings += _in_sentence(page, cues, (low, reach), beyond, named[place:last], headings)
        place = last
    text = page.folded.text
    afters = [*named[1:], None]
    standings = [_with_what_follows(page, *all_three) for all_three in zip(named, standings, afters, strict=True)]
    share_a_no(page, named, standings)
    after_a_verb(text, named, standings)
    continue_courses(text, named, standings)
    nothing_now(page, named, standings)
    carried_out_instead(text, named, standings)
    standings = [_as_given(page, *all_three) for all_three in zip(named, standings, afters, strict=True)]
    in_order(text, named, standings)
    ahead(page, named, standings)
    stops = [*(one.start for one in named[1:]), len(text)]
    standings = [given(page, *all_three) for all_three in zip(named, standings, stops, strict=True)]
    taken_back(text, named, standings)
    refer_back(text, named, standings)
    _in_the_document(page, named, standings)
    retold(page, named, standings)
    covering(page, named, standings)
    return doubted(page, named, standings)


def _in_the_document(page: Page, named: list[Named], standings: list[Standing]) -> None:
    """What the rest of the document makes of a treatment: its day, its title, its list of drugs, its other parts."""
    text = page.folded.text
    stops = [*(one.start for one in named[1:]), len(text)]
    pondered(page, named, standings)
    refused(page, named, standings)
    for place, (one, stop) in enumerate(zip(named, stops, strict=True)):
        own = analogue(text, one, standings[place], stop)
        standings[place] = in_a_drug_list(text, one, own, stop)
    by_its_date(page, named, standings)
    recorded(page, named, standings)
    entertained(page, named, standings)
    chosen(page, named, standings)
    ranged(page, named, standings)
    counted_from(page, named, standings)
    depot(page, named, standings)
    course_so_far(page, named, standings)
    halted(page, named, standings)
    resolved(page, named, standings)
    of_the_theatre(page, named, standings)


def _with_what_follows(page: Page, one: Named, own: Standing, after: Named | None) -> Standing:
    """The standing of a treatment with the words behind it: a board's yes, an answer, a first day, a recovery."""
    text, stop = page.folded.text, after.start if after else len(page.text)
    own = answered(text, one, followed(page, one, own, stop), stop)
    return after_a_stay(text, one, begun_later(text, one, own, stop))


def _as_given(page: Page, one: Named, own: Standing, after: Named | None) -> Standing:
    """The standing of a treatment with what tells, around it, that it is paused or was not given after all."""
    stop = after.start if after else len(page.text)
    own = coming(page, one, lately(page, one, monthly(page, one, own, stop), stop), stop)
    own = unwanted(page.folded.text, one, own, stop)
    own = without_plan(page, one, paused(page, one, own), after)
    own = put_right(page, one, not_taken(page, one, own, stop), after)
    own = of_another(page, one, on_agenda(page, one, own, stop), stop)
    return alongside(page, one, running(page, one, came_of_it(page, one, own, stop), stop), stop)


def _in_sentence(
    page: Page, found: Cues, within: Span, beyond: int, group: list[Named], headings: Headings
) -> list[Standing]:
    """The standings of the treatments of a sentence; ``beyond`` is as far as a loose word may speak of the last one."""
    text = page.folded.text
    low, high = within
    cues = attach(text, found, low, high, group)
    told = [cued(text, one, within, *pair) for one, pair in zip(group, cues, strict=True)]
    for place, own in enumerate(told):
        before, after = cues[place]
        if own and before and (after is None or after.weak) and is_thought_of(page, group[place], own, before):
            told[place] = Standing("considered", TOLD)
        if is_left_to_others(page, group[place].start) or is_some_day(page, group[place], own, after):
            told[place] = Standing("considered", TOLD)
    refuse_the_offered(text, group, cues, told)
    share(text, group, cues, told)
    told = of_a_choice(page, group, told)
    _spelt_out(text, group, told)
    told = queried(text, group, told)
    ends = [low, *(one.end for one in group)]
    heads = [end == low or ". " in text[end : one.start] for end, one in zip(ends, group, strict=False)]
    told = [asked_of(page, *all_three) for all_three in zip(group, told, heads, strict=True)]
    told = [kept(page, one, own) for one, own in zip(group, told, strict=True)]
    if beyond > high and _ALL_DECLINED.search(text, high, beyond):
        open_to_all = {None, "considered", "planned"}
        told = [own if own and own.status not in open_to_all else Standing("declined", TOLD) for own in told]
    ends = [_next_apart(text, group, place, beyond) for place in range(len(group))]
    for place, (one, own) in enumerate(zip(group[1:], told[1:], strict=True), 1):
        named = told[place - 1]
        if own is None and _names_the_one_before(text, group[place - 1], one):
            ahead = (
                named.status == "planned"
                if named
                else is_appointed(page, group[place - 1], low, headings.over(one.start))
            )
            told[place] = Standing("planned", SHARED) if ahead else None
    edges = [low, *(one.end for one in group)], ends
    columns = [column_over(page, one) for one in group]
    told = [None if own and column and own.weight <= SHARED else own for own, column in zip(told, columns, strict=True)]
    heads_over = [column or headings.over(one.start) for one, column in zip(group, columns, strict=True)]
    # "Decision: FOLFOX x 4, then surgery" lists what is to come, not what went before
    told = [
        None
        if head == "planned"
        and ((_only_listed(own) and not _YEAR_BEHIND.match(text, one.end)) or _is_a_start(text, one, own))
        else own
        for one, own, head in zip(group, told, heads_over, strict=True)
    ]
    standings = [
        own or untold(page, one, pair[1], head, (before, after))
        for one, pair, own, head, before, after in zip(group, cues, told, heads_over, *edges, strict=False)
    ]
    follow_the_untold(text, group, standings)
    if any(may_be_given(own) for own in standings) and is_general(page, low, high):
        return [Standing(None, TOLD) if may_be_given(own) else own for own in standings]
    return standings


def _is_a_start(text: str, one: Named, own: Standing | None) -> bool:
    """Whether a beginning is only named, which a board's words make a plan: "Recommendation: start of lanreotide"."""
    if own is None or own.weight != STARTED:
        return False
    lead = _A_START.search(text, max(0, one.start - START_CHARS), one.start)
    return lead is not None or _FIRST_THESE_DAYS.match(text, one.end) is not None


def _only_listed(own: Standing | None) -> bool:
    """Whether a treatment is told done only by its place in a list."""
    return own is not None and own.status == "done" and own.weight <= SHARED


def _names_the_one_before(text: str, bare: Named, one: Named) -> bool:
    """Whether a course is named in brackets, or behind a comma where only a bare word told it: "chemo Monday, cis/etop"."""
    if bare.kind != one.kind:
        return False
    if _IN_BRACKETS.fullmatch(text, bare.end, one.start):
        return True
    generic = table("treatments")["treatment"][bare.name].get("generic")
    return (
        bool(generic) and not is_dated(text, one) and _BEHIND_A_COMMA.fullmatch(text, bare.end, one.start) is not None
    )


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
