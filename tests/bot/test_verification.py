"""``netboard knowledge verify`` as a person or a program meets it, against a server on loopback."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.command import Run
from tests.fake_registries import Registries, registries

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "knowledge" / "sources"
FILES = ("research/clarinet-2014", "research/compete-2026", "research/clarinet-forte-2021", "labels/label-afinitor")
CLARINET = "Lanreotide in metastatic enteropancreatic neuroendocrine tumors."
COMPETE = (
    "[(177)Lu]Lu-edotreotide versus everolimus for gastroenteropancreatic neuroendocrine tumors (COMPETE): a phase 3, "
    "multicentre, randomised, open-label, superiority trial."
)
FORTE = (
    "Efficacy and safety of high-dose lanreotide autogel in patients with progressive pancreatic or midgut "
    "neuroendocrine tumours: CLARINET FORTE phase 2 study results"
)
AFINITOR = "2150f73a-179b-4afc-b8ce-67c85cc72f04"


@pytest.fixture
def held() -> Iterator[Registries]:
    """All that the four files name, as it should be."""
    with registries() as found:
        found.article("25014687", CLARINET, 2014)
        found.article("42392118", COMPETE, 2026)
        found.article("34597974", FORTE, 2021)
        found.work("10.1016/j.ejca.2021.06.056", FORTE, 2021)
        found.label(AFINITOR, "Afinitor", "EVEROLIMUS", "20220216")
        yield found


@pytest.fixture
def register(tmp_path: Path) -> Path:
    folder = tmp_path / "sources"
    for name in FILES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(SOURCES / f"{name}.toml", folder / f"{name}.toml")
    return folder


def environment(base_url: str, data: Path) -> dict[str, str]:
    services = {"NCBI": "ncbi", "CROSSREF": "crossref", "OPENFDA": "openfda"}
    urls = {f"NETBOARD_{name}_URL": f"{base_url}/{path}" for name, path in services.items()}
    return {**urls, "NETBOARD_DATA": str(data), "NCBI_API_KEY": "k"}


@pytest.fixture
def verify(run: Run, held: Registries, register: Path, tmp_path: Path) -> Run:
    def start(*options: str, base_url: str = held.base_url) -> "subprocess.CompletedProcess[str]":
        return run(
            "knowledge", "verify", "--register", str(register), *options, **environment(base_url, tmp_path / "data")
        )

    return start


def contents(register: Path) -> dict[str, str]:
    return {file.stem: file.read_text(encoding="utf-8") for file in register.rglob("*.toml")}


def test_all_that_matches_is_counted_and_exits_0(verify: Run) -> None:
    done = verify()
    assert (done.returncode, done.stderr) == (0, "")
    assert "All 5 identifiers match." in done.stdout
    assert "set id" in done.stdout


def test_nothing_is_written_where_that_is_asked_for(verify: Run, register: Path) -> None:
    before = contents(register)
    verify("--no-write")
    assert contents(register) == before


def test_a_mismatch_shows_both_titles_and_exits_1(verify: Run, held: Registries) -> None:
    held.article("25014687", "Aspirin in headache.", 2009)
    del held.articles["42392118"]
    done = verify()
    assert done.returncode == 1
    assert "clarinet-2014, PMID 25014687: mismatch: another title, year 2009, not 2014." in done.stdout
    assert "register: Lanreotide in metastatic enteropancreatic neuroendocrine tumors (2014)" in done.stdout
    assert "found:    Aspirin in headache. (2009)" in done.stdout
    assert "compete-2026, PMID 42392118 (from memory): not found: PubMed holds nothing under it." in done.stdout
    assert "3 of 5 identifiers match." in done.stdout


def test_json_is_one_object_with_every_check(verify: Run, held: Registries) -> None:
    held.article("25014687", CLARINET, 2014, pubtype=["Retracted Publication"])
    done = verify("--json", "--only", "clarinet-2014,compete-2026")
    told = json.loads(done.stdout)
    assert told["counts"] == {"match": 2, "mismatch": 0, "not_found": 0, "not_reachable": 0}
    assert [(c["source"], c["candidate"], c["retracted"]) for c in told["checks"]] == [
        ("clarinet-2014", False, True),
        ("compete-2026", True, False),
    ]


def test_write_sets_what_was_found_and_nothing_else(verify: Run, register: Path, held: Registries) -> None:
    held.article("25014687", "Aspirin in headache.", 2009)
    held.work("10.1016/j.ejca.2021.06.056", "Something else", 2021)
    before = contents(register)
    done = verify()
    after = contents(register)
    assert (done.returncode, "Corrected: clarinet-2014.toml, compete-2026.toml." in done.stdout) == (1, True)
    assert after["label-afinitor"] == before["label-afinitor"]
    assert after["clarinet-forte-2021"] == before["clarinet-forte-2021"]
    assert after["compete-2026"] == before["compete-2026"].replace("pmid_candidate =", "pmid =").replace(
        "checked = false", "checked = true", 1
    )
    assert after["clarinet-2014"] == before["clarinet-2014"].replace("pmid =", "pmid_candidate =").replace(
        "checked = true", "checked = false", 1
    )


def test_a_retraction_is_told_written_and_exits_1(verify: Run, register: Path, held: Registries) -> None:
    held.article("25014687", CLARINET, 2014, pubtype=["Journal Article", "Retracted Publication"])
    retraction = {"DOI": "10.1/notice", "type": "retraction", "source": "retraction-watch", "label": "Retraction"}
    held.work("10.1016/j.ejca.2021.06.056", FORTE, 2021, **{"updated-by": [retraction]})
    done = verify()
    assert done.returncode == 1
    assert "clarinet-2014, PMID 25014687: PubMed marks the article as retracted." in done.stdout
    assert "DOI 10.1016/j.ejca.2021.06.056 (from memory): Crossref marks the article as retracted." in done.stdout
    assert "All 5 identifiers match. 2 sources are retracted." in done.stdout
    assert "\nretracted = true\n" in contents(register)["clarinet-2014"]
    assert "\nretracted = true\n" in contents(register)["clarinet-forte-2021"]
    assert verify().returncode == 0, "the register says so now"


def test_a_register_that_cannot_be_written_loses_no_result(
    verify: Run, register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (register / "research" / "compete-2026.toml.new").mkdir()
    done = verify()
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "what was found is not written there" in done.stderr
    assert "All 5 identifiers match." in done.stdout


def test_a_second_run_asks_nothing_and_again_asks_all(verify: Run, held: Registries) -> None:
    asked = [(verify(*options).returncode, len(held.asked)) for options in ((), (), ("--again",))]
    assert asked == [(0, 5), (0, 5), (0, 10)]


def test_a_run_that_is_killed_goes_on_where_it_stopped(
    verify: Run, held: Registries, register: Path, tmp_path: Path
) -> None:
    held.stop_after = 3
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "knowledge", "verify", "--register", str(register)],
        cwd=ROOT,
        env={**os.environ, **environment(held.base_url, tmp_path / "data")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 30
    while len(held.asked) < 4 and time.monotonic() < deadline:
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    journal = tmp_path / "data" / "knowledge" / "verify.jsonl"
    assert len(journal.read_text(encoding="utf-8").splitlines()) == 3
    held.stop_after = None
    held.asked.clear()
    assert verify().returncode == 0
    assert len(held.asked) == 2


def test_without_a_network_it_is_one_line_and_exit_2(verify: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        nowhere = f"http://127.0.0.1:{taken.getsockname()[1]}"
    done = verify(base_url=nowhere)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "netboard: No connection to PubMed, Crossref or openFDA can be made; check the network and the proxy.\n"
    )


def test_what_is_not_reachable_is_told_apart_and_exits_1(verify: Run, held: Registries) -> None:
    held.first = [(403, {}, b"")]
    done = verify("--only", "clarinet-2014")
    assert done.returncode == 1
    assert "not reachable: PubMed refused the request (status 403)." in done.stdout
    assert "Run it again" in done.stdout


def test_a_source_that_does_not_exist_is_one_line_and_exit_1(verify: Run) -> None:
    done = verify("--only", "clarinet-2041")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "'clarinet-2041' is no source of the register" in done.stderr


@pytest.mark.parametrize("value", ["ftp://example.org", "eutils", "http://"])
def test_an_address_that_is_none_names_its_setting(run: Run, tmp_path: Path, value: str) -> None:
    done = run("knowledge", "verify", "--json", NETBOARD_NCBI_URL=value, NETBOARD_DATA=str(tmp_path))
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "NETBOARD_NCBI_URL" in done.stderr
    assert "NETBOARD_NCBI_URL" in json.loads(done.stdout)["reply"]


def test_a_journal_that_cannot_be_written_is_one_line_and_exit_2(verify: Run, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    done = verify()
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
