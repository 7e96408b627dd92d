"""A real process: killed in mid-answer and started again; told to stop."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from tests import nursery
from tests.scenarios.door import Door
from tests.scenarios.fake_slack import APP_TOKEN, BOT_TOKEN, FakeSlack
from tests.scenarios.payloads import mention

PROGRAM = """
import sys
import bot.inbox
from bot.serve import serve
from bot.settings import Settings
from tests.scenarios.answers import FakeConsultant

bot.inbox.LEASE_S, bot.inbox.TICK_S = 1.0, 0.2
consultant = FakeConsultant()
consultant.delay_s = float(sys.argv[1])
serve(Settings.load(), consultant)
"""


SPEAKING = """
import logging, threading
from sqlalchemy import text
from bot.database import connect, database_url
from bot.log import configure, quieten
from pathlib import Path

configure()
quieten()
engine = connect(database_url(Path("."), "sqlite://"))

def fail():
    with engine.begin() as connection:
        connection.execute(text("insert into nowhere values (:case)"), {"case": "Greta, G2 pNET"})

for name in ("chromadb.api", "sqlalchemy.pool", "urllib3", "anything.else"):
    logging.getLogger(name).error("failed on %s", "Greta, G2 pNET")
try:
    fail()
except Exception as error:
    print(error)
thread = threading.Thread(target=fail, name="work")
thread.start()
thread.join()
"""


def test_no_library_no_error_of_the_database_and_no_thread_that_ends_prints_what_was_written() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SPEAKING], cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0
    assert "Greta" not in done.stdout + done.stderr
    assert done.stderr.count('"event": "library"') == 4
    assert '"thread": "work"' in done.stderr
    assert "Traceback" not in done.stderr


def start_process(slack: FakeSlack, data: Path, delay_s: float) -> nursery.Process:
    connected = slack.connected
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "DATABASE_"))},
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_APP_TOKEN": APP_TOKEN,
        "SLACK_API_URL": slack.api_url,
        "NETBOARD_DATA": str(data),
    }
    process = nursery.start(PROGRAM, str(delay_s), environment=environment)
    slack.wait_for_connection(connected + 1)
    return process


def test_a_process_killed_in_mid_answer_leaves_nothing_unanswered_and_nothing_answered_twice(
    slack: FakeSlack, data: Path
) -> None:
    first, ts = start_process(slack, data, 30), slack.new_ts()
    Door(slack).event(mention(ts, "G2 pNET, prognosis?"))
    first.kill()
    first.communicate()
    assert slack.posts(ts) == []
    second = start_process(slack, data, 0)
    Door(slack).event(mention(ts, "G2 pNET, prognosis?"), retry=1)
    posts = slack.wait_for_posts(1, ts)
    second.terminate()
    second.communicate()
    assert len(posts) == 1


def test_a_process_that_is_told_to_stop_finishes_its_answer_and_ends(slack: FakeSlack, data: Path) -> None:
    process, ts = start_process(slack, data, 0.7), slack.new_ts()
    Door(slack).event(mention(ts, "G2 pNET for Greta, prognosis?"))
    process.send_signal(signal.SIGTERM)
    out, log = process.communicate(timeout=15)
    assert process.returncode == 0
    assert len(slack.posts(ts)) == 1
    assert out == ""
    assert "Greta" not in log
    assert "Traceback" not in log
