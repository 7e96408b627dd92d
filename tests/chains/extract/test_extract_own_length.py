"""The length of an organ, of a specimen or up to a polyp is no size of the tumour, a cyst no liver metastasis."""

import pytest

from chains.extract import read_case


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("Rectum, polyp, 10 cm - ESD specimen 22 x 20 mm. Neuroendocrine tumor, 8 mm, G1", 8),
        ("Rectal polyp at 10 cm, NET 8 mm", 8),
        ("Rectum, EMR 12 mm: NET 5 mm", 5),
        ("Rectum, polyp, 1.2 cm: NET G1", 12),
        ("Appendix 7,2 cm, at the tip a well-circumscribed yellow node of 1,1 cm. NET of the appendix G1", 11),
        ("Appendix 6.5 cm. NET of the appendix, confined to the tip", None),
        ("Appendix 11 mm, NET G1", 11),
        ("Pancreatic tail 9 x 4 x 3 cm, spleen 11 cm. NET 28 mm", 28),
        ("Whipple specimen: duodenum 20 cm, pancreatic head 6 x 5 x 4 cm. Tumour 22 mm", 22),
        ("appendix NET found at lap appx. 2.3 cm at base, R0", 23),
        ("appendix NET at appendicectomy. 18 mm in the tip, R0", 18),
        ("Gastric MiNEN of NEC (65%) and tubular adenocarcinoma (35%). Size 52 mm.", 52),
        ("Colon adenocarcinoma 2011. Size 52 mm. Rectal NET G1", None),
        # behind the label of a report, or the operation that removed it
        ("Distal pancreatectomy for a pancreatic NET. Final pathology: 4.5 cm, well differentiated, G2", 45),
        ("Whipple for ampullary NET. Path back today: 2.4 cm, G2, 3/19 LN", 24),
        ("Ampulla NET, papillectomy: 13 mm, NET G1, R1 deep", 13),
        ("Colon NET. Right hemicolectomy 5/2: size 48 mm, pT3 pN1", 48),
        ("Appendectomy: 16 mm, NET G1", 16),
        ("Appendectomy: 7 cm, with NET G1 at the tip", None),
        ("Small bowel resection: 18 cm, NET G1", None),
        ("Pancreatic NET with liver mets. Liver biopsy. Path: 12 mm, G2", None),
        ("Ileal NET G1. Colonoscopy: 3 polyps. Path: 4 mm, tubular adenoma", None),
        # beside the organ alone, where only the tumour was told before
        ("Insulinoma pt in room 4. 38F, 1.6 cm pancreatic body.", 16),
        ("Gastrinoma found! 9 mm duodenal wall, FNA NET G1", 9),
        ("pNET resected. 6 cm pancreatic tail left", None),
        ("pNET. 4 mm pancreatic duct.", None),
        ("ileal NET. 5 mm ileal wall thickening", None),
        ("Appendix case, 31M. 2.4 cm at base, invades mesoappendix 4 mm, G2", 24),
        ("Incidental 1.9cm appendiceal goblet... correction: NET, G1", 19),
        ("incidental 3.1 cm pancreatic cyst, known ileal NET", None),
        ("2 ileal primaries, bigger one 1.7 cm. G1", 17),
        ("ileal NET, liver mets, bigger one 1.7 cm", None),
        ("Peritoneal nodules, biopsied: benign. 2 ileal primaries, bigger one 1.7 cm. Bowel resection, NET", 17),
        ("Gastric NET: 22 mm lesion on gastroscopy. Subtotal gastrectomy D2: 25 mm, NET G3, pT3", 25),
        ("duodenal gastrinoma, 8 mm, with a 2 cm peripancreatic node positive on DOTATATE", 8),
        ("atypical carcinoid of lung. Brain: lesions, left parietal 12 mm, right cerebellar 7 mm", None),
        ("Ovarian metastases, biopsied. Largest one 3 cm. ileal NET", None),
    ],
)
def test_a_size_is_that_of_the_tumour(text: str, size: float | None) -> None:
    assert read_case(text).case.tumour_size_mm == size


@pytest.mark.parametrize(
    ("text", "largest"),
    [
        ("MRI: FNH segment 4 measuring 10 mm, two mets in segment 7. pNET", None),
        ("MRI: haemangioma segment 4, largest diameter 40 mm, liver mets. pNET", None),
        ("MRI: liver mets, hepatic cyst segment 4, largest 40 mm. pNET", None),
        ("MRI: benign liver lesion segment 4, 40 mm. pNET", None),
        ("MRI liver: lesion in segment 4, 10 mm. This is FNH. pNET", None),
        ("MRI: 10 mm FNH, two mets in segment 7, 18 mm. pNET", 18),
        ("Haemangioma in segment 2, 18 mm met in segment 7. pNET", 18),
        ("Cysts; liver mets, largest 18 mm. pNET", 18),
    ],
)
def test_a_benign_lesion_is_not_the_largest_of_the_liver(text: str, largest: float | None) -> None:
    liver = read_case(text).case.liver
    assert (liver.largest_mm if liver else None) == largest
