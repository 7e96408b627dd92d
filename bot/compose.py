"""The composition root: settings in, a wired Consultant or library out. Nothing else wires."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import structlog

from bot.settings import Settings, SetupError

if TYPE_CHECKING:
    from chains.consult import Consultant
    from chains.model import Filler, Filling
    from knowledge.library import Library
    from knowledge.remote import Remote

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
    from knowledge.rules.engine import Rulebook
    from knowledge.shelf import all_sources

    model = filler(settings.model) if settings.model else None
    sources = all_sources(settings.data, settings.chroma_url)
    return Consultant(Rulebook.load(sources), library(settings, progress), sources, model)


def remote(settings: Settings) -> "Remote":
    """The client of PubMed, Crossref and openFDA; asks nothing yet. Raises SetupError in one sentence."""
    from knowledge.remote import Remote, services

    urls = {
        "NETBOARD_NCBI_URL": settings.ncbi_url,
        "NETBOARD_CROSSREF_URL": settings.crossref_url,
        "NETBOARD_OPENFDA_URL": settings.openfda_url,
    }
    for name, url in urls.items():
        if url and not re.fullmatch(r"https?://[^\s/]+(/\S*)?", url):
            raise SetupError(f"{name}: {url!r} is no address; give one such as https://example.org, or leave it empty.")
    key = settings.ncbi_api_key.get_secret_value() if settings.ncbi_api_key else None
    return Remote(services(*urls.values(), ncbi_api_key=key, mailto=settings.mailto))


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
