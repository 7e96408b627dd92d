"""The likely reader: what it learns from, how its weights are made, and from which probability on it may tell."""
