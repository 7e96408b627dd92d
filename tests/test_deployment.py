"""Dockerfile, compose file and guide: their form, and that what they name - settings, files, commands - is there."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.cli import app
from bot.settings import Settings
from chains.chat import LONGEST_SECONDS

ROOT = Path(__file__).parents[1]
SETTINGS = {str(field.alias) for field in Settings.model_fields.values()}
OTHERS = {"POSTGRES_PASSWORD", "OPENAI_API_KEY", "OPENAI_BASE_URL"}
"""Of Postgres's image and of a model's provider."""


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile's instructions, continued lines joined."""
    text = re.sub(r"\\\n", " ", (ROOT / "Dockerfile").read_text(encoding="utf-8"))
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [(line.split(None, 1)[0], line.split(None, 1)[1]) for line in lines]


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def guide() -> str:
    return (ROOT / "docs" / "deployment.md").read_text(encoding="utf-8")


def commands() -> set[str]:
    """The words after ``netboard`` that there are."""
    own = {command.name or command.callback.__name__ for command in app.registered_commands if command.callback}
    return own | {str(group.name) for group in app.registered_groups}


def test_the_image_runs_the_bot_as_somebody_who_is_not_root_and_tells_whether_it_is_alive() -> None:
    known = {"FROM", "ARG", "WORKDIR", "RUN", "COPY", "ENV", "USER", "VOLUME", "EXPOSE", "STOPSIGNAL", "HEALTHCHECK"}
    found = instructions()
    assert {word for word, _ in found} == known | {"CMD"}
    last = dict(found)
    assert last["USER"] == "10001"
    assert [word for word, _ in found].index("USER") > max(n for n, (word, _) in enumerate(found) if word == "RUN")
    assert last["CMD"] == '["netboard", "serve"]'
    assert last["STOPSIGNAL"] == "SIGTERM"
    assert "127.0.0.1:9090/healthz" in last["HEALTHCHECK"]
    assert last["EXPOSE"].split() == [str(Settings.model_fields["port"].default), "9090"]


def test_the_image_pins_its_base_and_copies_what_there_is_and_no_secret() -> None:
    bases = [rest.split()[0] for word, rest in instructions() if word == "FROM"]
    assert all(re.fullmatch(r"[a-z/]+:[\d.]+(-[a-z]+)?", base) for base in bases)
    copied = [rest.split()[:-1] for word, rest in instructions() if word == "COPY" and not rest.startswith("--from")]
    kept = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    for name in (name for names in copied for name in names):
        assert (ROOT / name).exists()
        assert f"!{name.removeprefix('./')}" in kept
    assert "*" in kept
    packaged = yaml.safe_load(str(re.findall(r"include = (\[.*\])", (ROOT / "pyproject.toml").read_text())[0]))
    assert {name.rstrip("*") for name in packaged} <= {name for names in copied for name in names}
    assert not [rest for word, rest in instructions() if word in {"ENV", "ARG"} and re.search("TOKEN|SECRET|KEY", rest)]


def test_every_setting_in_the_image_and_the_compose_file_is_one_that_is_read(compose: dict[str, Any]) -> None:
    in_image = {pair.split("=")[0] for word, rest in instructions() if word == "ENV" for pair in shlex.split(rest)} - {
        "PATH",
        "PYTHONUNBUFFERED",
        "PYTHONDONTWRITEBYTECODE",
        "MPLCONFIGDIR",
    }
    assert in_image <= SETTINGS
    for name in ("bot", "knowledge"):
        assert set(compose["services"][name]["environment"]) <= SETTINGS


def test_the_workers_wait_for_what_they_need_and_are_given_time_to_end(compose: dict[str, Any]) -> None:
    bot = compose["services"]["bot"]
    assert bot["depends_on"] == {
        "knowledge": {"condition": "service_completed_successfully"},
        "postgres": {"condition": "service_healthy"},
    }
    assert compose["services"]["knowledge"]["depends_on"] == {"chroma": {"condition": "service_healthy"}}
    for name in ("postgres", "chroma"):
        assert compose["services"][name]["healthcheck"]["test"][0] == "CMD"
    assert int(bot["stop_grace_period"].removesuffix("s")) > LONGEST_SECONDS + 10
    assert bot["command"][0] == "netboard"
    assert {bot["command"][1], compose["services"]["knowledge"]["command"][1]} <= commands()


def test_the_workers_can_write_nowhere_but_in_memory_and_have_no_rights_to_give(compose: dict[str, Any]) -> None:
    for name in ("bot", "knowledge"):
        service = compose["services"][name]
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert {place.split(":")[0] for place in service["tmpfs"]} == {"/tmp", service["environment"]["NETBOARD_DATA"]}  # noqa: S108 - in the container


def test_postgres_and_chroma_are_reached_from_inside_only_and_images_are_pinned(compose: dict[str, Any]) -> None:
    assert compose["networks"]["inside"] == {"internal": True}
    for name in ("postgres", "chroma"):
        service = compose["services"][name]
        assert service["networks"] == ["inside"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert "ports" not in service
        assert re.fullmatch(r"[a-z/]+:[\d.]+", service["image"])


def test_no_secret_stands_in_the_compose_file() -> None:
    text = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    assert text.count("POSTGRES_PASSWORD:?") == 2
    assert not re.search(r"xox[bap]-|(?:PASSWORD|TOKEN|SECRET|KEY): (?!\$)\w", text)


def test_the_guide_and_the_example_name_settings_that_are_read_and_the_example_names_all(guide: str) -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    assert {line.split("=")[0] for line in example.splitlines() if re.match(r"[A-Z_]+=", line)} == SETTINGS
    named = set(re.findall(r"\b(?:NETBOARD|SLACK|POSTGRES|CHROMA|DATABASE|NCBI|OPENAI)_[A-Z_]+\b", guide))
    assert named <= SETTINGS | OTHERS
    assert {"DATABASE_URL", "CHROMA_URL", "NETBOARD_METRICS_PORT", "NETBOARD_QUEUE"} <= named


def test_the_guide_speaks_of_commands_and_files_that_there_are(guide: str) -> None:
    assert set(re.findall(r"(?:`|bot )netboard ([a-z]+)", guide)) <= commands()
    for link in re.findall(r"\]\(([^)#]+)\)", guide):
        assert link.startswith("http") or (ROOT / "docs" / link).exists()
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z-]+)", guide)) <= targets


def test_the_guide_says_what_was_not_run(guide: str) -> None:
    assert "were not run" in guide
