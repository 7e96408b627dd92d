# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Untold: how a treatment stands of which no cue speaks - by its heading, its day, a question, or simply given."""

import re

from chains.extract.text.day import DATE, NO_YEAR, NTH
from chains.extract.text.moment import MONTH
from chains.extract.text.page import Page
from chains.extract.treatment.appointments import has_a_bare_date, is_appointed, is_last_word, is_over
from chains.extract.treatment.asking import is_asked
from chains.extract.treatment.cues import Cue
from chains.extract.treatment.loose import in_a_sentence, is_dated, loosely
from chains.extract.treatment.noted import is_a_running_course, noted
from chains.extract.treatment.proviso import is_conditional
from chains.extract.treatment.sharing import WITH_DOSE
from chains.extract.treatment.standing import AT_A_SITTING, AT_ONCE, SHARED, TOLD, UNTOLD, Named, Standing, standing
from chains.extract.treatment.trial import is_of_a_trial
from knowledge.case import Span

DENIED_CHARS = 30
_FROM_A_DAY = re.compile(rf"[^.;\n]{{0,24}}\b(?:from|as of) (?:{DATE}|{NTH}|{MONTH}){NO_YEAR}(?!\d|/)")
"""A beginning without its year may lie in the past or to come."""
_MATTER = re.compile(
    r" ?: (?:he|she|they|we|patient|pt|the patient|not|no|nothing|none|wants?|prefers?|under|tbd|tbc)\b"
)
"""A heading that names the matter, not what was done: "Surgery: she would rather wait"."""
_PRESENT = re.compile(
    r" (?:(?:is|are|seems?|appears?|remains?|sounds?) (?!s/p|done)|(?:cures?|helps?|works?|would|could|may(?! ?(?:[,.;:)(\n]|$|\d))|might|should)(?![a-z])|has (?:no|a|little|its) (?:place|role|benefit))"
)
"""What an operation or a course of PRRT *is*, with no word that it was given, is an opinion of it."""
_FIRST = re.compile(r"\b(?:first|1st|initial) $")
_PARTICIPLE = re.compile(
    r"[^\n]*ed$|op'd$|geopereerd$|operiert$|op[eé]r[eé]e?$|(?:took|cut) [^\n]*out$|took out [^\n]*$|(?:(?:came|has come|had come|had to come) |took )?out$|took$|removed (?:the|his|her|my) [^\n]*$|(?:removed|resected|excised|taken|polyp|lesion|nodule|tumou?r|net|carcinoid) [^\n]*snared?$"
)
"""A treatment named by what happened: "resected", "removed by snare"."""
_INFINITIVE = re.compile(r"ablate")
"""A treatment named by what may be done: "surgeon thinks ablate + resect"."""
_CONCLUDED = re.compile(
    r"\b(?:prefers?|feasible|opts? for|wants?|agreed?|decided|suitable|possible|amenable|resectable|accepted|says yes)\b[^.;?\n]{0,60}(?:→|, so|: so|, therefore|, hence) ?(?:now )?$"
)
"""What was decided, before the arrow to a treatment with its day: "RFA feasible, pt prefers that → RFA on 12.4"."""
_IN_A_YEAR = re.compile(r" (?:(?:in|early|late|mid|[a-z]{3,9}) ){0,2}(?:19|20)\d\d(?! ?\?)")
"""The year behind it: what happened then is not what a question asks for: "is our pt, NET resected 2015, allowed HRT?"."""


def _is_its_day(page: Page, one: Named) -> bool:
    """Whether an operation is named by its day alone: "surgery date 22nd"."""
    return one.kind in AT_ONCE and page.folded.text.endswith(" date", one.start, one.end)


def untold(page: Page, one: Named, after: Cue | None, heading: str | None, around: Span) -> Standing:
    """The standing of a treatment of which no word speaks: its heading, its dose, a question - or simply given.

    ``around`` is the stretch of text between the treatments before and after it.
    """
    contexts = page.context(one.start, one.end)
    if "hypothetical" in contexts:
        return Standing("considered", SHARED)
    if "asked" in contexts:
        return Standing(None, UNTOLD)
    if is_of_a_trial(page, one):
        return Standing(None, TOLD)
    if _is_its_day(page, one):
        return Standing(None, UNTOLD) if is_over(page.folded.text, one.end) else Standing("planned", SHARED)
    if is_conditional(page, one):
        return Standing("considered", SHARED)
    if _INFINITIVE.fullmatch(page.folded.text, one.start, one.end):
        return Standing("considered", SHARED)
    past = _PARTICIPLE.match(page.folded.text, one.start, one.end) is not None
    if is_asked(page, one) and not (past and _IN_A_YEAR.match(page.folded.text, one.end)):
        return Standing("considered", UNTOLD)
    if "negated" in contexts and not (after and after.weak):
        scope = page.covering("negated", one.start, one.end)
        gap = page.folded.text[scope.trigger[1] : one.start] if scope else ""
        if scope and one.start >= scope.trigger[1] and len(gap) < DENIED_CHARS and not gap.startswith(" - "):
            return Standing(None, TOLD)
    first = one.kind != "ssa" or _FIRST.search(page.folded.text, max(0, one.start - 12), one.start)
    if first and is_appointed(page, one, page.sentence(one.start)[0], heading):
        return Standing("planned", SHARED)
    text = page.folded.text
    loose = None if is_dated(text, one) else loosely(text, one, *around)
    if heading is None and not past and one.kind in AT_ONCE and is_last_word(page, one):
        return Standing("planned", SHARED)
    if (
        one.kind in AT_A_SITTING
        and _CONCLUDED.search(text, max(0, one.start - 90), one.start)
        and has_a_bare_date(text, one)
    ):
        return Standing("planned", SHARED)
    # "Past: appendicitis 1999, asthma. Enucleation with Mr Lee 9 Dec": what opens a new sentence is not under its heading
    beyond = heading is None or (heading == "done" and text.endswith(". ", 0, one.start))
    dateable = one.kind in AT_ONCE | {"liver_directed"} and not past and not is_dated(text, one)
    if beyond and dateable and has_a_bare_date(text, one):
        return Standing(None, UNTOLD)
    if _MATTER.match(text, one.end) and loose is None:
        return Standing(None, UNTOLD)
    if past and (heading == "planned" or (heading == "considered" and _IN_A_YEAR.match(text, one.end))):
        heading = None  # "Board outcome: NET of the jejunum, resected": what is in the past is no plan
    if (
        heading in {None, "done", "ongoing"}
        and loose in {None, "ongoing", "unclear"}
        and is_a_running_course(text, one)
    ):
        return Standing("ongoing", UNTOLD)  # "Treatment: CAPTEM, cycle 4 day 11"
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
    return noted(text, one)
