"""Home: the app's own page in Slack, with what it does and where it stops."""

from collections.abc import Mapping
from concurrent.futures import Executor
from typing import Any

from slack_bolt import App

from bot.commands import help_text
from bot.failure import incident_id, report
from bot.poster import Clients
from bot.render.blocks import notice

SCOPE = (
    "netboard answers questions about patients with neuroendocrine tumours: prognosis, factors, treatment and the "
    "evidence behind them, each statement with its source.\n"
    "It is decision support for clinicians, not a medical device. Leave out names and record numbers."
)


def view() -> dict[str, Any]:
    """The Home view."""
    header = {"type": "header", "text": {"type": "plain_text", "text": "netboard", "emoji": False}}
    return {"type": "home", "blocks": [header, *notice(SCOPE)[0].blocks, *notice(help_text())[0].blocks]}


def register(app: App, clients: Clients, executor: Executor) -> None:
    """Show the Home view when somebody opens it."""

    def on_opened(event: dict[str, Any], body: dict[str, Any]) -> None:
        if event.get("tab", "home") == "home" and event.get("user"):
            executor.submit(publish, clients, str(body.get("team_id") or ""), event)

    app.event("app_home_opened")(on_opened)


def publish(clients: Clients, team: str, event: Mapping[str, Any]) -> None:
    """Publish the view; a Home that cannot be shown breaks nothing."""
    try:
        clients(team).views_publish(user_id=str(event["user"]), view=view())
    except Exception as error:  # noqa: BLE001 - Home is a courtesy
        report(incident_id(), error, surface="home")
