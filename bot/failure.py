"""Failure: what the asker reads and what the log keeps when something breaks on our side."""

import secrets
import traceback
from pathlib import Path

import structlog
from slack_sdk.errors import SlackApiError

log = structlog.get_logger()


def incident_id() -> str:
    """A short id that the asker can quote and the log can be searched for."""
    return secrets.token_hex(4)


def sentence(incident: str, lost: str = "Your question was not answered; please ask again.") -> str:
    """The one sentence that an asker reads; ``lost`` is what they do not get, and what to do."""
    return f"Something went wrong on our side (id {incident}). {lost}"


def place(error: BaseException) -> str:
    """Where an error arose: file and line of the innermost frames. Never its message, which may quote a clinician."""
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    return " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames))


def report(incident: str, error: BaseException, **ids: str) -> None:
    """Log an error by its id, type and place."""
    log.error(
        "failed", incident=incident, error=type(error).__name__, place=place(error), slack=slack_code(error), **ids
    )


def slack_code(error: BaseException) -> str | None:
    """Slack's own code for what it did not accept, such as ``channel_not_found``."""
    if not isinstance(error, SlackApiError):
        return None
    get = getattr(error.response, "get", None)
    try:
        return str(get("error")) if callable(get) else "unknown"
    except (AttributeError, ValueError):
        return "unknown"
