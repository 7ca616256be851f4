"""APScheduler as a heartbeat and no more: the database's rows are the schedule, so no job is stored, no day skipped."""

from collections.abc import Awaitable, Callable

from apscheduler.schedulers.asyncio import AsyncIOScheduler


def start_heartbeat(tick: Callable[[], Awaitable[None]], seconds: float) -> AsyncIOScheduler:
    """Call `tick` every so many seconds, never twice at once; beats that were missed become one.

    Start it outside handlers and `setup_hook`; stop it with `shutdown(wait=False)`.
    """
    scheduler = AsyncIOScheduler(timezone="UTC")
    scheduler.add_job(
        tick,
        "interval",
        seconds=seconds,
        coalesce=True,
        max_instances=1,
        misfire_grace_time=None,
    )
    scheduler.start()
    return scheduler
