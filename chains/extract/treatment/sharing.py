"""Sharing: treatments of one list share what is said of one of them."""

import re

from chains.extract.text.day import DATE, NO_YEAR, NTH, WEEKDAY
from chains.extract.treatment.cues import RUNNING_ON, Cue
from chains.extract.treatment.gap import joins
from chains.extract.treatment.standing import ENDED, SHARED, STARTED, TOLD, UNTOLD, Named, Standing, standing

Beside = list[tuple[Cue | None, Cue | None]]
"""For each treatment the cue before it and the cue after it."""
LINKED_CHARS = 40
SEQUENCE_CHARS = 60
PLAN_CHARS = 24
WITH_DOSE = {"ssa", "targeted", "other"}
"""Kinds of treatment whose dose alone says that they are taken."""
_TO_SWITCH = re.compile(
    r"\b(?:plan(?:s|ned|ning)?(?: (?:is|to|a|for|the|now)){0,3}|will|agreed to|decided to|about to)(?: now)? ?:? $"
)
"""Before "switch from lanreotide to CAPTEM": a switch to come."""
_LINKS = re.compile(
    r"(?:\b(?:and|or|nor|plus|with|w|combination|vs|versus)\b|[/+&])(?: ?seg(?:ment)?s?\.? ?[0-9ivab/-]+)?[^\d→]*$"
)
_TOGETHER = re.compile(r"\b(?:together with|in combination with|combined with)(?: [a-z]+){0,2} $")
BARE = {"chemotherapy", "somatostatin analogue", "prrt", "targeted therapy", "surgery"}
"""Words for a kind of treatment; what it is may be spelt out behind them."""
_CONSISTS_OF = re.compile(
    r"^[^.;:?!\n→]{0,40}\b(?:with|using|consisting of|in the form of|as) (?:the |a |weekly |oral |iv )?$"
)
_ASKED = re.compile(r"[^.;\n?]{0,160}\?")
"""The rest of a question: "is everolimus then the next, or SIRT?" tells of neither."""
_LEADS = {("planned", "done"), ("considered", "planned"), ("considered", "ongoing")}
"""What the first of two makes of the second against what their common cue says: it was made an idea, or a plan."""
_OPEN = {"considered", "planned", None, "declined"}
_DATE = re.compile(r"\b(?:19|20)\d\d\b|\d ?x|x ?\d")
_SEQUENCE = re.compile(r"→(?! ?q? ?\d)(?=[^.;]{0,24}$)|\bthen\b|\bfollowed by\b|\bswitch(?:ed)? to\b|\bsubsequently\b")

_ON_A_DAY = re.compile(
    rf",? ?\(?(?:(?:on|for|from|date|booked) ){{0,2}}(?:(?:{DATE}|{NTH}){NO_YEAR}|{WEEKDAY})(?![a-z0-9/])"
)
"""A day without its year behind a treatment, which may be one to come: "lobectomy 22 Aug, then chemo"."""


def share(text: str, group: list[Named], cues: Beside, told: list[Standing | None]) -> None:
    """Fill in what the treatments of a sentence tell of each other."""
    _share_both(text, group, cues, told)
    _share_on(text, group, cues, told)
    _share_back(text, group, cues, told)
    _let_the_later_follow(text, group, cues, told)


def _share_both(text: str, group: list[Named], cues: Beside, told: list[Standing | None]) -> None:
    """ "Both declined" and "neither was given" speak of two."""
    for place in range(1, len(group)):
        after = cues[place][1]
        if after and re.search(r"\b(?:both|neither|all)\b", text[group[place].end : after.end]):
            told[place - 1] = standing(after.status, group[place - 1].kind)


def _specifies(group: list[Named], place: int, gap: str) -> bool:
    """Whether a treatment says which one the word before it means: "surgery (Whipple)", "surgery: Whipple"."""
    if re.fullmatch(r"[^().;\n]{0,40}\(", gap) and group[place].kind == group[place - 1].kind:
        return True  # "surgery in two weeks (small bowel resection)"
    return gap.strip() == "(" or not gap or (gap.strip() == ":" and group[place].kind == group[place - 1].kind)


def _spells_out(group: list[Named], place: int, gap: str) -> bool:
    """Whether a treatment is what a word for its kind was told of: "chemo begins on Tuesday with cisplatin"."""
    last = group[place - 1]
    return last.kind == group[place].kind and last.name in BARE and _CONSISTS_OF.search(gap) is not None


def _share_on(text: str, group: list[Named], cues: Beside, told: list[Standing | None]) -> None:
    """A list shares the cue before its first treatment: "treated with A, B and C"."""
    source: Cue | None = None
    for place in range(len(group)):
        before, after = cues[place]
        if told[place] is not None:
            source = before if before and not (after and not after.weak) else None
            continue
        gap = text[group[place - 1].end : group[place].start] if place else ""
        if (
            place
            and told[place - 1] is not None
            and (_specifies(group, place, gap) or _TOGETHER.search(gap) or _spells_out(group, place, gap))
        ):
            told[place] = told[place - 1]
            continue
        if source is None and after and after.weak and after.status == "ongoing" and group[place].kind in WITH_DOSE:
            source = after
            continue
        if source is None or place == 0:
            continue
        if source.status == "ended" and re.search(r"\b(?:to|with|by) (?:the )?$", gap) and len(gap) < 40:
            told[place] = standing("started", group[place].kind)
            if _TO_SWITCH.search(text, max(0, source.start - PLAN_CHARS), source.start):
                told[place] = Standing("planned", TOLD)
                if group[place - 1].kind in RUNNING_ON and not text.startswith(("stop", "off"), source.start):
                    told[place - 1] = Standing("ongoing", TOLD)
            source = None
        elif joins(gap) and _is_shared(source.status, gap, after):
            leading = told[place - 1]
            own = standing(source.status, group[place].kind)
            if leading and (leading.status, own.status) in _LEADS:
                own = leading  # "start lanreotide alone or CAPTEM?": what makes an idea of one makes one of the other
            told[place] = own if own.weight in {STARTED, ENDED} else own._replace(weight=SHARED)
        else:
            source = None


def _is_shared(status: str, gap: str, after: Cue | None) -> bool:
    """Whether the next treatment of a list takes over a status: what was counted ("x4") does not run on."""
    counted = after is not None and after.status == "done"
    linked = _LINKS.search(gap) is not None
    if status in {"ongoing", "started"}:
        return (
            not counted
            and (linked or re.fullmatch(r"[^a-z]*(?:mg|monthly|[a-z0-9]{2,5})?, ?", gap) is not None)
            and "→" not in gap
        )
    if status in {"denied", "declined", "ended", "unsaid"}:
        return linked or gap.strip() == ","
    return status == "done" or "→" not in gap


def _share_back(text: str, group: list[Named], cues: Beside, told: list[Standing | None]) -> None:
    """A list shares the cue after its last treatment: "A and B are planned"."""
    for place in range(len(group) - 2, -1, -1):
        after = cues[place + 1][1]
        following = told[place + 1]
        if told[place] is not None or following is None:
            continue
        gap = text[group[place].end : group[place + 1].start]
        if gap.strip() == "(" or not gap:
            told[place] = following
            continue
        if re.fullmatch(r" ?(?:vs\.?|versus|or) ?(?:with )?", gap) and following.status == "considered":
            told[place] = following
            continue
        if cues[place + 1][0] is not None and (after is None or after.weak):
            continue
        if len(gap) <= LINKED_CHARS and joins(gap) and _LINKS.search(gap):
            told[place] = following


def _let_the_later_follow(text: str, group: list[Named], cues: Beside, told: list[Standing | None]) -> None:
    """In "A → B" or "A then B" the first has ended, whatever began it."""
    for place in range(len(group) - 1):
        gap = text[group[place].end : group[place + 1].start]
        after = cues[place][1]
        if len(gap) > SEQUENCE_CHARS or (after and after.status == "ongoing" and not after.weak):
            continue
        own = told[place]
        if not _SEQUENCE.search(gap) or (
            own is None and (_ASKED.match(text, group[place].end) or _ON_A_DAY.match(text, group[place].end))
        ):
            continue
        later = told[place + 1]
        only_before = own is None or (after is not None and text.startswith("followed by", after.start))
        if only_before and later and later.status in _OPEN and "followed by" in gap and not _DATE.search(gap):
            told[place] = later._replace(weight=SHARED)  # "neoadjuvant PRRT followed by surgery is our idea"
            continue
        if own is None or (own.status == "ongoing" and not re.search(r"\badded\b", gap)):
            told[place] = Standing("done", TOLD if own else SHARED)


def follow_the_untold(text: str, group: list[Named], standings: list[Standing]) -> None:
    """What is only named behind "then" was no more given than what comes before it: "lobectomy 22 Aug, then chemo"."""
    for place in range(1, len(group)):
        first, then = standings[place - 1], standings[place]
        open_yet = first == Standing(None, UNTOLD) or first.status == "planned"
        gap = text[group[place - 1].end : group[place].start]
        if open_yet and then == Standing("done", UNTOLD) and len(gap) <= SEQUENCE_CHARS and _SEQUENCE.search(gap):
            standings[place] = first if first.status is None else Standing("planned", SHARED)
