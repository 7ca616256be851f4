"""Epoch: a Discord study group that learns a question a day."""
