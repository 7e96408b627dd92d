"""What an administrator does on the command line: forget, reseal, audit export and verify."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import text

from bot.database import database_url, open_database
from bot.inbox import Message, Thread
from bot.sealing import seal
from bot.store import Store
from chains.conversation import Conversation
from tests.command import Run, kept, within

HERE, THERE = Thread(team="T1", channel="C", ts="1.0"), Thread(team="T2", channel="C", ts="1.0")


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Over a folder of its own, without a knowledge store."""

    def call(*words: str, **settings: str) -> subprocess.CompletedProcess[str]:
        own = {**kept(), "NETBOARD_DATA": str(tmp_path / "data"), **settings}
        return within(words, own, folder=tmp_path)

    return call


def filled(tmp_path: Path, *keys: str) -> Store:
    """A store with an answered case in two workspaces."""
    engine = open_database(database_url(tmp_path / "data", None))
    seal(engine, keys)
    store = Store(engine)
    for thread in (HERE, THERE):
        message = Message(
            team=thread.team, channel="C", ts="1.0", thread_ts="1.0", event_id="E1", kind="question", text="insulinoma",
            user="U0ANNA",
        )  # fmt: skip
        store.record(f"d{thread.team}", message, 0.0)
        delivery = store.claim(thread, "worker", 0.0, 9.0)
        assert delivery is not None
        store.finish(delivery, "answered", Conversation(last_text="insulinoma"), 0.0)
        store.trail.answered(delivery, None)
    return store


def test_the_trail_is_exported_as_json_lines_without_case_text_and_the_export_is_an_entry(
    run: Run, tmp_path: Path
) -> None:
    filled(tmp_path)
    done = run("audit", "export", "--team", "T1")
    assert (done.returncode, done.stderr) == (0, "")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(line["team"], line["number"], line["person"]) for line in lines] == [("T1", 1, "U0ANNA")]
    assert "insulinoma" not in done.stdout
    events = [json.loads(line)["event"] for line in run("audit", "export").stdout.splitlines()]
    assert events == ["answered", "exported", "answered"]


def test_an_export_whose_reader_goes_away_is_an_entry_too(tmp_path: Path) -> None:
    store = filled(tmp_path)
    for number in range(500):  # more than a pipe holds
        store.trail.note("T1", "answered", subject=str(number))
    exporting = subprocess.Popen(
        [sys.executable, "-m", "bot", "audit", "export", "--team", "T1"],
        env={**kept(), "NETBOARD_DATA": str(tmp_path / "data"), "PYTHONPATH": str(Path(__file__).parents[2])},
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert exporting.stdout is not None
    assert json.loads(exporting.stdout.readline())["number"] == 1
    exporting.stdout.close()
    exporting.stdout = None
    _, told = exporting.communicate(timeout=30)
    assert b"Traceback" not in told
    last = list(store.trail.entries("T1"))[-1]
    assert (last.event, last.details) == ("exported", '{"entries": 501}')


def test_a_whole_trail_verifies_with_exit_0_in_the_database_and_in_an_export(run: Run, tmp_path: Path) -> None:
    filled(tmp_path)
    exported = tmp_path / "trail.jsonl"
    exported.write_text(run("audit", "export").stdout, encoding="utf-8")
    last = json.loads(exported.read_text(encoding="utf-8").splitlines()[0])["hash"]
    for words in ((), (str(exported),), ("--last", last)):
        done = run("audit", "verify", *words)
        assert (done.returncode, done.stderr) == (0, "")
        assert "The audit trail is whole: " in done.stdout


def test_a_changed_entry_is_named_with_exit_1(run: Run, tmp_path: Path) -> None:
    store = filled(tmp_path)
    with store.engine.begin() as connection:  # somebody who may do anything with the file
        connection.execute(text("drop trigger audit_no_update"))
        connection.execute(text("update audit set person = 'U0EVE' where team = 'T2'"))
    done = run("audit", "verify")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "netboard: The audit trail is broken: workspace T2: entry 1 was changed; the 1 before it are whole.\n"
    )


def test_a_trail_whose_end_was_cut_off_no_longer_has_the_hash_that_was_noted(run: Run, tmp_path: Path) -> None:
    store = filled(tmp_path)
    last = list(store.trail.entries("T2"))[-1].hash
    with store.engine.begin() as connection:
        connection.execute(text("drop trigger audit_no_delete"))
        connection.execute(text("delete from audit where team = 'T2'"))
    assert run("audit", "verify").returncode == 0
    done = run("audit", "verify", "--last", last)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert last in done.stderr


def test_a_file_that_is_no_export_is_one_line(run: Run, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("hello\n", encoding="utf-8")
    for words, said in (((str(other),), "line 1"), ((str(tmp_path / "none"),), "cannot be read")):
        done = run("audit", "verify", *words)
        assert (done.returncode, done.stderr.count("\n")) == (1, 1)
        assert said in done.stderr


def test_an_administrator_forgets_one_thread_and_the_trail_says_so(run: Run, tmp_path: Path) -> None:
    store = filled(tmp_path)
    done = run("forget", "--team", "T1", "--channel", "C", "--thread", "1.0")
    assert (done.returncode, done.stderr) == (0, "")
    assert store.conversation(HERE) is None
    assert store.conversation(THERE) is not None
    assert [(one.event, one.person) for one in store.trail.entries("T1")][-1] == ("forgotten", "command line")


def test_a_wrong_key_is_one_line_and_exit_2(run: Run, tmp_path: Path) -> None:
    old, new = (Fernet.generate_key().decode() for _ in range(2))
    filled(tmp_path, old)
    for settings in ({"NETBOARD_KEY": new}, {}, {"NETBOARD_KEY": "short"}):
        done = run("audit", "verify", **settings)
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
        assert "NETBOARD_KEY" in done.stderr
    assert run("reseal", NETBOARD_KEY=f"{new},{old}").stdout.startswith("4 stored texts were encrypted anew")
    assert run("audit", "verify", NETBOARD_KEY=new).returncode == 0
