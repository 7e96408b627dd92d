"""Gate: buttons, commands, shortcuts and modals of those whom the bot does not answer end here, with a polite line.

Messages pass: only those that are for the bot are refused, and that is read in ``bot.events``.
"""

from collections.abc import Callable
from concurrent.futures import Executor
from typing import Any

from slack_bolt import App, BoltContext, BoltResponse

from bot.admission import SENTENCES, Admission
from bot.press import tell
from bot.tenant import Tenants


def register(app: App, admission: Admission, tenants: Tenants, executor: Executor) -> None:
    """Stand before every listener."""

    def admit(body: dict[str, Any], context: BoltContext, next: Callable[[], BoltResponse]) -> BoltResponse:  # noqa: A002 - Bolt's name
        reason = None if "event" in body else admission.refusal(body, tenants.of(body, context))
        if reason is None:
            return next()
        if url := str(body.get("response_url") or ""):
            executor.submit(tell, url, SENTENCES[reason], "gate")
        return BoltResponse(status=200, body="")

    app.middleware(admit)
