"""The composition root: settings in, a wired Consultant or library out. Nothing else wires."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.settings import Settings, SetupError

if TYPE_CHECKING:
    from chains.consult import Consultant
    from knowledge.library import Library

Progress = Callable[[int, int], None]


def library(settings: Settings, progress: Progress | None = None) -> "Library":
    """The knowledge store, built first where it is missing or stale. Raises SetupError in one sentence."""
    from knowledge.build import open_or_build
    from knowledge.embeddings import embeddings_for
    from knowledge.store import StoreError

    try:
        return open_or_build(
            settings.data,
            settings.chroma_url,
            embeddings_for(settings.embeddings),
            progress=progress,
        )
    except (ValueError, StoreError) as error:
        raise SetupError(str(error)) from None


def consultant(settings: Settings, progress: Progress | None = None) -> "Consultant":
    """A Consultant over the packaged rules and register."""
    from chains.consult import Consultant
    from knowledge.register import load_register
    from knowledge.rules.engine import Rulebook

    if settings.model:
        raise SetupError("NETBOARD_MODEL is set, but this version writes without a model: leave it empty.")
    sources = load_register()
    return Consultant(Rulebook.load(sources), library(settings, progress), sources)
