"""Watcher: tells which step of the pipeline begins, to whoever shows progress."""

from collections.abc import Callable
from typing import Any

from langchain_core.callbacks import BaseCallbackHandler


class Watcher(BaseCallbackHandler):
    """A callback of LangChain that passes on the names of steps and nothing of what they work on."""

    def __init__(self, watch: Callable[[str], None]) -> None:
        self._watch = watch

    def on_chain_start(self, serialized: dict[str, Any], inputs: dict[str, Any], **kwargs: Any) -> None:  # noqa: ARG002 - LangChain's signature
        """A runnable begins; steps have their names."""
        if name := kwargs.get("name"):
            self._watch(str(name))
