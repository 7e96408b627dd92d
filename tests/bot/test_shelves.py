"""``netboard knowledge add``, ``fetch``, ``documents`` and ``remove`` as a person or a program meets them."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.cli import main
from chains.consult import Consultant
from knowledge.embeddings import WordLlamaEmbeddings
from knowledge.library import Library
from tests import nursery
from tests.command import Run, kept, within
from tests.fake_registries import ARTICLE, registries

ROOT = Path(__file__).parents[2]
PROTOCOL = (
    "---\ntitle: Local protocol\nyear: 2025\n---\n# PRRT\nThe zebrafish board decides on PRRT of a pancreatic NET.\n"
)
PUBMED = """<?xml version="1.0"?>
<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>29768149</PMID>
<Article><Journal><Title>J Test</Title>
<JournalIssue><Volume>1</Volume><PubDate><Year>2018</Year></PubDate></JournalIssue></Journal>
<ArticleTitle>Zebrafish in NET.</ArticleTitle>
<Abstract><AbstractText Label="RESULTS">Zebrafish lived long.</AbstractText></Abstract>
</Article></MedlineCitation></PubmedArticle></PubmedArticleSet>"""


@pytest.fixture
def run(bare_run: Run, tmp_path: Path, data: Path, consultant: Consultant) -> Run:
    """Over a store that is built already: a copy of the one that every test shares."""
    shutil.copytree(data / "knowledge", tmp_path / "data" / "knowledge")
    return bare_run


@pytest.fixture
def bare_run(tmp_path: Path) -> Run:
    """Over an empty folder."""

    def started(*words: str, **settings: str) -> "subprocess.CompletedProcess[str]":
        return within(("knowledge", *words), {**kept(), "NETBOARD_DATA": str(tmp_path / "data"), **settings})

    return started


def test_a_document_is_added_listed_found_and_removed(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "protocol.md"
    file.write_text(PROTOCOL, encoding="utf-8")
    added = run("add", str(file))
    assert (added.returncode, added.stderr) == (0, "")
    assert "1 files with 1 documents added" in added.stdout
    (entry,) = json.loads(run("documents", "--json").stdout)
    assert (entry["file"], entry["documents"][0]["title"]) == ("protocol.md", "Local protocol")
    (first, *_) = json.loads(run("search", "zebrafish board PRRT", "--json").stdout)
    assert (first["title"], first["locator"]) == ("Local protocol", "section PRRT")
    assert run("remove", entry["sha256"][:12]).returncode == 0
    assert json.loads(run("documents", "--json").stdout) == []


def test_a_search_says_how_its_sources_came_to_what_they_say_and_what_was_checked(run: Run) -> None:
    (first, *_) = json.loads(run("search", "NCCN cabozantinib after everolimus gastrointestinal", "--json").stdout)
    told = [first[name] for name in ("source", "strength", "checked", "identifiers_checked", "licence")]
    assert told == ["nccn-net", "guideline", True, False, "all_rights_reserved"]
    assert first["stated_strength"] == "category 1 for cabozantinib, category 3 for cytotoxic drugs"
    said = run("search", "Frilling type I II III liver metastases survival").stdout
    assert "frilling-2009 (research, 2009; cohort)" in said
    assert "(from memory, not checked)" in said


def test_bad_files_are_named_in_one_line_each_and_the_exit_code_is_1(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "share"
    folder.mkdir()
    (folder / "protocol.md").write_text(PROTOCOL, encoding="utf-8")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    (folder / "cut.pdf").write_bytes(b"%PDF-1.7")
    done = run("add", str(folder))
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 2
    assert "Traceback" not in done.stderr
    assert "1 files with 1 documents added, 2 refused" in done.stdout
    told = json.loads(run("add", str(folder), "--json").stdout)
    assert (told["known"], len(told["refused"])) == (["protocol.md"], 2)


def notes(folder: Path, animal: str, count: int = 30) -> Path:
    """A folder of notes, each with words of its own."""
    folder.mkdir()
    for number in range(count):
        text = f"# Note {number}\n\nThe {animal} ward gave lanreotide on day {number} of the cycle.\n"
        (folder / f"{animal}{number:02}.md").write_text(text, encoding="utf-8")
    return folder


def test_two_that_add_at_once_both_succeed(bare_run: Run, tmp_path: Path) -> None:
    folders = [notes(tmp_path / animal, animal) for animal in ("zebrafish", "quagga")]
    program, environment = "from bot.cli import main\nmain()", {**kept(), "NETBOARD_DATA": str(tmp_path / "data")}
    both = [nursery.start(program, "knowledge", "add", str(folder), environment=environment) for folder in folders]
    told = [one.communicate(timeout=60)[1] for one in both]
    assert [(one.returncode, complaint) for one, complaint in zip(both, told, strict=True)] == [(0, ""), (0, "")]
    assert len(json.loads(bare_run("documents", "--json").stdout)) == 60
    state = json.loads(bare_run("status", "--json").stdout)
    assert (state["current"], state["added_documents"]) == (True, 60)


@pytest.mark.parametrize("delay_s", [0.3, 1.0, 2.0])
def test_what_was_added_before_a_kill_is_built_when_it_is_added_again(
    bare_run: Run, tmp_path: Path, delay_s: float
) -> None:
    folder = notes(tmp_path / "share", "zebrafish", 300)
    command = [sys.executable, "-m", "bot", "knowledge", "add", str(folder)]
    environment = {**os.environ, "NETBOARD_DATA": str(tmp_path / "data")}
    process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL)
    time.sleep(delay_s)
    process.kill()
    process.wait()
    again = bare_run("add", str(folder))
    assert (again.returncode, again.stderr) == (0, "")
    state = json.loads(bare_run("status", "--json").stdout)
    assert (state["current"], state["added_documents"], state["damaged_files"]) == (True, 300, 0)
    assert "zebrafish" in bare_run("search", "zebrafish ward lanreotide day 217").stdout


def test_adding_while_the_store_is_in_use_is_told_and_changes_nothing(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run("build")
    file = tmp_path / "protocol.md"
    file.write_text(PROTOCOL, encoding="utf-8")
    monkeypatch.setenv("NETBOARD_DATA", str(tmp_path / "data"))
    monkeypatch.setattr("knowledge.build.PATIENCE_S", 0.1)
    monkeypatch.setattr(sys, "argv", ["netboard", "knowledge", "add", str(file)])
    with Library.open(tmp_path / "data", None, WordLlamaEmbeddings()), pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 2
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)
    assert "is in use by another netboard process; wait for it or stop it" in told.err
    assert run("documents", "--json").stdout == "[]\n"


def test_a_name_with_markup_is_listed_as_it_is_written(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "odd [bold] name.md"
    file.write_text("# Odd [/bold] title\n\nThe zebrafish ward.\n", encoding="utf-8")
    assert run("add", str(file)).returncode == 0
    listed = run("documents")
    assert (listed.returncode, listed.stderr) == (0, "")
    assert "odd [bold] name.md" in listed.stdout
    assert "Odd [/bold] title" in listed.stdout


def test_an_article_that_is_left_out_is_told_in_one_line_and_is_no_error(run: Run, tmp_path: Path) -> None:
    bare = "<PubmedArticle><MedlineCitation><PMID>7</PMID><Article><ArticleTitle>A</ArticleTitle></Article>"
    file = tmp_path / "set.xml"
    file.write_text(
        PUBMED.replace("</PubmedArticleSet>", f"{bare}</MedlineCitation></PubmedArticle></PubmedArticleSet>")
    )
    done = run("add", str(file))
    assert (done.returncode, done.stderr.count("\n")) == (0, 1)
    assert "set.xml: The article with PMID 7 has no abstract and is left out" in done.stderr
    assert "1 files with 1 documents added" in done.stdout


def test_a_label_of_many_is_named_and_a_fault_of_openfda_is_one_line(run: Run) -> None:
    label = {"set_id": "a-1", "effective_time": "20240101", "indications_and_usage": ["For zebrafish with NET."]}
    with registries() as server:
        many = {"meta": {"results": {"total": 17}}, "results": [label]}
        server.labels['openfda.brand_name:"lutathera"'] = json.dumps(many).encode()
        url = f"{server.base_url}/openfda"
        done = run("fetch", "label:lutathera", "label:nosuchdrug", NETBOARD_OPENFDA_URL=url)
        server.first = [(500, {}, b'{"error": {"code": "SERVER_ERROR"}}')] * 4
        failed = run("fetch", "label:lutathera", NETBOARD_OPENFDA_URL=url)
    assert (done.returncode, failed.returncode) == (1, 1)
    assert done.stderr.splitlines() == [
        "netboard: openFDA has 17 labels of lutathera; the newest was taken, without a name (set id a-1). "
        "To take another one, name it as label: and its set id.",
        "netboard: openFDA has no label of nosuchdrug.",
    ]
    assert "1 files with 1 documents added" in done.stdout
    assert failed.stderr == "netboard: openFDA has a fault of its own (status 500).\n"


def test_a_folder_without_files_is_told_in_one_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = run("add", str(tmp_path / "empty"))
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "There is no file to add there" in done.stderr


def test_an_unknown_key_is_not_removed(run: Run) -> None:
    done = run("remove", "abcdef")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)


def test_an_article_is_fetched_added_and_found(run: Run) -> None:
    content = ARTICLE.read_bytes() if ARTICLE.exists() else PUBMED.encode()
    with registries() as server:
        server.files["29768149"] = content
        done = run("fetch", "pubmed:29768149", "pubmed:1", "label:", NETBOARD_NCBI_URL=f"{server.base_url}/ncbi")
    assert done.returncode == 1
    assert "1 files with 1 documents added" in done.stdout
    assert len(done.stderr.splitlines()) == 2


def test_without_a_network_fetching_says_so_in_one_line_and_exits_with_2(run: Run) -> None:
    urls = {f"NETBOARD_{name}_URL": "http://127.0.0.1:9" for name in ("NCBI", "CROSSREF", "OPENFDA")}
    done = run("fetch", "pubmed:29768149", **urls)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
