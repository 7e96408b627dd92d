"""Serve: the Slack bot, composed and run until it is told to stop."""

import signal
import threading
from concurrent.futures import ThreadPoolExecutor
from types import FrameType
from typing import TYPE_CHECKING
from urllib.error import URLError

import structlog
from slack_bolt.error import BoltError
from slack_sdk.errors import SlackApiError
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from bot import app as bolt
from bot import sealing
from bot.database import database_url, open_database
from bot.failure import slack_code
from bot.inbox import Inbox
from bot.log import configure
from bot.reply import Replier
from bot.retention import Retention
from bot.settings import Settings, SetupError
from bot.socketmode import SocketMode
from bot.store import Store
from bot.web import Site, WebServer
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
    ) -> None:
        self._retention = retention
        self._inbox = inbox
        self._store = store
        self._executor = executor
        self._front = front

    @property
    def port(self) -> int | None:
        """Where HTTP mode listens; ``None`` in Socket Mode."""
        return self._front.port if isinstance(self._front, WebServer) else None

    def stop(self) -> None:
        """Take nothing more in, finish what is under way, leave the rest in the store."""
        self._front.stop()
        self._retention.stop()
        self._executor.shutdown(wait=True)
        self._inbox.stop()
        self._store.close()
        log.info("stopped")


def serve(settings: Settings, consultant: "Consultant") -> None:
    """Run the bot until SIGINT or SIGTERM. Raises SetupError, one line that names the setting, when it cannot start."""
    configure()
    stop = threading.Event()

    def on_signal(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, on_signal)
        signal.signal(signal.SIGTERM, on_signal)
    service = start(settings, consultant)
    stop.wait()
    service.stop()


def check(settings: Settings) -> None:
    """Raise SetupError for settings with which the bot cannot start; touches nothing."""
    if not _secret(settings.slack_bot_token):
        raise SetupError("SLACK_BOT_TOKEN is not set: give the bot token of the installed app (xoxb-…).")
    if not _secret(settings.slack_app_token) and not _secret(settings.slack_signing_secret):
        raise SetupError(
            "SLACK_APP_TOKEN and SLACK_SIGNING_SECRET are both not set: give the app token (xapp-…) for Socket Mode, "
            "or the signing secret for HTTP mode."
        )
    if settings.slack_api_url and not settings.slack_api_url.startswith(("http://", "https://")):
        raise SetupError("SLACK_API_URL must be a web address, such as https://slack-gov.com/api/.")


def start(settings: Settings, consultant: "Consultant") -> Service:
    """Compose the bot and start it. Raises SetupError when it cannot start."""
    check(settings)
    client = web_client(_secret(settings.slack_bot_token), settings.slack_api_url)
    store = open_store(settings)
    sealing.report(sealing.keys_of(_secret(settings.key)))
    inbox = Inbox(store, Replier(store, consultant, client))
    executor = ThreadPoolExecutor(max_workers=4, thread_name_prefix="lookup")
    signing_secret = _secret(settings.slack_signing_secret)
    try:
        app = bolt.build(client, signing_secret, consultant, inbox, store, executor)
        app_token = _secret(settings.slack_app_token)
        front: SocketMode | WebServer = (
            SocketMode(app, client, app_token) if app_token else _web_server(Site(app, signing_secret), settings.port)
        )
        front.start()
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
    service = Service(inbox, store, executor, front, retention)
    log.info("started", mode="socket" if app_token else "http", port=service.port)
    return service


def _web_server(site: Site, port: int) -> WebServer:
    try:
        return WebServer(site, port)
    except OSError as error:
        raise SetupError(f"PORT: {port} cannot be listened on ({error.strerror}); give another one.") from None


def open_store(settings: Settings) -> Store:
    """The store, sealed with the keys that are set. Raises SetupError."""
    try:
        engine = open_database(database_url(settings.data, settings.database_url))
        sealing.seal(engine, sealing.keys_of(_secret(settings.key)))
        return Store(engine)
    except sealing.SealError as error:
        raise SetupError(str(error)) from None
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise SetupError(f"DATABASE_URL is not an address that SQLAlchemy can open ({type(error).__name__}).") from None
    except (SQLAlchemyError, OSError) as error:
        name = "DATABASE_URL" if settings.database_url else "NETBOARD_DATA"
        raise SetupError(f"{name}: the database cannot be opened ({type(error).__name__}).") from None


def _secret(value: object) -> str:
    reveal = getattr(value, "get_secret_value", None)
    return str(reveal()).strip() if callable(reveal) else ""
