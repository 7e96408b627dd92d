"""The thinking: from a clinician's message to a grounded answer."""
