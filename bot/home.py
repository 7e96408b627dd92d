"""Home: the app's own page in Slack: what it does, the state of what it knows, examples, and a person's settings."""

import re
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any, TypeVar

from slack_bolt import Ack, App

from bot.admission import Admission
from bot.commands import slash
from bot.failure import incident_id, report, sentence
from bot.poster import Clients
from bot.preferences import Preference, Preferences
from bot.render.blocks import messages, notice
from bot.render.home import EXAMPLES, LENGTH, PRIVATE, TRY, HomeState, answered, home, waiting
from bot.usage import Usage

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
    ) -> None:
        """``usage`` gives the counts of a workspace, for those whose user ids are in ``admins``.

        Inside ``spending`` the model is asked on the account of a workspace.
        """
        self.preferences = preferences
        self.spending = spending
        self._knowledge = knowledge
        self._usage = usage
        self._admins = admins
        self._admission = admission or Admission()

    def view(self, team: str, user: str) -> dict[str, Any]:
        """The view of one person; what cannot be read now is left out."""
        return home(
            HomeState(
                knowledge=_tried(self._knowledge),
                preference=_tried(lambda: self.preferences.of(team, user)) or Preference(),
                usage=_tried(lambda: self._usage(team)) if user in self._admins else None,
                admission=self._admission,
            )
        )


def register(
    app: App, home_tab: Home, consultant: "Consultant", clients: Clients, quick: Clients, executor: Executor
) -> None:
    """Show the Home view when somebody opens it; keep what they choose there; answer the examples.

    ``quick`` are the clients for the page itself, which is a courtesy.
    """

    def on_opened(event: dict[str, Any], body: dict[str, Any]) -> None:
        if event.get("tab", "home") == "home" and event.get("user"):
            executor.submit(publish, quick, home_tab, str(body.get("team_id") or ""), str(event["user"]))

    def on_choice(ack: Ack, body: dict[str, Any]) -> None:
        team, user = _who(body)
        known = home_tab.preferences.of(team, user)
        home_tab.preferences.keep(team, user, chosen(known, body), time.time())
        ack()
        executor.submit(publish, quick, home_tab, team, user)

    def on_try(ack: Ack, body: dict[str, Any]) -> None:
        ack()
        executor.submit(tried, body)

    def tried(body: dict[str, Any]) -> None:
        with home_tab.spending(_who(body)[0]):
            show(clients, consultant, body)

    app.event("app_home_opened")(on_opened)
    for action in (LENGTH, PRIVATE):
        app.action(action)(on_choice)
    app.action(re.compile(f"^{re.escape(TRY)}"))(on_try)


def publish(clients: Clients, home_tab: Home, team: str, user: str) -> None:
    """Publish the view; a Home that cannot be shown breaks nothing."""
    try:
        clients(team).views_publish(user_id=user, view=home_tab.view(team, user))
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


def show(clients: Clients, consultant: "Consultant", body: Mapping[str, Any]) -> None:
    """Answer an example in a modal, which is opened at once and filled when the answer is there."""
    try:
        pressed: Mapping[str, Any] = next(iter(body.get("actions") or ()), {})
        number = str(pressed.get("action_id") or "").removeprefix(TRY)
        if not number.isdecimal() or int(number) >= len(EXAMPLES):
            return
        example = EXAMPLES[int(number)]
        client = clients(_who(body)[0])
        opened = client.views_open(trigger_id=str(body.get("trigger_id") or ""), view=waiting(example))
        view_id = str((opened.get("view") or {}).get("id") or "")
        try:
            made = messages(_answer(consultant, example))
        except Exception as error:  # noqa: BLE001 - whatever broke, the person is told
            incident = incident_id()
            report(incident, error, surface="home")
            made = notice(sentence(incident))
        client.views_update(view_id=view_id, view=answered(example, made))
    except Exception as error:  # noqa: BLE001 - an expired trigger or a closed modal; the example can be tried again
        report(incident_id(), error, surface="home")


def _answer(consultant: "Consultant", example: str) -> "Answer":
    command, _, words = example.partition(" ")
    lookup = slash(words) if command.startswith("/") else None
    return consultant.look_up(lookup).answer if lookup else consultant.answer(example).answer


def _who(body: Mapping[str, Any]) -> tuple[str, str]:
    user = body.get("user") or {}
    return str((body.get("team") or {}).get("id") or user.get("team_id") or ""), str(user.get("id") or "")


def _tried(read: Callable[[], T]) -> T | None:
    """What can be read, or ``None``."""
    try:
        return read()
    except Exception as error:  # noqa: BLE001 - the rest of the page can still be shown
        report(incident_id(), error, surface="home")
        return None
