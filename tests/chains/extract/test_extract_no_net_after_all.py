# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""A tumour that is no NET after all, and what was only asked, sent with another name, or told in other languages."""

from typing import Any

import pytest

from chains.extract import read_case


def told(text: str) -> dict[str, Any]:
    case = read_case(text).case
    return {
        **case.model_dump(mode="json", exclude_none=True),
        "values": [(one.low, one.high) for one in case.ki67],
        "counts": (case.nodes.positive, case.nodes.examined) if case.nodes else None,
    }


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("GP worried about carcinoid. All scans clean. Not a NET in my view.", "histology", None),
        ("Duodenal polyp: not a NET imo. Known SI-NET with liver mets on lanreotide.", "histology", "net"),
        ("Goblet cell carcinoma of the caecum, not NET please. Stop calling it carcinoid.", "histology", None),
        ("Goblet cell carcinoma of the appendix, this is no NET. pT3.", "t", "T3"),
        ("Rectal polyp called NET G1 elsewhere; our review: no neoplasm, just prolapse.", "stated_grade", None),
        ("Rectal NET G1 6 mm. Reference pathology confirms NET. No neoplasm in the second biopsy.", "histology", "net"),
        ("Medullary thyroid carcinoma, calcitonin 500. This isn't a GEP NET.", "histology", None),
        ("HCC on biopsy. NET, which was the radiologist's impression, has been excluded.", "histology", None),
        (
            "Spleen biopsy: littoral cell angioma. A NET, as supposed from the DOTATATE scan, is ruled out.",
            "histology",
            None,
        ),
        ("GIST of the stomach, KIT+. The initial diagnosis of a carcinoid had to be withdrawn.", "histology", None),
        ('Solid pseudopapillary neoplasm. The first report (EUS: "NET") was wrong.', "histology", None),
        ("Pancreatic NET G2. The initial suspicion of NET recurrence was ruled out.", "histology", "net"),
        ("Ileal NET G1. The clinical suspicion of a second NET did not hold.", "histology", "net"),
        ("Ileal NET G1. The first report of the known NET being resected was wrong.", "histology", "net"),
        ("Pancreatic NET, as assumed, G2. Liver metastases were excluded.", "histology", "net"),
        ('CgA normal off PPI. Please delete "carcinoid" from the problem list.', "histology", None),
        ("Ileal NET G1, resected. Stop calling it carcinoid please.", "histology", "net"),
    ],
)
def test_what_is_no_net_by_its_writer_is_not_read_as_one(text: str, field: str, value: object) -> None:
    assert told(text).get(field) == value


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("Gastric mass, NEC? Histology: NET G2.", "histology", "net"),
        ("Gastric mass, NEC? or NET G2.", "histology", None),
        ("Ileal NET, G2? path: G1 in the end", "stated_grade", 1),
        ("Sent as 'carcinoid' of the lung but revision of slides: small cell carcinoma of lung.", "histology", "sclc"),
        ("Carcinoid of RLL. Local lab typical, reference pathology atypical (4 mitoses).", "histology", "atypical_carcinoid"),
        ("Dg. atypisches Karzinoid? -> no: pathology changed to LCNEC of the lung.", "histology", "lcnec"),
        ("Caecal NET vs. appendix primary?", "histology", "net"),
        ("Breast cancer Ki67 30% G3 ER+ in our ileal NET lady. Her NET is G1.", "stated_grade", 1),
        ("Jejunal NET, grd 2.", "stated_grade", 2),
        ("Lab one says 21 %. We hold 17, so G2. Pancreatic NET.", "stated_grade", 2),
        ("Asking for my brother's clinic: NET G2 rectum with liver mets.", "stated_grade", 2),
        ("My brother has a NET G3 of the rectum.", "sex", "male"),
    ],
)  # fmt: skip
def test_what_was_only_asked_or_said_elsewhere_gives_way_to_what_was_found(
    text: str, field: str, value: object
) -> None:
    assert told(text).get(field) == value


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("Duo NET 6mm, EMR.", "duodenum"),
        ("SB primary, liver mets, NET.", "jejunum_ileum"),
        ("NET panc G2, on LAR.", "pancreas"),
        ("Fundus polyps, G1 NET type I.", "stomach"),
        ("Resected G1 NET (1.2cm duodenal).", "duodenum"),
        ("TNE ileal G1.", "jejunum_ileum"),
        ("TNE du pancréas.", "pancreas"),
        ("NET van de dunne darm G1.", "jejunum_ileum"),
        ("Kolon desc. NET G1.", "colon"),
        ("MiNEN, CT: mass of the papilla of 2 cm.", "ampulla"),
        ("NEC of anorectum.", "rectum"),
        ("Appendectomy 2019: NET 11 mm. A scan was suspicious for pancreatic NET.", "appendix"),
        ("Appendectomy 2001. Pancreatic NET 2 cm.", "pancreas"),
        ("Tail of pancreas NET. T4 is for adjacent organs (stomach, spleen).", "pancreas"),
        ("NET of the stomach; pancreatic NETs observed.\nPath: thymic neuroendocrine tumour.", "thymus"),
        ("NET, liver mets; primary never located. Small bowel inspected at operation: normal.", "unknown_primary"),
    ],
)
def test_a_site_is_read_in_shorthand_and_not_from_what_lies_beside_it(text: str, site: str) -> None:
    assert told(text).get("primary_site") == site


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("Mw xx 77, ampullary NEC.", "age_years", 77.0),
        ("NET board: mw 1961, rectum.", "sex", "female"),
        ("Ronde: dhr, 60. VIPoma.", "age_years", 60.0),
        ("Hombre 29, insulinoma.", "sex", "male"),
        ("Kvinde 66: NET coecum.", "age_years", 66.0),
        ("Pat. 48w, pancreatic head NET.", "sex", "female"),
        ("P. 42 år, MEN1. Next MRI 12 m.", "age_years", 42.0),
        ("Ileal NET resected. Next CT in 12m.", "age_years", None),
        ("Ileal NET. Patient 62 m, well.", "age_years", 62.0),
        ("NEC of rectum (HPV 18 pos). Pt 45y, on cisplatin.", "age_years", 45.0),
        ("This gentleman (DOB withheld, 47) has a NET.", "age_years", 47.0),
        ("Pls tell mr xx no lanreotide today.", "sex", "male"),
    ],
)
def test_the_age_and_the_sex_are_read_in_shorthand_and_in_other_languages(text: str, field: str, value: object) -> None:
    assert told(text).get(field) == value


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("pNET. Ki67 was 9 (2020 bx), now 22 on repeat.", [(9, 9), (22, 22)]),
        ("pNET. Ki-67 4%, on liver relapse 12%.", [(4, 4), (12, 12)]),
        ("Carcinoid. Ki-67 here 18 %. 2015: 8 %.", [(18, 18), (8, 8)]),
        ("Ileal NET. Ki67 3% , outside lab: 8%.", [(3, 3), (8, 8)]),
        ("NET. Ki67 liver 7%. PRRT.", [(7, 7)]),
        ("Ileal NET, 3 % Ki, stable.", [(3, 3)]),
        ("Carcinoid, Ki-67 1-2%. The former cancer had a Ki67 of 40 %.", [(1, 2)]),
        ("NET Ki-67 5%, now on lanreotide 120.", [(5, 5)]),
        ("NET Ki67 2%, then 30% of the liver replaced.", [(2, 2)]),
        ("NET Ki-67 2%. 2019: 30% liver involvement.", [(2, 2)]),
    ],
)
def test_a_second_index_right_behind_the_first_is_read_and_a_share_is_not(text: str, values: list[Any]) -> None:
    assert told(text)["values"] == values


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Sigmoid NEC resected in April, 4/16 +, Ki67 90%.", (4, 16)),
        ("Ileal NET. Gastrectomy, 5/33. R0.", (5, 33)),
        ("Ileal NET, EUS biopsy, 4/16 +.", None),
        ("Ileal NET resected, 5/23.", None),
    ],
)
def test_a_bare_count_behind_an_operation_is_of_nodes_where_it_is_no_date(
    text: str, counts: tuple[int, int] | None
) -> None:
    assert told(text)["counts"] == counts


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("Rectal NET. pT2 pN1a?? by our system: pN1, LN 4/18.", "n", "N1"),
        ("Rectal NET. pT2 pN1a.", "n", "N1a"),
        ("Ampullary NET. Whipple 2017 (2.4 cm, N1 6/20).", "n", "N1"),
        ("NET. Trial arm N1 2/3 cycles.", "n", None),
        ("Duodenal NET 7 mm. EUS N0.", "n", "N0"),
        ("Rectal NET, the spot is an FNH. So M0 we think.", "m", "M0"),
        ("Small-bowel NET, G2 since 3.0 rounded?? path says G1 finally.", "stated_grade", 1),
        ("Ileal NET, G2. What now? Path in 2019 was G1.", "stated_grade", 2),
    ],
)
def test_a_category_that_is_doubted_gives_way_and_a_bare_one_is_read_beside_its_count(
    text: str, field: str, value: object
) -> None:
    assert told(text).get(field) == value
