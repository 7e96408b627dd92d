"""An Answer as Block Kit or as terminal text; pure functions."""
