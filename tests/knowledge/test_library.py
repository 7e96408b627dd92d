"""The library: the right source first, nothing that does not apply, nothing for a question about something else."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.applicability import Scope, applies
from knowledge.build import open_or_build
from knowledge.embeddings import WordLlamaEmbeddings, embeddings_for
from knowledge.library import Library
from knowledge.retriever import LibraryRetriever
from knowledge.terms import read_terms

EXAMPLE = Scope(
    sites=("pancreas",), grades=("G2",), is_nec=False, metastatic=True, liver_metastases=True, resected_primary=True
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with open_or_build(tmp_path_factory.mktemp("library"), None, embeddings_for(None)) as found:
        yield found


TUNED = [
    ("What does Krenning 2 in a surgical bed mean?", "krenning-1993 sstr-rads-2018 kwekkeboom-krenning-2002"),
    (
        "false positive DOTATATE uptake in the uncinate process",
        "boughdad-uncinate-2021 jacobsson-uncinate-2012 label-netspot",
    ),
    ("SSA first line for pNET with Ki-67 below 10%", "enets-2023-nf-pnet nanets-2020-pnet-medical asco-2023-gep-net"),
    (
        "How long do patients with metastatic pancreatic NET live?",
        "sonbol-seer-2022 bone-mets-pannet-2023 panzuto-score-2017",
    ),
    ("MDS after Lutathera", "label-lutathera"),
    ("CAPTEM response and PFS", "e2211-captem-2023"),
    ("Is PRRT approved for pancreatic NET?", "label-lutathera nanets-snmmi-2020-prrt-selection"),
    ("NETTER-2 progression-free survival", "netter-2-2024"),
    ("NETTER-1 overall survival final analysis", "netter-1-final-os-2021"),
    ("everolimus in pancreatic NET PFS", "radiant-3-2011 label-afinitor"),
    ("cabozantinib after everolimus in pNET", "cabinet-2025 label-cabometyx nccn-net"),
    ("Cabometyx stop before surgery", "label-cabometyx"),
    ("sunitinib boxed warning", "label-sutent"),
    ("Milan criteria for transplant", "mazzaferro-2016 maspero-2022"),
    ("recurrence after resection of pNET by Ki-67", "genc-ki67-2018"),
    ("positive margin R1 pancreas NET recurrence", "margin-usnet-2018"),
    ("TACE versus bland embolisation for liver mets", "ret-network enets-2016-distant-mets"),
    (
        "debulking threshold 70% or 90%",
        "nanets-2017-midgut-surgery nanets-2020-pnet-surgery asco-2023-gep-net nccn-net",
    ),
    ("FDG PET positive prognosis in G2 NET", "binderup-2021 binderup-2010 netpet-2022"),
    ("telotristat for refractory diarrhoea", "label-xermelo telestar-2017 enets-2022-carcinoid-syndrome"),
    ("how often to scan after resection of a pancreatic NET", "nccn-net enets-2017-followup nanets-2020-pnet-medical"),
    ("platinum etoposide in NEC", "enets-2023-nec enets-2016-high-grade"),
    ("Ki-67 55% cut-off in G3", "nccn-net sorbye-nordic-nec-2013 milione-2017 enets-2016-high-grade"),
    ("WHO grade 2 definition Ki67 mitoses", "who-2022-nen"),
    ("chromogranin A false elevation PPI", "cga-arnold-2008"),
    ("belzutifan for sporadic pNET", "label-welireg"),
    ("177Lu-edotreotide versus everolimus", "compete-2026"),
    ("cholecystectomy when starting SSA", "nanets-2020-pnet-surgery enets-2024-si-net"),
]
UNSEEN = [  # asked once, after the search had been tuned on the questions above
    (
        "amino acids for renal protection during PRRT",
        "label-lutathera enets-2017-prrt nanets-snmmi-2019-prrt-procedure",
    ),
    ("does octreotide LAR slow tumour growth?", "promid-2009 label-sandostatin-lar"),
    ("lanreotide versus placebo in enteropancreatic NET", "clarinet-2014 label-somatuline-depot"),
    ("hazard ratio PRRT versus sunitinib", "oclurandom-2022"),
    ("can I give everolimus with Child-Pugh B cirrhosis?", "label-afinitor"),
    ("hypertension on surufatinib", "sanet-p-2020"),
    ("lenvatinib response rate pancreatic", "talent-2021"),
    ("median survival NEC metastatic", "enets-2023-nec nordic-nec-2-2025 sorbye-nordic-nec-2013 raj-2017 milione-2017"),
    ("second line after platinum for neuroendocrine carcinoma", "enets-2023-nec"),
    ("prognosis of stage IV small bowel NET with bone mets", "bone-mets-sinet-2025"),
    ("should asymptomatic ileal primary be resected in stage IV", "daskalakis-2018 enets-2024-si-net nccn-net"),
    ("pattern of recurrence after pancreatic resection liver vs local", "recurrence-usnet-2019"),
    ("repeat resection of recurrent pNET", "recurrence-usnet-2019 pdq-pnet nccn-net"),
    ("NT-proBNP screening carcinoid", "enets-2022-carcinoid-syndrome"),
    ("SEER incidence of neuroendocrine tumours", "dasari-seer-2017 wu-seer-2023 sonbol-seer-2022"),
    (
        "is uptake above liver required for PRRT",
        "enets-2017-prrt nanets-snmmi-2019-prrt-procedure nccn-net netter-1-2017",
    ),
    ("stop long acting analogue before gallium scan", "label-netspot label-detectnet label-ga68-dotatoc"),
    ("SSA with Ki-67 above 10 percent pancreatic", "merola-ssa-ki67-2021 braegelmann-2025 enets-2024-si-net"),
    ("imaging misses small liver metastases", "elias-2010-thin-slice"),
    ("octreotide before anaesthesia carcinoid crisis", "nccn-net"),
    ("surgery versus embolisation liver mets survival", "mayo-2011-iat bacchetti-2013"),
    ("MGMT testing before temozolomide", "e2211-captem-2023"),
    ("duodenal NET when to operate", "enets-2023-gastroduodenal"),
    ("pheochromocytoma MIBG therapy", "label-azedra"),
    ("PRRT upfront or after chemotherapy", "pusceddu-prrt-upfront-2022 netter-r-2022"),
    ("heterogeneous receptor expression prognosis copper PET", "cu64-low-uptake"),
]


@pytest.mark.parametrize(("question", "sources"), TUNED + UNSEEN)
def test_a_clinicians_question_finds_a_right_source_among_the_first_five(
    library: Library, question: str, sources: str
) -> None:
    found = [hit.passage.source_id for hit in library.search(question, limit=5)]
    assert set(found) & set(sources.split()), found


@pytest.mark.parametrize(
    "question",
    [
        "capital of France",
        "recipe for bread",
        "best football team",
        "how do I reset my password",
        "mortgage rates this year",
        "population of Canada",
        "translate good morning to Spanish",
        "trastuzumab in HER2 positive breast cancer",
        "metformin dose in type 2 diabetes",
        "treatment of hypertension in pregnancy",
        "how to treat a urinary tract infection",
        "atrial fibrillation anticoagulation choice",
        "prostate cancer PSMA lutetium",
        "hip fracture surgery outcomes",
        "",
        "???",
        "what is the",
    ],
)
def test_a_question_about_something_else_finds_nothing(library: Library, question: str) -> None:
    assert library.search(question) == []


@pytest.mark.parametrize("question", [question for question, _ in TUNED])
def test_no_passage_is_offered_that_does_not_apply_to_the_case(library: Library, question: str) -> None:
    hits = library.search(question, scope=EXAMPLE, limit=50)
    assert [hit.passage.key for hit in hits if not applies(hit.passage.statement, EXAMPLE).ok] == []


def test_filters_hold_before_ranking(library: Library) -> None:
    hits = library.search("survival with liver metastases", kinds=["research"], topics=["prognosis"], limit=40)
    assert {("research", "prognosis")} == {(hit.passage.kind, hit.passage.statement.topic) for hit in hits}
    drug = library.search("dose and warnings", drug="everolimus")
    assert {"everolimus"} == {hit.passage.statement.applies_to.drug for hit in drug}
    assert library.search("survival of pancreatic NET", kinds=[]) == []


def test_abbreviations_and_brands_find_what_the_plain_words_find(library: Library) -> None:
    for short, plain in [("SSA", "somatostatin analogue"), ("Afinitor", "everolimus"), ("pNET", "pancreatic NET")]:
        assert set(read_terms(plain).concepts) & set(read_terms(short).concepts)
    found = {hit.passage.source_id for hit in library.search("Zanosar kidney damage", limit=3)}
    assert {"label-zanosar"} == found & {"label-zanosar"}


def test_british_and_american_spelling_find_the_same(library: Library) -> None:
    british = library.search("chemoembolisation of hepatic tumour metastases", limit=5)
    american = library.search("chemoembolization of hepatic tumor metastasis", limit=5)
    assert [h.passage.key for h in british] == [h.passage.key for h in american]


def test_the_same_question_gives_the_same_hits_from_any_thread(library: Library) -> None:
    expected = library.search("PRRT in pancreatic NET", scope=EXAMPLE)
    answers: list[object] = []

    def ask() -> None:
        answers.extend(library.search("PRRT in pancreatic NET", scope=EXAMPLE) == expected for _ in range(20))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [True] * 160


def test_a_hit_says_in_words_why_it_was_found(library: Library) -> None:
    best = library.search("belzutifan for sporadic pNET", scope=EXAMPLE, limit=1)[0]
    assert "belzutifan" in best.why
    assert "matches pancreas" in best.why
    assert "von Hippel-Lindau disease" in best.why


def test_hits_come_best_first_and_no_more_than_asked(library: Library) -> None:
    hits = library.search("survival of pancreatic NET", limit=7)
    assert len(hits) == 7
    assert sorted((hit.score for hit in hits), reverse=True) == [hit.score for hit in hits]
    assert library.search("survival of pancreatic NET", limit=0) == []


def test_a_passage_is_found_by_its_key(library: Library) -> None:
    passage = library.passage("who-2022-nen#s2")
    assert passage is not None
    assert passage.source_id == "who-2022-nen"
    assert library.passage("who-2022-nen#s99") is None


def test_the_retriever_gives_langchain_documents(library: Library) -> None:
    documents = LibraryRetriever(library=library, scope=EXAMPLE, limit=3).invoke("PRRT in pancreatic NET")
    assert len(documents) == 3
    assert documents[0].metadata["key"] == documents[0].id
    assert documents[0].page_content


def test_vectors_have_the_length_one_and_an_empty_text_has_none() -> None:
    rows = WordLlamaEmbeddings().embed(["liver metastases", ""])
    assert rows.shape == (2, 256)
    assert abs(float((rows[0] ** 2).sum()) - 1) < 1e-5


def test_a_second_library_on_the_same_folder_reads_beside_the_first(library: Library, tmp_path: Path) -> None:
    with (
        open_or_build(tmp_path, None, embeddings_for(None)) as one,
        open_or_build(tmp_path, None, embeddings_for(None)) as two,
    ):
        assert one.search("MDS after Lutathera") == two.search("MDS after Lutathera")


@pytest.mark.parametrize("name", ["lutetium dotatate", "Lutathera", "captem", "everolimus", "Afinitor"])
def test_a_drug_is_found_by_its_generic_brand_or_regimen_name(library: Library, name: str) -> None:
    assert library.search(f"{name} adverse events and indication", drug=name)
