"""What every test shares: the databases, and a simulated Discord that does not wait longer than it must."""

import simcord

pytest_plugins = ("tests.databases",)

# After each action the simulation sleeps this long, in seconds, for tasks that are only about to end. Its own
# 50 ms make a button press take as long; the order of events is the same.
_defaults = simcord.Env._settle_internal.__kwdefaults__
assert _defaults is not None
_defaults["idle"] = 0.0005
