"""Verification: what PubMed, Crossref and openFDA say is compared, written down as it comes, and never embellished."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from knowledge.evidence import Source
from knowledge.journal import Check, Identifier, Journal
from knowledge.record import Record, record
from knowledge.register import load_register
from knowledge.remote import ATTEMPTS, Remote, RemoteError
from knowledge.verify import UnknownSourceError, check_one, identifiers, judge, verify
from tests.fake_registries import LABELS, NEGATIVE, OVERLOADED, Registries

CLARINET = "Lanreotide in metastatic enteropancreatic neuroendocrine tumors"
VYVANSE = "704e4378-ca83-445c-8b45-3cfa51c1ecad"
REGISTER = load_register()


def identifier(**changed: Any) -> Identifier:
    values = {"source": "s", "kind": "pmid", "value": "25014687", "candidate": False, "title": CLARINET, "year": 2014}
    return Identifier(**{**values, **changed})


def test_every_identifier_of_the_register_is_asked_about_candidates_too() -> None:
    asked = identifiers(REGISTER)
    held = [value for s in REGISTER.values() for value in (s.pmid, s.doi, s.set_id, s.pmid_candidate, s.doi_candidate)]
    assert len(asked) == len([value for value in held if value])
    assert {i.value for i in asked if i.candidate and i.source == "compete-2026"} == {"42392118"}


def test_a_source_that_is_not_in_the_register_is_named() -> None:
    with pytest.raises(UnknownSourceError, match="'nowhere' is no source"):
        identifiers(REGISTER, ["clarinet-2014", "nowhere"])


def test_title_and_year_that_agree_are_a_match(held: Registries, remote: Remote) -> None:
    held.article("25014687", f"{CLARINET}.", 2014)
    assert check_one(identifier(), remote).outcome == "match"


def test_another_title_is_a_mismatch_with_what_was_found(held: Registries, remote: Remote) -> None:
    held.article("25014687", "Aspirin in headache.", 2014)
    check = check_one(identifier(), remote)
    assert (check.outcome, check.reason, check.found_title) == ("mismatch", "another title", "Aspirin in headache.")


@pytest.mark.parametrize(
    ("year", "outcome"), [(2013, "match"), (2015, "match"), (2012, "mismatch"), (2016, "mismatch")]
)
def test_the_year_may_differ_by_one(held: Registries, remote: Remote, year: int, outcome: str) -> None:
    held.article("25014687", CLARINET, year)
    check = check_one(identifier(), remote)
    assert check.outcome == outcome
    assert check.reason == ("" if outcome == "match" else f"year {year}, not 2014")


def test_a_record_without_a_title_or_a_year_proves_nothing() -> None:
    assert judge(identifier(), Record(title="", year=2014)).reason == "no title"
    assert judge(identifier(), Record(title=CLARINET, year=None)).reason == "no year"


def test_what_a_service_does_not_know_is_not_found(remote: Remote) -> None:
    asked = [identifier(), identifier(kind="doi", value="10.1/x<y>#1"), identifier(kind="set_id", value="0-0")]
    assert [check_one(one, remote).outcome for one in asked] == ["not_found"] * 3


def test_a_number_that_pubmed_calls_invalid_is_not_found(held: Registries, remote: Remote) -> None:
    held.first = [(200, {}, b'{"esummaryresult":["Invalid uid 99999999999 at position=0"]}')]
    assert record(remote, "pmid", "99999999999") is None


@pytest.mark.parametrize("kind", ["pmid", "doi", "set_id"])
@pytest.mark.parametrize("body", [b"{", b"[]", b"<html>Please log in</html>", b"\xff\xfe", b'{"result": 3}'])
def test_an_answer_that_cannot_be_read_is_no_finding(held: Registries, remote: Remote, kind: Any, body: bytes) -> None:
    held.first = [(200, {}, body)] * ATTEMPTS
    check = check_one(identifier(kind=kind), remote)
    assert check.outcome == "not_reachable"
    assert check.reason.startswith(("PubMed gave", "Crossref gave", "openFDA gave"))


def test_crossref_gives_print_before_online_and_the_subtitle_with_the_title(held: Registries, remote: Remote) -> None:
    printed = {"date-parts": [[2018, 1]]}
    held.work("10.1/a", "Score", 2016, subtitle=["A Study"], **{"published-print": printed})
    assert record(remote, "doi", "10.1/a") == Record(title="Score: A Study", year=2018, other_years=(2016,))
    held.works["10.1/b"] = {"title": [], "issued": {"date-parts": [[None]]}}
    assert record(remote, "doi", "10.1/b") == Record(title="", year=None)


def test_a_doi_is_sent_whole_whatever_signs_it_has(held: Registries, remote: Remote) -> None:
    doi = "10.1002/(sici)1097(19990101)85:1<1::aid-x>3.0.co;2-#"
    held.work(doi, "A title", 1999)
    assert record(remote, "doi", doi) is not None


def test_a_label_is_known_by_its_brand_and_its_year(held: Registries, remote: Remote) -> None:
    afinitor = REGISTER["label-afinitor"]
    asked = identifiers(REGISTER, ["label-afinitor"])[0]
    held.label(asked.value, "Afinitor", "EVEROLIMUS", f"{afinitor.year}0216")
    assert check_one(asked, remote).outcome == "match"
    held.label(asked.value, "Zortress", "EVEROLIMUS", f"{afinitor.year}0216")
    assert check_one(asked, remote).reason == "another title"
    held.label(asked.value, "Afinitor", "EVEROLIMUS", f"{afinitor.year + 3}0216")
    assert check_one(asked, remote).reason == f"year {afinitor.year + 3}, not {afinitor.year}"


def update(kind: str, source: str = "publisher") -> dict[str, Any]:
    """An update as Crossref gives it, on the article and on the notice."""
    dated = {"date-parts": [[2020, 1, 2]], "date-time": "2020-01-02T00:00:00Z", "timestamp": 1577923200000}
    return {"updated": dated, "DOI": "10.1/notice", "type": kind, "source": source, "label": kind.capitalize()}


@pytest.mark.parametrize(
    ("more", "retracted"),
    [
        ({"updated-by": [update("correction"), update("retraction", "retraction-watch")]}, True),
        ({"updated-by": [update("withdrawal")]}, True),
        ({"updated-by": [update("correction"), update("expression_of_concern", "retraction-watch")]}, False),
        ({"updated-by": None}, False),
        ({}, False),
    ],
)
def test_crossref_tells_of_a_retraction_by_what_updates_the_article(
    held: Registries, remote: Remote, more: dict[str, Any], retracted: bool
) -> None:
    held.work("10.1/a", CLARINET, 2014, **more)
    check = check_one(identifier(kind="doi", value="10.1/a"), remote)
    assert (check.outcome, check.newly_retracted) == ("match", retracted)


@pytest.mark.parametrize(
    "title", [f"RETRACTED: {CLARINET}", f"RETRACTED ARTICLE: {CLARINET}.", f"WITHDRAWN: {CLARINET}"]
)
def test_an_article_whose_title_says_that_it_is_retracted_is_still_the_article(
    held: Registries, remote: Remote, title: str
) -> None:
    held.article("25014687", title, 2014)
    check = check_one(identifier(), remote)
    assert (check.outcome, check.newly_retracted) == ("match", True)


def test_the_notice_of_a_retraction_is_not_the_article(held: Registries, remote: Remote) -> None:
    held.article("25014687", CLARINET, 2014, pubtype=["Retraction of Publication"])
    held.work("10.1/a", CLARINET, 2014, **{"update-to": [update("retraction")]})
    for one in (identifier(), identifier(kind="doi", value="10.1/a")):
        check = check_one(one, remote)
        assert (check.outcome, check.reason) == ("mismatch", "the notice of a retraction and not the article")


def test_what_the_register_says_of_a_retraction_is_not_told_as_new(held: Registries, remote: Remote) -> None:
    held.article("25014687", CLARINET, 2014, pubtype=["Retracted Publication"])
    assert not check_one(identifier(retracted=True), remote).newly_retracted


@pytest.mark.parametrize("body", [OVERLOADED, NEGATIVE, b'{"header":{"type":"esummary"},"result', b"<html>Busy</html>"])
def test_an_overloaded_pubmed_is_asked_again_whatever_its_status(held: Registries, remote: Remote, body: bytes) -> None:
    held.article("25014687", CLARINET, 2014)
    held.first = [(200, {}, body), (429, {"Retry-After": "1"}, body)]
    assert check_one(identifier(), remote).outcome == "match"


def test_a_404_that_is_not_of_the_service_finds_nothing_out(held: Registries, remote: Remote) -> None:
    page = (404, {}, b"<html>Not found on this proxy</html>")
    for kind in ("pmid", "doi", "set_id"):
        held.first = [page]
        check = check_one(identifier(kind=kind), remote)
        assert (check.outcome, "status 404" in check.reason) == ("not_reachable", True)


def test_a_doi_of_another_agency_is_not_called_unknown(held: Registries, remote: Remote) -> None:
    held.agencies["10.5281/zenodo.1"] = "datacite"
    check = check_one(identifier(kind="doi", value="10.5281/zenodo.1"), remote)
    assert check.outcome == "not_reachable"
    assert check.reason == "Crossref says that another agency registered this DOI (datacite); look it up at doi.org."


def test_a_doi_that_crossref_registered_and_has_no_record_of_yet_is_not_called_unknown(
    held: Registries, remote: Remote
) -> None:
    held.agencies["10.1/late"] = "crossref"
    check = check_one(identifier(kind="doi", value="10.1/late"), remote)
    assert check.outcome == "not_reachable"
    assert check.reason == "Crossref registered this DOI but does not give its record; try again later."


def test_an_address_that_moved_is_followed(held: Registries, remote: Remote) -> None:
    held.work("10.1/b", CLARINET, 2014)
    held.first = [(301, {"Location": f"{held.base_url}/crossref/works/10.1%2Fb"}, b"")]
    assert check_one(identifier(kind="doi", value="10.1/a"), remote).outcome == "match"


@pytest.mark.parametrize(
    ("written", "registered"),
    [
        ("&lt;sup&gt;177&lt;/sup&gt;Lu-Dotatate for midgut tumours.", "177Lu-Dotatate for midgut tumors"),
        ("[<sup>177</sup>Lu]Lu-DOTA-TATE for midgut tumors.", "[177Lu]Lu-DOTA-TATE for midgut tumours"),
        ("[Therapy of endocrine tumours of the pancreas].", "Therapy of endocrine tumours of the pancreas"),
        ("Surgery &amp; ablation of small tumours?", "Surgery & ablation of small tumours?"),
        ("<i>MEN1</i> mutations in  pancreatic\n tumours.", "MEN1 mutations in pancreatic tumours"),
    ],
)
def test_titles_as_the_services_write_them_are_the_same_title(
    held: Registries, remote: Remote, written: str, registered: str
) -> None:
    held.article("25014687", written, 2014)
    assert check_one(identifier(title=registered), remote).outcome == "match"


def test_the_year_online_counts_as_the_year_of_the_print_does(held: Registries, remote: Remote) -> None:
    held.article("25014687", CLARINET, 2017, epubdate="2014 Jul 17")
    assert check_one(identifier(year=2014), remote).outcome == "match"
    assert check_one(identifier(year=2020), remote).reason == "year 2017, not 2020"


def test_an_answer_of_last_year_is_asked_for_again(held: Registries, remote: Remote, tmp_path: Path) -> None:
    held.article("25014687", CLARINET, 2014)
    journal = Journal(tmp_path / "verify.jsonl")
    verify([identifier()], remote, journal, today=date(2025, 1, 1))
    verify([identifier()], remote, journal, today=date(2025, 1, 20))
    assert len(held.asked) == 1
    held.article("25014687", CLARINET, 2014, pubtype=["Retracted Publication"])
    (check,) = verify([identifier()], remote, journal, today=date(2026, 1, 1))
    assert (check.newly_retracted, len(held.asked)) == (True, 2)


def test_a_retracted_article_is_marked(held: Registries, remote: Remote) -> None:
    held.article("25014687", CLARINET, 2014, pubtype=["Journal Article", "Retracted Publication"])
    assert check_one(identifier(), remote).retracted


@pytest.mark.skipif(not LABELS.exists(), reason="the real openFDA answers are not there: shared/realdata/openfda_label")
def test_real_labels_are_read_and_incomplete_ones_are_no_finding(held: Registries, remote: Remote) -> None:
    held.first = [(200, {}, (LABELS / "vyvanse.json").read_bytes())]
    found = record(remote, "set_id", VYVANSE)
    assert found == Record(title="Vyvanse (LISDEXAMFETAMINE DIMESYLATE)", year=2015, names=("Vyvanse",), set_id=VYVANSE)
    for name in ("empty.json", "missingopenfda.json", "missingresults.json"):
        held.first = [(200, {}, (LABELS / name).read_bytes())]
        with pytest.raises(RemoteError, match="without a label"):
            record(remote, "set_id", "x")


def test_a_second_run_goes_on_where_the_first_stopped(held: Registries, remote: Remote, tmp_path: Path) -> None:
    asked = [identifier(value=str(number)) for number in range(1, 6)]
    for one in asked:
        held.article(one.value, CLARINET, 2014)
    journal = Journal(tmp_path / "knowledge" / "verify.jsonl")

    def stop(number: int, total: int, _: Identifier) -> None:
        if number == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        verify(asked, remote, journal, stop)
    assert len(held.asked) == 3
    with journal.file.open("a") as file:
        file.write('{"identifier": {"source": "s", "ki')
    assert [check.outcome for check in verify(asked, remote, journal)] == ["match"] * 5
    assert len(held.asked) == 5
    assert [check.outcome for check in verify(asked, remote, journal)] == ["match"] * 5
    assert len(held.asked) == 5


def test_an_identifier_whose_title_was_corrected_is_asked_about_again(
    held: Registries, remote: Remote, tmp_path: Path
) -> None:
    held.article("25014687", CLARINET, 2014)
    journal = Journal(tmp_path / "verify.jsonl")
    assert verify([identifier(title="Lanreotide")], remote, journal)[0].outcome == "mismatch"
    assert verify([identifier()], remote, journal)[0].outcome == "match"
    promoted = verify([identifier(candidate=True)], remote, journal)[0]
    assert (promoted.identifier.candidate, len(held.asked)) == (True, 2)


def test_what_was_not_reachable_is_asked_again_and_what_is_to_be_forgotten_too(
    held: Registries, remote: Remote, tmp_path: Path
) -> None:
    held.article("25014687", CLARINET, 2014)
    held.first = [(403, {}, b"")]
    journal = Journal(tmp_path / "verify.jsonl")
    outcomes = [verify([identifier()], remote, journal)[0].outcome for _ in range(2)]
    assert outcomes == ["not_reachable", "match"]
    journal.forget([identifier()])
    verify([identifier()], remote, journal)
    assert len(held.asked) == 3


def test_a_service_that_fails_three_times_in_a_row_is_left_out_of_the_run(
    held: Registries, remote: Remote, tmp_path: Path
) -> None:
    held.first = [(403, {}, b"")] * 3
    held.work("10.1/a", CLARINET, 2014)
    asked = [identifier(value=str(number)) for number in range(1, 7)]
    checks = verify([*asked, identifier(kind="doi", value="10.1/a")], remote, Journal(tmp_path / "verify.jsonl"))
    assert [check.outcome for check in checks] == ["not_reachable"] * 6 + ["match"]
    assert checks[5].reason == "PubMed was given up after 3 failures in a row."
    assert len(held.asked) == 4


def test_the_journal_holds_one_readable_line_a_check(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "verify.jsonl")
    check = Check(identifier=identifier(title="Größe ≤2 cm"), outcome="not_found", reason="nothing")
    journal.add(check)
    assert json.loads(journal.file.read_text(encoding="utf-8"))["outcome"] == "not_found"
    assert list(journal.read().values()) == [check]


def test_a_source_without_identifiers_is_not_asked_about() -> None:
    bare = {name: source for name, source in REGISTER.items() if not _any_identifier(source)}
    assert bare
    assert identifiers(bare) == ()


def _any_identifier(source: Source) -> bool:
    return bool(source.pmid or source.doi or source.set_id or source.pmid_candidate or source.doi_candidate)
