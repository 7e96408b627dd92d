"""The second reader: what it learns from, and how its weights are made."""
