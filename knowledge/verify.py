"""Verify: whether each PMID, DOI and set id of the register leads to the document that the register names."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import TypeGuard

from knowledge.evidence import Source
from knowledge.journal import Check, Identifier, Journal
from knowledge.record import SERVICE, IdentifierKind, Record, record
from knowledge.remote import NoNetworkError, Remote, RemoteError, ServiceName
from knowledge.titles import names_one, same_title

YEARS_APART = 1
"""A paper is often online in one year and in print in the next."""
GIVEN_UP_AFTER = 3
"""Failures of a service one after the other, each after all its attempts, before it is left out of the run."""

GOOD_FOR = timedelta(days=30)
"""How long an answer in the journal counts; a run of some minutes is resumed, the run of last year is not."""

Progress = Callable[[int, int, Identifier], None]


class UnknownSourceError(ValueError):
    """A source was named that is not in the register; the message says which."""


def identifiers(register: Mapping[str, Source], only: Collection[str] = ()) -> tuple[Identifier, ...]:
    """What there is to check, in order of source; ``only`` names sources. Raises UnknownSourceError."""
    if unknown := [name for name in only if name not in register]:
        raise UnknownSourceError(f"{unknown[0]!r} is no source of the register; sources are named as their files are.")
    chosen = (source for source in register.values() if not only or source.id in only)
    return tuple(identifier for source in chosen for identifier in _identifiers_of(source))


def verify(
    asked: Iterable[Identifier],
    remote: Remote,
    journal: Journal,
    progress: Progress | None = None,
    today: date | None = None,
) -> tuple[Check, ...]:
    """Check each identifier that the journal has no fresh result for, and write each result down as it comes.

    Raises NoNetworkError when nothing can be reached at all, and OSError when the journal cannot be written.
    """
    today = today or datetime.now(UTC).date()
    known = {
        question: check
        for question, check in journal.read().items()
        if check.asked is not None and today - check.asked <= GOOD_FOR
    }
    wanted = tuple(asked)
    failures: Counter[ServiceName] = Counter()
    checks = []
    for number, identifier in enumerate(wanted, start=1):
        if identifier.question in known:
            check = known[identifier.question].model_copy(update={"identifier": identifier})
        else:
            if progress is not None:
                progress(number, len(wanted), identifier)
            service = SERVICE[identifier.kind]
            if failures[service] >= GIVEN_UP_AFTER:
                check = _unreachable(identifier, f"{service} was given up after {GIVEN_UP_AFTER} failures in a row.")
            else:
                check = check_one(identifier, remote)
                failures[service] = failures[service] + 1 if check.outcome == "not_reachable" else 0
            check = check.model_copy(update={"asked": today})
            journal.add(check)
        checks.append(check)
    return tuple(checks)


def check_one(identifier: Identifier, remote: Remote) -> Check:
    """Ask about one identifier and compare. Raises NoNetworkError."""
    try:
        found = record(remote, identifier.kind, identifier.value)
    except NoNetworkError:
        raise
    except RemoteError as error:
        return _unreachable(identifier, str(error))
    return judge(identifier, found)


def judge(identifier: Identifier, found: Record | None) -> Check:
    """Compare the register with what was found; pure. Title and year must both match."""
    if found is None:
        reason = f"{SERVICE[identifier.kind]} holds nothing under it"
        return Check(identifier=identifier, outcome="not_found", reason=reason)
    reasons = []
    if not _same_document(identifier, found):
        reasons.append("another title" if found.title else "no title")
    if found.notice:
        reasons.append("the notice of a retraction and not the article")
    if found.year is None:
        reasons.append("no year")
    elif all(abs(year - identifier.year) > YEARS_APART for year in (found.year, *found.other_years)):
        reasons.append(f"year {found.year}, not {identifier.year}")
    return Check(
        identifier=identifier,
        outcome="mismatch" if reasons else "match",
        found_title=found.title,
        found_year=found.year,
        reason=", ".join(reasons),
        retracted=found.retracted,
    )


def _same_document(identifier: Identifier, found: Record) -> bool:
    """Titles compare by their words; a drug label has none, so that its name must stand in the register's title."""
    if identifier.kind != "set_id":
        return same_title(identifier.title, found.title)
    first_word = identifier.title.split(maxsplit=1)[0]
    return names_one(identifier.title, found.names) if found.names else names_one(found.title, (first_word,))


def _unreachable(identifier: Identifier, reason: str) -> Check:
    return Check(identifier=identifier, outcome="not_reachable", reason=reason)


def _identifiers_of(source: Source) -> Iterable[Identifier]:
    held: tuple[tuple[IdentifierKind, str | None, bool], ...] = (
        ("pmid", source.pmid, False),
        ("pmid", source.pmid_candidate, True),
        ("doi", source.doi, False),
        ("doi", source.doi_candidate, True),
        ("set_id", source.set_id, False),
    )
    for kind, value, candidate in held:
        if _told(value):
            yield Identifier(
                source=source.id,
                kind=kind,
                value=value,
                candidate=candidate,
                title=source.title,
                year=source.year,
                retracted=source.retracted,
            )


def _told(value: str | None) -> TypeGuard[str]:
    return bool(value)
