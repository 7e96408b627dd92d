"""Two stores, one code: what holds for the embedded store holds for a Chroma server, and workers share the latter."""

import json
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.status import text_of
from knowledge.adding import add_files
from knowledge.build import build, open_or_build
from knowledge.embeddings import WordLlamaEmbeddings
from knowledge.library import Library
from knowledge.register import load_register, passages
from knowledge.shelf import Shelf, all_sources
from knowledge.status import status
from knowledge.store import OtherEmbeddingsError, Store, StoreError, StoreMissingError, read_manifest
from tests import nursery
from tests.chroma_server import emptied, running
from tests.command import within

REGISTER = load_register()
SMALL = {name: REGISTER[name] for name in ("who-2022-nen", "netter-2-2024", "label-lutathera")}
EMBEDDINGS = WordLlamaEmbeddings()

NOTE = "# Zebra protocol\n\nAt our centre lutetium dotatate is given on Thursdays in the zebra ward.\n"


class Place(NamedTuple):
    """Where a store lies: a folder, and the address of a server where there is one."""

    data: Path
    url: str | None


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One server for all tests."""
    with running(tmp_path_factory.mktemp("chroma")) as url:
        yield url


@pytest.fixture(params=["embedded", "server"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """Each store in turn, empty."""
    if request.param == "embedded":
        return Place(tmp_path / "data", None)
    return Place(tmp_path / "data", emptied(request.getfixturevalue("server")))


@pytest.fixture
def shared(server: str) -> str:
    """The server, empty."""
    return emptied(server)


@pytest.fixture
def note(tmp_path: Path) -> Path:
    file = tmp_path / "zebra.md"
    file.write_text(NOTE, encoding="utf-8")
    return file


def found(place: Place, query: str) -> list[str]:
    """The sources that a worker finds which opens the store as it should be by now."""
    with open_or_build(*place, EMBEDDINGS, register=SMALL | added(place)) as library:
        return [hit.passage.source_id for hit in library.search(query)]


def added(place: Place) -> dict[str, object]:
    return {name: source for name, source in all_sources(*place).items() if name.startswith("added-")}  # type: ignore[return-value]


def test_nothing_is_built_at_first(place: Place) -> None:
    assert read_manifest(*place) is None
    assert not status(*place, EMBEDDINGS, SMALL).built
    with pytest.raises(StoreMissingError, match="run: netboard knowledge build"):
        Library.open(*place, EMBEDDINGS)


def test_a_build_writes_every_passage_and_a_second_one_does_nothing(place: Place) -> None:
    told: list[tuple[int, int]] = []
    first = build(*place, EMBEDDINGS, SMALL, lambda done, total: told.append((done, total)))
    assert told[-1] == (len(passages(SMALL)), len(passages(SMALL)))
    told.clear()
    assert first == build(*place, EMBEDDINGS, SMALL, lambda done, total: told.append((done, total)))
    assert told == []


def test_the_manifest_says_what_is_stored(place: Place) -> None:
    manifest = build(*place, EMBEDDINGS, SMALL)
    assert manifest == read_manifest(*place)
    assert (manifest.embedding, manifest.dimension) == ("wordllama-256", 256)
    assert (manifest.sources, manifest.passages) == (len(SMALL), len(passages(SMALL)))
    with Store.open(*place, write=False) as store:
        assert store.collection(manifest.collection).count() == manifest.passages
    found = status(*place, EMBEDDINGS, SMALL)
    assert (found.built, found.current, found.built_version) == (True, True, manifest.digest)
    assert text_of(found).startswith("state         up to date\n")


def test_an_open_store_answers_until_what_was_opened_is_gone(place: Place) -> None:
    build(*place, EMBEDDINGS, SMALL)
    with Library.open(*place, EMBEDDINGS) as library:
        library.check()
        with Store.open(*place, write=False) as store:
            store.drop_all_but(frozenset())
        with pytest.raises(StoreError):
            library.check()


def test_a_changed_register_is_built_again_when_the_store_is_opened(place: Place) -> None:
    old = build(*place, EMBEDDINGS, SMALL)
    fewer = {name: source for name, source in SMALL.items() if name != "who-2022-nen"}
    with open_or_build(*place, EMBEDDINGS, register=fewer) as library:
        assert library.manifest.collection != old.collection
        assert library.passage("who-2022-nen#s1") is None


def test_other_embeddings_are_refused_and_change_nothing(place: Place) -> None:
    class Others(WordLlamaEmbeddings):
        name = "others"

    manifest = build(*place, EMBEDDINGS, SMALL)
    with pytest.raises(OtherEmbeddingsError, match="NETBOARD_EMBEDDINGS asks for others"):
        open_or_build(*place, Others(), register=SMALL)
    assert manifest == read_manifest(*place)
    assert build(*place, Others(), SMALL).embedding == "others"


def test_an_added_document_is_found_and_gone_once_it_is_removed(place: Place, note: Path) -> None:
    build(*place, EMBEDDINGS, SMALL)
    assert not any(source.startswith("added-") for source in found(place, "lutetium dotatate in the zebra ward"))
    assert add_files(*place, [note]).taken == ("zebra.md",)
    assert add_files(*place, [note]).known == ("zebra.md",)
    seen = status(*place, EMBEDDINGS)
    assert (seen.added_documents, seen.added_files) == (1, ("zebra.md",))
    with Shelf(*place) as shelf:
        (entry,) = shelf.entries().values()
    assert found(place, "lutetium dotatate in the zebra ward")[0] == f"added-{entry.key}-1"
    with Shelf(*place) as shelf:
        shelf.remove(entry.sha256)
        shelf.remove(entry.sha256)
        assert shelf.entries() == {}
    assert not any(source.startswith("added-") for source in found(place, "lutetium dotatate in the zebra ward"))


def test_a_changed_document_takes_the_place_of_its_old_version(place: Place, note: Path) -> None:
    add_files(*place, [note])
    note.write_text(NOTE.replace("zebra", "quagga"), encoding="utf-8")
    assert add_files(*place, [note]).replaced == ("zebra.md",)
    with Shelf(*place) as shelf:
        (entry,) = shelf.entries().values()
        assert shelf.entry(entry.sha256) == entry
        assert shelf.entry("nowhere") is None
    assert "quagga" in entry.documents[0].sections[0].text


def test_more_documents_than_are_read_at_once_are_read_whole(
    place: Place, note: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("knowledge.store._PAGE", 3)
    copies = [note.with_name(f"{number}.md") for number in range(8)]
    for number, copy in enumerate(copies):
        copy.write_text(f"{NOTE} Ward {number}.", encoding="utf-8")
    assert len(add_files(*place, copies).taken) == 8
    with Shelf(*place) as shelf:
        assert sorted(entry.file for entry in shelf.entries().values()) == [f"{number}.md" for number in range(8)]


def test_a_document_as_long_as_a_book_is_kept(place: Place, note: Path) -> None:
    paragraphs = "\n\n".join(f"Paragraph {number}: {'lutetium dotatate ' * 30}" for number in range(3_000))
    note.write_text(f"# Book\n\n{paragraphs}", encoding="utf-8")
    assert add_files(*place, [note]).documents == 1
    with Shelf(*place) as shelf:
        (entry,) = shelf.entries().values()
    assert sum(len(section.text) for section in entry.documents[0].sections) > 1_500_000


def test_both_stores_give_the_same_hits_with_the_same_scores(tmp_path: Path, shared: str) -> None:
    places = Place(tmp_path, None), Place(tmp_path, shared)
    for place in places:
        build(*place, EMBEDDINGS, REGISTER)
    with Library.open(*places[0], EMBEDDINGS) as here, Library.open(*places[1], EMBEDDINGS) as there:
        assert here.version == there.version
        for question in ("MDS after Lutathera", "CAPTEM response and PFS", "Ki-67 in G2 tumours", "capital of France"):
            hits = [[(hit.passage, hit.score) for hit in library.search(question)] for library in (here, there)]
            assert hits[0] == hits[1]
        drug = {"kinds": ("drug_label",), "drug": "lutathera"}
        keys = [[hit.passage.key for hit in one.search("indication", **drug)] for one in (here, there)]  # type: ignore[arg-type]
        assert keys[0] == keys[1] != []


def test_two_workers_on_one_server_see_the_same_documents(tmp_path: Path, shared: str, note: Path) -> None:
    one, two = Place(tmp_path / "one", shared), Place(tmp_path / "two", shared)
    add_files(*one, [note])
    with Shelf(*two) as shelf:
        assert [entry.file for entry in shelf.entries().values()] == ["zebra.md"]
    assert found(one, "lutetium dotatate in the zebra ward") == found(two, "lutetium dotatate in the zebra ward")
    manifest = read_manifest(*one)
    assert manifest == read_manifest(*two)
    assert found(two, "lutetium dotatate in the zebra ward")[0].startswith("added-")
    assert manifest == read_manifest(*one), "the second worker built nothing"
    with Shelf(*two) as shelf:
        shelf.remove(next(iter(shelf.entries())))
    with Shelf(*one) as shelf:
        assert shelf.entries() == {}


def test_a_rebuild_on_a_server_leaves_a_worker_its_collection(tmp_path: Path, shared: str) -> None:
    build(tmp_path, shared, EMBEDDINGS, SMALL)
    with Library.open(tmp_path, shared, EMBEDDINGS) as library:
        build(tmp_path, shared, EMBEDDINGS, {"who-2022-nen": SMALL["who-2022-nen"]})
        assert library.search("MDS after Lutathera")


WORKER = """
import sys
from pathlib import Path
from knowledge.build import open_or_build
from knowledge.embeddings import WordLlamaEmbeddings
with open_or_build(Path(sys.argv[1]), sys.argv[2], WordLlamaEmbeddings()) as library:
    print(library.search("MDS after Lutathera")[0].passage.key)
"""


def test_two_workers_started_at_once_on_an_empty_server_both_answer(tmp_path: Path, shared: str) -> None:
    both = [nursery.start(WORKER, str(tmp_path), shared, environment=os.environ) for _ in range(2)]
    assert [process.communicate(timeout=60)[0] for process in both] == ["label-lutathera#s6\n"] * 2


def test_a_build_leaves_alone_what_another_worker_is_writing(
    tmp_path: Path, shared: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store.open(tmp_path, shared, write=True) as store:
        store.create("netboard-of-another", {"embedding": "wordllama-256"})
        build(tmp_path, shared, EMBEDDINGS, SMALL)
        assert store.collection("netboard-of-another").count() == 0
        monkeypatch.setattr("knowledge.build.SPARED_S", 0.0)
        build(tmp_path, shared, EMBEDDINGS, {"who-2022-nen": SMALL["who-2022-nen"]})
        with pytest.raises(StoreError, match="does not answer as it should"):
            store.collection("netboard-of-another")


def test_a_server_that_goes_down_while_it_is_used_is_one_sentence(tmp_path: Path) -> None:
    with running(tmp_path) as url:
        build(tmp_path, url, EMBEDDINGS, SMALL)
        library = Library.open(tmp_path, url, EMBEDDINGS)
        assert library.search("MDS after Lutathera")
    with pytest.raises(StoreError, match=rf"^The knowledge store at {url} .*; see that the Chroma server runs, or run"):
        library.search("recommended dosage of lutetium dotatate")


def test_a_server_in_use_touches_no_folder(tmp_path: Path, shared: str) -> None:
    build(tmp_path / "data", shared, EMBEDDINGS, SMALL)
    assert not (tmp_path / "data").exists()


@pytest.fixture(scope="session")
def dead() -> str:
    """An address at which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}"


def test_a_server_that_is_down_is_named_by_everything_that_opens_it(tmp_path: Path, dead: str, note: Path) -> None:
    place = Place(tmp_path, dead)
    for opened in (
        lambda: open_or_build(*place, EMBEDDINGS),
        lambda: build(*place, EMBEDDINGS, SMALL),
        lambda: status(*place, EMBEDDINGS),
        lambda: add_files(*place, [note]),
    ):
        with pytest.raises(StoreError, match=rf"^No Chroma server answers at CHROMA_URL {dead} \(\w+\)\.$"):
            opened()


@pytest.mark.parametrize(
    "command", [("ask", "Prognosis of a G2 pancreatic NET?"), ("knowledge", "status"), ("knowledge", "documents")]
)
def test_on_the_command_line_a_server_that_is_down_is_one_line(
    tmp_path: Path, dead: str, command: tuple[str, ...]
) -> None:
    done = within(command, {"NETBOARD_DATA": str(tmp_path), "CHROMA_URL": dead})
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert f"CHROMA_URL {dead}" in done.stderr


def test_a_manifest_on_a_server_that_cannot_be_read_counts_as_none(tmp_path: Path, shared: str) -> None:
    place = Place(tmp_path, shared)
    manifest = build(*place, EMBEDDINGS, SMALL)
    with Store.open(*place, write=True) as store:
        pointer = store.collection("netboard.manifest")
        assert json.loads(str((pointer.metadata or {})["manifest"]))["collection"] == manifest.collection
        pointer.modify(metadata={"manifest": "{"})
    assert read_manifest(*place) is None
    with open_or_build(*place, EMBEDDINGS, register=SMALL) as library:
        assert manifest.digest == library.version
