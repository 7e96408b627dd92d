"""Identifiers in further forms, each beside what looks like one and is a value, a range, a stage or an institution."""

import pytest

from chains.identifiers import redacted

FOUND = [
    # phones without a label
    ("call 305-555-0119.", "call [phone]."),
    ("filha (11) 98555-2041", "filha [phone]"),
    ("Contact (daughter): 9822 011 457", "Contact (daughter): [phone]"),
    ("husband: 613 555 0177", "husband: [phone]"),
    ("reach him at home, 613 555 0177.", "reach him at home, [phone]."),
    ("daughter 98220 11457", "daughter [phone]"),
    ("contacto: hija 612 345 678", "contacto: hija [phone]"),
    ("NOK wife - 604 555 0199", "NOK wife - [phone]"),
    ("please call 98765 43210", "please call [phone]"),
    ("@NET-nurse pls call", "[account] pls call"),
    # numbers of folders, files and letters
    ("folder no GSH 5510274", "folder no [record number]"),
    ("file no AB 55102", "file no [record number]"),
    ("prontuário 77.412-0", "prontuário [record number]"),
    ("MR# 220-91-457", "MR# [record number]"),
    ("your ref 24-11873", "your ref [record number]"),
    ("Our ref: 24/11873.", "Our ref: [record number]."),
    ("Ref: 2024/A/33821", "Ref: [record number]"),
    # births
    ("12-Jan-73 F, goblet cell", "[birth date] F, goblet cell"),
    ("14/3/62 M pNET", "[birth date] M pNET"),
    ("62F (3.11.58), pNET", "62F ([birth date]), pNET"),
    # visits
    ("Visit 30/6.", "Visit [date]."),
    ("appt 6/30 at 10", "appt [date] at 10"),
    # addresses
    ("at 9 Rue des Tanneurs, 67000 Strasbourg", "at [address]"),
    ("12 bis Avenue de la République, 75011 Paris", "[address]"),
    ("1127 Alder Ridge Dr, Apt 4B, Boise, ID 83702", "[address]"),
    ("Berliner Straße 22, 10713 Berlin", "[address]"),
    ("Kärntner Ring 9, 1010 Wien", "[address]"),
    ("3-5-2 Nishi-Shinjuku, Shinjuku-ku, Tokyo", "[address]"),
    # names
    ("bed 14, A. Pemberton, septic", "bed 14, [name], septic"),
    ("pt in rm 512, de la cruz, asks", "pt in rm 512, [name], asks"),
    ("Ferreira, leito 8, D3", "[name], leito 8, D3"),
    ("call her mom teresa", "call her mom [name]"),
    ("Grace is doing much better", "[name] is doing much better"),
    ("Paciente Dona Zilda, TNE", "Paciente [name], TNE"),
    ("Henry Ford, 72M, pNET", "[name], 72M, pNET"),
    ("Santo Domingo Perez called", "[name] called"),
    ("Patient: Virginia Mason, 61F", "Patient: [name], 61F"),
    ("Sister Mary Okafor rang", "Sister [name] rang"),
    ("From: Anna Rademacher, Fallnr. 20250417733", "From: [name], Fallnr. [record number]"),
    # names by their initials, without a title
    ("injection for B. Szymanek is ready", "injection for [name] is ready"),
    ("PET SZABO E / MRN 662019: stable", "PET [name] / MRN [record number]: stable"),
    ("1) Lim KH for PRRT\n2) Wong SY post op", "1) [name] for PRRT\n2) [name] post op"),
    ("Subject 101-0043 (K.M., 54F) had an SAE", "Subject [record number] ([name], 54F) had an SAE"),
    ("pt Jan W, 61F", "pt [name], 61F"),
    ("Oduya^Mary^^Dr CT", "[name] CT"),
    # names of reports, forms and studies
    ("Requested by: Okonjo\nRad: Quarmby", "Requested by: [name]\nRad: [name]"),
    ("Attending Wierzbicka agrees, cc Quennell", "Attending [name] agrees, cc [name]"),
    ("screen fail: Wierzbicka, Ki-67 60%", "screen fail: [name], Ki-67 60%"),
    # names that a line or a request tells
    ("MDT outcomes\nAdeyemi - PRRT\nPrice - surgery", "MDT outcomes\n[name] - PRRT\n[name] - surgery"),
    ("OK to proceed with cycle 2.\nL. Quennell, SpR", "OK to proceed with cycle 2.\n[name], SpR"),
    ("CgA is back, 450. Steph", "CgA is back, 450. [name]"),
    ("Viv can you ring her?", "[name] can you ring her?"),
    ("Paris from admissions says no bed", "[name] from admissions says no bed"),
    ("Is Whipple (yes that is his name) fit?", "Is [name] (yes that is his name) fit?"),
    ("letters done by kirsty, dr bell agrees", "letters done by [name], dr [name] agrees"),
    ("Ta, Nuala x", "Ta, [name] x"),
    ("Mrs Byrne EOLC", "Mrs [name] EOLC"),
    ("Dr Fiona Carmody, Riverside Practice", "Dr [name], Riverside Practice"),
    # who was at a computer
    ("logged in as jsmithe, user: mquennell, @Ana", "logged in as [account], user: [account], [account]"),
    # births in fields and put right, deaths
    ("ID 20018834 | 1961-02-17 | M", "ID [record number] | [birth date] | M"),
    ("dob not 12/01/58 but 12/01/59", "dob not [birth date] but [birth date]"),
    ("date of death 8/2024, died 14 October 2024", "date of death [date] 2024, died [date] 2024"),
    # further numbers
    ("two charts 118820 and 118907", "two charts [record number] and [record number]"),
    ("Our ref: AB/cd/K110923, NETREG-004417", "Our ref: [record number], [record number]"),
    ("driving licence MACKA 610124 JM9IL", "driving licence [record number]"),
    ("toestel 51230, Klappe 2291", "toestel [phone], Klappe [phone]"),
    ("12 Abbey Lawn, Ennis, Co. Clare V95 K7T1", "[address]"),
]

KEPT = [
    # letters beside words, and words alone on their lines
    "E. coli and C. difficile negative. N. Engl. J. Med., Eur J Endocrinol",
    "A. Biopsy of liver\nB. Lymph node\nC. Omentum",
    "Vitamin D, hepatitis B, chromogranin A: normal. R hepatectomy, K 2.9, K ras",
    "MDT list\nWhipple - 3 cases\nHartmann - 2\nCushing - 1",
    "Scan stable.\nThanks",
    "Creon pls add 25,000. Sandostatin can you switch to Somatuline",
    "screen fail: Ki-67 60%, cc: MDT, 50 cc Gastrografin, Report from pharmacy says level 11.8",
    "dr said ok, pls review bloods, done by endoscopy, logged in as guest",
    # days, numbers of studies and counts
    "date of scan 8/2024, CT 2021-05-19 | F/U in 3/12, 2021-05-19 | M0",
    "CALGB-80701, SWOG-0518, EORTC-62012, pts 12000 per year, registry 2012",
    # series of values, doses and sizes
    "CgA 450 620 1340, gastrin 300 450 1200, platelets 250 000 1200",
    "home BP 140/85, at home: 120 mg lanreotide, gp: 300 400 5000 ng/ml",
    "Daughter: 45, son: 50, mother (CRC at 52): 120 150 1400 mg",
    "NCT03972488, PMID 23673766, doi 10.1056/NEJMoa1607427",
    # ranges of laboratories and cited articles
    "ref 3500-5000, ref < 50, (ref 0.35-4.94), ref 150000-400000, ref 12-15, Ref: Strosberg 2017, ref 24",
    "your ref to the MDT, our ref range 20-100, reference 376:125-135, ref 2017;376:125",
    "MR #3 of the liver, MR no change, file no 3 of 4, folder 2",
    # days of scans and operations, stages, ages
    "12-Jan-23 F/U CT, operated 12-Jan-73, CT 4-Mar-24, lobectomy 6 June. 37, male; 4 Nov. 34-year-old",
    "14/02/25 M0, 3/4/25 CT, 62F, 12/14/31 mm",
    "visit 2/4, seen 2/6 nodes, reviewed 3/5, seen 24/7, clinic 1/12, seen 6/18 nodes, seen 14/18 nodes",
    "6 cours FOLFOX, 3 Route A",
    "Q from reg: 54M bronchial carcinoid",
    # beds and relatives
    "bed 14, post-op day 2; Room 3, Whipple; bed 12, small bowel NET; bed 4, stable; bay 2, young man",
    "her mother died, his wife has, her brother had, her son will, her mum can, her sister also",
    "paziente donna, 53 anni",
    "my brother in Lagos, 43 years",
    "Hope is still there, Milan is doing 28 Gy, Mark is lost",
    # a sign, cities, countries and institutions
    "Virchow's node, Sister Mary Joseph nodule too",
    "ASCO GI in San Francisco, San Diego and Santa Clara",
    "Peter Mac, Virginia Mason and Princess Margaret treat; at Virginia Mason, 45M",
    # a regimen behind a comma
    "BEVANEC in France, FOLFIRI-bev no benefit; in Spain, FOLFOX; CAPTEM-treated",
    "Mr Scan, sorry, MR scan",
]


@pytest.mark.parametrize(("text", "left"), FOUND, ids=[row[0] for row in FOUND])
def test_a_further_form_of_an_identifier_leaves_the_text(text: str, left: str) -> None:
    assert redacted(text) == left


@pytest.mark.parametrize("text", KEPT)
def test_what_only_looks_like_an_identifier_stays(text: str) -> None:
    assert redacted(text) == text


def test_a_surname_that_names_a_scale_is_taken_for_the_person_only() -> None:
    assert redacted("Mr Mark Rose, 70M, Rose staging aside") == "Mr [name], 70M, Rose staging aside"


def test_a_word_behind_an_initial_that_ends_a_sentence_is_no_name() -> None:
    assert redacted("that was another Mrs L. Ours is 64") == "that was another Mrs [name]. Ours is 64"
