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
]

KEPT = [
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
