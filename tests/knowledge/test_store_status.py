"""The status of the store: what is in it, what can be trusted, and whether it is behind."""

from pathlib import Path

from bot.status import text_of
from knowledge.adding import add_files
from knowledge.build import build
from knowledge.embeddings import WordLlamaEmbeddings
from knowledge.evidence import Source
from knowledge.licence import Licence
from knowledge.register import load_register
from knowledge.status import status
from tests.knowledge.other_embeddings import OtherEmbeddings

REGISTER = load_register()


SMALL = {name: REGISTER[name] for name in ("who-2022-nen", "netter-2-2024", "label-lutathera")}


EMBEDDINGS = WordLlamaEmbeddings()


def without(register: dict[str, Source], name: str) -> dict[str, Source]:
    return {key: source for key, source in register.items() if key != name}


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
