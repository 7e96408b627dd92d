"""Installations: the workspaces and organisations that installed the bot by OAuth, each with its token; and their end.

The tables are the Slack SDK's own, in the bot's database, save that what lets somebody post as the bot is sealed as
cases are. Without a key tokens lie there as Slack gave them: whoever can read the database can post as the bot.
"""

import time
from collections import defaultdict
from threading import Lock

import structlog
from slack_bolt import BoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.error import BoltError
from slack_bolt.oauth import OAuthFlow
from slack_bolt.oauth.oauth_settings import OAuthSettings
from slack_sdk import WebClient
from slack_sdk.errors import SlackTokenRotationError
from slack_sdk.oauth.installation_store import Bot, Installation
from slack_sdk.oauth.installation_store.sqlalchemy import SQLAlchemyInstallationStore
from slack_sdk.oauth.state_store.sqlalchemy import SQLAlchemyOAuthStateStore
from slack_sdk.oauth.token_rotation import TokenRotator
from sqlalchemy import Engine, MetaData, Table, delete, select

from bot.database import METADATA
from bot.erasure import APPEND_ONLY, BRIEF
from bot.log import bolt_logger
from bot.sealing import Sealed
from bot.tenant import is_organisation
from bot.webapi import FAILED, authorize_url, web_client

log = structlog.get_logger()

STATE_S = 600
"""How long an installation may take from the button to Slack's answer."""
ROTATE_BEFORE_MIN = 120
"""A token that runs out within so many minutes is exchanged for the next one."""
EXCHANGE_S = 2.0
"""How long another worker may take to save the token that it got in exchange."""
INSTALL_PATH, REDIRECT_PATH = "/slack/install", "/slack/oauth_redirect"

_SECRET = ("bot_token", "bot_refresh_token", "user_token", "user_refresh_token", "incoming_webhook_url")


class SealedInstallationStore(SQLAlchemyInstallationStore):
    """The SDK's store, with its secrets sealed; what was written before there was a key is read as it is."""

    @classmethod
    def build_bots_table(cls, metadata: MetaData, table_name: str) -> Table:
        """The table of bots."""
        return _sealed(super().build_bots_table(metadata, table_name))

    @classmethod
    def build_installations_table(cls, metadata: MetaData, table_name: str) -> Table:
        """The table of installations."""
        return _sealed(super().build_installations_table(metadata, table_name))


def _sealed(table: Table) -> Table:
    for name in set(_SECRET) & set(table.columns.keys()):
        table.c[name].type = Sealed()
    return table


_BOTS = SealedInstallationStore.build_bots_table(METADATA, SealedInstallationStore.default_bots_table_name)
SealedInstallationStore.build_installations_table(METADATA, SealedInstallationStore.default_installations_table_name)
_STATES = SQLAlchemyOAuthStateStore.build_oauth_states_table(METADATA, SQLAlchemyOAuthStateStore.default_table_name)
_STATES.info[BRIEF] = ("expire_at", 0)  # of who opened the page and never came back


class NotInstalledError(LookupError):
    """No workspace or organisation of this id has the bot installed."""


class Installations:
    """Hands out the client of each workspace; safe to share between threads."""

    def __init__(
        self, engine: Engine, client_id: str, client_secret: str, api_url: str | None, teams: frozenset[str]
    ) -> None:
        """``teams`` may install the bot, workspaces and organisations; empty for everyone."""
        self._engine = engine
        self._client_id = client_id
        self._client_secret = client_secret
        self._api_url = api_url
        self._teams = teams
        self._store = SealedInstallationStore(client_id=client_id, engine=engine, logger=bolt_logger())
        self._rotator = TokenRotator(client_id=client_id, client_secret=client_secret, client=web_client(None, api_url))
        self._locks: dict[str, Lock] = defaultdict(Lock)
        self._lock = Lock()

    def client(self, team: str) -> WebClient:
        """The client with the token of a workspace or an organisation.

        Raises NotInstalledError, or SlackApiError for a lost token.
        """
        return web_client(self._token(team), self._api_url)

    def quick_client(self, team: str) -> WebClient:
        """The same for courtesies: it neither waits long nor tries again."""
        return web_client(self._token(team), self._api_url, is_patient=False)

    def authorize(self, enterprise_id: str | None, team_id: str | None, *, is_whole: bool) -> AuthorizeResult | None:
        """Who the bot is for a request, from the database alone: Slack is asked nothing before it is answered.

        ``is_whole`` where Slack says that the request is for the installation of a whole organisation. The result names
        whose installation it is: the workspace or, in its place, the organisation.
        """
        names = (enterprise_id, team_id) if is_whole else (team_id, enterprise_id)
        found = ((name, self._bot(name)) for name in names if name)
        name, bot = next(((name, bot) for name, bot in found if bot is not None), ("", None))
        if bot is None:
            return None
        return AuthorizeResult(
            enterprise_id=bot.enterprise_id,
            team_id=name,
            bot_id=bot.bot_id,
            bot_user_id=bot.bot_user_id,
            bot_token=bot.bot_token,
        )

    def flow(self, scopes: list[str]) -> OAuthFlow:
        """The pages by which a workspace installs the bot."""
        settings = OAuthSettings(
            client_id=self._client_id,
            client_secret=self._client_secret,
            scopes=scopes,
            user_scopes=[],
            install_path=INSTALL_PATH,
            redirect_uri_path=REDIRECT_PATH,
            installation_store=self._store,
            state_store=SQLAlchemyOAuthStateStore(
                expiration_seconds=STATE_S, engine=self._engine, logger=bolt_logger()
            ),
            state_expiration_seconds=STATE_S,
            authorization_url=authorize_url(self._api_url),
            logger=bolt_logger(),
        )
        return _Flow(self._teams, client=web_client(None, self._api_url), settings=settings, logger=bolt_logger())

    def _token(self, team: str) -> str:
        with self._lock:
            lock = self._locks[team]
        with lock:  # of several threads one exchanges the token
            bot = self._bot(team)
            if bot is None:
                raise NotInstalledError(team)
            return str((self._rotated(team, bot) or bot).bot_token)

    def _rotated(self, team: str, bot: Bot) -> Bot | None:
        """The bot with its next token where this one runs out soon; the old one serves while it holds."""
        try:
            fresh = self._rotator.perform_bot_token_rotation(bot=bot, minutes_before_expiration=ROTATE_BEFORE_MIN)
        except (SlackTokenRotationError, *FAILED) as error:
            log.warning("token_not_rotated", team=team, error=type(error).__name__)
            if bot.bot_token_expires_at is not None and bot.bot_token_expires_at > time.time():
                return None
            if (other := self._exchanged_elsewhere(team, bot)) is not None:
                return other
            raise error.api_error if isinstance(error, SlackTokenRotationError) else error from None
        if fresh is not None:
            self._store.save_bot(fresh)
            log.info("token_rotated", team=team)
        return fresh

    def _exchanged_elsewhere(self, team: str, bot: Bot) -> Bot | None:
        """The bot as another worker has saved it meanwhile: a token is exchanged once, and only for one of them."""
        until = time.monotonic() + EXCHANGE_S
        while True:
            found = self._bot(team)
            if found is None or found.bot_token != bot.bot_token:
                return found
            if time.monotonic() >= until:
                return None
            time.sleep(0.05)

    def _bot(self, team: str) -> Bot | None:
        if is_organisation(team):
            return self._store.find_bot(enterprise_id=team, team_id=None, is_enterprise_install=True)
        column = _BOTS.c
        query = select(column.enterprise_id).where(column.client_id == self._client_id, column.team_id == team)
        with self._engine.begin() as connection:
            row = connection.execute(query.order_by(column.installed_at.desc()).limit(1)).first()
        return self._store.find_bot(enterprise_id=row[0], team_id=team) if row else None


class _Flow(OAuthFlow):
    """Bolt's flow, for workspaces and organisations that may install the bot."""

    def __init__(self, teams: frozenset[str], **more: object) -> None:
        super().__init__(**more)  # type: ignore[arg-type]
        self._teams = teams

    def store_installation(self, request: BoltRequest, installation: Installation) -> None:
        """Keep it; refused for a workspace or an organisation that is not on the list."""
        named = frozenset(filter(None, (installation.team_id, installation.enterprise_id)))
        who = installation.enterprise_id if installation.is_enterprise_install else installation.team_id
        if not who or (self._teams and not self._teams & named):
            log.warning("installation_refused", team=who)
            raise BoltError("this workspace may not install netboard")
        super().store_installation(request, installation)
        log.info("installed", team=who)


def lacking(engine: Engine, client_id: str, needed: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """Every workspace or organisation that installed the bot, with the scopes that its newest installation lacks.

    Slack told them at the installation; nothing is asked of it. Raises SQLAlchemyError.
    """
    column = _BOTS.c
    names = (column.enterprise_id, column.team_id, column.is_enterprise_install, column.bot_scopes)
    query = select(*names).where(column.client_id == client_id).order_by(column.installed_at)
    found: dict[str, tuple[str, ...]] = {}
    with engine.begin() as connection:
        for row in connection.execute(query):
            who = row.enterprise_id if row.is_enterprise_install else row.team_id
            has = {scope.strip() for scope in (row.bot_scopes or "").split(",")}
            found[str(who)] = tuple(sorted(needed - has))
    return found


def purge(engine: Engine, team: str) -> int:
    """Delete all that is kept of a workspace or an organisation, in every table that has one; how many rows that was.

    The audit trail stays: it holds no case, and tells who was answered.
    """
    count = 0
    with engine.begin() as connection:
        for table in (one for one in METADATA.sorted_tables[::-1] if not one.info.get(APPEND_ONLY)):
            for name in {"team", "team_id"} & set(table.columns.keys()):
                count += connection.execute(delete(table).where(table.c[name] == team)).rowcount
            if is_organisation(team) and {"enterprise_id", "team_id"} <= set(table.columns.keys()):
                whole = (table.c.enterprise_id == team, table.c.team_id.is_(None))
                count += connection.execute(delete(table).where(*whole)).rowcount
    log.info("purged", team=team, rows=count)
    return count
