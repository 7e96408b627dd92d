"""Suggestions: prompts to begin with in a direct message, and the name of the thread; courtesies that break nothing."""

from collections.abc import Mapping
from concurrent.futures import Executor
from typing import Any

import structlog
from slack_bolt import App

from bot.failure import slack_code
from bot.inbox import Thread
from bot.poster import Clients

log = structlog.get_logger()

TITLE = "Try one of these, or write a case"
PROMPTS: tuple[Mapping[str, str], ...] = (
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
    """Offer prompts when somebody opens the conversation with the bot."""

    def on_opened(event: dict[str, Any], body: dict[str, Any]) -> None:
        executor.submit(offer, clients, str(body.get("team_id") or ""), str(event.get("channel") or ""))

    app.event("app_home_opened", matchers=[_is_conversation])(on_opened)


def _is_conversation(event: dict[str, Any]) -> bool:
    return event.get("tab") == "messages" and bool(event.get("channel"))


def offer(clients: Clients, team: str, channel: str) -> None:
    """Set the prompts of a direct message. Without a thread: in an agent app Slack ignores a call that names one."""
    try:
        clients(team).assistant_threads_setSuggestedPrompts(
            channel_id=channel, title=TITLE, prompts=[dict(prompt) for prompt in PROMPTS]
        )
    except Exception as error:  # noqa: BLE001 - prompts are a courtesy
        log.info("no_prompts", channel=channel, error=type(error).__name__, slack=slack_code(error))


def entitle(clients: Clients, thread: Thread, title: str) -> None:
    """Name a thread of a direct message."""
    try:
        clients(thread.team).assistant_threads_setTitle(channel_id=thread.channel, thread_ts=thread.ts, title=title)
    except Exception as error:  # noqa: BLE001 - a title is a courtesy
        log.info("no_title", channel=thread.channel, error=type(error).__name__, slack=slack_code(error))
