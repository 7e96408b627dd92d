"""Treatments: which, whether given, running, planned or refused, when, and with what response."""
