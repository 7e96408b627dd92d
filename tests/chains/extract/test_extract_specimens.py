# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Figures of a pathology report go to the specimen, the lesion and the structure that they speak of."""

import pytest

from chains.extract import read_case
from chains.extract.score import facts_of


def told(text: str, *fields: str) -> set[str]:
    return {fact for fact in facts_of(read_case(text).case) if fact.startswith(fields)}


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("Ki-67 in the bowel primary 3 %, in the bone deposit 17 %.", {"ki67 3 primary", "ki67 17 metastasis"}),
        ("ki-67: <2% - primary; 15-20% - ovarian met", {"ki67 <2 primary", "ki67 15-20 metastasis"}),
        ("Ki67 (liver met) 12 / Ki67 (primary) 3", {"ki67 12 metastasis", "ki67 3 primary"}),
        ("NET. Ki-67 in the liver: 22% (core), versus 3% (ileum).", {"ki67 22 metastasis", "ki67 3 primary"}),
        ("Core biopsy, liver segment 5: NET, MIB-1 9 %.", {"ki67 9 metastasis"}),
        ("FNA of a cervical lymph node. Smears show NEC. Ki-67 >70 %.", {"ki67 >70 metastasis"}),
        ("Whipple 2019 for NET, Ki-67 5 %. 2023 hepatic recurrence, biopsy with Ki-67 21 %.", {"ki67 5 primary 2019", "ki67 21 metastasis 2023"}),
        ("In 2018 she had an ileal resection; histology: NET, Ki-67 2 %.", {"ki67 2"}),
        ("Liver bx 2021 Ki67 4 %, re-biopsy 2024 Ki67 19 %. Known pNET.", {"ki67 4 metastasis 2021", "ki67 19 metastasis 2024"}),
        ("Bx of L4 vertebra: NET w/ Ki-67 of 9. Original ileal tumour 2017 had Ki-67 of 2.", {"ki67 9 metastasis", "ki67 2 primary 2017"}),
        ("Hemicolectomy: NET of the ileum, Ki-67 2 %, R0.", {"ki67 2"}),
        ("Bronchial NET with bone mets, Ki-67 16 %.", {"ki67 16"}),
    ],
)  # fmt: skip
def test_a_ki67_goes_to_the_specimen_it_stands_under(text: str, facts: set[str]) -> None:
    assert told(text, "ki67") == facts


def test_a_label_carries_its_specimen_to_the_diagnosis_under_the_same_label() -> None:
    text = "Received\nA. Jejunum, segmental resection\nB. Liver nodule, wedge\n\nDiagnosis\nA. NET, 2.4 cm, Ki-67 2 %.\nB. Metastatic NET, 3.1 cm. Ki-67 9 %."
    assert told(text, "ki67", "tumour_size", "liver") == {
        "ki67 2 primary",
        "ki67 9 metastasis",
        "tumour_size_mm 24",
        "liver largest_mm 31",
    }


def test_labels_within_a_line_are_followed_too() -> None:
    text = (
        "Received: (A) pancreas tail, (B) liver nodule. (A) NET, 2.9 cm, Ki-67 4%. (B) Metastatic NET 0.8 cm, Ki-67 6%."
    )
    assert told(text, "ki67") == {"ki67 4 primary", "ki67 6 metastasis"}


def test_the_rows_of_a_table_are_read_by_their_heading() -> None:
    table = "NET\n| Year | Material | Ki-67 |\n|---|---|---|\n| 2016 | primary | 2 % |\n| 2023 | liver biopsy | 14 % |"
    assert told(table, "ki67") == {"ki67 2 primary 2016", "ki67 14 metastasis 2023"}


def test_lines_under_a_heading_are_read() -> None:
    assert told("NET, Ki-67 so far:\n2015 primary 1 %\n2022 liver biopsy 8 %", "ki67") == {
        "ki67 1 primary 2015",
        "ki67 8 metastasis 2022",
    }


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("NET. Ki67 originally given as 1 %, on recount by our pathologist 4.2 %.", {"ki67 4.2"}),
        ("pNET G1 (Ki-67 2%); G2 after second review with a Ki-67 of 7%.", {"ki67 7"}),
        ("NET. The first report gave a Ki-67 of 3 %. A manual count of 1,500 cells now gives 9.1 %.", {"ki67 9.1"}),
        ("NET. Ki-67 is not 40 % but 4 %.", {"ki67 4"}),
        ("NET. Her Ki-67 was never above 2 %.", {"ki67 0-2"}),
        ("NET. Report 1: Ki-67 10%. Report 2 (reference pathology): Ki-67 18%.", {"ki67 18"}),
        ("NET. Ki-67 2 % in 2016 and 35 % in 2024.", {"ki67 2 2016", "ki67 35 2024"}),
    ],
)
def test_a_value_counted_again_stands_in_place_of_the_first(text: str, facts: set[str]) -> None:
    assert told(text, "ki67") == facts


@pytest.mark.parametrize(
    "text",
    [
        "MiNEN. The NEC part makes up 60 % of the tumour.",
        "NET. Ki-67 pending, tumour replaces 50 % of the liver.",
        "NETTER-2 enrolled G2/G3 NET with Ki-67 10-55 %. Our patient has a pNET.",
        "Median Ki-67 in that series of NET was 12 %.",
        "With a Ki-67 above 20 % chemotherapy would be preferred in NET.",
        "Breast: ER 80 %, Ki-67 30 %. The NET is being graded.",
        "NET, SSTR2 positive in 95 % of cells, necrosis 30 %.",
    ],
)
def test_another_percentage_or_another_tumours_index_is_no_ki67(text: str) -> None:
    assert told(text, "ki67") == set()


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("Ileal NET. Resected 28 cm of small bowel with a 3.1 cm mesenteric mass and a 14 mm primary.", {"tumour_size_mm 14"}),
        ("Rectal NET at 7 cm from the anal verge, 12 mm.", {"tumour_size_mm 12"}),
        ("EMR specimen of 22 x 15 mm containing a NET of 6 mm, 0.2 mm from the deep edge.", {"tumour_size_mm 6"}),
        ("Liver biopsy, 2 cores, 14 and 11 mm: NET.", set()),
        ("Right ovary: solid mass 43 mm, metastasis of the ileal NET.", set()),
        ("NET. Liver: metastases, largest 18 mm. Two cysts, the bigger 31 mm.", {"liver largest_mm 18"}),
        ("NET. One lesion in segment 6, 22 mm, typical haemangioma.", set()),
        ("CT: pancreatic NET 3.4 cm, liver mets the largest 4.1 cm, spleen 13 cm, node 1.8 cm.", {"tumour_size_mm 34", "liver largest_mm 41"}),
        ("pNET with spleen 12 x 8 cm, pancreas 9 cm long and a 34 mm firm tumour.", {"tumour_size_mm 34"}),
        ("Tumour size: 5.0 cm. Uninvolved pancreas 7 cm. NET G1.", {"tumour_size_mm 50"}),
        ("Six ileal tumours, 5-17 mm, all NET.", {"tumour_size_mm 17"}),
        ("Three pNETs: head 8 mm, body 14 mm, tail 23 mm.", {"tumour_size_mm 23"}),
        ("Appendix NET 9 mm, mesoappendix invaded by 2 mm.", {"tumour_size_mm 9"}),
        ("Mass in the pancreatic head 58 mm encasing the superior mesenteric artery. NET.", {"tumour_size_mm 58"}),
    ],
)  # fmt: skip
def test_a_length_goes_to_what_is_measured(text: str, facts: set[str]) -> None:
    assert told(text, "tumour_size", "liver largest") == facts


@pytest.mark.parametrize(
    ("text", "nodes"),
    [
        ("NET. Nodes: 17 examined, 6 contain tumour.", "nodes 6/17"),
        ("NET. LN 4 pos. / 16", "nodes 4/16"),
        ("NET. LN 5 pos / 14 neg.", "nodes 5/19"),
        ("NET. Dissection: 8N+/19", "nodes 8/19"),
        ("NET. Regional lymph nodes\nNumber involved: 2\nNumber examined: 19", "nodes 2/19"),
        ("NET with 5 invaded nodes on 12.", "nodes 5/12"),
        ("NET. Twenty-one lymph nodes, three with metastases.", "nodes 3/21"),
        ("Lung carcinoid. Nodes: 4R 0/3, 7 0/4, 10R 1/2; total 1/9", "nodes 1/9"),
        ("Lung carcinoid. Station 7 (0/2), station 10R (1/3), station 11R (0/1) nodes.", "nodes 1/6"),
        ("NET. Nodes 0/4 (perigastric), 1/6 (coeliac).", "nodes 1/10"),
        ("NET. No tumour in 14 lymph nodes.", "nodes 0/14"),
        ("NET. 24 lymph nodes removed, all free of tumour.", "nodes 0/24"),
        ("NET. 16 lymph nodes were found in the mesentery, four of which harboured metastases.", "nodes 4/16"),
    ],
)
def test_nodes_are_counted_in_any_wording(text: str, nodes: str) -> None:
    assert told(text, "nodes") == {nodes}


def test_more_nodes_with_tumour_than_examined_leave_no_count_behind() -> None:
    reading = read_case("Ileal NET, 18/15 lymph nodes positive.")
    assert ([problem.field for problem in reading.problems], reading.case.nodes) == (["nodes"], None)


@pytest.mark.parametrize(
    ("text", "margin"),
    [
        ("NET. Margin at the base clear.", "R0"),
        ("NET. Margins: all uninvolved by tumour; closest posterior, 0.3 cm.", "R0"),
        ("NET. Proximal and distal margins free, mesenteric margin involved.", "R1"),
        ("NET. All margins free of tumour except the SMA margin, which was involved microscopically.", "R1"),
        ("NET, microscopically involved at the deep margin.", "R1"),
        ("NET. Horizontal margin -, vertical margin +.", "R1"),
        ("NET. Macroscopic tumour left along the vein (R2).", "R2"),
    ],
)
def test_one_involved_edge_makes_the_resection_r1(text: str, margin: str) -> None:
    assert read_case(text).case.margin == margin


@pytest.mark.parametrize(
    ("text", "extent"),
    [
        ("Rectal NET 11 mm, submucosa, G1.", "submucosa"),
        ("Gastric NET in lamina propria and superficial submucosa.", "submucosa"),
        ("Ileal NET invading into but not through the muscularis propria.", "muscularis_propria"),
        ("Ileal NET infiltrating the muscularis propria and the subserosal fat.", "subserosa"),
        ("Ileal NET. Muscularis propria invaded, serosa intact.", "muscularis_propria"),
        ("Ampullary NEC infiltrating the pancreas.", "pancreas_or_peripancreatic_fat"),
        ("Colonic NEC through the serosa with invasion of the abdominal wall.", "adjacent_organ"),
        ("pNET. FNB through the duodenum was done.", None),
        ("Appendix NET, mesoappendix not invaded.", None),
    ],
)
def test_the_depth_is_that_of_growth_that_is_told(text: str, extent: str | None) -> None:
    assert read_case(text).case.tumour_extent == extent


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("NET of the small intestine, discovered in 2016 because of ileus.", 2016),
        ("In 2017 a midgut NET was detected.", 2017),
        ("Known since 2019 with a pancreatic head NET.", 2019),
        ("2013: incidental finding, diagnosis of pancreatic NET.", 2013),
        ("She was found to have a pancreatic NET in 2014. In 2020 liver metastases were diagnosed.", 2014),
        ("Ileal NET; liver metastases were found in 2021.", None),
    ],
)
def test_the_year_of_diagnosis_is_that_of_the_tumour(text: str, year: int | None) -> None:
    assert read_case(text).case.diagnosis_year == year


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("NET with three mitoses per two square millimetres.", "mitoses 3 2mm2"),
        ("NET, 6 mit/2mm2.", "mitoses 6 2mm2"),
        ("NET, mitotic index two per ten high power fields.", "mitoses 2 10hpf"),
    ],
)
def test_mitoses_are_read_in_words_and_short_forms(text: str, fact: str) -> None:
    assert told(text, "mitoses") == {fact}
