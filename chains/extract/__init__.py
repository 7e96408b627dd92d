"""Reading a clinician's text into CaseDetails."""
