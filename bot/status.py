"""Status: the state of the knowledge store as text that a person reads; long lists come last."""

import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from bot.console import WIDTH
from knowledge.licence import CARRIES, LICENCE_NOT_KNOWN
from knowledge.status import StoreStatus
from knowledge.strength import MEANING

LABEL = 14
"""Columns of the label on the left."""
_KINDS = {"guideline": "guidelines", "drug_label": "drug labels", "research": "research"}


def text_of(found: StoreStatus) -> str:
    """A line or a paragraph for each thing to know, ending in a line break."""
    return "".join(f"{_paragraph(label, said)}\n" for label, said in _parts(found))


def _parts(found: StoreStatus) -> Iterator[tuple[str, str]]:
    yield "state", _state(found)
    if found.built_at is not None:
        yield "built", f"{found.built_at:%Y-%m-%d %H:%M} UTC, {found.passages} passages"
        versions = ", ".join(f"{name} {number}" for name, number in found.versions.items())
        yield "built by", versions or "versions not noted"
        yield "embeddings", f"{found.embedding} ({found.dimension} dimensions)"
        for label, names, so in (
            ("new", found.new_sources, "not in the store yet"),
            ("changed", found.changed_sources, "the store holds the old version"),
            ("gone", found.gone_sources, "still in the store"),
        ):
            if names:
                yield label, f"{_counted(f'{len(names)} sources', names)}; {so}"
    yield "register", f"edition {found.edition} of {found.date.isoformat()}, version {found.version[:12]}"
    kinds = ", ".join(f"{count} {_KINDS[kind]}" for kind, count in found.sources_by_kind.items())
    yield "sources", f"{found.sources}: {kinds}"
    yield "statements", f"{found.statements}, of which {found.statements_checked} were checked"
    yield "edition", _counted(f"{len(found.without_edition)} drug labels without their revision", found.without_edition)
    yield "strength", _tallied(found.strengths, {str(word): said for word, said in MEANING.items()})
    yield "licence", _tallied(found.licences, CARRIES, LICENCE_NOT_KNOWN)
    yield "added", _counted(f"{found.added_documents} documents from {len(found.added_files)} files", found.added_files)
    if found.damaged_files:
        yield "damaged", f"{found.damaged_files} added files can no longer be read; add them once more"
    yield "superseded", _counted(f"{len(found.superseded)} sources", found.superseded)
    yield "retracted", _counted(f"{len(found.retracted)} sources", found.retracted)
    yield "unchecked", _unchecked_statements(found.unchecked_statements)
    yield "", _counted(f"{found.sources_unchecked} sources by their identifiers", found.unchecked)


def _tallied(counts: Mapping[str, int], words: Mapping[str, str], unknown: str = "not known") -> str:
    return "; ".join(f"{count} {words.get(word, unknown)}" for word, count in counts.items()) or "none"


def _state(found: StoreStatus) -> str:
    if found.current:
        return "up to date"
    return f"stale: {found.stale_because}; run: netboard knowledge build"


def _counted(count: str, names: Sequence[str]) -> str:
    return f"{count}: {', '.join(names)}" if names else "none"


def _unchecked_statements(keys: Sequence[str]) -> str:
    """How many of each source; their keys are many, and stand in the JSON."""
    each = Counter(key.partition("#")[0] for key in keys)
    return _counted(f"{len(keys)} statements", [f"{source} {count}" for source, count in each.items()])


def _paragraph(label: str, said: str) -> str:
    return textwrap.fill(
        said,
        WIDTH,
        initial_indent=f"{label:<{LABEL}}",
        subsequent_indent=" " * LABEL,
        break_long_words=False,
        break_on_hyphens=False,
    )
