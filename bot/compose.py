"""The composition root: settings in, a wired Consultant or library out. Nothing else wires."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import structlog

from bot.settings import Settings, SetupError

if TYPE_CHECKING:
    from chains.consult import Consultant
    from chains.model import Filler, Filling
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

    model = filler(settings.model) if settings.model else None
    sources = load_register()
    return Consultant(Rulebook.load(sources), library(settings, progress), sources, model)


def filler(name: str) -> "Filler":
    """what asks the chat model to fill the open fields of a reading. Raises SetupError in one sentence."""
    from chains.model import Filler, ModelError, open_model

    try:
        return Filler(open_model(name), report=_log)
    except ModelError as error:
        raise SetupError(f"NETBOARD_MODEL: {error}.") from None


def _log(filling: "Filling") -> None:
    """Numbers of one question to the model, where a log was set up; on the terminal there is none."""
    if structlog.is_configured():
        structlog.get_logger().info("filling", **filling.model_dump())
