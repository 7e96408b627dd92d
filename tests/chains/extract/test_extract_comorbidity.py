"""What other diseases a patient has, with their operations, sizes, stages and drugs, changes nothing of the case."""

import pytest

from tests.beside import changes

BESIDE = """
Moderate COPD, FEV1 62 % predicted.
FEV1/FVC 0.68, DLCO 55 %.
Asthma, well controlled on inhaled budesonide.
OSA on CPAP.
Bronchiectasis left lower lobe.
Pulmonary nodule 4 mm, Fleischner follow-up.
Lobectomy for tuberculosis in 1974.
Pneumothorax 1999, pleurodesis.
Hamartoma of the lung 14 mm, stable for 8 years.
LVEF 35 %, ICD in 2019.
TAVI 2021.
Mitral regurgitation grade 2.
Tricuspid regurgitation grade 1, not carcinoid related.
PCI with 2 stents 2017.
Coronary stent to LAD, on aspirin and clopidogrel.
ECG: first degree AV block, QTc 461 ms.
Echo: LVEF 60 %, right atrium normal.
Septum 13 mm on echo.
Left atrium 44 mm.
Aortic root 41 mm.
NT-proBNP 340.
Right bundle branch block.
Cardioversion in March, now sinus rhythm.
Pericardial effusion 5 mm.
Hypertension grade 2, on ramipril.
Hyperlipidaemia, on atorvastatin 40 mg.
PAD stage IIb, femoral stent right.
Varicose vein surgery 1998.
Stripping of the left saphenous vein.
Raynaud's.
CKD stage 3a.
CKD G3a A1.
Haemodialysis three times a week.
Kidney transplant 2012, tacrolimus.
IgA nephropathy.
Angiomyolipoma right kidney 11 mm.
Bosniak 2F cyst left kidney 34 mm.
Renal cell carcinoma 2016, partial nephrectomy, pT1a R0, no recurrence.
Hydronephrosis left, JJ stent changed every 3 months.
Microhaematuria.
PSA 2.3.
Prostate 48 ml on CT.
Prostate MRI PI-RADS 2.
BPH on tamsulosin.
Vasectomy 1995.
Hydrocele repair.
Overactive bladder, mirabegron.
Urothelial papilloma resected 2011.
Testicular seminoma 1996, orchidectomy and RT, cured.
Adrenal adenoma left 18 mm, non-functioning.
Adrenal incidentaloma 22 mm, HU 5.
Cortisol normal.
Pituitary microadenoma 4 mm, prolactin normal.
Graves' disease, radioiodine 2006.
Radioiodine 550 MBq for hyperthyroidism 2014.
Papillary thyroid carcinoma 2013, thyroidectomy, RAI, no relapse.
Thyroid nodule 17 mm, FNA Bethesda II.
Hashimoto.
Primary hyperparathyroidism, calcium 2.71.
Addison's disease on hydrocortisone.
Gestational diabetes 2004.
Diabetes type 3c, insulin 34 units.
HbA1c 68 mmol/mol.
Metformin stopped because of diarrhoea.
Semaglutide weekly since 2023.
Gout, allopurinol 100 mg.
Osteopenia, T-score -1.9.
DXA: T-score -2.8 lumbar spine.
Vertebroplasty L2 for osteoporotic fracture.
Total knee replacement right 2016.
Spinal fusion L4/5 in 2008.
Scoliosis since youth.
Rib fractures left 7-9 after a fall.
Fracture of the distal radius, plated.
Hip fracture 2022, DHS.
Paget's disease of the pelvis.
Sclerotic bone island T12 8 mm, unchanged.
Fibrous dysplasia of a rib.
Schmorl's nodes.
Haemangioma of vertebra L3.
Osteoarthritis of both hips, uptake degenerative.
Rotator cuff tear, physiotherapy.
Frozen shoulder injected with triamcinolone.
Gluteal injection granuloma.
Injection site nodule left buttock 25 mm.
Lipoma of the back 6 cm.
Sebaceous cyst removed.
Actinic keratosis treated with cryotherapy.
Squamous cell carcinoma of the ear excised 2020, R0.
Melanoma 2011, Breslow 0.8 mm, sentinel node negative (0/2).
Atopic dermatitis on dupilumab.
Rosacea, metronidazole cream.
Urticaria last summer.
Shingles in 2023.
Seborrhoeic keratosis.
Tooth extraction planned.
Periodontitis grade B.
Dental implants upper jaw.
Wisdom teeth removed 2001.
Dental clearance obtained.
G3P3, two caesarean sections.
Caesarean 1999.
Pregnant, 14 weeks.
Breastfeeding.
Menopause at 49.
Mirena coil in situ.
Tubal ligation 2005.
Cervical conisation 2003, CIN 3, clear margins.
Ovarian dermoid 3 cm, removed 2015.
Oophorectomy left for torsion.
Endometrial polyp 9 mm.
PCOS.
Mammogram BI-RADS 2.
Breast cyst 12 mm left.
Breast DCIS 2018, lumpectomy, R0, 0/1 sentinel node.
Breast implants.
Mastectomy right 2004 pT2 N1 (2/14), FEC and letrozole.
Bipolar disorder on lithium.
Schizophrenia, on clozapine.
Panic attacks.
PTSD.
Alcohol dependence, dry since 2010.
Cognitive impairment, MMSE 24/30.
Alzheimer's, on donepezil.
Tension headache.
Trigeminal neuralgia, carbamazepine.
Restless legs.
Polyneuropathy grade 1.
Multiple sclerosis, on interferon.
Myasthenia gravis, thymectomy 1989.
Meningioma 11 mm, unchanged since 2015.
Arachnoid cyst.
TIA 2020.
Carotid endarterectomy.
Subdural haematoma evacuated 2017.
Lumbar disc herniation L5/S1, operated 2003.
Vestibular schwannoma 7 mm.
Glaucoma, latanoprost drops.
Macular degeneration, injections every 8 weeks.
Cataract op planned in May.
Retinal detachment 2012.
Tinnitus.
Septoplasty.
Hearing loss right.
Vocal cord polyp removed.
Parotid adenoma 2 cm, excised 2010.
Warthin tumour right parotid 16 mm.
Crohn's disease, ileocaecal resection 1994.
Crohn's on infliximab.
Coeliac disease, gluten free diet.
IBS.
Haemorrhoids banded.
Anal fissure.
Sigmoidectomy for diverticulitis 2016.
Rectal prolapse.
Colon cancer 2012, pT3 N0 (0/22) R0, hemicolectomy, FOLFOX, no recurrence.
Gastroscopy: antral gastritis, H. pylori negative.
H. pylori eradicated.
Gastric fundic gland polyps 4 mm.
Duodenal ulcer 2009.
GIST of the stomach 12 mm, under observation.
Nissen fundoplication 2010.
Gastric bypass 2014.
Gastric sleeve 2018, lost 40 kg.
Colonoscopy: 3 polyps removed, hyperplastic.
Colonoscopy: sessile serrated lesion 12 mm removed, margin clear.
Tubulovillous adenoma 25 mm of the sigmoid, EMR.
Capsule endoscopy: angiodysplasia.
ERCP with sphincterotomy for stones.
Pancreatic cyst 9 mm, BD-IPMN.
IPMN of the body 14 mm, stable since 2019.
Chronic pancreatitis.
Acute pancreatitis 2015 (gallstones).
Pancreas divisum.
Pancreatic duct 3 mm.
CBD 9 mm after cholecystectomy.
Gallbladder polyp 5 mm.
FNH of the liver 28 mm.
Hepatic adenoma 3 cm, biopsied 2014.
Liver haemangiomas up to 3.4 cm.
Hepatitis C, cured with sofosbuvir, SVR 12.
NASH, fibroscan 7.1 kPa.
Liver span 17 cm.
Primary biliary cholangitis on UDCA.
Gilbert's syndrome.
Splenic cyst 21 mm.
Spleen 14 cm.
Splenic artery aneurysm 12 mm.
Accessory spleen in the tail of the pancreas 11 mm.
Umbilical hernia repaired with mesh.
Incisional hernia 6 cm.
Parastomal hernia.
Ileostomy reversed 2020.
Adhesiolysis 2018.
Port implanted left 12 May.
Port thrombosis, on enoxaparin.
Hickman line removed.
PEG tube 2021.
Nephrostomy left.
Pleural drain removed.
Anaemia of chronic disease, Hb 10.1, ferritin 310.
Neutrophils 1.4, G2.
Platelets 74, grade 2 thrombocytopenia.
Thalassaemia trait.
Factor V Leiden.
CLL Rai 0, watch and wait.
""".strip().splitlines()


@pytest.mark.parametrize(("place", "beside"), list(enumerate(BESIDE)))
def test_a_comorbidity_leaves_the_case_as_it_is(place: int, beside: str) -> None:
    assert changes(beside, place) == []
