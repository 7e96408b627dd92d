"""Prompts for a chat model: Markdown files with checked variables. None is used in this version."""
