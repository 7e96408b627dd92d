"""Tenant: for whose installation of the bot a request of Slack is, and which workspaces are of the same house.

Most often that is a workspace. Where an organisation installed the bot as a whole it is the organisation: its channels
may be in several of its workspaces, and Slack then names now the one and now the other, or none.

A form, a button or a message also names the workspace of the person; in a channel that is shared with another
organisation that is not ours. Which workspaces an organisation has is nowhere told, so it is noted from what is written
in channels that are not shared with anybody.
"""

from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, Engine, String, Table, delete, insert, select
from sqlalchemy.exc import IntegrityError

from bot.database import METADATA
from knowledge.case import Value

if TYPE_CHECKING:
    from slack_bolt import BoltContext

_kin = Table(
    "kin",
    METADATA,
    Column("team", String(32), primary_key=True),  # the tenant
    Column("workspace", String(32), primary_key=True),
)


class Tenant(Value):
    """Who installed the bot."""

    id: str
    """The workspace (T…), or the organisation (E…) that installed it as a whole; what is kept is kept by this."""
    workspace: str = ""
    """The workspace that the request names; in a button of an organisation's bot that of whoever pressed it."""
    enterprise: str = ""
    """The organisation, if it is one or is of one."""
    kin: frozenset[str] = frozenset()
    """Other workspaces of the organisation, as far as they are known."""

    @property
    def ours(self) -> frozenset[str]:
        """Everything that names our own house."""
        return frozenset({self.id, self.enterprise} - {""}) | self.kin


class Tenants:
    """Tells of each request whose it is. Safe to share between threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of(self, body: Mapping[str, Any], context: "BoltContext") -> Tenant:
        """The tenant, as the authorisation has it. Raises SQLAlchemyError."""
        found = tenant_of(context)
        if not found.enterprise:
            return found
        known = self._kin_of(found.id)
        heard = _colleagues_in(body) - known - {found.id}
        for workspace in sorted(heard):
            self._note(found.id, workspace)
        return found.model_copy(update={"kin": known | heard})

    def forget(self, workspaces: frozenset[str]) -> None:
        """Workspaces that an organisation took the bot away from; who works there is not taken for a colleague."""
        with self._engine.begin() as connection:
            connection.execute(delete(_kin).where(_kin.c.workspace.in_(workspaces)))

    def _note(self, tenant: str, workspace: str) -> None:
        with suppress(IntegrityError), self._engine.begin() as connection:  # another worker may have noted it
            connection.execute(insert(_kin).values(team=tenant, workspace=workspace))

    def _kin_of(self, tenant: str) -> frozenset[str]:
        with self._engine.begin() as connection:
            return frozenset(connection.execute(select(_kin.c.workspace).where(_kin.c.team == tenant)).scalars())


def tenant_of(context: "BoltContext") -> Tenant:
    """The tenant without its kin. Pure."""
    result = context.authorize_result
    authorised = str((result.team_id if result else "") or "")
    enterprise = str((result.enterprise_id if result else "") or "")
    named = str(context.team_id or "")
    if is_organisation(authorised):
        return Tenant(id=authorised, workspace=named, enterprise=authorised)
    return Tenant(id=authorised or named, workspace=authorised or named, enterprise=enterprise)


def is_organisation(name: str) -> bool:
    """Whether an id of Slack is that of an organisation."""
    return name.startswith("E")


def _colleagues_in(body: Mapping[str, Any]) -> frozenset[str]:
    """The workspaces that a message names which was written where nobody of another organisation is."""
    event = body.get("event") or {}
    if body.get("is_ext_shared_channel") is not False or event.get("type") not in {"message", "app_mention"}:
        return frozenset()
    named = (body.get("team_id"), *(event.get(name) for name in ("team", "user_team", "source_team")))
    return frozenset(str(one) for one in named if one and not is_organisation(str(one)))
