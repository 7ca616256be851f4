"""Speed and memory of the real bot, as ratios against a bare discord.py bot on the same simulated Discord.

`python -m bench` starts every subject in a process of its own and lets them take turns, so that a machine that is busy
with something else slows both alike; what is printed are medians and their ratios.
"""
