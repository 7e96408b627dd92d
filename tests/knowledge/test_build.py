"""The build: whole or not at all, no work when nothing changed, one process at a time."""

import errno
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from bot.status import text_of
from knowledge.adding import add_files
from knowledge.build import build, open_or_build
from knowledge.embeddings import Vectors, WordLlamaEmbeddings
from knowledge.evidence import Source
from knowledge.library import Library
from knowledge.licence import Licence
from knowledge.register import load_register, passages
from knowledge.status import status
from knowledge.store import OtherEmbeddingsError, Store, StoreError, StoreMissingError, folder_of

REGISTER = load_register()
SMALL = {name: REGISTER[name] for name in ("who-2022-nen", "netter-2-2024", "label-lutathera")}
EMBEDDINGS = WordLlamaEmbeddings()
ROOT = Path(__file__).parents[2]


class OtherEmbeddings:
    """Eight numbers a text, made from its length; enough to be another model."""

    name = "other-8"
    dimension = 8

    def embed(self, texts: Sequence[str]) -> Vectors:
        rows = np.ones((len(texts), 8), dtype=np.float32) + np.array([[len(t) % 7] for t in texts], dtype=np.float32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)

    def veil(self, question: str) -> str:
        return question

    def embed_query(self, text: str) -> Vectors:
        return self.embed([text])


def without(register: dict[str, Source], name: str) -> dict[str, Source]:
    return {key: source for key, source in register.items() if key != name}


def collections(data: Path) -> list[str]:
    with Store.open(data, None, write=False) as store:
        return sorted(c.name for c in store._client.list_collections())


def test_a_second_build_of_the_same_register_does_nothing(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    first = build(tmp_path, None, EMBEDDINGS, SMALL, lambda done, total: told.append((done, total)))
    assert (first.passages, first.passages) == told[-1]
    told.clear()
    assert first == build(tmp_path, None, EMBEDDINGS, SMALL, lambda done, total: told.append((done, total)))
    assert told == []


def test_a_changed_register_gives_a_new_collection_and_drops_the_old(tmp_path: Path) -> None:
    first = build(tmp_path, None, EMBEDDINGS, SMALL)
    second = build(tmp_path, None, EMBEDDINGS, without(SMALL, "who-2022-nen"))
    assert first.collection != second.collection
    assert [second.collection] == collections(tmp_path)
    with Library.open(tmp_path, None, EMBEDDINGS) as library:
        assert library.passage("who-2022-nen#s1") is None
        assert second.digest == library.version


def test_without_a_build_the_library_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(StoreMissingError, match="run: netboard knowledge build"):
        Library.open(tmp_path, None, EMBEDDINGS)


def test_other_embeddings_are_refused_and_change_nothing(tmp_path: Path) -> None:
    manifest = build(tmp_path, None, EMBEDDINGS, SMALL)
    said = r"wordllama-256 \(256 dimensions\), but NETBOARD_EMBEDDINGS asks for other-8; .*: netboard knowledge build"
    for opened in (Library.open, open_or_build):
        with pytest.raises(OtherEmbeddingsError, match=said):
            opened(tmp_path, None, OtherEmbeddings())
    with Library.open(tmp_path, None, EMBEDDINGS) as library:
        assert manifest == library.manifest


def test_a_build_with_other_embeddings_replaces_the_store(tmp_path: Path) -> None:
    build(tmp_path, None, EMBEDDINGS, SMALL)
    assert build(tmp_path, None, OtherEmbeddings(), SMALL).embedding == "other-8"
    with Library.open(tmp_path, None, OtherEmbeddings()) as library:
        assert library.manifest.embedding == "other-8"


KILLED = """
import os, signal, sys
from pathlib import Path
from knowledge.build import build
from knowledge.embeddings import WordLlamaEmbeddings
from knowledge.register import load_register
from knowledge.store import Store

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

moment, data = sys.argv[1], Path(sys.argv[2])
progress = None
if moment == "while writing":
    progress = lambda done, total: die() if done else None
elif moment == "before the swap":
    Store.activate = die
elif moment == "after the swap":
    Store.drop_all_but = die
build(data, None, WordLlamaEmbeddings(), load_register(), progress)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills a process by signal")
@pytest.mark.parametrize(
    ("moment", "survivor"), [("while writing", "old"), ("before the swap", "old"), ("after the swap", "new")]
)
def test_a_build_killed_at_any_moment_leaves_the_old_store_or_the_new(
    tmp_path: Path, moment: str, survivor: str
) -> None:
    old = build(tmp_path, None, EMBEDDINGS, SMALL)
    killed = subprocess.run([sys.executable, "-c", KILLED, moment, str(tmp_path)], cwd=ROOT, check=False)
    assert killed.returncode == -signal.SIGKILL
    with Library.open(tmp_path, None, EMBEDDINGS) as library:
        assert (survivor == "old") == (library.manifest == old)
        assert library.search("recommended dosage of lutetium dotatate")
    new = build(tmp_path, None, EMBEDDINGS, REGISTER)
    assert [new.collection] == collections(tmp_path)


def test_a_build_does_not_disturb_a_reader_but_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(tmp_path, None, EMBEDDINGS, SMALL)
    monkeypatch.setattr("knowledge.build.PATIENCE_S", 0.2)
    with Library.open(tmp_path, None, EMBEDDINGS) as library:
        with pytest.raises(StoreError, match="is in use by another netboard process"):
            build(tmp_path, None, EMBEDDINGS, without(SMALL, "who-2022-nen"))
        assert library.search("recommended dosage of lutetium dotatate")


def test_nobody_reads_while_a_build_has_the_store(tmp_path: Path) -> None:
    with (
        Store.open(tmp_path, None, write=True),
        pytest.raises(StoreError, match=r"is being built by another netboard process; wait for it .*CHROMA_URL"),
    ):
        Store.open(tmp_path, None, write=False, patience_s=0.2)


TWICE = """
import sys
from pathlib import Path
from knowledge.build import open_or_build
from knowledge.embeddings import WordLlamaEmbeddings
with open_or_build(Path(sys.argv[1]), None, WordLlamaEmbeddings()) as library:
    print(library.search("MDS after Lutathera")[0].passage.key)
"""


def test_two_programs_started_at_once_on_an_empty_folder_both_answer(tmp_path: Path) -> None:
    command = [sys.executable, "-c", TWICE, str(tmp_path)]
    both = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    assert [process.communicate(timeout=60)[0] for process in both] == ["label-lutathera#s6\n"] * 2


def test_a_store_that_lost_its_collection_is_built_again(tmp_path: Path) -> None:
    old = build(tmp_path, None, EMBEDDINGS, REGISTER)
    with Store.open(tmp_path, None, write=True) as store:
        store.drop_all_but(frozenset())
    with open_or_build(tmp_path, None, EMBEDDINGS) as library:
        assert old.digest == library.version
        assert old.collection != library.manifest.collection


CALLS = """
import socket, sys, time
tried = []
socket.socket.connect = lambda self, address: tried.append(address)
socket.getaddrinfo = lambda host, *_more, **_named: tried.append(host) or []
from pathlib import Path
from knowledge.build import open_or_build
from knowledge.embeddings import WordLlamaEmbeddings
with open_or_build(Path(sys.argv[1]), None, WordLlamaEmbeddings()) as library:
    assert library.search("MDS after Lutathera")
    time.sleep(1)
print(tried)
"""


def test_a_build_and_a_search_call_nobody(tmp_path: Path) -> None:
    command = [sys.executable, "-c", CALLS, str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.stdout, done.returncode) == ("[]\n", 0), done.stderr


def test_the_manifest_holds_the_hash_of_each_source_and_the_status_names_what_changed(tmp_path: Path) -> None:
    manifest = build(tmp_path, None, EMBEDDINGS, SMALL)
    assert manifest.hashes.keys() == SMALL.keys()
    assert manifest.versions["chromadb"]
    changed = SMALL["netter-2-2024"].model_copy(update={"notes": "read once more"})
    now = {"who-2022-nen": SMALL["who-2022-nen"], "netter-2-2024": changed, "clarinet-2014": REGISTER["clarinet-2014"]}
    seen = status(tmp_path, None, EMBEDDINGS, now)
    assert (seen.new_sources, seen.changed_sources, seen.gone_sources) == (
        ("clarinet-2014",),
        ("netter-2-2024",),
        ("label-lutathera",),
    )
    told = text_of(seen)
    assert "new           1 sources: clarinet-2014; not in the store yet" in told
    assert "changed       1 sources: netter-2-2024; the store holds the old version" in told
    assert "gone          1 sources: label-lutathera; still in the store" in told
    current = text_of(status(tmp_path, None, EMBEDDINGS, SMALL))
    assert "\nnew " not in current
    assert f"chromadb {manifest.versions['chromadb']}" in current


def test_a_label_without_its_revision_is_named(tmp_path: Path) -> None:
    labels = {name: REGISTER[name] for name in ("label-lutathera", "label-afinitor", "netter-1-2017")}
    found = status(tmp_path, None, EMBEDDINGS, labels)
    assert found.without_edition == ("label-afinitor",)
    assert "edition       1 drug labels without their revision: label-afinitor" in text_of(found)


def test_a_store_of_an_older_netboard_is_built_again(tmp_path: Path) -> None:
    old = build(tmp_path, None, EMBEDDINGS, SMALL)
    file = folder_of(tmp_path) / "manifest.json"
    file.write_text(old.model_copy(update={"layout": 2}).model_dump_json(), encoding="utf-8")
    assert status(tmp_path, None, EMBEDDINGS, SMALL).stale_because == "an older netboard built it"
    assert build(tmp_path, None, EMBEDDINGS, SMALL).collection != old.collection


def test_a_full_disk_is_named_and_leaves_the_old_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = build(tmp_path, None, EMBEDDINGS, SMALL)
    with monkeypatch.context() as patched:
        patched.setattr("chromadb.api.models.Collection.Collection.add", _full)
        with pytest.raises(StoreError, match=r"^The disk that holds .* is full; make room on it or set NETBOARD_DATA"):
            build(tmp_path, None, EMBEDDINGS, without(SMALL, "netter-2-2024"))
    assert collections(tmp_path).count(old.collection) == 1
    with Library.open(tmp_path, None, EMBEDDINGS) as library:
        assert library.manifest == old
        assert library.search("MDS after Lutathera")


def _full(*_: object, **__: object) -> None:
    raise RuntimeError("error returned from database: (code: 13) database or disk is full")


def test_a_file_that_a_full_disk_cut_off_is_not_left_lying_about(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(StoreError, match=r"cannot be written \(No space left on device\)"):
        Store.write_beside(tmp_path, "added/x.json", "{}")
    assert list((folder_of(tmp_path) / "added").iterdir()) == []


@pytest.mark.parametrize("name", ["manifest.json", "added/x.json"])
def test_a_folder_that_may_not_be_read_is_named_with_the_setting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    build(tmp_path, None, EMBEDDINGS, SMALL)
    Store.write_beside(tmp_path, "added/x.json", "{}")
    read = Path.read_text

    def denied(self: Path, *rest: str, **more: str) -> str:
        if self == folder_of(tmp_path) / name:
            raise PermissionError(13, "Permission denied", str(self))
        return read(self, *rest, **more)

    monkeypatch.setattr(Path, "read_text", denied)
    with pytest.raises(StoreError, match=r"cannot be read \(Permission denied\); set NETBOARD_DATA to one that can"):
        status(tmp_path, None, EMBEDDINGS)


def test_a_damaged_manifest_reads_as_not_built(tmp_path: Path) -> None:
    build(tmp_path, None, EMBEDDINGS, SMALL)
    (folder_of(tmp_path) / "manifest.json").write_text("{", encoding="utf-8")
    assert not status(tmp_path, None).built
    with open_or_build(tmp_path, None, EMBEDDINGS) as library:
        assert library.passage("who-2022-nen#s1")


def test_the_status_counts_what_can_be_trusted(tmp_path: Path) -> None:
    before = status(tmp_path, None)
    assert (before.built, before.current, before.stale_because) == (False, False, "it has not been built")
    build(tmp_path, None, EMBEDDINGS, REGISTER)
    after = status(tmp_path, None)
    assert (after.built, after.current, after.stale_because) == (True, True, None)
    assert after.statements == after.statements_checked + after.statements_unchecked
    assert after.sources == sum(after.sources_by_kind.values())
    assert after.embedding == "wordllama-256"


def test_the_status_names_what_nobody_checked_and_what_may_not_be_cited(tmp_path: Path) -> None:
    one, two, three = (SMALL[name] for name in sorted(SMALL))
    unread = two.statements[0].model_copy(update={"checked": False})
    register = {
        one.id: one.model_copy(update={"retracted": True}),
        two.id: two.model_copy(update={"checked": False, "statements": (unread, *two.statements[1:])}),
        three.id: three.model_copy(update={"superseded_by": two.id}),
    }
    build(tmp_path, None, EMBEDDINGS, register)
    found = status(tmp_path, None, EMBEDDINGS, register)
    assert (found.retracted, found.superseded) == ((one.id,), (three.id,))
    assert (found.unchecked, found.sources_unchecked) == ((two.id,), 1)
    assert f"{two.id}#{unread.key}" in found.unchecked_statements
    assert len(found.unchecked_statements) == found.statements_unchecked
    said = text_of(found)
    assert f"retracted     1 sources: {one.id}\n" in said
    assert f"superseded    1 sources: {three.id}\n" in said
    assert f"sources by their identifiers: {two.id}\n" in said


def test_the_status_tells_strength_and_licence_with_what_is_not_known_last(tmp_path: Path) -> None:
    one, two, three = (SMALL[name] for name in sorted(SMALL))
    register = {
        one.id: one.model_copy(update={"strength": None, "licence": None}),
        two.id: two.model_copy(update={"strength": "registry", "licence": Licence(terms="cc_by", seen_in="a page")}),
        three.id: three.model_copy(update={"strength": "randomised_trial", "licence": None}),
    }
    found = status(tmp_path, None, EMBEDDINGS, register)
    assert list(found.strengths.items()) == [("randomised_trial", 1), ("registry", 1), ("not_known", 1)]
    assert list(found.licences.items()) == [("cc_by", 1), ("not_known", 2)]
    said = text_of(found)
    assert "strength      1 randomised trial; 1 registry; 1 not known\n" in said
    assert "licence       1 CC BY: text may be carried over with credit; 2 not known: facts only\n" in said


def test_the_status_names_the_files_that_were_added_and_says_that_the_store_is_behind(tmp_path: Path) -> None:
    build(tmp_path, None, EMBEDDINGS, REGISTER)
    assert (status(tmp_path, None).added_documents, status(tmp_path, None).added_files) == (0, ())
    note = tmp_path / "protocol.md"
    note.write_text("# PRRT at our centre\n\nFour cycles, eight weeks apart.\n", encoding="utf-8")
    add_files(tmp_path, None, [note])
    found = status(tmp_path, None)
    assert (found.added_documents, found.added_files) == (1, ("protocol.md",))
    said = text_of(found)
    assert "added         1 documents from 1 files: protocol.md\n" in said
    assert "stale: the register has changed since it was built; run: netboard knowledge build\n" in said
    assert max(map(len, said.splitlines())) <= 100


def test_the_status_says_why_a_store_is_stale(tmp_path: Path) -> None:
    build(tmp_path, None, EMBEDDINGS, SMALL)
    assert status(tmp_path, None).stale_because == "the register has changed since it was built"
    assert (
        status(tmp_path, None, OtherEmbeddings(), SMALL).stale_because
        == "it was built with the embeddings wordllama-256"
    )


def test_a_folder_that_cannot_be_written_is_named_with_the_setting(tmp_path: Path) -> None:
    (tmp_path / "knowledge").write_text("a file in the way", encoding="utf-8")
    with pytest.raises(StoreError, match=r"cannot be written .*; set NETBOARD_DATA to one that can\."):
        build(tmp_path, None, EMBEDDINGS, SMALL)


@pytest.mark.parametrize("url", ["ftp://host", "http://", "not an address"])
def test_a_chroma_address_that_is_none_is_named(tmp_path: Path, url: str) -> None:
    with pytest.raises(StoreError, match="CHROMA_URL"):
        Library.open(tmp_path, url, EMBEDDINGS)


def test_a_chroma_server_that_does_not_answer_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"No Chroma server answers at CHROMA_URL http://127\.0\.0\.1:9"):
        Library.open(tmp_path, "http://127.0.0.1:9", EMBEDDINGS)


def test_a_store_of_more_passages_than_are_read_at_once_is_read_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("knowledge.library.PAGE", 7)
    with open_or_build(tmp_path, None, EMBEDDINGS, register=REGISTER) as library:
        wanted = passages(REGISTER)
        assert [passage.key for passage in wanted if library.passage(passage.key) != passage] == []
        assert len(wanted) > 7 * 2
