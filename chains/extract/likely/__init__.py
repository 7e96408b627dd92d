"""Likely facts: what no rule reads, and the words of a text make likely, as learned from texts with known facts."""
