"""Buttons, selects and forms, one plain function each, found by custom_id.

Nothing is kept in memory, so a button works as long as its message stands, also after a restart.
"""
