"""Serve: the Slack bot, composed and run until it is told to stop."""

import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from types import FrameType
from typing import TYPE_CHECKING
from urllib.error import URLError

import structlog
from slack_bolt.error import BoltError
from slack_sdk.errors import SlackApiError
from sqlalchemy import Engine
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from bot import app as bolt
from bot import sealing, turnstile
from bot.backlog import backlog
from bot.budget import Budget
from bot.database import NewerDatabaseError, database_url, open_database
from bot.failure import slack_code
from bot.front import fronts, parts
from bot.inbox import Inbox
from bot.log import configure
from bot.metrics import Metrics
from bot.pool import Pool
from bot.quota import Quota, Rates
from bot.reply import Replier
from bot.retention import Retention
from bot.settings import Settings, SetupError, secret
from bot.socketmode import SocketMode
from bot.store import Store
from bot.turnstile import Turnstile, full_house
from bot.web import WebServer
from bot.webapi import web_client

if TYPE_CHECKING:
    from chains.consult import Consultant

log = structlog.get_logger()


class Service:
    """A running bot."""

    def __init__(
        self,
        inbox: Inbox,
        store: Store,
        executor: ThreadPoolExecutor,
        front: SocketMode | WebServer,
        retention: Retention,
        beside: WebServer | None = None,
    ) -> None:
        self._retention = retention
        self._inbox = inbox
        self._store = store
        self._executor = executor
        self._front = front
        self._beside = beside

    @property
    def port(self) -> int | None:
        """Where HTTP mode listens; ``None`` in Socket Mode."""
        return self._front.port if isinstance(self._front, WebServer) else None

    @property
    def metrics_port(self) -> int | None:
        """Where health and figures are served beside the front; ``None`` where NETBOARD_METRICS_PORT is not set."""
        return self._beside.port if self._beside else None

    def stop(self) -> None:
        """Take nothing more in, finish what is under way, leave the rest in the store."""
        self._front.stop()
        self._retention.stop()
        self._executor.shutdown(wait=True)
        self._inbox.stop()
        if self._beside is not None:
            self._beside.stop()
        self._store.close()
        log.info("stopped")


def serve(settings: Settings, consultant: "Consultant") -> None:
    """Run the bot until SIGINT or SIGTERM. Raises SetupError, one line that names the setting, when it cannot start."""
    metrics = Metrics()
    configure(count=metrics.count)
    stop = threading.Event()

    def on_signal(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, on_signal)
        signal.signal(signal.SIGTERM, on_signal)
    service = start(settings, consultant, metrics)
    stop.wait()
    service.stop()


def check(settings: Settings) -> None:
    """Raise SetupError for settings with which the bot cannot start; touches nothing."""
    if not secret(settings.slack_bot_token):
        raise SetupError("SLACK_BOT_TOKEN is not set: give the bot token of the installed app (xoxb-…).")
    if not secret(settings.slack_app_token) and not secret(settings.slack_signing_secret):
        raise SetupError(
            "SLACK_APP_TOKEN and SLACK_SIGNING_SECRET are both not set: give the app token (xapp-…) for Socket Mode, "
            "or the signing secret for HTTP mode."
        )
    if settings.slack_api_url and not settings.slack_api_url.startswith(("http://", "https://")):
        raise SetupError("SLACK_API_URL must be a web address, such as https://slack-gov.com/api/.")


def start(settings: Settings, consultant: "Consultant", metrics: Metrics | None = None) -> Service:
    """Compose the bot and start it. Raises SetupError when it cannot start."""
    check(settings)
    metrics = metrics or Metrics()
    client = web_client(secret(settings.slack_bot_token), settings.slack_api_url)
    store = open_store(settings)
    engine = store.engine
    sealing.report(sealing.keys_of(secret(settings.key)))
    metrics.watch(lambda: backlog(engine, time.time()))
    quota = Quota(engine, Rates(person=settings.person_rate, workspace=settings.workspace_rate), time.time)
    budget = Budget(engine, settings.model_calls, time.time)
    work = Turnstile(Replier(store, consultant, client), quota, budget, settings.max_characters)
    inbox = Inbox(store, work, instead=full_house(engine, settings.queue, time.time))
    executor = Pool(4, "lookup")
    signing_secret = secret(settings.slack_signing_secret)
    try:
        app = bolt.build(client, signing_secret, consultant, inbox, store, executor)
        turnstile.register(app, quota, lambda: executor.open)
        front, beside = fronts(settings, app, client, metrics, parts(engine, consultant))
        front.start()
        if beside is not None:
            beside.start()
        inbox.start()
    except BoltError:
        raise SetupError(
            "SLACK_BOT_TOKEN: Slack does not accept it; give the bot token of the installed app."
        ) from None
    except SlackApiError as error:
        raise SetupError(
            f"SLACK_APP_TOKEN: Slack answers {slack_code(error)}; it must be an app-level token (xapp-…) "
            "with the scope connections:write."
        ) from None
    except (URLError, OSError) as error:
        raise SetupError(
            f"SLACK_API_URL: Slack's Web API at {client.base_url} does not answer ({type(error).__name__})."
        ) from None
    retention = Retention(store.erasure, store.trail, settings.retention_days)
    retention.start()
    service = Service(inbox, store, executor, front, retention, beside)
    log.info(
        "started",
        mode="socket" if isinstance(front, SocketMode) else "http",
        port=service.port,
        metrics_port=service.metrics_port,
    )
    return service


def open_store(settings: Settings) -> Store:
    """The store, sealed with the keys that are set. Raises SetupError."""
    engine = open_for(settings)
    try:
        sealing.seal(engine, sealing.keys_of(secret(settings.key)))
    except sealing.SealError as error:
        engine.dispose()
        raise SetupError(str(error)) from None
    except (SQLAlchemyError, OSError) as error:
        engine.dispose()
        raise _unopened(settings, error) from None
    return Store(engine)


def open_for(settings: Settings) -> Engine:
    """The database that the settings name, up to date and not yet sealed. Raises SetupError."""
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


def _unopened(settings: Settings, error: Exception) -> SetupError:
    name = "DATABASE_URL" if settings.database_url else "NETBOARD_DATA"
    return SetupError(f"{name}: the database cannot be opened ({type(error).__name__}).")
