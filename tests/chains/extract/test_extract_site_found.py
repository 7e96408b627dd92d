"""The primary site by what an examination saw in one organ, told in the shorthand of a scan or an endoscopy."""

import pytest

from chains.extract import read_case


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("OGD shows D1 polyp 9mm, bx NET G1 ki67 2%.", "duodenum"),
        ("EUS: 8 mm nodule in D1, FNA carcinoid", "duodenum"),
        ("Duodenal microgastrinomas, biopsied: NET G1.", "duodenum"),
        ("Intense focal uptake in the terminal ileum (SUVmax 21), presumed primary.", "jejunum_ileum"),
        ("Focal uptake in the pancreatic tail, likely the primary.", "pancreas"),
        ("uptake in distal ileum = probable primary", "jejunum_ileum"),
        ("DOTATATE PET: intense uptake in the pancreatic tail (Krenning 4), 2.9 cm", "pancreas"),
        ("15 mm lesion pancreatic tail. Suspected insulinoma, no histology yet.", "pancreas"),
        ("EUS: 11 mm lesion pancreatic body, FNA pending", "pancreas"),
        ("NET G3, well differentiated. Stomach (type 3), 5 cm, liver mets.", "stomach"),
        ("Oesophagus? no - gastric. Corpus NEC, large cell type", "stomach"),
        ("Can't find primary: 53F liver mets NET G1", "unknown_primary"),
        ("we never found a primary, liver NET mets", "unknown_primary"),
        ("liver metastases same size. Ileum not operated.", "jejunum_ileum"),
    ],
)
def test_the_site_is_where_the_tumour_was_seen(text: str, site: str) -> None:
    assert read_case(text).case.primary_site == site


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("uptake in pancreatic head physiological, ileal NET primary", "jejunum_ileum"),
        ("focal uptake in the uncinate process, presumed physiological", None),
        ("15 mm cystic lesion pancreatic tail, IPMN", None),
        ("uptake in the uncinate process (Krenning 3), 12 mm, physiological", None),
        ("d1 post laparotomy, NET", None),
        ("Focal uptake in the terminal ileum, inflammatory. Pancreatic NET", "pancreas"),
        ("We could not find the primary; capsule then found it in the ileum. Ileal NET.", "jejunum_ileum"),
    ],
)
def test_what_is_explained_otherwise_is_no_site(text: str, site: str | None) -> None:
    assert read_case(text).case.primary_site == site
