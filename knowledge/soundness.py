"""Soundness: what a source of the register must keep to; the first fault is named with its file and field."""

from collections.abc import Iterable, Mapping
from typing import get_args

from knowledge.case import Site
from knowledge.evidence import AppliesTo, Source, Statement
from knowledge.strength import SERVES, Strength

SITE_GROUPS: frozenset[str] = frozenset({"gep", "midgut", "all"})
OTHER_TUMOURS: frozenset[str] = frozenset({"paraganglioma"})
"""Tumours that are no site of CaseDetails but that a drug label speaks of; statements on them never fit a case."""
SITE_TOKENS: frozenset[str] = frozenset(get_args(Site)) | SITE_GROUPS | OTHER_TUMOURS
_WITHOUT_METASTASES = frozenset({"localized", "locoregional"})
_WITH_METASTASES = frozenset({"metastatic", "liver_metastases"})


class RegisterError(ValueError):
    """The register cannot be used; the message names the file and the field."""


def check_source(source: Source, name: str) -> None:
    """Raise RegisterError for the first thing in which a source and its statements are not sound."""
    _check_strength(source.strength, source, f"{name}: strength")
    if source.retracted and not source.notes.strip():
        raise RegisterError(f"{name}: notes: a retracted source says when and why it was retracted.")
    if source.kind == "guideline" and not (source.edition or "").strip():
        raise RegisterError(f"{name}: edition: a guideline says which it is: its edition, its version or its year.")
    if source.checked and not _identifiers(source):
        raise RegisterError(f"{name}: checked: a checked source holds what was read: PMID, DOI, set id or address.")
    if source.licence is not None and not source.licence.seen_in.strip():
        raise RegisterError(f"{name}: licence.seen_in: a licence says in which page it was read.")
    if not source.statements:
        raise RegisterError(f"{name}: statements: there is none, so nothing could be cited.")
    keys: set[str] = set()
    for statement in source.statements:
        where = f"{name}: statements.{statement.key}"
        if statement.key in keys:
            raise RegisterError(f"{where}: the key is used twice.")
        keys.add(statement.key)
        _check_statement(statement, source, where)


def check_links(source: Source, register: Mapping[str, Source], name: str) -> None:
    """Raise RegisterError where a source supersedes, or is superseded by, what is not there or says otherwise."""
    newer = source.superseded_by
    if newer is not None and newer not in register:
        raise RegisterError(f"{name}: superseded_by: {newer!r} is not in the register.")
    if newer == source.id or source.id in source.supersedes:
        raise RegisterError(f"{name}: superseded_by: a source does not supersede itself.")
    for older in source.supersedes:
        if older not in register:
            raise RegisterError(f"{name}: supersedes: {older!r} is not in the register.")
        if register[older].superseded_by is None:
            raise RegisterError(f"{name}: supersedes: {older!r} does not say that anything supersedes it.")


def check_differences(source: Source, register: Mapping[str, Source], name: str) -> None:
    """Raise RegisterError where a statement differs from one that is not there, of another kind, or does not say so."""
    for statement in source.statements:
        where = f"{name}: statements.{statement.key}.differs_from"
        for key in statement.differs_from:
            other, _, number = key.partition("#")
            there = {one.key: one for one in register[other].statements} if other in register else {}
            if number not in there:
                raise RegisterError(f"{where}: {key!r} is not in the register.")
            if other == source.id or register[other].kind != source.kind:
                raise RegisterError(f"{where}: {key!r} is not of another source of the same kind.")
            if f"{source.id}#{statement.key}" not in there[number].differs_from:
                raise RegisterError(f"{where}: {key!r} does not say that it differs from this one.")


def _identifiers(source: Source) -> list[str]:
    held: Iterable[str | None] = (source.pmid, source.doi, source.set_id, source.application_number, source.url)
    return [one for one in held if one]


def _check_statement(statement: Statement, source: Source, where: str) -> None:
    if not statement.text.strip():
        raise RegisterError(f"{where}.text: the statement is empty.")
    _check_applies_to(statement.applies_to, f"{where}.applies_to")
    _check_strength(statement.strength, source, f"{where}.strength")
    if statement.stated_strength is not None and source.kind != "guideline":
        raise RegisterError(f"{where}.stated_strength: only a guideline states a level of its own.")
    if statement.checked and not statement.checked_in:
        raise RegisterError(f"{where}.checked_in: a checked statement says in what kind of page it was found.")
    if not statement.checked and statement.checked_in:
        raise RegisterError(f"{where}.checked: it was found in a page, so it is checked; else leave checked_in out.")


def _check_applies_to(about: AppliesTo, where: str) -> None:
    if not about.sites:
        raise RegisterError(f'{where}.sites: name at least one site, or "all".')
    if unknown := [site for site in about.sites if site not in SITE_TOKENS]:
        raise RegisterError(f"{where}.sites: {unknown[0]!r} is no site; known are {', '.join(sorted(SITE_TOKENS))}.")
    if about.differentiation == "well" and "NEC" in about.grades:
        raise RegisterError(f"{where}.differentiation: NEC is poorly differentiated.")
    if about.differentiation == "poor" and set(about.grades) - {"NEC"}:
        raise RegisterError(f"{where}.differentiation: G1 to G3 are grades of well-differentiated tumours.")
    if about.ki67 is not None and not 0 <= about.ki67[0] < about.ki67[1] <= 100:
        raise RegisterError(f"{where}.ki67: two percentages from 0 to 100, the lower one first.")
    if about.setting in _WITHOUT_METASTASES and "IV" in about.stages:
        raise RegisterError(f"{where}.stages: stage IV is not {about.setting}.")
    if about.setting in _WITH_METASTASES and about.stages and "IV" not in about.stages:
        raise RegisterError(f"{where}.stages: {about.setting.replace('_', ' ')} disease is stage IV.")


def _check_strength(strength: Strength | None, source: Source, where: str) -> None:
    if strength is not None and strength not in SERVES[source.kind]:
        kind = source.kind.replace("_", " ")
        raise RegisterError(f"{where}: {strength!r} is no strength of a {kind}; {', '.join(_known(source))} are.")


def _known(source: Source) -> list[str]:
    return [word for word in get_args(Strength) if word in SERVES[source.kind]]
