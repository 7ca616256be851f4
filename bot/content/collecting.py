"""Building very many objects without being stopped again and again to look for garbage among them."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Put off collecting garbage, in the whole process, until this is over.

    A bank of 10,000 items is a million objects that all stay: the collector walks them over and over, for half of the
    time it takes to check them, and finds nothing.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
