"""Rebase: the case of a conversation as if one earlier message had been worded otherwise, or never been written.

What a message told is known by its turn (``evidence_turns``). A fact that a later message told, changed or took back
stays as that message left it.
"""

from collections.abc import Sequence
from typing import Any

from chains.conversation import Conversation
from chains.extract.settled import settled
from chains.merge import LISTS
from knowledge.case import ENTRIES, CaseDetails

_HELD = ("evidence_spans", "evidence_turns")
_WITH_ANOTHER = {"primary_site_basis", "filled_by_model", "likely", *_HELD}


def rebased(later: Conversation, turn: int, old: Conversation, new: Conversation) -> Conversation:
    """A later conversation, in which the message of ``turn`` leads to ``new`` and no longer to ``old``.

    Unchanged where the conversation has turned to another patient since.
    """
    update: dict[str, Any] = {}
    for name, held in (("case", "conditions"), ("before", "conditions_before")):
        case: CaseDetails = getattr(later, name)
        if is_of_the_same_patient(case, turn, old.case):
            update[name] = rebased_case(case, turn, old.case, new.case)
            update[held] = _conditions(getattr(later, held), old.conditions, new.conditions)
    return later.model_copy(update=update)


def _conditions(later: Sequence[str], old: Sequence[str], new: Sequence[str]) -> tuple[str, ...]:
    """What no rule weighs, without what only the message as it was told, and with what it tells now."""
    stays = [words for words in later if words not in old or words in new]
    return tuple(dict.fromkeys([*stays, *(words for words in new if words not in old)]))


def is_of_the_same_patient(case: CaseDetails, turn: int, old: CaseDetails) -> bool:
    """Whether a later case goes on from ``old``: something in it was told in that turn or before."""
    return not old.facts() or any(told <= turn for told in case.evidence_turns.values())


def rebased_case(case: CaseDetails, turn: int, old: CaseDetails, new: CaseDetails) -> CaseDetails:
    """A later case of the same patient, with the facts of ``turn`` as in ``new``."""
    before = case
    for field in CaseDetails.model_fields:
        if field in _WITH_ANOTHER:
            continue
        if field in LISTS:
            case = _list_rebased(case, field, turn, old, new)
        elif _turn_of(case, field) == turn or not (_has(case, field) or _has(old, field)):
            case = _taken(case, field, new)
    return settled(case.model_copy(update={"likely": _likely(before, turn, case, new)}))


def _likely(before: CaseDetails, turn: int, after: CaseDetails, new: CaseDetails) -> tuple[str, ...]:
    """What is only likely: what ``turn`` told, or nobody, as ``new`` has it, and all else as it was."""
    theirs = {slot for slot in before.slots() if _turn_of_slot(before, slot) == turn} | (new.slots() - before.slots())
    kept = {slot for slot in before.likely if slot not in theirs or slot not in new.slots()}
    return tuple(sorted((kept | theirs.intersection(new.likely)) & after.slots()))


def _turn_of_slot(case: CaseDetails, slot: str) -> int | None:
    field, _, entry = slot.partition(".")
    if not entry:
        return _turn_of(case, field)
    own = [at for at, one in enumerate(getattr(case, field)) if getattr(one, ENTRIES[field]) == entry]
    return max((turn for at in own if (turn := _turn_of(case, f"{field}[{at}]")) is not None), default=None)


def _has(case: CaseDetails, field: str) -> bool:
    return getattr(case, field) not in (None, ())


def _turn_of(case: CaseDetails, path: str) -> int | None:
    """The newest turn that told a field, an entry of a list, or a part of either."""
    turns = [turn for at, turn in case.evidence_turns.items() if _is_under(at, path)]
    return max(turns) if turns else None


def _is_under(path: str, root: str) -> bool:
    return path == root or path.startswith((f"{root}.", f"{root}["))


def _taken(case: CaseDetails, field: str, new: CaseDetails) -> CaseDetails:
    """The case with one field, its places and its mark as in ``new``."""
    case = case.without(frozenset({field}))
    if not _has(new, field):
        return case
    update: dict[str, Any] = {field: getattr(new, field)}
    if field == "primary_site":
        update["primary_site_basis"] = new.primary_site_basis
    for held in _HELD:
        theirs = {
            path: at for path, at in getattr(new, held).items() if _is_under(path, field) or path == f"{field}_basis"
        }
        update[held] = {**getattr(case, held), **theirs}
    marked = {*case.filled_by_model, *({field} & set(new.filled_by_model))}
    update["filled_by_model"] = tuple(name for name in CaseDetails.model_fields if name in marked)
    return case.model_copy(update=update)


def _list_rebased(case: CaseDetails, field: str, turn: int, old: CaseDetails, new: CaseDetails) -> CaseDetails:
    """Entries that ``turn`` told give way to those of ``new``; what a later message took back stays away."""
    key = LISTS[field]
    stays = [(case, at) for at in range(len(getattr(case, field))) if _turn_of(case, f"{field}[{at}]") != turn]
    kept = {key(getattr(case, field)[at]) for _, at in stays}
    taken_back = {key(entry) for entry in getattr(old, field)} - {key(entry) for entry in getattr(case, field)}
    comes = [
        (new, at)
        for at, entry in enumerate(getattr(new, field))
        if key(entry) not in kept and key(entry) not in taken_back
    ]
    if len(stays) == len(getattr(case, field)) and not comes:
        return case
    entries = sorted((*stays, *comes), key=lambda one: _turn_of(one[0], f"{field}[{one[1]}]") or 0)
    update: dict[str, Any] = {field: tuple(getattr(source, field)[at] for source, at in entries)}
    for held in _HELD:
        places = {path: at for path, at in getattr(case, held).items() if not _is_under(path, field)}
        for place, (source, at) in enumerate(entries):
            root = f"{field}[{at}]"
            theirs = ((path, where) for path, where in getattr(source, held).items() if _is_under(path, root))
            places |= {f"{field}[{place}]{path[len(root) :]}": where for path, where in theirs}
        update[held] = places
    return case.model_copy(update=update)
