"""Home: the app's own page in Slack: what it does, the state of what it knows, examples, and a person's settings."""

import re
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any, TypeVar

from slack_bolt import Ack, App, BoltContext

from bot import press
from bot.admission import SENTENCES, Admission
from bot.commands import slash
from bot.failure import incident_id, report, sentence
from bot.poster import Clients
from bot.preferences import Preference, Preferences
from bot.press import Press
from bot.render.blocks import messages, notice
from bot.render.home import EXAMPLES, LENGTH, PRIVATE, TRY, HomeState, answered, home, told, waiting
from bot.tenant import Tenant, tenant_of
from bot.usage import Usage
from knowledge.case import Value

if TYPE_CHECKING:
    from chains.answer import Answer
    from chains.consult import Consultant
    from knowledge.status import StoreStatus

T = TypeVar("T")


class Home:
    """Knows what the Home tab of each person tells."""

    def __init__(
        self,
        preferences: Preferences,
        knowledge: "Callable[[], StoreStatus]",
        usage: Callable[[str], Usage],
        admins: frozenset[str],
        admission: Admission | None = None,
        spending: "Callable[[str], AbstractContextManager[None]]" = lambda _team: nullcontext(),
        retention_days: int = 0,
    ) -> None:
        """``usage`` gives the counts of a workspace, for those whose user ids are in ``admins``.

        Inside ``spending`` the model is asked on the account of a workspace. Cases are kept for ``retention_days``,
        0 for without end.
        """
        self.preferences = preferences
        self.spending = spending
        self._knowledge = knowledge
        self._usage = usage
        self._admins = admins
        self._admission = admission or Admission()
        self._retention_days = retention_days

    def view(self, tenant: Tenant, user: str) -> dict[str, Any]:
        """The view of one person; what cannot be read now is left out. One sentence where nobody is answered."""
        if (reason := self._admission.refusal({}, tenant)) is not None:
            return told(SENTENCES[reason])
        team = tenant.id
        return home(
            HomeState(
                knowledge=_tried(self._knowledge),
                preference=_tried(lambda: self.preferences.of(team, user)) or Preference(),
                usage=_tried(lambda: self._usage(team)) if user in self._admins else None,
                admission=self._admission,
                retention_days=self._retention_days,
            )
        )


def register(
    app: App,
    home_tab: Home,
    consultant: "Consultant",
    clients: Clients,
    quick: Clients,
    executor: Executor,
    windows: Executor,
) -> None:
    """Show the Home view when somebody opens it; keep what they choose there; answer the examples.

    ``quick`` are the clients for the page itself, which is a courtesy. ``windows`` is for what must not wait behind
    the answers that ``executor`` makes: a window has to be open within three seconds.
    """

    def on_opened(event: dict[str, Any], context: BoltContext) -> None:
        if event.get("tab", "home") == "home" and event.get("user"):
            windows.submit(publish, quick, home_tab, tenant_of(context), str(event["user"]))

    def on_choice(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        tenant, user = tenant_of(context), press.person_of(body)
        team = tenant.id
        known = home_tab.preferences.of(team, user)
        home_tab.preferences.keep(team, user, chosen(known, body), time.time())
        ack()
        windows.submit(publish, quick, home_tab, tenant, user)

    def on_try(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        ack()
        windows.submit(tried, press.read(body, tenant_of(context).id))

    def tried(pressed: Press) -> None:
        if (window := opened(clients, pressed)) is not None:
            executor.submit(fills, pressed.team, window)

    def fills(team: str, window: Window) -> None:
        with home_tab.spending(team):
            fill(clients, team, consultant, window)

    app.event("app_home_opened")(on_opened)
    for action in (LENGTH, PRIVATE):
        app.action(action)(on_choice)
    app.action(re.compile(f"^{re.escape(TRY)}"))(on_try)


def publish(clients: Clients, home_tab: Home, tenant: Tenant, user: str) -> None:
    """Publish the view; a Home that cannot be shown breaks nothing."""
    try:
        clients(tenant.id).views_publish(user_id=user, view=home_tab.view(tenant, user))
    except Exception as error:  # noqa: BLE001 - Home is a courtesy
        report(incident_id(), error, surface="home")


def chosen(known: Preference, body: Mapping[str, Any]) -> Preference:
    """What a person's preference is after what they chose; as it was where the choice is not one of ours."""
    for action in body.get("actions") or ():
        if action.get("action_id") == LENGTH:
            value = (action.get("selected_option") or {}).get("value")
            known = known.model_copy(update={"length": value}) if value in {"short", "full"} else known
        elif action.get("action_id") == PRIVATE:
            values = {option.get("value") for option in action.get("selected_options") or ()}
            known = known.model_copy(update={"private": "private" in values})
    return known


class Window(Value):
    """A modal that is open, and the example that is to be answered in it."""

    view_id: str
    example: str


def opened(clients: Clients, pressed: Press) -> Window | None:
    """Open the modal of an example; ``None`` where that cannot be, as with an expired trigger."""
    number = pressed.action.removeprefix(TRY)
    if not number.isdecimal() or int(number) >= len(EXAMPLES):
        return None
    example = EXAMPLES[int(number)]
    try:
        shown = clients(pressed.team).views_open(trigger_id=pressed.trigger_id, view=waiting(example))
        return Window(view_id=str((shown.get("view") or {}).get("id") or ""), example=example)
    except Exception as error:  # noqa: BLE001 - whatever broke, Home stays as it is
        report(incident_id(), error, surface="home")
        return None


def fill(clients: Clients, team: str, consultant: "Consultant", window: Window) -> None:
    """Answer an example in its modal."""
    try:
        made = messages(_answer(consultant, window.example))
    except Exception as error:  # noqa: BLE001 - whatever broke, the person is told
        incident = incident_id()
        report(incident, error, surface="home")
        made = notice(sentence(incident))
    try:
        clients(team).views_update(view_id=window.view_id, view=answered(window.example, made))
    except Exception as error:  # noqa: BLE001 - a modal that was closed meanwhile, a token that was lost
        report(incident_id(), error, surface="home")


def _answer(consultant: "Consultant", example: str) -> "Answer":
    command, _, words = example.partition(" ")
    lookup = slash(words) if command.startswith("/") else None
    return consultant.look_up(lookup).answer if lookup else consultant.answer(example).answer


def _tried(read: Callable[[], T]) -> T | None:
    """What can be read, or ``None``."""
    try:
        return read()
    except Exception as error:  # noqa: BLE001 - the rest of the page can still be shown
        report(incident_id(), error, surface="home")
        return None
