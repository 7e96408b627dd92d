"""Once: what it costs that every question is answered exactly once, beside a bare reply over the same Bolt and port.

The bare bot answers in its listener, as Bolt's own examples do: it keeps nothing, so that a redelivery is answered
again and a question that it had begun when it was killed is lost. Both answer at once, with the same blocks to the same
Slack, in turn, so that a busy machine slows both; what is left between them is the store and the queue.
"""

import tempfile
import time
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from slack_bolt import App

from bot.render.blocks import messages
from bot.web import Site, WebServer
from bot.webapi import web_client
from tests import postgres
from tests.bench.load import Listening, Row
from tests.scenarios.answers import FakeConsultant
from tests.scenarios.conftest import running
from tests.scenarios.door import Door
from tests.scenarios.fake_slack import BOT_TOKEN, SIGNING_SECRET
from tests.scenarios.payloads import mention

QUESTIONS, WARM_UP = 200, 20
TEXT = "62F pNET, Ki-67 8 %, liver metastases. Prognosis?"


def bare(slack: Listening, consultant: FakeConsultant) -> WebServer:
    """A bot without a store, on the same production server."""
    app = App(client=web_client(BOT_TOKEN, slack.api_url), signing_secret=SIGNING_SECRET, process_before_response=True)

    def reply(event: dict[str, Any], say: Any) -> None:
        for part in messages(consultant.answer(str(event["text"])).answer):
            say(text=part.text, blocks=list(part.blocks), thread_ts=event["ts"], unfurl_links=False, unfurl_media=False)

    app.event("app_mention")(reply)
    server = WebServer(Site(app, SIGNING_SECRET), 0)
    server.start()
    return server


def rows() -> list[Row]:
    """The rows of ``make bench``: median and p95 of a single question, and what exactly-once adds."""
    slack, consultant = Listening(), FakeConsultant()
    with tempfile.TemporaryDirectory() as folder, postgres.running() as server:
        plain = bare(slack, consultant)
        kept = postgres.as_setting(postgres.empty_database(server))
        with (
            running(slack, consultant, Path(folder) / "one", "http") as (on_sqlite, _),
            running(slack, consultant, Path(folder) / "two", "http", kept) as (on_postgres, _),
        ):
            doors = {"bare reply": Door(slack, plain.port), "SQLite": on_sqlite, "Postgres": on_postgres}
            spent: dict[str, list[float]] = {name: [] for name in doors}
            for number in range(QUESTIONS + WARM_UP):
                for name, door in doors.items():
                    took = answered(slack, door)
                    if number >= WARM_UP:
                        spent[name].append(took)
        plain.stop()
    slack.close()
    base = median(spent["bare reply"])
    return [
        (
            f"{'exactly once, ' * (name in {'SQLite', 'Postgres'})}{name}: p50 / p95",
            f"{median(times):.1f} / {quantiles(times, n=20, method='inclusive')[-1]:.1f} ms"
            + (f" (+{median(times) - base:.1f} ms)" if times is not spent["bare reply"] else ""),
            "",
        )
        for name, times in spent.items()
    ]


def answered(slack: Listening, door: Door) -> float:
    """Milliseconds from an event to its reply."""
    ts = slack.new_ts()
    replied, begun = slack.expect(ts), time.perf_counter()
    door.event(mention(ts, TEXT))
    if not replied.wait(30):
        raise TimeoutError("a question was not answered")
    return (time.perf_counter() - begun) * 1000
