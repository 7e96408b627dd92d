"""What a note holds beside the case - endoscopies, bloods, nursing, logistics, relatives - changes nothing of it."""

import pytest

from tests.beside import changes

BESIDE = """
Polycythaemia vera on hydroxyurea.
Hodgkin's 1988, mantle RT and ABVD.
AML 2003, allogeneic transplant.
Lymphadenopathy in the axilla after vaccination.
Inguinal nodes up to 14 mm, fatty hilum.
HIV on Biktarvy, CD4 620.
Latent TB treated with isoniazid.
Lyme disease 2019.
Malaria in 2006.
Covid pneumonia 2021, ICU 10 days.
Urosepsis last year.
Endocarditis 2017.
Osteomyelitis of the toe.
Candida oesophagitis.
Tolerated contrast well.
GFR 61 ml/min.
CRP 12.
Potassium 3.4.
Magnesium low, replaced.
Ferritin 18.
B12 212.
CA 15-3 18.
Pancreastatin 220.
Fasting insulin 12.
Chromogranin A fell by 30 %.
CgA doubled since June.
NETest score 33.
Brown fat uptake in the neck.
Uptake along the ureters, physiological.
Diffuse thyroid uptake, thyroiditis.
Uptake in the axilla at the injection site (extravasation).
Misregistration artefact at the dome of the liver.
Uptake in a meningioma.
Accessory spleen uptake, Krenning 3.
Bowel uptake due to metformin.
Motion artefacts in the lower chest.
Splenosis in the left abdomen.
Slept badly, no pain.
Ate half of lunch.
Weight 61.4 kg (-2.1 kg).
Stool chart: type 6, 3 times.
NRS 2/10 at rest.
Temp 38.2 overnight, paracetamol given.
BP 168/92, HR 88, sats 96 %.
Wound clean and dry.
Pressure sore grade 2 sacrum.
Mobilised with frame.
Catheter out, passed urine.
Cannula left forearm resited.
Blood sugar 11.3 before dinner.
MUST score 2.
Barthel 85.
Transport booked.
Awaiting bed.
Bring the CDs to clinic.
Slides requested from Leeds.
Imaging uploaded to PACS.
Next MDT 14/5.
Letter to GP.
Cancelled last appointment.
Phone call with the daughter.
Needs sick note until 30 June.
Driving licence informed.
Passport number checked.
Brother had pancreatic cancer.
Sister has carcinoid of the lung G1.
Cousin had a Whipple.
Uncle treated with lutetium for bowel NET.
Husband is on chemotherapy for lymphoma.
Grandfather died of lung cancer at 70.
Son has type 1 diabetes.
Wife had breast cancer, Ki-67 30 %.
Enrolled in the biobank study.
Consented for the registry.
Screened for COMPETE, not eligible.
Data collection ongoing.
Blood for research taken.
QoL questionnaire filled in.
Phase 3 trial closed.
Back surgery 2004.
Hernia surgery 2011.
Heart surgery 2015.
Knee surgery left.
Prostate surgery 2016 (benign).
Sinus surgery twice.
Eye surgery planned in June.
Bypass surgery 2009.
Thyroid surgery 2001.
Bariatric surgery 2012.
Foot surgery is planned for autumn.
Underwent a resection of a ganglion cyst.
Excision of a lipoma from the shoulder, 5 cm.
Liver biopsy 2015 showed steatohepatitis.
Bone biopsy negative for malignancy (2018, iliac crest, MGUS work-up).
Splenectomy for ITP 1995.
Adrenalectomy right 2010 for Conn adenoma.
Hemithyroidectomy for a toxic adenoma.
Parathyroidectomy 2018.
Nephrectomy left 2010 (donor).
Partial gastrectomy 1982 for ulcer (Billroth II).
Vagotomy.
Hemicolectomy for volvulus 2007.
Small bowel resection after trauma 1990.
Pancreatic pseudocyst drained 2003.
Liver abscess drained in 2019.
Hydatid cyst of the liver operated in 1979.
Lung resection for aspergilloma 2000.
Thoracotomy after stabbing.
Tracheostomy in 2021 (ICU).
Kidney stones treated with ESWL.
Prostatectomy 2018, PSA undetectable.
Radiotherapy of the heel spur.
Radiotherapy for Graves orbitopathy.
RT of the left breast 2009.
Irradiated for Hodgkin's as a teenager.
Methotrexate weekly.
Azathioprine 100 mg.
Rituximab for vasculitis.
Cyclophosphamide for lupus nephritis 2010.
Hydroxychloroquine.
5-FU cream for actinic keratoses.
Imiquimod.
BCG instillations 2017.
Tamoxifen stopped in 2020.
Octreotide was given for variceal bleeding in 2012.
Dexamethasone 4 mg.
Testosterone gel.
Leuprorelin every 3 months.
Bisphosphonate since 2020.
Sirolimus after kidney transplant.
Everolimus-eluting stent in RCA.
Interferon for hepatitis C 2004.
Imatinib for CML since 2008.
GLP-1 agonist stopped.
Growth hormone deficiency.
Acromegaly 1999, pituitary surgery, cured.
Cushing excluded.
Grade 1 oesophageal varices.
Grade 3 haemorrhoids.
Grade 2 spondylolisthesis L4/5.
Grade I diastolic dysfunction.
Stage 2 hypertension.
Stage III sarcoidosis.
T2DM since 2005.
T3 0.9, T4 14.
L1 compression fracture.
N-acetylcysteine before contrast.
M. Parkinson.
M. Crohn in remission.
G6PD deficiency.
Lesion of the left kidney 23 mm, Bosniak 1.
Nodule in the left breast 8 mm, fibroadenoma.
Nodule in the thyroid 12 mm, EU-TIRADS 2.
Lesion in the spleen 14 mm, haemangioma.
Uterus with a 4 cm fibroid.
Cystic lesion pancreas 8 mm, side-branch IPMN.
Perfusion difference in segment IV.
Nonspecific ground glass opacity 7 mm LUL.
Subpleural scar 9 mm.
Gynaecomastia.
Old rib fractures.
Bladder diverticulum 3 cm.
Prominent uncinate process, physiological.
FDG uptake in the tonsils, inflammatory.
FDG-avid colon polyp 9 mm, adenoma on biopsy.
FDG uptake in the stomach wall, gastritis.
Mild uptake in a healing fracture of the humerus.
Ga-68 PSMA PET 2020 negative.
Bone scan 2017: degenerative.
Thallium scan normal.
Colonoscopy 2021 normal.
OGD: hiatus hernia, no ulcer.
EUS: normal pancreas, CBD 6 mm.
MRCP: no stones.
Cystoscopy normal.
Bronchoscopy: chronic bronchitis.
Holter: PVCs.
Stress test negative.
Cardiac MRI: no infiltration.
Spirometry normal.
Sleep study AHI 22.
Nerve conduction: carpal tunnel.
DEXA normal.
Mammography negative.
Pap smear normal.
Carotid duplex: plaque 2 mm.
ABI 0.9.
Growth of E. coli in urine.
Blood cultures negative.
Positive for C. difficile toxin.
HBsAg negative, anti-HBc positive.
Progressive supranuclear palsy.
Progressive hearing loss.
Progressive dyspnoea over months.
Weight loss progressive.
His knee pain is getting worse.
Cough stable.
Tremor unchanged.
Diabetes well controlled and stable.
Renal cyst unchanged.
Aneurysm growing slowly, 4.6 cm.
Memory worse since last year.
Wound responding to antibiotics.
Anaemia improved after iron.
Pain improved with RT to the heel.
Eczema responding to steroids.
""".strip().splitlines()


@pytest.mark.parametrize(("place", "beside"), list(enumerate(BESIDE)))
def test_what_else_a_note_holds_leaves_the_case_as_it_is(place: int, beside: str) -> None:
    assert changes(beside, place) == []
