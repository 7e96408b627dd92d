"""Documents of one's own: added whole or refused in a sentence, found where they apply, gone once they are removed."""

import os
from pathlib import Path

import pytest

from knowledge.adding import add_contents, add_files
from knowledge.applicability import Scope
from knowledge.build import open_or_build
from knowledge.embeddings import WordLlamaEmbeddings
from knowledge.evidence import Hit
from knowledge.folder import files_in
from knowledge.readers.document import Document, Section
from knowledge.register import load_register
from knowledge.shelf import Shelf, all_sources, entry_of, source_of, with_added
from knowledge.splitting import MOST_CHARS, pieces
from knowledge.status import status
from knowledge.subject import subject_of

EMBEDDINGS = WordLlamaEmbeddings()
PROTOCOL = """---
title: Local protocol
year: 2025
---
# PRRT
Before PRRT of a pancreatic NET we ask for a creatinine clearance above 40 ml/min and a zebrafish board decision.

# Follow-up
CT every 4 months for SI-NET on lanreotide, zebrafish clinic on Mondays.
"""


def found(data: Path, query: str, scope: Scope | None = None) -> list[Hit]:
    with open_or_build(data, None, EMBEDDINGS) as library:
        return library.search(query, scope=scope, limit=5)


def document(text: str, *, retracted: bool = False, drug: str | None = None) -> Document:
    section = Section(heading="Results", text=text, locator="abstract, RESULTS")
    return Document(
        form="pubmed_xml", kind="research", title="A study", retracted=retracted, drug=drug, sections=(section,)
    )


def test_an_added_document_is_found_by_its_words_with_the_place_where_it_stands(tmp_path: Path) -> None:
    file = tmp_path / "protocol.md"
    file.write_text(PROTOCOL, encoding="utf-8")
    added = add_files(tmp_path / "data", None, [file])
    assert (added.taken, added.refused, added.documents) == (("protocol.md",), (), 1)
    first = found(tmp_path / "data", "zebrafish board before PRRT")[0].passage
    assert first.source_id.startswith("added-")
    assert (first.title, first.year, first.statement.locator) == ("Local protocol", 2025, "section PRRT")
    assert "creatinine clearance above 40 ml/min" in first.statement.text


def test_adding_the_same_content_again_changes_nothing(tmp_path: Path) -> None:
    for name in ("one.md", "copy.md"):
        (tmp_path / name).write_text(PROTOCOL, encoding="utf-8")
    first = add_files(tmp_path / "data", None, [tmp_path / "one.md"])
    again = add_files(tmp_path / "data", None, [tmp_path])
    assert (first.taken, again.taken, again.known) == (("one.md",), (), ("copy.md", "one.md"))
    with Shelf(tmp_path / "data", None) as shelf:
        assert len(shelf.entries()) == 1


def test_bad_files_of_a_folder_are_named_and_the_others_are_taken(tmp_path: Path) -> None:
    folder = tmp_path / "share"
    (folder / "deep" / ".hidden").mkdir(parents=True)
    for number in range(300):
        (folder / "deep" / f"note{number:03}.txt").write_text(
            f"Note {number} on lanreotide in SI-NET.", encoding="utf-8"
        )
    (folder / "empty.txt").write_text("", encoding="utf-8")
    (folder / "cut.pdf").write_bytes(b"%PDF-1.7 cut")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    (folder / "deep" / ".hidden" / "secret.txt").write_text("not looked at", encoding="utf-8")
    told: list[tuple[int, int]] = []
    added = add_files(tmp_path / "data", None, [folder], lambda done, total: told.append((done, total)))
    assert len(added.taken) == 300
    assert [Path(one.file).name for one in added.refused] == ["cut.pdf", "empty.txt", "photo.jpg"]
    assert all("\n" not in one.why and one.why.endswith(".") for one in added.refused)
    assert told[-1] == (303, 303)
    assert found(tmp_path / "data", "Note 217 on lanreotide in SI-NET")[0].passage.source_id.startswith("added-")


def test_a_path_that_is_not_there_is_named(tmp_path: Path) -> None:
    (refused,) = add_files(tmp_path / "data", None, [tmp_path / "nowhere.pdf"]).refused
    assert "is not there" in refused.why


def test_what_was_fetched_is_added_like_a_file(tmp_path: Path) -> None:
    added = add_contents(tmp_path, None, [("protocol.md", PROTOCOL.encode())])
    assert added.taken == ("protocol.md",)


def test_a_removed_document_is_gone_with_the_next_build(tmp_path: Path) -> None:
    add_contents(tmp_path, None, [("protocol.md", PROTOCOL.encode())])
    assert any(hit.passage.source_id.startswith("added-") for hit in found(tmp_path, "zebrafish board PRRT"))
    with Shelf(tmp_path, None) as shelf:
        (key,) = shelf.entries()
        shelf.remove(key)
    assert not any(hit.passage.source_id.startswith("added-") for hit in found(tmp_path, "zebrafish board PRRT"))


def test_a_retracted_article_is_kept_and_never_found(tmp_path: Path) -> None:
    with Shelf(tmp_path, None) as shelf:
        shelf.keep(entry_of(b"x", "a.xml", (document("Zebrafish outcome of pancreatic NET.", retracted=True),)))
    assert any(source.retracted for source in all_sources(tmp_path, None).values())
    assert not any(hit.passage.source_id.startswith("added-") for hit in found(tmp_path, "zebrafish pancreatic NET"))


def article(pmid: str, abstract: str, *, kinds: str = "Journal Article") -> str:
    """One article as efetch gives it; without an abstract where it is empty."""
    told = f"<Abstract><AbstractText>{abstract}</AbstractText></Abstract>" if abstract else ""
    types = f"<PublicationTypeList><PublicationType>{kinds}</PublicationType></PublicationTypeList>"
    return (
        f"<PubmedArticle><MedlineCitation><PMID>{pmid}</PMID><Article><Journal><Title>J</Title><JournalIssue><PubDate>"
        f"<Year>2020</Year></PubDate></JournalIssue></Journal><ArticleTitle>Article {pmid}.</ArticleTitle>{told}{types}"
        "</Article></MedlineCitation></PubmedArticle>"
    )


def article_set(*articles: str) -> bytes:
    return f"<PubmedArticleSet>{''.join(articles)}</PubmedArticleSet>".encode()


def texts(data: Path) -> str:
    """Every text of every added source that may be cited."""
    added = [source for source in all_sources(data, None).values() if source.id.startswith("added-")]
    return " ".join(one.text for source in added if not source.retracted for one in source.statements)


def test_an_article_without_an_abstract_is_named_by_its_pmid_and_the_others_are_taken(tmp_path: Path) -> None:
    content = article_set(article("11", "Zebrafish."), article("22", ""), article("33", "Quagga."))
    added = add_contents(tmp_path, None, [("set.xml", content)])
    assert (added.documents, added.refused) == (2, ())
    assert [(note.file, note.what) for note in added.notes] == [
        ("set.xml", "The article with PMID 22 has no abstract and is left out; the other articles are taken.")
    ]
    assert "Zebrafish" in texts(tmp_path)
    assert "Quagga" in texts(tmp_path)


def test_a_file_that_was_changed_takes_the_place_of_its_old_version(tmp_path: Path) -> None:
    data, file = tmp_path / "data", tmp_path / "protocol.md"
    file.write_text("# PRRT\n\nFour cycles in the zebrafish ward.\n", encoding="utf-8")
    add_files(data, None, [file])
    file.write_text("# PRRT\n\nSix cycles in the quagga ward.\n", encoding="utf-8")
    again = add_files(data, None, [file])
    assert (again.taken, again.replaced) == (("protocol.md",), ("protocol.md",))
    assert "zebrafish" not in texts(data)
    assert "quagga" in texts(data)
    assert not [hit for hit in found(data, "Four cycles of PRRT in the zebrafish ward") if "zebrafish" in hit.why]


def test_a_file_of_the_same_name_in_another_folder_replaces_nothing(tmp_path: Path) -> None:
    for folder, animal in (("a", "zebrafish"), ("b", "quagga")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "protocol.md").write_text(f"# PRRT\n\nThe {animal} ward.\n", encoding="utf-8")
    added = add_files(tmp_path / "data", None, [tmp_path / "a", tmp_path / "b"])
    assert (len(added.taken), added.replaced) == (2, ())
    assert {"zebrafish", "quagga"} <= set(texts(tmp_path / "data").replace(".", "").split())


def test_a_content_that_lies_in_two_places_goes_when_both_were_changed(tmp_path: Path) -> None:
    data, one, two = tmp_path / "data", tmp_path / "one.md", tmp_path / "two.md"
    for file in (one, two):
        file.write_text("# PRRT\n\nThe zebrafish ward.\n", encoding="utf-8")
    assert add_files(data, None, [one, two]).known == ("two.md",)
    one.write_text("# PRRT\n\nThe quagga ward.\n", encoding="utf-8")
    assert add_files(data, None, [one]).replaced == ("one.md",)
    assert "zebrafish" in texts(data), "the other file still says it"
    two.write_text("# PRRT\n\nThe quagga ward.\n", encoding="utf-8")
    assert add_files(data, None, [two]).replaced == ("two.md",)
    assert "zebrafish" not in texts(data)


def test_a_changed_file_that_is_broken_now_leaves_the_old_version(tmp_path: Path) -> None:
    data, file = tmp_path / "data", tmp_path / "protocol.md"
    file.write_text("# PRRT\n\nThe zebrafish ward.\n", encoding="utf-8")
    add_files(data, None, [file])
    file.write_text("", encoding="utf-8")
    assert len(add_files(data, None, [file]).refused) == 1
    assert "zebrafish" in texts(data)


def test_what_is_fetched_again_replaces_what_was_fetched(tmp_path: Path) -> None:
    add_contents(tmp_path, None, [("protocol.md", b"# Label\n\nThe zebrafish dose.\n")])
    assert add_contents(tmp_path, None, [("protocol.md", b"# Label\n\nThe quagga dose.\n")]).replaced
    assert "zebrafish" not in texts(tmp_path)


def test_an_article_of_two_sets_is_there_once_in_its_last_form(tmp_path: Path) -> None:
    add_contents(tmp_path, None, [("a.xml", article_set(article("11", "Zebrafish."), article("22", "Okapi.")))])
    add_contents(tmp_path, None, [("b.xml", article_set(article("11", "Zebrafish."), article("33", "Quagga.")))])
    assert texts(tmp_path).count("Zebrafish") == 1


def test_an_article_that_the_register_knows_to_be_retracted_is_not_found_when_it_is_added() -> None:
    sound = load_register()["clarinet-2014"]
    register = {"clarinet-2014": sound.model_copy(update={"retracted": True})}
    mine = sound.model_copy(update={"id": "added-1", "doi": None})
    assert with_added(register, {"added-1": mine})["added-1"].retracted
    assert not with_added({"clarinet-2014": sound}, {"added-1": mine})["added-1"].retracted


def test_an_added_record_that_says_an_article_is_retracted_takes_it_out_of_the_register(tmp_path: Path) -> None:
    pmid = load_register()["clarinet-2014"].pmid or ""
    content = article_set(article(pmid, "Retracted.", kinds="Retracted Publication"))
    add_contents(tmp_path, None, [("set.xml", content)])
    assert all_sources(tmp_path, None)["clarinet-2014"].retracted
    assert not any(hit.passage.source_id == "clarinet-2014" for hit in found(tmp_path, "CLARINET lanreotide PFS"))


@pytest.mark.parametrize("name", [b"bad-\xff.md", b"line\nbreak.md", "\U0001f993 [bold].md".encode(), b"-rf.md"])
def test_a_file_with_an_odd_name_is_taken_and_shown_on_one_line(tmp_path: Path, name: bytes) -> None:
    with open(os.fsencode(tmp_path) + b"/" + name, "wb") as file:  # noqa: PTH123 - a Path has no bytes
        file.write(b"# Ward\n\nThe zebrafish ward.\n")
    (taken,) = add_files(tmp_path / "data", None, [tmp_path]).taken
    assert taken.isprintable()
    assert taken.endswith(".md")
    assert "zebrafish" in texts(tmp_path / "data")


def test_links_in_a_circle_end_and_a_link_to_nothing_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "share"
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / "note.md").write_text("# Ward\n\nThe zebrafish ward.\n", encoding="utf-8")
    (folder / "deep" / "up").symlink_to("..")
    (folder / "self.md").symlink_to("self.md")
    (folder / "gone.md").symlink_to("nowhere.md")
    added = add_files(tmp_path / "data", None, [folder])
    assert added.taken == ("note.md",)
    assert [Path(one.file).name for one in added.refused] == ["gone.md", "self.md"]


def test_a_folder_behind_a_link_is_read(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "note.md").write_text("# Ward\n\nThe zebrafish ward.\n", encoding="utf-8")
    (tmp_path / "share").mkdir()
    (tmp_path / "share" / "link").symlink_to(tmp_path / "elsewhere")
    assert [file.name for file in files_in([tmp_path / "share"])] == ["note.md"]


def test_a_folder_that_may_not_be_listed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "share" / "locked").mkdir(parents=True)
    (tmp_path / "share" / "note.md").write_text("# Ward\n\nThe zebrafish ward.\n", encoding="utf-8")
    listed = os.scandir

    def scandir(path: str) -> object:
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied", path)
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    added = add_files(tmp_path / "data", None, [tmp_path / "share"])
    assert added.taken == ("note.md",)
    assert [(Path(one.file).name, one.why) for one in added.refused] == [
        ("locked", "This folder may not be listed by this account; allow it to read the folder.")
    ]


def test_what_word_and_windows_leave_in_a_folder_is_passed_over(tmp_path: Path) -> None:
    for name in ("~$tocol.docx", "Thumbs.db", "desktop.ini", "note.md"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert [file.name for file in files_in([tmp_path])] == ["note.md"]


def test_an_entry_that_cannot_be_read_any_more_is_left_out(tmp_path: Path) -> None:
    add_contents(tmp_path, None, [("protocol.md", PROTOCOL.encode())])
    (tmp_path / "knowledge" / "added" / "broken.json").write_text("{", encoding="utf-8")
    with Shelf(tmp_path, None) as shelf:
        assert len(shelf.entries()) == 1
    assert status(tmp_path, None).damaged_files == 1


def test_a_passage_on_one_site_is_not_offered_to_a_patient_with_another(tmp_path: Path) -> None:
    add_contents(tmp_path, None, [("protocol.md", PROTOCOL.encode())])
    rectal = Scope(sites=("rectum",), is_nec=False)
    texts = [hit.passage.statement.text for hit in found(tmp_path, "zebrafish board before PRRT clinic", rectal)]
    assert not any("zebrafish" in text for text in texts)


@pytest.mark.parametrize(
    ("text", "sites", "grades"),
    [
        ("Pancreatic NET after resection", ("pancreas",), ()),
        ("ileal NET and rectal carcinoids", ("jejunum_ileum", "rectum"), ()),
        ("Poorly differentiated neuroendocrine carcinoma on platinum", ("all",), ("NEC",)),
        ("NET G3 and NEC compared", ("all",), ()),
        ("Renal function before treatment", ("all",), ()),
    ],
)
def test_the_words_of_a_passage_tell_whom_it_is_about(
    text: str, sites: tuple[str, ...], grades: tuple[str, ...]
) -> None:
    about = subject_of(text)
    assert (about.sites, about.grades) == (sites, grades)


def test_a_long_section_is_split_between_sentences_and_never_over_a_section() -> None:
    sentence = "The tumour was measured in two planes and compared with the scan before. "
    long = Section(heading="A", text=sentence * 60, locator="page 1")
    whole = Document(
        form="pdf", kind="guideline", title="T", sections=(long, Section(heading="B", text="Short.", locator="page 2"))
    )
    parts = pieces(whole)
    assert all(len(part.text) <= MOST_CHARS for part in parts)
    assert all(part.text.endswith(".") for part in parts)
    assert [part.heading for part in parts][-1] == "B"
    assert " ".join(part.text for part in parts if part.heading == "A") == (sentence * 60).strip()


def test_a_word_without_an_end_is_cut_and_nothing_is_lost() -> None:
    section = Section(heading="", text="x" * 5000, locator="page 1")
    parts = pieces(Document(form="pdf", kind="guideline", title="T", sections=(section,)))
    assert "".join(part.text for part in parts) == "x" * 5000
    assert all(len(part.text) <= MOST_CHARS for part in parts)


def test_a_source_made_of_a_document_counts_its_identifiers_as_checked_only_where_it_has_some() -> None:
    plain = source_of(entry_of(b"a", "a.md", (document("Text."),)), 1, document("Text."))
    named = document("Text.").model_copy(update={"pmid": "12345678"})
    assert not plain.checked
    assert source_of(entry_of(b"b", "b.xml", (named,)), 1, named).checked
    assert "year of adding" in plain.notes


def test_the_files_of_a_folder_come_in_order_and_hidden_ones_do_not(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", ".c.txt"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert [file.name for file in files_in([tmp_path])] == ["a.txt", "b.txt"]
