"""What people see: domain value in, Discord message out. Pure, and the only place where sentences live.

Every function returns a finished view: discord.py sends it but does not keep it, since presses are routed by
their custom_id and must work after a restart a month later.
"""
