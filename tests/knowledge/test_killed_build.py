"""A build that is killed: the store that is left is the old one or the new one, whole and searchable."""

import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

from knowledge.build import build, open_or_build
from knowledge.embeddings import WordLlamaEmbeddings
from knowledge.library import Library
from knowledge.register import load_register, passages, register_digest
from knowledge.store import Store, read_manifest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills a process by signal")
EMBEDDINGS = WordLlamaEmbeddings()
SOURCES = sorted(load_register().values(), key=lambda source: source.id)
REGISTERS = {
    name: {source.id: source for source in SOURCES[start::5]} | {"who-2022-nen": load_register()["who-2022-nen"]}
    for name, start in (("a", 0), ("b", 1))
}
ROOT = Path(__file__).parents[2]
SLICES, TRIES = 12, 4
"""Each slice of a build is tried again when the build ended before it was killed: how long one takes varies."""

KILLER = """
import os, signal, sys, time
from pathlib import Path
import chromadb
from knowledge.build import build
from knowledge.embeddings import WordLlamaEmbeddings
from knowledge.register import load_register

# What takes long to load is loaded once; each build runs in a fork, so that the moments fall into the build itself.
embeddings = WordLlamaEmbeddings()
embeddings.embed(["tumour"])
every = load_register()
for line in sys.stdin:
    data, names, seconds = line.rstrip("\\n").split("\\t")
    register = {name: every[name] for name in names.split(",")}
    began = time.perf_counter()
    child = os.fork()
    if child == 0:
        try:
            build(Path(data), None, embeddings, register)
        finally:
            os._exit(0)
    if seconds:
        time.sleep(float(seconds))
        os.kill(child, signal.SIGKILL)
    _, how = os.waitpid(child, 0)
    took = time.perf_counter() - began
    print("killed" if os.WIFSIGNALED(how) else "ended", took, flush=True)
"""


class Killer:
    """Starts builds in a process of their own and kills them after a time."""

    def __init__(self, stdin: IO[str], stdout: IO[str]) -> None:
        self._stdin, self._stdout = stdin, stdout

    def build(self, data: Path, register: str, after_s: float | None = None) -> tuple[str, float]:
        """Whether the build was killed or had ended, and the seconds that it ran."""
        after = "" if after_s is None else str(after_s)
        self._stdin.write(f"{data}\t{','.join(REGISTERS[register])}\t{after}\n")
        self._stdin.flush()
        how, took = self._stdout.readline().split()
        return how, float(took)


@pytest.fixture(scope="module")
def killer() -> Iterator[Killer]:
    with subprocess.Popen(
        [sys.executable, "-c", KILLER], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        yield Killer(process.stdin, process.stdout)


def assert_whole(data: Path, register: str) -> None:
    """The live store holds the register, all of it and nothing else, and finds it by its words and its vectors."""
    keys = {passage.key for passage in passages(REGISTERS[register])}
    with Library.open(data, None, EMBEDDINGS) as library:
        assert {passage.key for passage in library._passages} == keys
        rows = library._collection.query(
            query_embeddings=EMBEDDINGS.embed_query("Ki-67 and grade"), n_results=len(keys), include=["distances"]
        )
        assert set(rows["ids"][0]) == keys
        assert library.search("WHO grade 2 definition Ki-67 mitoses")[0].passage.source_id == "who-2022-nen"


def moments() -> list[float]:
    """One moment at random in each slice of a build, as a share of its time."""
    return [(number + random.random()) / SLICES for number in range(SLICES)]  # noqa: S311 - not a secret


def test_a_build_killed_at_random_moments_leaves_the_old_store_or_the_new(tmp_path: Path, killer: Killer) -> None:
    digests = {register_digest(register): name for name, register in REGISTERS.items()}
    killer.build(tmp_path, "a")
    ended, build_s = killer.build(tmp_path, "b")
    assert ended == "ended"
    live, killed = "b", []
    for share in moments():
        for _ in range(TRIES):
            wanted = "a" if live == "b" else "b"
            how, took = killer.build(tmp_path, wanted, share * build_s)
            manifest = read_manifest(tmp_path, None)
            assert manifest is not None
            live, was = digests[manifest.digest], live
            assert_whole(tmp_path, live)
            if how == "killed":
                killed.append("new" if live != was else "old")
                break
            assert live == wanted
            build_s = min(build_s, took)
    assert len(killed) >= 10
    assert "old" in killed
    other = "a" if live == "b" else "b"
    new = build(tmp_path, None, EMBEDDINGS, REGISTERS[other])
    assert_whole(tmp_path, other)
    with Store.open(tmp_path, None, write=False) as store:
        assert [new.collection] == [collection.name for collection in store._client.list_collections()]


def test_a_first_build_that_was_killed_leaves_nothing_that_stands_in_the_way(tmp_path: Path, killer: Killer) -> None:
    _, build_s = killer.build(tmp_path / "whole", "a")
    for number, share in enumerate(moments()[::2]):
        data = tmp_path / str(number)
        killer.build(data, "a", share * build_s)
        with open_or_build(data, None, EMBEDDINGS, register=REGISTERS["a"]) as library:
            assert library.search("WHO grade 2 definition Ki-67 mitoses")
        assert_whole(data, "a")
