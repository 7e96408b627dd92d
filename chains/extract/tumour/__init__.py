"""The tumour and the patient: site, kind, grade, stage, course, hormones, and the person."""
