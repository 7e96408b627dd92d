"""The composition root: settings in, a wired Consultant or library out. Nothing else wires."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import structlog

from bot.settings import Settings, SetupError, secret

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from chains.consult import Consultant
    from chains.model import Filler, Filling
    from chains.prose import Wording, Writer
    from knowledge.library import Library
    from knowledge.manifest import Manifest
    from knowledge.remote import Remote
    from knowledge.status import StoreStatus

Progress = Callable[[int, int], None]


@contextmanager
def foreseen() -> Iterator[None]:
    """What the knowledge store, its embeddings and the rules refuse, as SetupError in the same sentence."""
    from knowledge.embeddings import EmbeddingsError
    from knowledge.register import RegisterError
    from knowledge.rules.table import TableError
    from knowledge.store import StoreError

    try:
        yield
    except (EmbeddingsError, RegisterError, StoreError, TableError) as error:
        raise SetupError(str(error)) from None


def library(settings: Settings, progress: Progress | None = None) -> "Library":
    """The knowledge store, built first where it is missing or stale. Raises SetupError in one sentence."""
    from chains.veil import veiled
    from knowledge.build import open_or_build
    from knowledge.embeddings import embeddings_for

    with foreseen():
        return open_or_build(
            settings.data,
            settings.chroma_url,
            embeddings_for(settings.embeddings, veiled),
            progress=progress,
        )


def build(settings: Settings, progress: Progress | None = None) -> "Manifest":
    """The knowledge store built anew where anything changed, the embeddings too. Raises SetupError in one sentence."""
    from knowledge.build import build as built
    from knowledge.embeddings import embeddings_for
    from knowledge.shelf import all_sources

    with foreseen():
        sources = all_sources(settings.data, settings.chroma_url)
        return built(settings.data, settings.chroma_url, embeddings_for(settings.embeddings), sources, progress)


def check_store(settings: Settings) -> None:
    """Raise SetupError where the store has other embeddings or another process holds it: before anything is changed
    that asks for a build."""
    from knowledge.build import PATIENCE_S, refuse_mismatch
    from knowledge.embeddings import embeddings_for
    from knowledge.store import refuse_busy

    with foreseen():
        refuse_mismatch(settings.data, settings.chroma_url, embeddings_for(settings.embeddings))
        refuse_busy(settings.data, settings.chroma_url, PATIENCE_S)


def knowledge_status(settings: Settings) -> "StoreStatus":
    """The state of the knowledge store and its register. Raises SetupError in one sentence."""
    from knowledge.embeddings import named_embeddings
    from knowledge.status import status

    with foreseen():
        return status(settings.data, settings.chroma_url, named_embeddings(settings.embeddings))


def consultant(settings: Settings, progress: Progress | None = None) -> "Consultant":
    """A Consultant over the packaged rules and register. Raises SetupError in one sentence."""
    from chains.consult import Consultant
    from knowledge.register import load_register
    from knowledge.rules.engine import Rulebook
    from knowledge.shelf import all_sources

    model, writer = model_of(settings.model) if settings.model else (None, None)
    with foreseen():
        register = load_register()
        rulebook = Rulebook.load(register)  # what a team adds never stops the rules
        sources = all_sources(settings.data, settings.chroma_url, register)
    return Consultant(rulebook, library(settings, progress), sources, model, writer)


def database(settings: Settings) -> "Engine":
    """The bot's database, up to date and sealed with the keys that are set. Raises SetupError in one sentence."""
    from sqlalchemy.exc import SQLAlchemyError

    from bot import sealing

    engine = unsealed_database(settings)
    try:
        sealing.seal(engine, sealing.keys_of(secret(settings.key)))
    except sealing.SealError as error:
        engine.dispose()
        raise SetupError(str(error)) from None
    except (SQLAlchemyError, OSError) as error:
        engine.dispose()
        raise _unopened(settings, error) from None
    return engine


def unsealed_database(settings: Settings) -> "Engine":
    """The bot's database, its schema up to date; sealed texts stay sealed. Raises SetupError in one sentence."""
    from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

    from bot.database import NewerDatabaseError, database_url, open_database

    try:
        return open_database(database_url(settings.data, settings.database_url))
    except ModuleNotFoundError as error:
        raise SetupError(
            f"DATABASE_URL needs the package {error.name}, which is not installed; for Postgres: "
            "pip install 'netboard[postgres]'."
        ) from None
    except (ArgumentError, NoSuchModuleError) as error:
        raise SetupError(f"DATABASE_URL is not an address that SQLAlchemy can open ({type(error).__name__}).") from None
    except NewerDatabaseError:
        raise SetupError(
            "DATABASE_URL or NETBOARD_DATA: a later netboard made this database; install that version, or give another."
        ) from None
    except (SQLAlchemyError, OSError) as error:
        raise _unopened(settings, error) from None


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


def model_of(name: str) -> "tuple[Filler, Writer]":
    """What asks the chat model: for open fields of a reading, and for prose. Raises SetupError in one sentence."""
    from bot.budget import allowed
    from chains.breaker import Breaker
    from chains.model import Filler, ModelError, open_model
    from chains.prose import Writer

    try:
        model, breaker = open_model(name), Breaker()
    except ModelError as error:
        raise SetupError(f"NETBOARD_MODEL: {error}.") from None
    return (
        Filler(model, report=_filling, breaker=breaker, allowance=allowed),
        Writer(model, name, report=_wording, breaker=breaker, allowance=allowed),
    )


def _filling(filling: "Filling") -> None:
    _log("filling", filling.model_dump())


def _wording(wording: "Wording") -> None:
    _log("wording", wording.model_dump())


def _log(event: str, numbers: dict[str, object]) -> None:
    """Numbers of one question to the model, where a log was set up; on the terminal there is none."""
    if structlog.is_configured():
        structlog.get_logger().info(event, **numbers)


def _unopened(settings: Settings, error: Exception) -> SetupError:
    name = "DATABASE_URL" if settings.database_url else "NETBOARD_DATA"
    return SetupError(f"{name}: the database cannot be opened ({type(error).__name__}).")
