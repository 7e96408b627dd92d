"""netboard doctor: one line a part, what is wrong and what to do, no secret shown and nothing changed."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from slack_sdk.oauth.installation_store import Installation
from sqlalchemy import text

from bot.compose import unsealed_database
from bot.database import connect, database_url, open_database
from bot.doctor import Diagnosis, examine, text_of
from bot.installations import SealedInstallationStore
from bot.sealing import seal, told
from bot.settings import Settings, SetupError
from bot.workspaces import scopes as needed
from chains.consult import Consultant
from tests.command import Run
from tests.scenarios.fake_slack import APP_TOKEN, BOT_TOKEN, FakeSlack, Fault

Examined = Callable[..., dict[str, Diagnosis]]
KEY, OTHER_KEY = (Fernet.generate_key().decode() for _ in range(2))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a knowledge store."""
    from bot.compose import build

    folder = tmp_path_factory.mktemp("built")
    build(Settings(_env_file=None, NETBOARD_DATA=folder))
    return folder


@pytest.fixture
def examined(slack: FakeSlack, built: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Examined:
    """Examines an installation in which all is right but what a test changes."""
    monkeypatch.chdir(tmp_path)  # no .env here
    right = {
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_APP_TOKEN": APP_TOKEN,
        "SLACK_SIGNING_SECRET": "",
        "SLACK_API_URL": slack.api_url,
        "NETBOARD_DATA": str(built),
        "CHROMA_URL": "",
        "NETBOARD_MODEL": "",
        "NETBOARD_EMBEDDINGS": "",
        "NETBOARD_KEY": KEY,
    }

    def run(**changed: str) -> dict[str, Diagnosis]:
        monkeypatch.delenv("DATABASE_URL", raising=False)
        for name, value in (right | changed).items():
            monkeypatch.setenv(name, value)
        return {one.part: one for one in examine()}

    return run


def scopes(*names: str) -> Fault:
    body = '{"ok": true, "user_id": "U0BOT", "team_id": "T0NET"}'
    return Fault(200, {"X-OAuth-Scopes": ",".join(names)}, body)


def test_where_all_is_right_every_line_is_ok(slack: FakeSlack, examined: Examined, built: Path) -> None:
    open_database(database_url(built, None)).dispose()
    slack.fail_next("auth.test", scopes(*sorted(needed())))
    found = examined()
    assert {name: one.state for name, one in found.items()} == dict.fromkeys(
        ("settings", "bot token", "scopes", "app token", "database", "cases", "knowledge", "model"), "ok"
    )
    assert found["cases"].found == "Cases are stored encrypted (1 key)."
    lines = text_of(tuple(found.values())).splitlines()
    assert len(lines) == len(found)
    assert all(line.startswith("ok ") for line in lines)


def test_a_scope_that_the_token_lacks_is_named_with_what_to_do(slack: FakeSlack, examined: Examined) -> None:
    slack.fail_next("auth.test", scopes(*sorted(set(needed()) - {"files:write", "im:history"})))
    lacking = examined()["scopes"]
    assert (lacking.state, lacking.found) == ("wrong", "The token lacks files:write, im:history.")
    assert "manifest.yaml" in lacking.do


def test_a_scope_that_nothing_uses_is_a_note(slack: FakeSlack, examined: Examined) -> None:
    slack.fail_next("auth.test", scopes(*needed(), "admin"))
    spare = examined()["scopes"]
    assert (spare.state, spare.found) == ("note", "All that are needed, and admin, which nothing here uses.")


@pytest.mark.parametrize(
    ("changed", "part", "words"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-wrong"}, "bot token", "SLACK_BOT_TOKEN: Slack answers invalid_auth."),
        ({"SLACK_APP_TOKEN": "xapp-wrong"}, "app token", "SLACK_APP_TOKEN: Slack answers invalid_auth."),
        ({"SLACK_API_URL": "http://127.0.0.1:9/api"}, "bot token", "does not answer"),
        ({"SLACK_BOT_TOKEN": ""}, "settings", "SLACK_BOT_TOKEN is not set"),
        ({"PORT": "no number"}, "settings", "PORT: "),
        ({"DATABASE_URL": "nonsense"}, "database", "DATABASE_URL is not an address"),
        ({"DATABASE_URL": "postgresql+pg8000://u@localhost/x"}, "database", "pg8000 is not installed"),
        ({"DATABASE_URL": "postgresql://u:hunter2@127.0.0.1:9/x"}, "database", "does not answer"),
        ({"DATABASE_URL": "postgresql://u:p@ss:hunter2@host/x"}, "database", "DATABASE_URL is not an address"),
        ({"CHROMA_URL": "http://u:hunter2@127.0.0.1:9"}, "knowledge", "at CHROMA_URL http://127.0.0.1:9 (ValueError)"),
        ({"CHROMA_URL": "http://u:hunter2/x@127.0.0.1:9"}, "knowledge", "CHROMA_URL is not an address"),
        ({"SLACK_API_URL": "https://u:hunter2/x@slack.example/api"}, "settings", "SLACK_API_URL must be a web address"),
        ({"NETBOARD_KEY": "hunter2"}, "cases", "NETBOARD_KEY is not a key: make one with"),
        ({"CHROMA_URL": "http://127.0.0.1:9"}, "knowledge", "No Chroma server answers"),
        ({"NETBOARD_MODEL": "nonsense"}, "model", "NETBOARD_MODEL: "),
        ({"NETBOARD_EMBEDDINGS": "fake:other"}, "knowledge", "built with the embeddings wordllama-256; fake:other"),
    ],
)
def test_what_is_wrong_is_named_in_one_line(changed: dict[str, str], part: str, words: str, examined: Examined) -> None:
    found = examined(**changed)
    assert found[part].state == "wrong"
    assert words in found[part].found
    everything = text_of(tuple(found.values()))
    assert everything.count("\n") == len(found)
    for secret in (BOT_TOKEN, APP_TOKEN, "xoxb-wrong", "xapp-wrong", "hunter2"):
        assert secret not in everything


def test_that_cases_are_plain_text_is_a_note_and_keys_that_do_not_fit_what_is_stored_are_wrong(
    examined: Examined, tmp_path: Path
) -> None:
    plain = examined(NETBOARD_DATA=str(tmp_path), NETBOARD_KEY="")["cases"]
    assert (plain.state, plain.found) == ("note", told(()))
    assert "plain text" in plain.found
    engine = open_database(database_url(tmp_path, None))
    seal(engine, [KEY])
    engine.dispose()
    for key, words in (("", "NETBOARD_KEY is not set, but stored cases are encrypted"), (OTHER_KEY, "put that key")):
        wrong = examined(NETBOARD_DATA=str(tmp_path), NETBOARD_KEY=key)["cases"]
        assert (wrong.state, words in wrong.found) == ("wrong", True)
        assert OTHER_KEY not in wrong.found
    assert examined(NETBOARD_DATA=str(tmp_path), NETBOARD_KEY=f"{OTHER_KEY},{KEY}")["cases"].state == "ok"
    fingerprints = "select count(*) from seals"
    with connect(database_url(tmp_path, None)).begin() as connection:
        assert connection.execute(text(fingerprints)).scalar() == 1  # nothing was changed


def test_a_bot_for_many_workspaces_needs_no_token_of_its_own(examined: Examined) -> None:
    many = {"SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "c", "SLACK_SIGNING_SECRET": "s"}
    found = examined(SLACK_BOT_TOKEN="", SLACK_APP_TOKEN="", PORT="3000", **many)
    assert found["settings"].found == "HTTP on port 3000, for every workspace that installs the bot."
    assert [found[part].state for part in ("settings", "bot token")] == ["ok", "ok"]
    assert not {"app token", "scopes"} & set(found)
    wrong = examined(SLACK_BOT_TOKEN="", SLACK_APP_TOKEN="", **(many | {"SLACK_CLIENT_SECRET": ""}))["settings"]
    assert (wrong.state, "SLACK_CLIENT_SECRET" in wrong.found) == ("wrong", True)


def test_of_many_workspaces_those_that_gave_too_few_scopes_are_named(examined: Examined, tmp_path: Path) -> None:
    many = {"SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "c", "SLACK_SIGNING_SECRET": "s"}
    own = {"SLACK_BOT_TOKEN": "", "SLACK_APP_TOKEN": "", "NETBOARD_DATA": str(tmp_path), "NETBOARD_KEY": "", **many}
    engine = open_database(database_url(tmp_path, None))
    assert examined(**own)["workspaces"].state == "note"
    store = SealedInstallationStore(client_id="1.2", engine=engine)

    def install(team: str, *given: str, at: float = 1.0) -> None:
        who: dict[str, Any] = {"app_id": "A1", "user_id": "U1", "bot_token": f"xoxb-{team}", "bot_id": "B1"}
        who |= {"is_enterprise_install": team.startswith("E"), "bot_user_id": "U2", "installed_at": at}
        who |= {"enterprise_id": team} if team.startswith("E") else {"team_id": team}
        store.save(Installation(bot_scopes=list(given), **who))

    install("T1", *needed())
    install("E1", *needed())
    right = examined(**own)["workspaces"]
    assert (right.state, right.found) == ("ok", "2, each with all scopes.")
    install("T2", *sorted(set(needed()) - {"files:write", "im:history"}))
    wrong = examined(**own)["workspaces"]
    assert wrong.state == "wrong"
    assert wrong.found == "1 of 3 did not give all scopes: T2 lacks files:write, im:history."
    assert "xoxb" not in text_of((wrong,))
    install("T2", *needed(), at=2.0)
    assert examined(**own)["workspaces"].state == "ok"
    engine.dispose()


def test_a_new_folder_gets_notes_and_stays_empty(examined: Examined, tmp_path: Path) -> None:
    found = examined(NETBOARD_DATA=str(tmp_path / "new"))
    assert (found["database"].state, found["knowledge"].state) == ("note", "note")
    assert "netboard knowledge build" in found["knowledge"].do
    assert not list(tmp_path.glob("new/*.db"))


def test_a_database_of_a_later_netboard_is_wrong_and_one_of_an_earlier_is_a_note(
    examined: Examined, tmp_path: Path
) -> None:
    engine = open_database(database_url(tmp_path, None))
    with engine.begin() as connection:
        connection.execute(text("update alembic_version set version_num = '9999'"))
    with pytest.raises(SetupError, match="a later netboard"):
        unsealed_database(Settings(_env_file=None, NETBOARD_DATA=tmp_path, DATABASE_URL=None))
    later = examined(NETBOARD_DATA=str(tmp_path))["database"]
    with engine.begin() as connection:
        connection.execute(text("delete from alembic_version"))
    earlier = examined(NETBOARD_DATA=str(tmp_path))["database"]
    engine.dispose()
    assert (later.state, "a later netboard" in later.found) == ("wrong", True)
    assert (earlier.state, "next start" in earlier.found) == ("note", True)


def test_a_database_that_others_on_the_machine_can_read_is_a_note_and_a_new_one_is_its_owners_alone(
    examined: Examined, tmp_path: Path
) -> None:
    open_database(database_url(tmp_path, None)).dispose()
    assert (tmp_path / "netboard.db").stat().st_mode & 0o777 == 0o600
    assert examined(NETBOARD_DATA=str(tmp_path))["database"].state == "ok"
    (tmp_path / "netboard.db").chmod(0o644)
    open_database(database_url(tmp_path, None)).dispose()
    told = examined(NETBOARD_DATA=str(tmp_path))["database"]
    assert (told.state, "others on this machine can read" in told.found) == ("note", True)
    assert told.do == f"chmod 600 {tmp_path}/netboard.db*"


def test_the_command_ends_with_0_or_2_and_prints_one_object_a_part(
    slack: FakeSlack, consultant: Consultant, run: Run, tmp_path: Path
) -> None:
    good = {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_SIGNING_SECRET": "s3cret", "SLACK_API_URL": slack.api_url}
    slack.fail_next("auth.test", scopes(*needed()))
    right = run("doctor", "--json", **good)
    assert right.returncode == 0, right.stdout
    assert {one["part"]: one["state"] for one in json.loads(right.stdout)}["scopes"] == "ok"
    wrong = run("doctor", **(good | {"SLACK_BOT_TOKEN": "xoxb-no"}))
    assert wrong.returncode == 2
    assert "wrong bot token" in wrong.stdout
    assert not {"xoxb-no", BOT_TOKEN, "s3cret"} & set((wrong.stdout + right.stdout + wrong.stderr).split())
