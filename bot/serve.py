"""Serve: the Slack bot, composed and run until it is told to stop."""

import signal
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from types import FrameType
from typing import TYPE_CHECKING

import structlog
from slack_bolt.error import BoltError
from slack_sdk.errors import SlackApiError
from sqlalchemy import Engine

from bot import app as bolt
from bot import sealing, turnstile, workspaces
from bot.admission import Admission, ids
from bot.backlog import backlog
from bot.budget import Budget
from bot.compose import database, knowledge_status
from bot.failure import slack_code
from bot.front import fronts, parts
from bot.home import Home
from bot.inbox import Inbox
from bot.installations import purge
from bot.log import configure, quieten
from bot.metrics import Metrics
from bot.pool import Pool
from bot.preferences import Preferences
from bot.progress import Progress
from bot.quota import Quota, Rates
from bot.reply import Replier
from bot.retention import Retention
from bot.settings import Settings, SetupError, secret
from bot.socketmode import SocketMode
from bot.store import Store
from bot.turnstile import Turnstile, full_house
from bot.usage import usage
from bot.web import WebServer
from bot.webapi import host, is_address

if TYPE_CHECKING:
    from chains.consult import Consultant

log = structlog.get_logger()


class Service:
    """A running bot."""

    def __init__(
        self,
        inbox: Inbox,
        store: Store,
        executors: Sequence[ThreadPoolExecutor],
        front: SocketMode | WebServer,
        retention: Retention,
        beside: WebServer | None = None,
    ) -> None:
        self._retention = retention
        self._inbox = inbox
        self._store = store
        self._executors = executors
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
        self._inbox.stop()
        for executor in self._executors:
            executor.shutdown(wait=True)
        if self._beside is not None:
            self._beside.stop()
        self._store.close()
        log.info("stopped")


def serve(settings: Settings, consultant: "Consultant") -> None:
    """Run the bot until SIGINT or SIGTERM. Raises SetupError, one line that names the setting, when it cannot start."""
    metrics = Metrics()
    configure(count=metrics.count)
    quieten()
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
    bot, app, signing = map(secret, (settings.slack_bot_token, settings.slack_app_token, settings.slack_signing_secret))
    client_id, client_secret = (settings.slack_client_id or "").strip(), secret(settings.slack_client_secret)
    if bool(client_id) != bool(client_secret):
        missing = "SLACK_CLIENT_SECRET" if client_id else "SLACK_CLIENT_ID"
        raise SetupError(f"{missing} is not set: give both, from Basic Information, to serve many workspaces.")
    if client_id and bot:
        raise SetupError(
            "SLACK_BOT_TOKEN and SLACK_CLIENT_ID are both set: give the token for one workspace, or the client id and "
            "secret for many."
        )
    if client_id and (app or not signing):
        raise SetupError(
            "SLACK_SIGNING_SECRET is needed and SLACK_APP_TOKEN must be empty to serve many workspaces, as their "
            "administrators install the bot over HTTP."
        )
    if not client_id and not bot:
        raise SetupError("SLACK_BOT_TOKEN is not set: give the bot token of the installed app (xoxb-…).")
    if not app and not signing:
        raise SetupError(
            "SLACK_APP_TOKEN and SLACK_SIGNING_SECRET are both not set: give the app token (xapp-…) for Socket Mode, "
            "or the signing secret for HTTP mode."
        )
    if settings.slack_api_url and not is_address(settings.slack_api_url):
        raise SetupError("SLACK_API_URL must be a web address, such as https://slack-gov.com/api/.")
    _admission(settings)


def start(settings: Settings, consultant: "Consultant", metrics: Metrics | None = None) -> Service:
    """Compose the bot and start it. Raises SetupError when it cannot start."""
    check(settings)
    metrics = metrics or Metrics()
    admission = _admission(settings)
    engine = database(settings)
    sealing.report(sealing.keys_of(secret(settings.key)))
    metrics.watch(lambda: backlog(engine, time.time()))
    served = _workspaces(settings, engine, admission)
    store, preferences = Store(engine), Preferences(engine)
    budget = Budget(engine, settings.model_calls, time.time)
    home_tab = Home(
        preferences,
        lambda: knowledge_status(settings),
        lambda team: usage(engine, team, time.time()),
        settings.admin_ids,
        admission,
        budget.of,
        settings.retention_days,
    )
    executor = Pool(4, "lookup")
    windows = ThreadPoolExecutor(max_workers=4, thread_name_prefix="window")
    courtesies = ThreadPoolExecutor(max_workers=4, thread_name_prefix="courtesy")
    replier = Replier(store, consultant, served.clients, Progress(served.quick, courtesies), preferences)
    quota = Quota(engine, Rates(person=settings.person_rate, workspace=settings.workspace_rate), time.time)
    work = Turnstile(replier, quota, budget, settings.max_characters)
    inbox = Inbox(store, work, instead=full_house(engine, settings.queue, time.time))
    try:
        app = bolt.build(
            served.client,
            secret(settings.slack_signing_secret),
            consultant,
            inbox,
            store,
            home_tab,
            executor,
            windows,
            served.clients,
            served.quick,
            admission,
            lambda team: purge(engine, team),
            served.authorize,
        )
        turnstile.register(app, quota, lambda: executor.open)
        front, beside = fronts(settings, app, served, metrics, parts(engine, consultant))
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
    except (OSError, HTTPException) as error:
        raise SetupError(
            f"SLACK_API_URL: Slack's Web API at {host(served.client.base_url)} does not answer "
            f"({type(error).__name__})."
        ) from None
    retention = Retention(store.erasure, store.trail, settings.retention_days)
    retention.start()
    service = Service(inbox, store, (windows, executor, courtesies), front, retention, beside)
    log.info(
        "started",
        mode="socket" if isinstance(front, SocketMode) else "http",
        many=served.flow is not None,
        port=service.port,
        metrics_port=service.metrics_port,
    )
    return service


def _workspaces(settings: Settings, engine: Engine, admission: Admission) -> workspaces.Workspaces:
    if settings.slack_client_id and settings.slack_client_id.strip():
        client_id, client_secret = settings.slack_client_id.strip(), secret(settings.slack_client_secret)
        return workspaces.many(engine, client_id, client_secret, settings.slack_api_url, admission.teams)
    return workspaces.one(secret(settings.slack_bot_token), settings.slack_api_url)


def _admission(settings: Settings) -> Admission:
    lists = {}
    for name, listed, kind, example in (
        ("NETBOARD_CHANNELS", settings.channels, "CG", "C0123ABCD"),
        ("NETBOARD_TEAMS", settings.teams, "TE", "T0123ABCD"),
    ):
        try:
            lists[name] = ids(listed, kind)
        except ValueError as error:
            raise SetupError(f"{name}: {str(error)!r} is no id; give ids such as {example}, comma separated.") from None
    return Admission(channels=lists["NETBOARD_CHANNELS"], teams=lists["NETBOARD_TEAMS"], outsiders=settings.outsiders)
