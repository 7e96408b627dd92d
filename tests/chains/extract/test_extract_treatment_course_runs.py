"""An operation told by its specimen, its instrument or its month was done, and a course with cycles to come runs."""

import pytest

from chains.extract import read_case


def _told(text: str) -> dict[str, str]:
    return {one.kind: one.status for one in read_case(text).case.treatments}


@pytest.mark.parametrize(
    "text",
    [
        "29F appendicectomy Sept, 17 mm appendix NET, G1, R0. Q: further surgery?",
        "histology of the whipple is out. pancreatic head NET 26 mm",
        "path of the distal pancreatectomy came back: pNET G2",
        "histology of the resection is pending. ileal NET",
        "a 9 mm yellowish polyp was removed by snare from the rectum. Histology NET grade 1",
        "10 mm polyp snared in the rectum: NET G1",
        "6 mm rectal NET removed by cold snare",
        "snare polypectomy of a rectal polyp: NET G1",
        "NET of small intestine, bowel resection in 2017. Now sugar high",
        "lung atypical carcinoid resected 2018",
        "Bronchial atypical carcinoid resected 2017",
    ],
)
def test_an_operation_is_read_as_done(text: str) -> None:
    assert _told(text)["surgery"] == "done"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("whipple is possible. pNET", "considered"),
        ("The whipple is planned. pNET", "planned"),
        ("appendicectomy planned Sept, appendix NET", "planned"),
        ("snare removal planned, rectal NET", "planned"),
        ("rectal NET, which could be removed by snare", "considered"),
        ("ileal NET, bowel resection planned", "planned"),
        ("atypical carcinoid not resected", None),
        ("ileal NET, bowel resection for Crohn's 1998", None),
    ],
)
def test_an_operation_that_was_not_done_is_not_read_as_done(text: str, status: str | None) -> None:
    assert _told(text).get("surgery") == status


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("NEC. after 4x cis/eto CT shows partial response. Carry on to 6?", "chemo", "ongoing"),
        ("NEC. Cycle 4 carbo/etoposide given last week. Finish 6 cycles?", "chemo", "ongoing"),
        ("NEC. after 4 cycles carbo/etoposide PR. Plan: complete 6 cycles.", "chemo", "ongoing"),
        ("NEC. 2 cycles cis/eto; plan is to complete 4 cycles then restage.", "chemo", "ongoing"),
        ("NEC. Six cycles of carboplatin/etoposide completed. Stop?", "chemo", "done"),
        ("NEC. After 6 cycles cisplatin/etoposide PD. Next?", "chemo", "done"),
        (
            "Third cycle of 177Lu-DOTATATE given on 22 Sept. NET of the ileum G2 (Ki-67 7 %), liver metastases. "
            + "Hb 11.2, platelets 148. No complaints of any kind, eating and sleeping well. " * 4
            + "Fourth cycle planned for end of November.",
            "prrt",
            "ongoing",
        ),
        ("ileal NET, syndrome refractory to octreotide LAR 30 mg. Consensus: TAE. LAR to continue.", "ssa", "ongoing"),
        ("VIPoma. thinking of urgent PRRT or sunitinib", "prrt", "considered"),
        ("pNET. would you start w lanreotide alone or CAPTEM?", "chemo", "considered"),
        ("pNET. would you start w lanreotide alone or CAPTEM?", "ssa", "considered"),
        ("pNET. We will start with lanreotide and CAPTEM.", "chemo", "planned"),
    ],
)
def test_a_course_stands_as_it_is_told(text: str, kind: str, status: str) -> None:
    assert _told(text)[kind] == status


def test_a_label_whose_empty_box_says_none_is_not_told() -> None:
    told = _told("pNET. Prior tx: SSA [x] current   chemo [ ] none   everolimus [x] stopped 2024   TACE [ ] none")
    assert told.keys() == {"ssa", "targeted"}
