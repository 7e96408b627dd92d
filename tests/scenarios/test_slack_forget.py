"""After ``forget`` nothing of a case is left: not in the database, not in the knowledge store, not in a log.

The real consultant over a real knowledge store answers; what is left is looked for in every file byte by byte.
"""

import io
from pathlib import Path

from sqlalchemy import select

from bot.compose import consultant as compose
from bot.database import METADATA
from bot.desk import FORGOTTEN
from bot.serve import Service
from bot.settings import Settings
from tests.scenarios.conftest import running
from tests.scenarios.fake_modals import ANNA, BEN
from tests.scenarios.fake_slack import FakeSlack
from tests.scenarios.payloads import mention
from tests.scenarios.test_slack_home import choose
from tests.scenarios.test_slack_private import ask_form, asked_privately, press

WORD = "quillwort"
"""Of no source and of no rule: where it stands, the message does."""
CASE = f"62F, G2 pNET, Ki-67 7.3 %, liver metastases, {WORD}. Prognosis?"


def holding(folder: Path) -> list[str]:
    """The files in which the word stands."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return sorted(file.name for file in files if WORD.encode() in file.read_bytes())


def told_in_tables(service: Service) -> list[str]:
    """The tables in which the word stands as it is read back."""
    with service._store.engine.connect() as connection:
        rows = {table.name: connection.execute(select(table)).all() for table in METADATA.sorted_tables}
    return [name for name, found in rows.items() if any(WORD in str(value) for row in found for value in row)]


def test_forget_leaves_nothing_of_a_case_wherever_and_by_whomever_it_was_asked(
    slack: FakeSlack, data: Path, logged: io.StringIO
) -> None:
    consultant, ts = compose(Settings(NETBOARD_DATA=data)), slack.new_ts()
    with running(slack, consultant, data, "http") as (door, service):  # type: ignore[arg-type]
        door.event(mention(ts, CASE))
        (answer, *_) = slack.wait_for_posts(1, ts)
        choose(door, BEN, private=True)
        door.event(mention(slack.new_ts(), f"and with bone metastases, {WORD}?", user=BEN, thread_ts=ts))
        slack.wait(lambda: any(one.method == "chat.postEphemeral" for one in slack.calls), 10)
        asked_privately(door, slack, slack.new_ts(), text=f"Ki-67 was 9 %, {WORD}. Options?", thread_ts=ts, user=ANNA)
        ask_form(door, slack, slack.new_ts(), text=f"Krenning 3, {WORD}. PRRT?", thread_ts=ts)  # and left open
        press(door, slack, answer, "Show more", private=False, ts=answer.arguments["thread_ts"])
        slack.wait(lambda: not service._store.waiting(9e9), 10)
        assert {"conversations", "answers", "forms"} <= set(told_in_tables(service))
        assert holding(data)

        door.event(mention(slack.new_ts(), "forget", thread_ts=ts))
        slack.wait(lambda: any(post.arguments["text"] == FORGOTTEN for post in slack.posts(ts)), 10)
        slack.wait(lambda: not service._store.waiting(9e9), 10)

        assert told_in_tables(service) == []
        assert holding(data) == []
        assert WORD not in "".join(entry.line() for entry in service._store.trail.entries())
    assert holding(data) == []
    assert WORD not in logged.getvalue()
