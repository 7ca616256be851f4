"""Buttons, selects and forms. One plain function each, found by custom_id: nothing is kept in memory, so a button works as
long as its message stands, also after a restart.
"""
