"""The organ of the primary tumour, in many wordings; what is only examined, normal or invaded is none."""

import pytest

from chains.extract import read_case


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("Colonoscopy: polyp in the rectum at 8 cm, removed by EMR. Histology: NET G1.", "rectum"),
        ("Gastroscopy with biopsies from the gastric corpus: NET G1, Ki-67 1 %.", "stomach"),
        ("Small bowel: multifocal NETs, the largest 18 mm.", "jejunum_ileum"),
        ("Caecum: neuroendocrine carcinoma, large cell, 60 mm.", "colon"),
        ("SI NET with liver mets", "jejunum_ileum"),
        ("NET G2 originating from the proximal jejunum", "jejunum_ileum"),
        ("NET, lung nodules and liver metastases on CT, primary not found", "unknown_primary"),
        ("Metastatic NET to the pancreas from a lung carcinoid", "lung"),
        ("Gastrinoma in the duodenal wall", "duodenum"),
        ("Gastrinoma, duodenum, 8 mm", "duodenum"),
        ("insulinoma of the uncinate process", "pancreas"),
        ("EUS: 14 mm hypoechoic lesion in the neck of the pancreas. FNA: NET.", "pancreas"),
        ("NET of the left main bronchus", "lung"),
        ("RUL mass 4 cm, biopsy: atypical carcinoid", "lung"),
        ("left lower lobectomy for typical carcinoid", "lung"),
        ("CUP: liver mets of a NET G2", "unknown_primary"),
        ("cup of tea in the morning, ileal NET", "jejunum_ileum"),
        ("NET Bauchspeicheldrüse", "pancreas"),
        ("NET des Rektums? no: NET du rectum", "rectum"),
        ("Incidental NET in appendicectomy specimen; invasion of the mesoappendix 2 mm", "appendix"),
        ("ascending colon NEC with peritoneal spread", "colon"),
        ("Carcinoid of the hepatic flexure", "colon"),
        ("MEN1 with multiple NETs in pancreas and duodenum", "pancreas"),
        ("2 cm thymic mass, core biopsy atypical carcinoid", "thymus"),
        ("a mass of the anterior mediastinum, biopsy: carcinoid", "thymus"),
        ("NET in the liver, primary in the terminal ileum", "jejunum_ileum"),
        ("NET; primary unknown despite DOTATATE PET", "unknown_primary"),
        ("The primary tumour was resected from the ileum in 2015. NET.", "jejunum_ileum"),
        ("Submucosal lesion in the duodenal bulb, 9 mm, ESD: NET G1", "duodenum"),
        ("Jejunum and colon unremarkable at surgery, NET of unknown origin", "unknown_primary"),
        ("history of ulcerative colitis; rectal biopsy inflamed; pancreatic tail NET", "pancreas"),
        ("suspected NET of the pancreas tail", "pancreas"),
        ("type 1 gastric carcinoids", "stomach"),
        # told in other languages, as several, by a biopsy in its paragraph or by a focus
        ("tumor neuroendocrino pancreas body 5,2 cm, G2, hepatic metastases", "pancreas"),
        ("neuroendokriner Tumor im Ileum, G1", "jejunum_ileum"),
        ("Liver mets confirmed. 2 ileal primaries, bigger one 1.7 cm. NET G1.", "jejunum_ileum"),
        ("Endoscopy\nDuodenal bulb: 10 mm SMT with central depression, biopsy NET G1\nStomach: atrophy", "duodenum"),
        ("Duodenum: ulcer, biopsy benign. NET of the ileum", "jejunum_ileum"),
        ("Colon: biopsy negative for NET", None),
        ("Stomach: nodule, biopsy: NET metastasis. Ileal primary", "jejunum_ileum"),
        ("PET: terminal ileum focus + mesenteric node Krenning 4. G1 NET on liver bx", "jejunum_ileum"),
        ("DOTATATE: uncinate focus, physiologic. NET of unknown primary.", "unknown_primary"),
        ("Rebiopsy of the NET: G3, well diff. pancreas, liver mets. FDG hot.", "pancreas"),
        ("NET. 72, midgut, liver mets", "jejunum_ileum"),
        ("NET. Mets: bone, pancreas, liver mets.", None),
        ("NET. Scan: pancreas, liver, spleen normal.", None),
        # what is denied of a known tumour does not deny the tumour
        ("FDG: no uptake in the known pancreatic tail tumour or the liver metastases. Known NET G2.", "pancreas"),
        ("no uptake in the pancreas. NET of unknown primary", "unknown_primary"),
        ("no known pancreatic tumour. NET liver mets", None),
        # an unknown primary in short
        ("metastatic NEC ?primary, CUP work up negative. Ki 67 80%.", "unknown_primary"),
        ("NEC liver mets, ? primary.", "unknown_primary"),
        ("pancreatic NET ?primary", "pancreas"),
        ("metastatic NET ?primary ileum", None),
        ("CUP-workup pending. NEC", None),
        # a goblet cell tumour is no NET, but it is one of the appendix
        ("Acute appendicitis. Histology: goblet cell adenocarcinoma of the appendix, not NET.", "appendix"),
        ("ileal NET. Her sister had goblet cell carcinoma of the appendix", "jejunum_ileum"),
        # a lung cancer of the past
        ("Her small cell lung cancer of 2010 is cured. Now pancreatic NET", "pancreas"),
        ("SCLC in remission since 2018. New: pancreatic NET G2", "pancreas"),
        ("SCLC 2019; now progressive in brain", "lung"),
        ("Small cell lung cancer, extensive disease with pancreas mets", "lung"),
    ],
)
def test_the_organ_of_the_primary_is_read(text: str, site: str) -> None:
    assert read_case(text).case.primary_site == site


@pytest.mark.parametrize(
    "text",
    [
        "Liver biopsy: NET, CDX2 positive. CT: no pancreatic lesion, lungs clear.",
        "NET liver metastases. Pancreas and small bowel normal on CT.",
        "Neuroendocrine tumour with deposits in the ovary and the duodenum",
        "NET G1. Physiological uptake in the uncinate process and the duodenum.",
        "NET on PRRT; pancreatic insufficiency, colonic diverticulosis, gastric bypass 2010",
        "NET 12 mm. Enucleation planned.",
        "Neuroendocrine carcinoma, small cell, oesophagus",
        "Ileocaecal valve NET",
        "NET G2 with invasion of the duodenum",
        "NET ileum vs pancreas primary?",
        "Ovarian carcinoid",
        "NEC of the gastro-oesophageal junction",
    ],
)
def test_an_organ_that_does_not_hold_the_primary_is_not_read_as_its_site(text: str) -> None:
    assert read_case(text).case.primary_site is None


def test_an_organ_in_the_name_of_an_operation_only_implies_the_site() -> None:
    case = read_case("NET G1, resection of the pancreatic tail in 2019.").case
    assert (case.primary_site, case.primary_site_basis) == ("pancreas", "inferred")


def test_an_organ_that_the_report_names_besides_the_operation_is_stated() -> None:
    case = read_case("Distal pancreatectomy: NET G1, 22 mm, limited to the pancreas.").case
    assert (case.primary_site, case.primary_site_basis) == ("pancreas", "stated")
