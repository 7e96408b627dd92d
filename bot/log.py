"""Log: ids, durations and counts as JSON lines on stderr; never what a clinician wrote."""

import logging
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TextIO

import structlog
from structlog.typing import EventDict, Processor

from bot.failure import place

Count = Callable[[Mapping[str, Any]], None]
LIBRARIES = (
    "slack_bolt",
    "slack_sdk",
    "waitress",
    "langchain",
    "langchain_core",
    "httpx",
    "openai",
    "anthropic",
    "netboard",
)


def configure(stream: TextIO | None = None, count: Count | None = None) -> None:
    """Set up our own log, and let libraries say only where something went wrong; ``count`` is given each event."""
    structlog.configure(
        processors=[
            _counting(count or (lambda _: None)),
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.PrintLoggerFactory(stream or sys.stderr),
        cache_logger_on_first_use=False,
    )
    for name in LIBRARIES:
        library_logger(name)


def quieten() -> None:
    """Have a process say no more of anything else that goes wrong in it: of a library that is not named here, and of a
    thread that ends by an error. Either may quote a clinician."""
    logging.lastResort = _PlaceHandler(logging.WARNING)
    threading.excepthook = _ended


def _ended(thread: threading.ExceptHookArgs) -> None:
    name = thread.thread.name if thread.thread else None
    where = place(thread.exc_value) if thread.exc_value else None
    structlog.get_logger().error("thread_ended", thread=name, error=thread.exc_type.__name__, place=where)


def _counting(count: Count) -> Processor:
    def hand_over(_logger: object, _method: str, event: EventDict) -> EventDict:
        count(event)
        return event

    return hand_over


def library_logger(name: str) -> logging.Logger:
    """A library's logger, fixed at WARNING and without its words.

    The Slack libraries quote request bodies at INFO and exception messages at ERROR. Their levels are set, not
    inherited, because Bolt reads a level that is not set as DEBUG.
    """
    logger = logging.getLogger(name)
    logger.setLevel(logging.WARNING)
    logger.handlers = [_PlaceHandler(logging.WARNING)]
    logger.propagate = False
    return logger


def bolt_logger() -> logging.Logger:
    """The logger to give to Bolt, which copies level and handlers: its level is set, and its parent has the handler."""
    logger = library_logger("slack_bolt").getChild("base")
    logger.setLevel(logging.WARNING)
    return logger


class _PlaceHandler(logging.Handler):
    """Passes on that a library complained, where, and of which exception; not what it said."""

    def emit(self, record: logging.LogRecord) -> None:
        kind = record.exc_info[0] if record.exc_info else None
        structlog.get_logger().warning(
            "library",
            library=record.name,
            severity=record.levelname,
            place=f"{Path(record.pathname).name}:{record.lineno}",
            error=kind.__name__ if kind else None,
        )
