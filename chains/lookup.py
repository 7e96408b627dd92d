"""Quick lookups: the words after ``/net`` or ``netboard factor`` as a case and the rule that is asked for.

``grade 8% 3`` is a Ki-67 of 8 % and 3 mitoses per 2 mm². Words come in any order; what is missing is said, not guessed.
"""

import re
from collections.abc import Callable, Mapping

from chains import shorthand
from knowledge.case import CaseDetails, Problem, Value


class Command(Value):
    """One lookup: its word, an example of its use, what it answers."""

    word: str
    usage: str
    does: str


COMMANDS: tuple[Command, ...] = (
    Command(word="grade", usage="grade 8% 3", does="WHO grade from Ki-67 and mitoses per 2 mm²"),
    Command(word="stage", usage="stage pancreas T2 N1 M0", does="AJCC stage from site and TNM"),
    Command(word="krenning", usage="krenning 3", does="what a Krenning score means, and what it does not"),
    Command(word="liver", usage="liver 40%", does="the band of liver involvement"),
    Command(word="score", usage="score panzuto pancreas ki67 12 liver 30", does="a published score"),
    Command(word="survival", usage="survival pancreas G2 liver", does="survival of published cohorts"),
    Command(word="drug", usage="drug everolimus", does="what the FDA label says"),
    Command(word="evidence", usage="evidence PRRT pancreas", does="what the sources hold on a subject"),
    Command(word="help", usage="help", does="this list"),
)
"""The one table behind ``netboard factor``, ``/net``, ``!grade``, the help text and the Slack manifest."""
WORDS: Mapping[str, Command] = {command.word: command for command in COMMANDS}
RULES: Mapping[str, tuple[str, ...]] = {
    "grade": ("who_grade",),
    "stage": ("ajcc_stage",),
    "krenning": ("krenning", "prrt_eligibility"),
    "liver": ("liver_burden",),
    "survival": ("survival",),
}
SCORES: Mapping[str, str] = {
    "panzuto": "panzuto_risk",
    "zaidi": "zaidi_recurrence",
    "genc": "ki67_recurrence",
    "nodes": "small_pnet_nodes",
    "das": "das_prrt_score",
    "milan": "milan_net",
    "netpet": "netpet",
    "recist": "recist",
    "factors": "prognostic_factors",
}
_PERCENT = re.compile(r"(?:[<>≤≥~]=?\s*)?-?\d+(?:[.,]\d+)?(?:\s*(?:-|–|to)\s*\d+(?:[.,]\d+)?)?\s*(?:%|percent\b)")
_NUMBER = re.compile(r"(?<![\w.,%-])-?\d+(?:[.,]\d+)?(?:\s*(?:-|–)\s*\d+)?(?![\w.,%])")
_NAMED_KI67 = re.compile(r"(?i)\b(?:ki-?\s?67|mib-?1)\s*[:=]?\s*")
_NAMED_MITOSES = re.compile(
    r"(?i)\b(?:mitos[ei]s|mitotic (?:count|rate|index)|mits?)\s*[:=]?\s*|\s*(?:/|per)\s*2\s*mm(?:2|²)"
)


class Lookup(Value):
    """What a lookup asks: the rules to apply, the case to apply them to, and values that cannot be right."""

    command: str
    rules: tuple[str, ...] = ()
    case: CaseDetails = CaseDetails()
    problems: tuple[Problem, ...] = ()
    rest: str = ""


class LookupRefusedError(ValueError):
    """The lookup is not understood; the message says what would be right."""


def parse(text: str) -> Lookup:
    """Read a lookup. Raises LookupRefusedError, in one sentence, for an unknown first word or a missing part."""
    words = text.split()
    command = words[0].lower() if words else "help"
    rest = text.strip()[len(command) :].strip()
    if command not in WORDS:
        raise LookupRefusedError(f'"{command[:30]}" is not a lookup; the first word is one of {", ".join(WORDS)}.')
    if command in {"help", "drug", "evidence"}:
        if command != "help" and not rest:
            raise LookupRefusedError(f"Say what to look up, for example: {WORDS[command].usage}.")
        return Lookup(command=command, rest=rest)
    if command == "score":
        name = next((w.lower() for w in words[1:] if w.lower() in SCORES), None)
        if name is None:
            known = ", ".join(SCORES)
            raise LookupRefusedError(f"Name the score, one of {known}; for example: {WORDS['score'].usage}.")
        return _looked_up(command, (SCORES[name],), re.sub(rf"(?i)\b{name}\b", " ", rest, count=1), name)
    if not rest:
        raise LookupRefusedError(f"Say the values, for example: {WORDS[command].usage}.")
    return _looked_up(command, RULES[command], rest)


def _grade_text(rest: str) -> str:
    """``8% 3`` as a Ki-67 and a mitotic count; other words stay as they are."""
    bare = _NAMED_MITOSES.sub(" ", _NAMED_KI67.sub(" ", rest))
    percent = _PERCENT.search(bare)
    left = bare[: percent.start()] + " ; " + bare[percent.end() :] if percent else bare
    named_ki67 = _NAMED_KI67.search(rest)
    count = _NUMBER.search(left)
    parts = []
    if percent:
        parts.append(f"Ki-67 {percent.group().strip()}")
    elif named_ki67 and count:
        parts.append(f"Ki-67 {count.group()}%")
        left = left[: count.start()] + " ; " + left[count.end() :]
        count = _NUMBER.search(left)
    if count:
        parts.append(f"mitoses {count.group()} per 2 mm2")
        left = left[: count.start()] + " ; " + left[count.end() :]
    words = " ".join(word for word in left.split() if word.strip(",;"))
    return ". ".join([*parts, words] if words else parts)


def _liver_text(rest: str) -> str:
    """``40%`` and ``40`` as a share of the liver; lesions, lobes and millimetres stay as they are."""
    bare = _PERCENT.search(rest) or _NUMBER.search(rest)
    if bare is None or re.match(r"(?i)\s*(?:mm|cm|lesions?|mets?)\b", rest[bare.end() :]):
        return f"liver metastases ; {rest}"
    share = bare.group().replace("%", "").strip()
    return f"{rest[: bare.start()]} ; liver {share} % ; {rest[bare.end() :]}"


def _krenning_text(rest: str) -> str:
    return re.sub(r"(?<![\w.])(-?\d+)", r"whole body Krenning \1", rest, count=1)


_READERS: Mapping[str, Callable[[str], str]] = {
    "grade": _grade_text,
    "krenning": _krenning_text,
    "liver": _liver_text,
}


def _looked_up(command: str, rules: tuple[str, ...], rest: str, score: str | None = None) -> Lookup:
    text = _READERS[command](rest) if command in _READERS else rest
    found = shorthand.read(text, command, score)
    problems = found.problems
    if command == "stage" and found.case.primary_site is None and (unknown := shorthand.unknown_site(rest)):
        sites = ", ".join(shorthand.sites_with_tnm())
        told = f'"{unknown}" is no site with a TNM for NET; the sites are {sites}.'
        problems = (*problems, Problem(field="primary_site", text=unknown, message=told, span=(0, len(unknown))))
    return Lookup(command=command, rules=rules, case=found.case, problems=problems, rest=rest)
