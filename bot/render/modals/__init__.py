"""Modals: the windows that the bot opens in Slack, pure: values in, views out."""
