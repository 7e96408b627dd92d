"""Embeddings of a LangChain provider: opened, asked, refused in one sentence; a store is only searched with its own."""

import sys
import types
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, cast

import langchain.embeddings.base as providers
import numpy as np
import pytest

from bot.cli import main
from bot.compose import library
from bot.settings import Settings, SetupError
from knowledge.adding import add_files
from knowledge.build import build, open_or_build
from knowledge.embeddings import (
    BATCH,
    EmbeddingsError,
    LangChainEmbeddings,
    WordLlamaEmbeddings,
    embeddings_for,
    named_embeddings,
)
from knowledge.register import load_register
from knowledge.shelf import Shelf
from knowledge.status import status
from knowledge.store import OtherEmbeddingsError, folder_of

REGISTER = load_register()
SMALL = {name: REGISTER[name] for name in ("who-2022-nen", "netter-2-2024", "label-lutathera")}
KEY = "sk-secret"


class Scripted:
    """A LangChain embedding of four numbers a text; keeps what it was asked, fails as the model's name says."""

    def __init__(self, model: str) -> None:
        self.model = model
        self.batches: list[list[str]] = []
        self.queries: list[str] = []
        if model == "no-key":
            raise ValueError(f"1 validation error: api_key {KEY}")

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.batches.append(texts)
        match self.model:
            case "down":
                raise ConnectionError(f"{KEY} could not send {texts}")
            case "short":
                return [[1.0, 2.0]] * (len(texts) - 1)
            case "uneven":
                return [[1.0] * (1 + len(text)) for text in texts] + [[1.0]]
            case "infinite":
                return [[float("nan"), 1.0]] * len(texts)
            case "words":
                return "not vectors"  # type: ignore[return-value]
        return [[3.0, 0.0, 4.0, float(len(text) % 7)] for text in texts]

    def embed_query(self, text: str) -> list[float]:
        self.queries.append(text)
        return self.embed_documents([text])[0]


@pytest.fixture(autouse=True)
def provider(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Two providers beside LangChain's own: a scripted one, and its own fake whose size is the model's name."""
    module = types.ModuleType("scripted_provider")
    module.Scripted = Scripted  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "scripted_provider", module)
    fakes = {
        "scripted": ("scripted_provider", "Scripted", lambda cls, model, **_: cls(model)),
        "fake": (
            "langchain_core.embeddings",
            "DeterministicFakeEmbedding",
            lambda cls, model, **_: cls(size=int(model)),
        ),
    }
    for name, entry in fakes.items():
        monkeypatch.setitem(providers._BUILTIN_PROVIDERS, name, entry)
    yield
    providers._get_embeddings_class_creator.cache_clear()


def scripted(model: str = "m") -> tuple[LangChainEmbeddings, Any]:
    found = embeddings_for(f"scripted:{model}")
    assert isinstance(found, LangChainEmbeddings)
    return found, found.open()


def refusal(setting: str, texts: Sequence[str] = ()) -> str:
    with pytest.raises(EmbeddingsError) as caught:
        embeddings_for(setting).embed(texts)
    said = str(caught.value)
    assert said.startswith("NETBOARD_EMBEDDINGS: ")
    assert "\n" not in said
    assert KEY not in said
    return said


def run(monkeypatch: pytest.MonkeyPatch, data: Path, setting: str, *arguments: str) -> int:
    """The exit code of the command line in this process, where the fake providers are."""
    monkeypatch.setenv("NETBOARD_DATA", str(data))
    monkeypatch.setenv("NETBOARD_EMBEDDINGS", setting)
    monkeypatch.setattr(sys, "argv", ["netboard", *arguments])
    with pytest.raises(SystemExit) as left:
        main()
    return int(left.value.code or 0)


def test_a_provider_gives_normalised_rows_of_float32() -> None:
    found, _ = scripted()
    rows = found.embed(["liver", "bone metastases"])
    assert (rows.shape, rows.dtype) == ((2, 4), np.float32)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1)


def test_texts_go_in_batches_and_keep_their_order() -> None:
    found, model = scripted()
    rows = found.embed([str(10**n) for n in range(7)] * 30)
    assert [len(batch) for batch in model.batches] == [BATCH, BATCH, BATCH, 210 - 3 * BATCH]
    assert np.allclose(rows[:7], rows[203:])
    assert not np.allclose(rows[0], rows[1])


def test_the_dimension_is_found_with_one_short_text_at_first_use() -> None:
    found, model = scripted()
    assert model.batches == []
    assert (found.dimension, found.dimension) == (4, 4)
    assert model.batches == [["tumour"]]
    found, model = scripted()
    found.embed(["liver"])
    assert (found.dimension, model.batches) == (4, [["liver"]])


def test_a_blank_text_is_not_sent_and_gives_zeros() -> None:
    found, model = scripted()
    assert found.embed(["liver", " ", "bone"])[1].tolist() == [0, 0, 0, 0]
    assert model.batches == [["liver", "bone"]]
    assert found.embed([]).shape == (0, 4)
    assert found.embed_query("").tolist() == [[0, 0, 0, 0]]


def test_a_query_is_asked_as_a_query() -> None:
    found, model = scripted()
    assert found.embed_query("liver").shape == (1, 4)
    assert model.queries == ["liver"]


def test_a_question_goes_to_a_provider_behind_the_veil_and_a_passage_as_it_is(tmp_path: Path) -> None:
    settings = Settings(NETBOARD_DATA=tmp_path, NETBOARD_EMBEDDINGS="scripted:m")
    with library(settings) as found:
        asked = cast("LangChainEmbeddings", found._embeddings)
        found.search("what did wrzeszczyk ask Grace of PRRT in ileal NET?")
        (query,) = cast("Scripted", asked.open()).queries
    assert query.startswith("what did [...] ask [name] of prrt in ileal net")


@pytest.mark.parametrize("setting", ["gpt", "openai:", ":small", " : "])
def test_a_setting_of_another_form_is_told_the_form(setting: str) -> None:
    assert "it must read provider:model as LangChain writes it" in refusal(setting)


def test_an_unknown_provider_is_one_sentence_that_does_not_repeat_what_was_set() -> None:
    assert f"its provider is not known to LangChain; {'it must read provider:model'}" in refusal(f"{KEY}:x")


@pytest.mark.parametrize(
    ("setting", "package"),
    [("nomic:x", None), ("cohere:x", "langchain-cohere"), ("azure_openai:x", "langchain-openai")],
)
def test_a_missing_package_is_named_as_pip_installs_it(
    setting: str, package: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    if package is None:
        assert "not known to LangChain" in refusal(setting)
    else:
        monkeypatch.setitem(sys.modules, package.replace("-", "_"), None)  # `make test-model` may have installed it
        assert refusal(setting).endswith(f"is not installed: pip install {package}.")


def test_without_langchain_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "langchain.embeddings", None)
    assert refusal("openai:x").endswith("pip install 'netboard[model]'.")


def test_a_model_without_its_key_is_one_sentence_without_the_providers_words() -> None:
    assert "scripted:no-key could not be opened (ValueError)" in refusal("scripted:no-key")


@pytest.mark.parametrize("model", ["down", "short", "uneven", "infinite", "words"])
def test_a_failing_call_names_the_setting_and_never_the_text(model: str) -> None:
    said = refusal(f"scripted:{model}", ["Mrs Miller", "liver"])
    assert f"scripted:{model} " in said
    assert "Miller" not in said


def test_an_empty_setting_means_the_bundled_embeddings() -> None:
    for setting in (None, "", "  ", "wordllama-256"):
        assert isinstance(embeddings_for(setting), WordLlamaEmbeddings)


def test_the_name_is_the_setting_without_its_blanks() -> None:
    assert named_embeddings(" OpenAI: small ").name == "openai:small"


def test_a_first_build_takes_any_embeddings_and_is_searched_with_them(tmp_path: Path) -> None:
    with open_or_build(tmp_path, None, embeddings_for("fake:32"), register=SMALL) as found:
        assert (found.manifest.embedding, found.manifest.dimension) == ("fake:32", 32)
        assert found.search("recommended dosage of lutetium dotatate")[0].passage.source_id == "label-lutathera"
    assert status(tmp_path, None, named_embeddings("fake:32"), SMALL).current


@pytest.mark.parametrize("changed", [False, True], ids=["same register", "changed register"])
def test_other_embeddings_are_refused_and_only_a_build_by_name_replaces_the_store(
    tmp_path: Path, changed: bool
) -> None:
    old = build(tmp_path, None, embeddings_for(None), SMALL)
    wanted = REGISTER if changed else SMALL
    manifest = folder_of(tmp_path) / "manifest.json"
    before = manifest.read_bytes()
    with pytest.raises(
        OtherEmbeddingsError, match=r"NETBOARD_EMBEDDINGS asks for fake:8; .*netboard knowledge build\.$"
    ):
        open_or_build(tmp_path, None, embeddings_for("fake:8"), register=wanted)
    assert manifest.read_bytes() == before
    assert build(tmp_path, None, embeddings_for("fake:8"), wanted).collection != old.collection


def test_a_model_that_changed_its_dimension_is_refused_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(tmp_path, None, embeddings_for("fake:8"), SMALL)
    sizes = ("langchain_core.embeddings", "DeterministicFakeEmbedding", lambda cls, model, **_: cls(size=9))
    monkeypatch.setitem(providers._BUILTIN_PROVIDERS, "fake", sizes)
    providers._get_embeddings_class_creator.cache_clear()
    with pytest.raises(OtherEmbeddingsError, match=r"fake:8 \(8 dimensions\), but .* asks for fake:8 with 9;"):
        open_or_build(tmp_path, None, embeddings_for("fake:8"), register=SMALL)
    assert build(tmp_path, None, embeddings_for("fake:8"), SMALL).dimension == 9


def test_a_provider_that_fails_in_the_middle_of_a_build_leaves_the_old_store(tmp_path: Path) -> None:
    old = build(tmp_path, None, embeddings_for(None), SMALL)
    with pytest.raises(EmbeddingsError):
        build(tmp_path, None, embeddings_for("scripted:down"), SMALL)
    with open_or_build(tmp_path, None, embeddings_for(None), register=SMALL) as found:
        assert old == found.manifest


def test_the_status_asks_no_provider(tmp_path: Path) -> None:
    build(tmp_path, None, embeddings_for(None), SMALL)
    found = status(tmp_path, None, named_embeddings("cohere:x"), SMALL)
    assert found.stale_because == "it was built with the embeddings wordllama-256"


@pytest.mark.parametrize("setting", ["scripted:down", "cohere:x", "nobody:x"])
def test_what_the_embeddings_refuse_is_wrong_setup(tmp_path: Path, setting: str) -> None:
    with pytest.raises(SetupError, match="NETBOARD_EMBEDDINGS"):
        library(Settings(_env_file=None, NETBOARD_DATA=tmp_path, NETBOARD_EMBEDDINGS=setting))


COMMANDS = [
    ("ask", "Prognosis of a G2 pancreatic NET?"),
    ("knowledge", "search", "PRRT"),
    ("knowledge", "add", "{note}"),
    ("knowledge", "remove", "{key}"),
    ("knowledge", "fetch", "pubmed:1"),
]


def test_every_command_but_build_refuses_a_mismatch_in_one_line_and_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    note, other = tmp_path / "note.md", tmp_path / "other.md"
    note.write_text("# PRRT at our centre\n\nTwo cycles before the scan.\n", encoding="utf-8")
    other.write_text("# Scans\n\nEvery six months.\n", encoding="utf-8")
    data = tmp_path / "data"
    add_files(data, None, [other])
    assert run(monkeypatch, data, "", "knowledge", "build") == 0
    with Shelf(data, None) as shelf:
        (key,) = [entry.key for entry in shelf.entries().values()]
    held = {file: file.read_bytes() for file in folder_of(data).rglob("*.json")}
    capsys.readouterr()
    for command in COMMANDS:
        code = run(monkeypatch, data, "fake:8", *(word.format(note=note, key=key) for word in command))
        out, said = capsys.readouterr()
        assert (code, out, said.count("\n")) == (2, "", 1), command
        assert "NETBOARD_EMBEDDINGS" in said
        assert "netboard knowledge build" in said
    assert held == {file: file.read_bytes() for file in folder_of(data).rglob("*.json")}
    assert run(monkeypatch, data, "fake:8", "knowledge", "build") == 0
    assert run(monkeypatch, data, "fake:8", "knowledge", "search", "scans every six months") == 0
    assert "fake:8" in (folder_of(data) / "manifest.json").read_text(encoding="utf-8")


def test_a_provider_that_fails_at_a_question_is_one_line_and_exit_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, tmp_path, "scripted:m", "knowledge", "build") == 0
    monkeypatch.setattr(Scripted, "embed_query", lambda self, text: 1 / 0)
    capsys.readouterr()
    assert run(monkeypatch, tmp_path, "scripted:m", "ask", "Prognosis of a G2 pancreatic NET, Ki-67 8%?") == 2
    assert capsys.readouterr().err.startswith("netboard: NETBOARD_EMBEDDINGS: scripted:m does not answer (ZeroDivision")
