"""What every test shares: the databases, and a simulated Discord that does not wait longer than it must."""

import logging
from collections.abc import Iterator

import pytest
import simcord
import structlog

pytest_plugins = ("tests.databases",)

# After each action the simulation sleeps this long, in seconds, for tasks that are only about to end. Its own
# 50 ms make a button press take as long; the order of events is the same.
_defaults = simcord.Env._settle_internal.__kwdefaults__
assert _defaults is not None
_defaults["idle"] = 0.0005


@pytest.fixture
def logging_as_it_was() -> Iterator[None]:
    """Put the log back afterwards as it was before the test set it up."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    loggers = [logger for logger in root.manager.loggerDict.values() if isinstance(logger, logging.Logger)]
    levels = [(logger, logger.level) for logger in loggers]
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    for logger, was in levels:
        logger.setLevel(was)
    logging.captureWarnings(False)
    structlog.reset_defaults()
