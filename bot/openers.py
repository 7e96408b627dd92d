"""Openers: messages that Slack offers to begin with in a direct message; a courtesy that breaks nothing."""

from collections.abc import Mapping
from concurrent.futures import Executor
from typing import Any

import structlog
from slack_bolt import App, BoltContext

from bot.failure import slack_code
from bot.poster import Clients
from bot.tenant import tenant_of

log = structlog.get_logger()

TITLE = "Try one of these, or write a case"
OPENERS: tuple[Mapping[str, str], ...] = (
    {
        "title": "Read a case",
        "message": "58M, G2 pancreatic NET, distal pancreatectomy 2021, Ki-67 8 %, liver metastases with Krenning 3 on "
        "DOTATATE PET. Prognosis?",
    },
    {"title": "Grade from Ki-67 and mitoses", "message": "grade 8% 3"},
    {
        "title": "Evidence for a drug",
        "message": "What is the evidence for lanreotide in enteropancreatic neuroendocrine tumours?",
    },
    {"title": "What can you do?", "message": "What can you do?"},
)
"""What Slack offers to send, at most four; the manifest has the same."""


def register(app: App, clients: Clients, executor: Executor) -> None:
    """Offer openers when somebody opens the conversation with the bot."""

    def on_opened(event: dict[str, Any], context: BoltContext) -> None:
        executor.submit(offer, clients, tenant_of(context).id, str(event.get("channel") or ""))

    app.event("app_home_opened", matchers=[_is_conversation])(on_opened)


def _is_conversation(event: dict[str, Any]) -> bool:
    return event.get("tab") == "messages" and bool(event.get("channel"))


def offer(clients: Clients, team: str, channel: str) -> None:
    """Offer the openers in a direct message. Without a thread: in an agent app Slack ignores a call that names one."""
    try:
        clients(team).assistant_threads_setSuggestedPrompts(
            channel_id=channel, title=TITLE, prompts=[dict(opener) for opener in OPENERS]
        )
    except Exception as error:  # noqa: BLE001 - openers are a courtesy
        log.info("no_openers", channel=channel, error=type(error).__name__, slack=slack_code(error))
