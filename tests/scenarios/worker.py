"""Worker: a bot in a process of its own, behind a port, that can be killed and started again."""

import os
import socket
import time
from pathlib import Path

from tests import nursery
from tests.scenarios.fake_slack import BOT_TOKEN, SIGNING_SECRET, FakeSlack

ROOT = Path(__file__).parents[2]
FAKE = """
import bot.inbox, bot.reply
from bot.serve import serve
from bot.settings import Settings
from tests.scenarios.answers import FakeConsultant, clinical

class Consultant(FakeConsultant):
    def given(self, reply):  # some answers take several messages
        return clinical(reply, statements=60, length=300) if "at length" in reply else clinical(reply)

bot.inbox.LEASE_S, bot.inbox.TICK_S, bot.inbox.RETRY_S = 2.0, 0.2, 0.5
bot.reply.MAX_CLAIMS = 1_000  # the same message may be under way at every kill
serve(Settings.load(), Consultant())
"""
"""A bot whose consultant answers at once; others soon take over what it leaves."""
REAL = """
import bot.inbox, bot.reply
from bot.compose import consultant
from bot.serve import serve
from bot.settings import Settings

bot.inbox.LEASE_S, bot.inbox.TICK_S, bot.inbox.RETRY_S = 4.0, 0.5, 1.0
bot.reply.MAX_CLAIMS = 1_000
settings = Settings.load()
serve(settings, consultant(settings))
"""
"""A bot with the real consultant."""


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Worker:
    """One process at a time on one port and one data folder."""

    def __init__(self, slack: FakeSlack, data: Path, program: str = FAKE, **settings: str) -> None:
        self.port = free_port()
        self.log = data / "log"
        data.mkdir(parents=True, exist_ok=True)
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("SLACK_", "NETBOARD_", "DATABASE_", "CHROMA_", "PORT"))
        }
        self._environment = {
            **kept,
            "PYTHONPATH": str(ROOT),
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_SIGNING_SECRET": SIGNING_SECRET,
            "SLACK_API_URL": slack.api_url,
            "PORT": str(self.port),
            "NETBOARD_DATA": str(data),
            "NETBOARD_PERSON_RATE": "0",
            "NETBOARD_WORKSPACE_RATE": "0",
            "NETBOARD_QUEUE": "1000000",
            **settings,
        }
        self._program = program
        self._process: nursery.Process | None = None

    def start(self) -> None:
        """Start, and do not wait."""
        with self.log.open("ab") as log:
            self._process = nursery.start(self._program, environment=self._environment, log=log)

    def wait_until_it_listens(self, timeout: float = 120.0) -> None:
        """Until the port takes connections."""
        until = time.monotonic() + timeout
        while True:
            assert self._process is not None
            assert self._process.poll() is None, self.log.read_text(errors="replace")[-2000:]
            assert time.monotonic() < until, "the worker does not listen"
            try:
                with socket.create_connection(("127.0.0.1", self.port), 1):
                    return
            except OSError:
                time.sleep(0.05)

    def kill(self) -> None:
        """SIGKILL: nothing is finished, closed or told."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def stop(self) -> int:
        """SIGTERM; its exit code once it has finished what was under way."""
        assert self._process is not None
        self._process.terminate()
        return self._process.wait(timeout=60)
