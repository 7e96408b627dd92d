"""Status: whether each treatment of a text was given, runs, is planned, is only considered, was refused, or not given."""

import re
from functools import cache
from typing import NamedTuple

from chains.extract.cues import Cue, Cues, cues_of, find_cues, joins
from chains.extract.page import Page
from chains.extract.vocabulary import table

UNTOLD, SHARED, STARTED, TOLD, ENDED = range(5)
"""How firmly a status is told: not at all, by a list or a heading, by a start, in words, or by a stop."""
QUESTION_CHARS = 40
"""A question mark counts as this far away: "after lanreotide and PRRT?" does not ask for PRRT."""
_AT_ONCE = {"surgery", "transplant"}
_WITH_DOSE = {"ssa", "targeted", "other"}
_LINKS = re.compile(r"(?:\b(?:and|or|nor|plus|with|combination|vs|versus)\b|[/+&])[^\d→]*$")
_FURTHER = re.compile(
    r"\b(?:second|third|fourth|2nd|3rd|4th|next|remaining|last|final|two more|another|further)(?: and (?:last|final))? (?:cycles?|doses?|courses?|injections?|administrations?) of (?:the |her |his )?$"
)


class Named(NamedTuple):
    """A treatment where it is named."""

    name: str
    kind: str
    start: int
    end: int


class Standing(NamedTuple):
    """How a treatment stands at one place; a status of ``None`` means that it is not told of this patient."""

    status: str | None
    weight: int


@cache
def _headings() -> tuple[tuple[str, re.Pattern[str]], ...]:
    words = table("status")["heading"]
    order = ("declined", "planned", "considered", "ongoing", "done")
    return tuple((name, re.compile(rf"\b(?:{words[name]})")) for name in order)


def read_standings(page: Page, named: list[Named]) -> list[Standing]:
    """The standing of every treatment named, sentence by sentence."""
    if not named:
        return []
    headings = _find_headings(page.folded.text)
    found = find_cues(page.folded.text)
    standings: list[Standing] = []
    place = 0
    while place < len(named):
        low, high = page.sentence(named[place].start)
        last = place
        while last < len(named) and named[last].start < high:
            last += 1
        group = named[place:last]
        reach = _reach(page, high, named[last].start if last < len(named) else None)
        standings += _in_sentence(page, found.within(low, reach), low, reach, group, headings)
        place = last
    return standings


def _reach(page: Page, high: int, following: int | None) -> int:
    """The end of the sentence, or of the next one where that goes on about the same treatment ("It was stopped")."""
    text = page.folded.text
    if high >= len(text) or text[high - 1 : high] == "\n":
        return high
    low, end = page.sentence(high)
    alone = following is None or following >= end
    end = end if alone or following is None else following
    pattern = (
        r" ?(?:(?:it|this|which|these|both|treatment|therapy|the drug|the treatment) (?:was|were|has|had|is|are|continues)\b"
        r"|(?:stopped|discontinued|ongoing|declined|refused|completed|planned)\b(?! [a-z]+$)"
    )
    people = r"|(?:he|she|they|the patient|patient|pt|you) (?:has |have |had )?(?:declined|refused|stopped)\b"
    return end if re.match(f"{pattern}{people if alone else ''})", text[low:end]) else high


def _in_sentence(
    page: Page, found: Cues, low: int, high: int, group: list[Named], headings: list[tuple[int, int, str]]
) -> list[Standing]:
    text = page.folded.text
    cues = cues_of(text, found, low, high, [(one.start, one.end) for one in group])
    told = [_told(text, one, *pair) for one, pair in zip(group, cues, strict=True)]
    for place, standing in enumerate(told):
        if standing and standing.status == "planned" and cues[place][1] is None and _is_asked(page, group[place]):
            told[place] = Standing("considered", TOLD)
    _share_both(text, group, cues, told)
    _share_on(text, group, cues, told)
    _share_back(text, group, cues, told)
    _let_the_later_follow(text, group, cues, told)
    return [
        standing or _untold(page, one, pair[1], _heading(headings, one.start))
        for one, pair, standing in zip(group, cues, told, strict=True)
    ]


def _told(text: str, one: Named, before: Cue | None, after: Cue | None) -> Standing | None:
    """What the cues of a treatment itself say; what comes after it weighs more than what comes before."""
    cue = after if after and not after.weak else before
    if before and before.status in {"denied", "declined"}:
        cue = before
    elif before and before.status == "planned" and after and after.status == "considered":
        cue = after if text[after.start : after.end].startswith("v") else before
    elif before and before.status in {"done", "ended"} and after and after.status in {"considered", "planned"}:
        had = text[before.start : before.end] in {"had", "has had"}
        cue = after if had and after.start - one.end <= 24 else before
    if cue is None:
        return None
    if cue.status == "planned" and _FURTHER.search(text, max(0, one.start - 40), one.start):
        return _standing("started", one.kind)
    return _standing(cue.status, one.kind)


def _standing(status: str, kind: str) -> Standing:
    if status == "denied" or status == "unsaid":
        return Standing(None, TOLD if status == "denied" else UNTOLD)
    if status == "broken_off":
        return Standing(None, TOLD) if kind in _AT_ONCE else Standing("done", ENDED)
    if status == "ended":
        return Standing("done", ENDED)
    if status in {"ongoing", "started"}:
        if kind in _AT_ONCE:
            return Standing("done", TOLD)
        return Standing("ongoing", TOLD if status == "ongoing" else STARTED)
    return Standing(status, TOLD)


def _share_both(
    text: str, group: list[Named], cues: list[tuple[Cue | None, Cue | None]], told: list[Standing | None]
) -> None:
    """ "Both declined" and "neither was given" speak of two."""
    for place in range(1, len(group)):
        after = cues[place][1]
        if after and re.search(r"\b(?:both|neither|all)\b", text[group[place].end : after.end]):
            told[place - 1] = _standing(after.status, group[place - 1].kind)


def _share_on(
    text: str, group: list[Named], cues: list[tuple[Cue | None, Cue | None]], told: list[Standing | None]
) -> None:
    """A list shares the cue before its first treatment: "treated with A, B and C"."""
    source: Cue | None = None
    for place in range(len(group)):
        before, after = cues[place]
        if told[place] is not None:
            source = before if before and not (after and not after.weak) else None
            continue
        if place and told[place - 1] is not None and text[group[place - 1].end : group[place].start].strip() == "(":
            told[place] = told[place - 1]
            continue
        if source is None and after and after.weak and after.status == "ongoing" and group[place].kind in _WITH_DOSE:
            source = after
            continue
        if source is None or place == 0:
            continue
        gap = text[group[place - 1].end : group[place].start]
        if source.status == "ended" and re.search(r"\b(?:to|with|by) (?:the )?$", gap) and len(gap) < 40:
            told[place] = _standing("started", group[place].kind)
            source = None
        elif joins(gap) and _is_shared(source.status, gap, after):
            standing = _standing(source.status, group[place].kind)
            told[place] = standing if standing.weight in {STARTED, ENDED} else standing._replace(weight=SHARED)
        else:
            source = None


def _is_shared(status: str, gap: str, after: Cue | None) -> bool:
    counted = after is not None and after.status == "done"
    linked = _LINKS.search(gap) is not None
    if status in {"ongoing", "started"}:
        return not counted and (linked or re.fullmatch(r"[^a-z]*(?:mg|monthly|[a-z0-9]{2,5})?, ?", gap) is not None) and "→" not in gap
    if status in {"denied", "declined", "ended", "unsaid"}:
        return linked or gap.strip() == ","
    return status == "done" or ("→" not in gap and (status != "since"))


def _share_back(
    text: str, group: list[Named], cues: list[tuple[Cue | None, Cue | None]], told: list[Standing | None]
) -> None:
    """A list shares the cue after its last treatment: "A and B are planned"."""
    for place in range(len(group) - 2, -1, -1):
        after = cues[place + 1][1]
        standing = told[place + 1]
        if told[place] is not None or standing is None:
            continue
        gap = text[group[place].end : group[place + 1].start]
        if gap.strip() == "(":
            told[place] = standing
            continue
        if re.fullmatch(r" ?(?:vs\.?|versus|or) ?(?:with )?", gap) and standing.status == "considered":
            told[place] = standing
            continue
        if cues[place + 1][0] is not None and (after is None or after.weak):
            continue
        if len(gap) <= 40 and joins(gap) and _LINKS.search(gap):
            told[place] = standing


def _let_the_later_follow(
    text: str, group: list[Named], cues: list[tuple[Cue | None, Cue | None]], told: list[Standing | None]
) -> None:
    """In "A → B" or "A then B" the first has ended, whatever began it."""
    for place in range(len(group) - 1):
        gap = text[group[place].end : group[place + 1].start]
        after = cues[place][1]
        if len(gap) > 60 or (after and after.status == "ongoing" and not after.weak):
            continue
        if not re.search(r"→|\bthen\b|\bfollowed by\b|\bswitch(?:ed)? to\b|\bsubsequently\b", gap):
            continue
        standing = told[place]
        if standing is None or (standing.status == "ongoing" and not re.search(r"\badded\b", gap)):
            told[place] = Standing("done", TOLD if standing else SHARED)


def _untold(page: Page, one: Named, after: Cue | None, heading: str | None) -> Standing:
    """The standing of a treatment of which no word speaks: its heading, its dose, a question - or simply given."""
    contexts = page.context(one.start, one.end)
    if "hypothetical" in contexts:
        return Standing("considered", SHARED)
    if "asked" in contexts:
        return Standing(None, UNTOLD)
    if _tells_of_a_trial(page, one):
        return Standing(None, TOLD)
    if _conditional().search(page.folded.text, max(page.sentence(one.start)[0], one.start - 90), one.start):
        return Standing("considered", SHARED)
    if _is_asked(page, one):
        return Standing("considered", UNTOLD)
    if "negated" in contexts and not (after and after.weak):
        scope = page.covering("negated", one.start, one.end)
        if scope and one.start >= scope.trigger[1] and one.start - scope.trigger[1] < 30:
            return Standing(None, TOLD)
    if heading is not None:
        standing = _standing(heading, one.kind)
        return standing._replace(weight=SHARED)
    if "possible" in contexts:
        return Standing("considered", UNTOLD)
    if after and after.weak and after.status == "ongoing" and one.kind in _WITH_DOSE:
        return Standing("ongoing", SHARED)
    return Standing("done", SHARED if after else UNTOLD)


def _tells_of_a_trial(page: Page, one: Named) -> bool:
    """Whether the sentence speaks of a trial: what was given there was not given to the patient."""
    low, high = page.sentence(one.start)
    text = page.folded.text
    if re.compile(r"\b(?:trials?|randomi[sz]ed|phase (?:[123]|i{1,3})\b|pfs|hazard ratio|versus placebo)").search(text, low, high):
        return True
    return any(low <= start < high for _, start, _ in page.named("terms", "trial"))


@cache
def _conditional() -> re.Pattern[str]:
    """A condition right before a treatment: "if there is progression, PRRT"."""
    return re.compile(
        r"\b(?:if|in case of|in the event of|unless|should (?:there|he|she|it|the disease|they))\b[^.;:]{2,64}(?:,|→|then|:) ?(?:then |with |to |for )?$"
    )


def _is_asked(page: Page, one: Named) -> bool:
    low, high = page.sentence(one.start)
    if page.folded.text[high - 1 : high] != "?":
        return False
    text = page.folded.text
    if re.match(r"[^.;,]{0,38}\?", text[one.end : high]):
        return True
    return re.search(
        r"\b(?:is|are|does|do|did|can|will|which|when|why|how|or|next|would|should|could|what|vs)\b", text[max(low, one.start - 70) : one.start]
    ) is not None or re.match(r",? or (?:with )?", text[one.end : high]) is not None


def _find_headings(text: str) -> list[tuple[int, int, str]]:
    """Where a heading holds, and what it says: the rest of its line, and the list below it."""
    found: list[tuple[int, int, str | None]] = []
    for match in re.finditer(r"(?:^|\n|(?<=[.;] ))[ \d.)#-]{0,6}(?P<words>[a-z][a-z /&'-]{2,45}?)(?: \([^)\n]{0,20}\))? ?:", text):
        status = next((name for name, words in _headings() if words.search(match["words"])), None)
        found.append((match.start("words"), match.end(), status))
    scopes: list[tuple[int, int, str]] = []
    for place, (_, start, status) in enumerate(found):
        if status is None:
            continue
        limit = found[place + 1][0] if place + 1 < len(found) else len(text)
        scopes.append((start, _end_of_list(text, start, limit), status))
    return scopes


def _end_of_list(text: str, start: int, limit: int) -> int:
    """The end of a heading's line, or of the list that follows it."""
    end = text.find("\n", start, limit)
    if end < 0:
        return limit
    alone = not text[start:end].strip(" -")
    while end < limit:
        item = re.compile(r"\n ?(?:[-+>#]|\d{1,2}[.)])").match(text, end)
        following = text.find("\n", end + 1, limit)
        if not item and not (alone and (following if following >= 0 else limit) - end < 90):
            break
        end = following if following >= 0 else limit
    return end


def _heading(headings: list[tuple[int, int, str]], position: int) -> str | None:
    return next((status for start, end, status in headings if start <= position < end), None)


