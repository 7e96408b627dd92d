"""Secrets that do not show, an audit that claims no more than it did, and a SECURITY.md whose tests are there."""

import importlib.util
import io
import logging
import re
from pathlib import Path
from types import ModuleType

import pytest

from bot import log as bot_log
from bot.serve import start
from bot.settings import Settings, SetupError
from tests.scenarios.answers import FakeConsultant
from tests.scenarios.door import Door
from tests.scenarios.fake_slack import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET, FakeSlack, Fault
from tests.scenarios.payloads import mention

ROOT = Path(__file__).parents[1]
SECRETS = {
    "SLACK_BOT_TOKEN": "xoxb-showme-1",
    "SLACK_APP_TOKEN": "xapp-showme-2",
    "SLACK_SIGNING_SECRET": "showme-3",
    "NCBI_API_KEY": "showme-4",
    "DATABASE_URL": "postgresql://user:showme-5@host/netboard",
    "CHROMA_URL": "http://user:showme-6@chroma:8000",
    "NETBOARD_KEY": "showme-7",
}


def test_no_secret_is_shown_by_settings_however_they_are_printed() -> None:
    settings = Settings(_env_file=None, **SECRETS)  # type: ignore[arg-type]
    for shown in (repr(settings), str(settings), f"{settings}", repr([settings]), repr(vars(settings))):
        assert not re.search(r"showme-[1-47]", shown)
    for shown in (repr(settings), str(settings)):
        assert "showme" not in shown


def test_a_secret_of_the_wrong_form_is_not_repeated_in_what_is_said_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-showme-1")
    monkeypatch.setenv("PORT", "xoxb-pasted-here-by-mistake")
    with pytest.raises(SetupError) as refused:
        Settings.load()
    assert "showme" not in str(refused.value)
    assert "pasted" not in str(refused.value)


@pytest.mark.parametrize("mode", ["socket", "http"])
def test_no_secret_reaches_the_log_of_a_bot_that_starts_fails_and_stops(
    mode: str, tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    slack, stream, consultant = FakeSlack(), io.StringIO(), FakeConsultant()
    caplog.set_level(logging.DEBUG)
    bot_log.configure(stream)
    settings = Settings(
        _env_file=None,
        SLACK_BOT_TOKEN=BOT_TOKEN,
        SLACK_APP_TOKEN=APP_TOKEN if mode == "socket" else None,
        SLACK_SIGNING_SECRET=SIGNING_SECRET,
        SLACK_API_URL=slack.api_url,
        NETBOARD_DATA=tmp_path,
        DATABASE_URL=None,
        PORT=0,
    )
    service = start(settings, consultant)  # type: ignore[arg-type]
    if mode == "socket":
        slack.wait_for_connection(1)
    door = Door(slack, service.port)
    consultant.error = RuntimeError(f"{BOT_TOKEN} {SIGNING_SECRET}")
    ts = slack.new_ts()
    slack.fail_next("chat.postMessage", Fault(500), Fault(200, {}, '{"ok": false, "error": "token_revoked"}'))
    door.event(mention(ts, "G2 pNET?"))
    slack.wait(lambda: '"failed"' in stream.getvalue(), 8)
    service.stop()
    slack.close()
    with capfd.disabled():
        bot_log.configure()
    written = stream.getvalue() + caplog.text + "".join(capfd.readouterr())
    assert "failed" in written
    for secret in (BOT_TOKEN, APP_TOKEN, SIGNING_SECRET):
        assert secret not in written


def _audit() -> ModuleType:
    spec = importlib.util.spec_from_file_location("ci_audit", ROOT / ".ci" / "audit.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("packages", "code", "words"),
    [
        (
            [{"name": "a", "version": "1", "vulns": []}],
            0,
            "1 packages, 1 looked up, 0 with a known weakness, 0 not found",
        ),
        ([{"name": "a", "version": "1", "vulns": [{"id": "CVE-1"}, {"id": "CVE-2"}]}], 1, "a 1: CVE-1, CVE-2"),
        ([{"name": "a", "version": "1", "vulns": []}, {"name": "b", "skip_reason": "?"}], 2, "1 not found"),
        ([{"name": "b", "skip_reason": "?"}], 2, "0 looked up"),
    ],
)
def test_an_audit_that_could_not_look_everything_up_is_no_clean_bill(
    packages: list[dict[str, object]], code: int, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _audit().told(packages) == code
    assert words in capsys.readouterr().out


def test_every_test_that_the_security_page_names_is_there() -> None:
    page = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    named: list[tuple[str, str]] = []
    file = ""
    for path, test in re.findall(r"`((?:tests/[\w/]+\.py)?)::(test_\w+)`", page):
        file = path or file
        named.append((file, test))
    assert len(named) > 40
    missing = [
        f"{path}::{test}" for path, test in named if f"def {test}(" not in (ROOT / path).read_text(encoding="utf-8")
    ]
    assert missing == []
    for path in re.findall(r"`(tests/[\w/]+\.py)`", page):
        assert (ROOT / path).is_file()


def test_the_security_page_has_all_ten_points_in_order_each_with_a_test() -> None:
    page = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    points = re.split(r"\n### ", page.partition("## OWASP")[2].partition("\n## ")[0])[1:]
    assert [point.split()[0] for point in points] == [f"LLM{number:02}" for number in range(1, 11)]
    assert all("::test_" in point for point in points)
