"""``netboard knowledge add``, ``fetch``, ``documents`` and ``remove`` as a person or a program meets them."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.fake_registries import ARTICLE, registries

Run = Callable[..., "subprocess.CompletedProcess[str]"]
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
def run(tmp_path: Path) -> Run:
    def started(*words: str, **settings: str) -> "subprocess.CompletedProcess[str]":
        environment = {**os.environ, "NETBOARD_DATA": str(tmp_path / "data"), **settings}
        command = [sys.executable, "-m", "bot", "knowledge", *words]
        return subprocess.run(
            command, capture_output=True, text=True, env=environment, cwd=ROOT, timeout=120, check=False
        )

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
    assert "(from memory, not checked in the source)" in said


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
