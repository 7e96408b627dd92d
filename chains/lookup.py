"""Quick lookups: the words after ``/net`` or ``netboard factor`` as a case and the rule that is asked for.

``grade 8% 3`` is a Ki-67 of 8 % and 3 mitoses per 2 mm². Words come in any order; what is missing is said, not guessed.
"""

import re
from collections.abc import Callable, Mapping

from chains import counts, shorthand
from chains.plain import plain
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
MAX_LENGTH = 400
"""Characters of a lookup behind its first word."""
_FIRST = re.compile(r"\s*([^\s:=,;]+)\s*[:,;]*\s*(?:=\s*(?=-?\d))?(.*)", re.DOTALL)
_EXCEPTION = re.compile(r"(?i)\b(?:except(?:ing)?|apart from|other than|excluding)\b")


class Lookup(Value):
    """What a lookup asks: the rules to apply, the case to apply them to, and values that cannot be right."""

    command: str
    rules: tuple[str, ...] = ()
    case: CaseDetails = CaseDetails()
    problems: tuple[Problem, ...] = ()
    unread: tuple[str, ...] = ()
    """Words and numbers that no reader understood; the reply says them."""
    rest: str = ""


class LookupRefusedError(ValueError):
    """The lookup is not understood; the message says what would be right."""


def parse(text: str) -> Lookup:
    """Read a lookup. Raises LookupRefusedError, in one sentence, for an unknown first word or a missing part."""
    found = _FIRST.match(text)
    command, rest = (found[1].lower(), found[2].strip()) if found else ("help", "")
    if command not in WORDS:
        raise LookupRefusedError(f'"{command[:30]}" is not a lookup; the first word is one of {", ".join(WORDS)}.')
    if command in {"help", "drug", "evidence"}:
        if command != "help" and not rest:
            raise LookupRefusedError(f"Say what to look up, for example: {WORDS[command].usage}.")
        return Lookup(command=command, rest=rest)
    if len(rest) > MAX_LENGTH:
        raise LookupRefusedError(
            f"Say it in a few words, at most {MAX_LENGTH} characters; a whole case is a question of its own."
        )
    if (found := _EXCEPTION.search(rest)) is not None:
        raise LookupRefusedError(f'Say the values one by one, without "{found.group().lower()}".')
    if command == "score":
        name = _score(rest)
        return _looked_up(command, (SCORES[name],), re.sub(rf"(?i)\b{name}\b", " ", rest, count=1), name)
    if not rest:
        raise LookupRefusedError(f"Say the values, for example: {WORDS[command].usage}.")
    return _looked_up(command, RULES[command], rest)


def _score(rest: str) -> str:
    """The one score that is named; "nodes" and "factors" name one only where no other is."""
    words: list[str] = [word for word in re.findall(r"[a-z]+", rest.lower()) if word in SCORES]
    named = list(dict.fromkeys(word for word in words if word not in {"nodes", "factors"})) or words[:1]
    if len(named) != 1:
        known = ", ".join(SCORES)
        raise LookupRefusedError(f"Name the score, one of {known}; for example: {WORDS['score'].usage}.")
    return named[0]


_READERS: Mapping[str, Callable[[str], str]] = {
    "grade": counts.graded,
    "krenning": counts.krenning_scores,
    "liver": counts.liver_share,
}


def _looked_up(command: str, rules: tuple[str, ...], rest: str, score: str | None = None) -> Lookup:
    text = plain(rest)
    try:
        text = _READERS[command](text) if command in _READERS else text
    except counts.UnclearCountError as unclear:
        raise LookupRefusedError(str(unclear)) from unclear
    found = shorthand.read(text, command, score)
    if found.unclear:
        raise LookupRefusedError(found.unclear)
    problems = found.problems
    if command == "stage" and found.case.primary_site is None and (unknown := shorthand.unknown_site(rest)):
        sites = ", ".join(shorthand.sites_with_tnm())
        told = f'"{unknown}" is no site with a TNM for NET; the sites are {sites}.'
        problems = (*problems, Problem(field="primary_site", text=unknown, message=told, span=(0, len(unknown))))
    return Lookup(command=command, rules=rules, case=found.case, problems=problems, unread=found.unread, rest=rest)
