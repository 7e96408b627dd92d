"""Readers for the documents that hospitals have; each gives a Document, split along the document's own structure."""
