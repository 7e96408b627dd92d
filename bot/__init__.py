"""Slack and the terminal, nothing else."""
