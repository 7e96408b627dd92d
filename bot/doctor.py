"""Doctor: whether this installation can work, a line a part: what was found and, where it is wrong, what to do.

Nothing is changed: no table made, no store built, nothing posted. No secret is shown, nor what a service said in words.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

from slack_sdk import WebClient
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from bot import sealing
from bot.compose import foreseen, model_of
from bot.database import NewerDatabaseError, connect, database_url, is_current, is_private
from bot.failure import slack_code
from bot.installations import INSTALL_PATH, lacking
from bot.serve import check
from bot.settings import Settings, SetupError, secret
from bot.webapi import FAILED, web_client
from bot.workspaces import scopes
from knowledge.case import Value

BUILD = "run: netboard knowledge build"


class Diagnosis(Value):
    """One part: ok, worth a note, or wrong, and then what would put it right."""

    part: str
    state: Literal["ok", "note", "wrong"]
    found: str
    do: str = ""


def examine() -> tuple[Diagnosis, ...]:
    """Every part in turn; with settings that cannot be read there is nothing else to ask."""
    try:
        settings = Settings.load()
    except SetupError as error:
        return (
            Diagnosis(part="settings", state="wrong", found=str(error), do="correct it in .env or the environment"),
        )
    return tuple(_parts(settings))


def text_of(found: tuple[Diagnosis, ...]) -> str:
    """A line a part."""
    return "".join(
        f"{one.state:<6}{one.part:<11}{one.found}{f' To do: {one.do}.' if one.do else ''}\n" for one in found
    )


def _parts(settings: Settings) -> Iterator[Diagnosis]:
    yield _settings(settings)
    yield from _bot_token(settings)
    yield from _app_token(settings)
    database = _asked("database", lambda: _database(settings))
    yield database
    if _serves_many(settings) and database.state == "ok":
        yield _installed(settings)
    yield _cases(settings, looks=database.state == "ok")
    yield _asked("knowledge", lambda: _knowledge(settings))
    yield _asked("model", lambda: _model(settings))


def _asked(part: str, ask: Callable[[], Diagnosis]) -> Diagnosis:
    """What a part says of itself; a SetupError is a sentence with what to do in it."""
    try:
        return ask()
    except SetupError as error:
        return Diagnosis(part=part, state="wrong", found=str(error))


def _settings(settings: Settings) -> Diagnosis:
    try:
        check(settings)
    except SetupError as error:
        return Diagnosis(part="settings", state="wrong", found=str(error), do="see .env.example")
    mode = "Socket Mode" if secret(settings.slack_app_token) else f"HTTP on port {settings.port}"
    mode += ", for every workspace that installs the bot" if _serves_many(settings) else ""
    return Diagnosis(part="settings", state="ok", found=f"{mode}.")


def _bot_token(settings: Settings) -> Iterator[Diagnosis]:
    token = secret(settings.slack_bot_token)
    if not token:
        if _serves_many(settings):
            found = "Each workspace has its own, which Slack gives when the bot is installed there."
            yield Diagnosis(part="bot token", state="ok", found=found)
        return  # where one is missing, that is said under settings
    try:
        answer = _client(settings, token).auth_test()
    except FAILED as error:
        yield _refused("bot token", "SLACK_BOT_TOKEN", error, "give the bot token of the installed app (xoxb-…)")
        return
    yield Diagnosis(part="bot token", state="ok", found="Slack accepts it.")
    said = {name.lower(): value for name, value in answer.headers.items()}.get("x-oauth-scopes")
    if said is None:
        yield Diagnosis(part="scopes", state="note", found="Slack did not say which scopes the token has.")
        return
    has = {scope.strip() for scope in (said if isinstance(said, str) else ",".join(said)).split(",")} - {""}
    needed = frozenset(scopes())
    missing, spare = sorted(needed - has), sorted(has - needed)
    if missing:
        todo = "update the app from bot/manifest.yaml and install it to the workspace again"
        yield Diagnosis(part="scopes", state="wrong", found=f"The token lacks {', '.join(missing)}.", do=todo)
    elif spare:
        found = f"All that are needed, and {', '.join(spare)}, which nothing here uses."
        yield Diagnosis(part="scopes", state="note", found=found, do="take them out of the app, for less to lose")
    else:
        yield Diagnosis(part="scopes", state="ok", found=f"All {len(has)} that the manifest asks for.")


def _serves_many(settings: Settings) -> bool:
    return bool((settings.slack_client_id or "").strip())


def _installed(settings: Settings) -> Diagnosis:
    """Whether each workspace gave all scopes; one that installed an earlier version may have given fewer."""
    engine = connect(database_url(settings.data, settings.database_url))
    try:
        found = lacking(engine, (settings.slack_client_id or "").strip(), frozenset(scopes()))
    except (SQLAlchemyError, OSError) as error:
        told = f"Which workspaces there are cannot be told: the database does not answer ({type(error).__name__})."
        return Diagnosis(part="workspaces", state="wrong", found=told, do="ask again")
    finally:
        engine.dispose()
    todo = f"open {INSTALL_PATH} at the address of the bot"
    if not found:
        return Diagnosis(part="workspaces", state="note", found="No workspace has installed it yet.", do=todo)
    if without := [f"{who} lacks {', '.join(missing)}" for who, missing in sorted(found.items()) if missing]:
        told = f"{len(without)} of {len(found)} did not give all scopes: {'; '.join(without)}."
        return Diagnosis(part="workspaces", state="wrong", found=told, do=f"let each of them {todo} once more")
    return Diagnosis(part="workspaces", state="ok", found=f"{len(found)}, each with all scopes.")


def _app_token(settings: Settings) -> Iterator[Diagnosis]:
    token = secret(settings.slack_app_token)
    if not token:
        return
    try:
        _client(settings, token).apps_connections_open(app_token=token)
    except FAILED as error:
        todo = "give an app-level token (xapp-…) with the scope connections:write, and turn Socket Mode on"
        yield _refused("app token", "SLACK_APP_TOKEN", error, todo)
    else:
        yield Diagnosis(part="app token", state="ok", found="Slack opens connections for it.")


def _client(settings: Settings, token: str) -> WebClient:
    client = web_client(token, settings.slack_api_url)
    client.retry_handlers = []  # somebody waits for the answer
    client.timeout = 10
    return client


def _refused(part: str, name: str, error: Exception, todo: str) -> Diagnosis:
    code = slack_code(error)
    if code is None:
        found = f"Slack's Web API does not answer ({type(error).__name__})."
        return Diagnosis(part=part, state="wrong", found=found, do="check the network, a proxy and SLACK_API_URL")
    return Diagnosis(part=part, state="wrong", found=f"{name}: Slack answers {code}.", do=todo)


def _database(settings: Settings) -> Diagnosis:
    name = "DATABASE_URL" if settings.database_url else "NETBOARD_DATA"
    try:
        url = database_url(settings.data, settings.database_url)
        if url.get_backend_name() == "sqlite" and (new := _new_file(url)) is not None:
            return new
        engine = connect(url)
    except ModuleNotFoundError as error:
        found = f"{name}: the package {error.name} is not installed."
        return Diagnosis(part="database", state="wrong", found=found, do="pip install 'netboard[postgres]'")
    except (ArgumentError, NoSuchModuleError):
        found = f"{name} is not an address that SQLAlchemy can open."
        return Diagnosis(
            part="database", state="wrong", found=found, do="give one such as postgresql://user@host/netboard"
        )
    try:
        current = is_current(engine)
    except NewerDatabaseError:
        found, todo = f"{name}: a later netboard made this database.", "install that version, or give another database"
        return Diagnosis(part="database", state="wrong", found=found, do=todo)
    except (SQLAlchemyError, OSError) as error:
        found = f"{name}: the database does not answer, or cannot be written to ({type(error).__name__})."
        return Diagnosis(part="database", state="wrong", found=found, do="see that it runs and that this account may")
    finally:
        engine.dispose()
    kind = engine.dialect.name
    if not current:
        return Diagnosis(part="database", state="note", found=f"{kind}; its tables are made at the next start.")
    if kind == "sqlite" and url.database and not is_private(Path(url.database)):
        found, todo = "sqlite, up to date; others on this machine can read the file.", f"chmod 600 {url.database}*"
        return Diagnosis(part="database", state="note", found=found, do=todo)
    return Diagnosis(part="database", state="ok", found=f"{kind}, up to date.")


def _cases(settings: Settings, *, looks: bool) -> Diagnosis:
    """Whether stored cases are encrypted; ``looks`` holds the keys against a database that is up to date, too."""
    keys = sealing.keys_of(secret(settings.key))
    try:
        if keys:
            sealing.Sealing(keys)
        if looks:
            engine = connect(database_url(settings.data, settings.database_url))
            try:
                sealing.fit(engine, keys)
            finally:
                engine.dispose()
    except sealing.SealError as error:
        return Diagnosis(part="cases", state="wrong", found=str(error))
    except (SQLAlchemyError, OSError) as error:
        found = f"Whether the keys fit cannot be told: the database does not answer ({type(error).__name__})."
        return Diagnosis(part="cases", state="wrong", found=found, do="ask again")
    return Diagnosis(part="cases", state="ok" if keys else "note", found=sealing.told(keys))


def _new_file(url: URL) -> Diagnosis | None:
    """What is to be said of a SQLite file that is not there yet."""
    file = Path(url.database or "")
    if not url.database or file.exists():
        return None
    return Diagnosis(part="database", state="note", found="sqlite; the file is made at the first start.")


def _knowledge(settings: Settings) -> Diagnosis:
    from knowledge.embeddings import named_embeddings
    from knowledge.status import status

    with foreseen():
        embeddings = named_embeddings(settings.embeddings)
        held = status(settings.data, settings.chroma_url, embeddings)
    if not held.built:
        return Diagnosis(part="knowledge", state="note", found="Not built yet; serve builds it first.", do=BUILD)
    if held.embedding != embeddings.name:
        found = f"The store was built with the embeddings {held.embedding}; {embeddings.name} are set."
        return Diagnosis(part="knowledge", state="wrong", found=found, do=f"{BUILD}, or set NETBOARD_EMBEDDINGS back")
    if not held.current:
        return Diagnosis(part="knowledge", state="note", found=f"Stale: {held.stale_because}.", do=BUILD)
    if held.damaged_files:
        found = f"{held.damaged_files} added files can no longer be read."
        return Diagnosis(part="knowledge", state="note", found=found, do="netboard knowledge add them once more")
    found = f"Edition {held.edition} of {held.date.isoformat()}, {held.passages} passages, {held.embedding}."
    return Diagnosis(part="knowledge", state="ok", found=found)


def _model(settings: Settings) -> Diagnosis:
    if not settings.model:
        return Diagnosis(part="model", state="ok", found="None is set: the deterministic writer.")
    model_of(settings.model)
    return Diagnosis(part="model", state="ok", found="It can be opened; it was not asked anything.")
