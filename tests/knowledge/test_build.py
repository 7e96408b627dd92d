"""The build: whole or not at all, no work when nothing changed, one process at a time."""

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from knowledge.build import build, open_or_build
from knowledge.embeddings import WordLlamaEmbeddings
from knowledge.evidence import Source
from knowledge.library import Library
from knowledge.register import load_register, passages
from knowledge.status import status
from knowledge.store import OtherEmbeddingsError, Store, StoreError, StoreMissingError, folder_of
from tests import nursery
from tests.knowledge.other_embeddings import OtherEmbeddings

REGISTER = load_register()
SMALL = {name: REGISTER[name] for name in ("who-2022-nen", "netter-2-2024", "label-lutathera")}
EMBEDDINGS = WordLlamaEmbeddings()
ROOT = Path(__file__).parents[2]


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
    killed = nursery.start(KILLED, moment, str(tmp_path), environment=os.environ)
    killed.communicate(timeout=60)
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
    both = [nursery.start(TWICE, str(tmp_path), environment=os.environ) for _ in range(2)]
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
