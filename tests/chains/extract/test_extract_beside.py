# ruff: noqa: E501 - a text under test is checked more easily on one line
"""What else ails a patient, and what else a note holds, changes nothing of the case: other organs, drugs, bloods, lives."""

import pytest

from tests.beside import CASES, UNREAD, changes, told

OF_THEIR_OWN = UNREAD | {"symptom_grade", "carcinoid_heart_disease"}
"""What these sentences may tell by themselves."""
BESIDE = """
Chronic heart failure, NYHA 2.
COPD GOLD 3.
Type 2 diabetes on metformin, HbA1c 7.2 %.
Stable angina.
AF on apixaban.
Hip replacement 2015.
Cholecystectomy 2010.
Appendectomy as a child.
Cataract surgery left eye.
Hysterectomy for fibroids 2008.
Tonsillectomy 1970.
CABG x3 in 2012.
Aortic valve stenosis, moderate.
Ejection fraction 55 %.
Renal function stable, eGFR 58.
Creatinine 1.1.
Hb 12.3, plt 210.
CgA 340 ng/ml, rising.
5-HIAA 120, down from 300.
Chromogranin A stable.
Weight stable, 72 kg.
Lost 8 % of body weight.
BMI 24.
Never smoker.
30 pack years.
Drinks 2 glasses of wine a day.
Lives with his wife.
Retired teacher.
Allergic to penicillin.
Grade 2 diarrhoea.
G1 fatigue, G2 nausea.
Grade 3 hypertension.
Osteoporosis, on alendronate.
Vitamin B12 monthly.
Vitamin D 25 nmol/l.
Parathyroid adenoma removed 2011.
Thyroidectomy for goitre 2004.
Hypothyroid on levothyroxine 100 mcg.
Multinodular goitre.
Thyroid nodule TIRADS 3.
Simple renal cysts.
Liver cyst 12 mm segment 5.
Haemangioma segment 7.
Hepatic steatosis.
Gallstones.
Splenomegaly.
Accessory spleen 10 mm.
Diverticulosis.
Hiatus hernia.
Barrett's oesophagus.
Colonic polyps removed 2019, tubular adenoma low grade.
Degenerative changes of the spine.
Bone island in the left femur.
Vertebral fracture L1, osteoporotic.
Hip pain, osteoarthritis.
Lung granuloma calcified 4 mm.
Pleural effusion small.
Bibasal atelectasis.
Pulmonary embolism 2021.
DVT left leg, on rivaroxaban.
Stroke 2018 without residuals.
Brain MRI: small vessel disease.
Brain MRI: old lacunar infarct.
Migraine.
Depression, on sertraline.
Anxiety.
Epilepsy since childhood.
Parkinson's disease.
Psoriasis.
Rheumatoid arthritis, on methotrexate.
Ulcerative colitis.
Hepatitis B carrier.
HIV negative.
MRSA negative.
COVID in 2022.
Vaccinated against flu.
ECG: sinus rhythm, QTc 430.
Echo: no carcinoid heart disease.
BP 130/80, pulse 72.
Temp 37.2.
Pain 3/10.
Karnofsky 80 %.
Port in situ.
PICC line right arm.
Biliary stent changed in May.
Percutaneous drain removed.
On morphine 10 mg bd.
Creon 25,000 with meals.
Loperamide 2 mg prn.
PPI 40 mg.
Prednisolone 5 mg.
Insulin glargine 14 units.
Denosumab every 6 months.
Zoledronate given for osteoporosis.
MDM on Thursday.
Next appointment in 3 months.
CT booked for 12 May.
PET/CT next week.
Consent obtained.
Patient informed.
Interpreter needed.
Wife is a nurse.
Daughter is pregnant.
Two children, G2P2.
Mother died of breast cancer with bone metastases.
Father had colon cancer.
Brother has MEN1.
Sister had liver transplant.
Basal cell carcinoma of the nose excised 2017.
Prostate cancer 2014, Gleason 3+4, prostatectomy.
Breast cancer 2009, lumpectomy and RT, tamoxifen 5 years.
Melanoma in situ 2016 excised.
Bladder: superficial TCC resected 2018, BCG.
Non-Hodgkin lymphoma 2001, R-CHOP x6, in remission.
MGUS.
Iron deficiency, Hb 9.8, ferinject given.
Carotid stenosis 50 %.
Aneurysm of the abdominal aorta 3.8 cm, stable.
Inguinal hernia repair 2020.
Spleen removed after trauma 1988.
Kidney stone left 6 mm.
TURP 2019.
Nephrectomy for a benign cyst.
Ovarian cyst 4 cm, simple.
Endometriosis.
Uterine fibroids.
Breast fibroadenoma.
Knee arthroscopy.
Carpal tunnel release.
Pacemaker, no MRI.
Metal clips, MRI ok.
Claustrophobia.
Contrast allergy.
Hearing aid.
Lymphoedema left leg.
Cellulitis treated with flucloxacillin.
UTI last month.
Pneumonia in March.
Sepsis from port, resolved.
C. difficile negative.
Lipase 45, amylase normal.
Bilirubin 0.8, ALT 34.
INR 1.1.
Albumin 38.
LDH 240.
NSE 18.
CEA 3, CA 19-9 22.
AFP normal.
Gastrin 80.
Glucose 5.6.
TSH 2.1.
PTH 55.
Calcium 2.4.
Ki-67 of the colon polyp not done.
SUVmax of the thyroid 6.
Uptake in the uncinate process is physiological.
Physiological uptake in spleen, kidneys and adrenals.
Prostate enlarged.
Lymph nodes in the groin reactive.
Sarcoidosis of the lungs and nodes.
Sludge in gallbladder.
Fatty liver.
Cirrhosis Child A.
Portal vein patent.
Portal hypertension.
Ascites none.
No fever.
No jaundice.
Bowels open daily.
Eats well, sleeps well.
Walks the dog every day.
Works full time.
Plans a trip to Spain in June.
Insurance approved.
Travel 200 km.
""".strip().splitlines()


@pytest.mark.parametrize("beside", BESIDE)
def test_what_stands_beside_a_case_leaves_it_as_it_is(beside: str) -> None:
    for text in CASES[:3]:
        own = told(text, OF_THEIR_OWN)
        for written in (f"{text} {beside}", f"{beside} {text}", f"{text}\nPMH: {beside}"):
            assert told(written, OF_THEIR_OWN) == own


@pytest.mark.parametrize("beside", ["New lung metastases.", "Lanreotide stopped.", "Ki-67 now 40 %."])
def test_what_speaks_of_the_tumour_changes_the_case(beside: str) -> None:
    assert changes(beside, 0)
