"""Every projection equals what its facts say, whatever people do; and where it does not, it is found and mended."""

import asyncio
import shutil
import tempfile
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from typer.testing import CliRunner

from bot.cli import app
from bot.services.integrity import IntegrityService
from bot.storage.database import Database
from tests.services.histories import PEOPLE, STEPS, WHATS, Step, live
from tests.services.world import NORA, SAM, World


async def differences(world: World) -> list[str]:
    return [str(one) for one in (await IntegrityService(world.database, world.clock).check()).differences]


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_projections_kept_answer_by_answer_equal_those_computed_anew(
    sqlite_template: Path, steps: list[Step]
) -> None:
    async def lived() -> list[str]:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "epoch.db")
            shutil.copyfile(sqlite_template, path)
            database = await Database.open(f"sqlite:///{path}", readers=1)
            try:
                world = World(database)
                await live(world, steps)
                return await differences(world)
            finally:
                await database.close()

    assert asyncio.run(lived()) == []


@pytest.mark.parametrize("seed", range(3))
async def test_they_do_on_both_databases(world: World, seed: int) -> None:
    draw = Random(seed)
    steps = [Step(draw.choice(WHATS), draw.randrange(len(PEOPLE)), draw.randrange(10)) for _ in range(50)]
    await live(world, steps)

    assert await differences(world) == []


async def test_what_differs_is_named_and_made_anew_only_when_asked(world: World) -> None:
    await world.set_up()
    await world.enroll()
    await world.enroll(SAM)
    [post] = await world.tick()
    await world.answer(post, NORA)
    await world.answer(post, SAM)
    for statement in (
        "UPDATE streaks SET current = 7 WHERE enrollment_id = 1",
        "UPDATE study_days SET points = 0 WHERE enrollment_id = 1",
        "DELETE FROM standings WHERE enrollment_id = 1 AND period = 'all'",
    ):
        await world.execute(statement)

    service = IntegrityService(world.database, world.clock)
    found = await service.check()
    assert found.enrollments == 2
    assert [one.what for one in found.differences] == ["the streak", "study day 2026-11-02", "standing all"]
    assert {one.enrollment_id for one in found.differences} == {1}
    assert (await service.check(rebuild=True)).differences == found.differences
    assert (await service.check()).differences == ()


def test_the_command_line_checks_and_rebuilds(sqlite_url: str) -> None:
    path = sqlite_url.removeprefix("sqlite:///")

    async def lived() -> None:
        database = await Database.open(sqlite_url)
        world = World(database)
        await world.set_up()
        await world.enroll()
        [post] = await world.tick()
        await world.answer(post)
        await world.execute("UPDATE streaks SET best = 9")
        await database.close()

    asyncio.run(lived())

    def check(*options: str, url: str = sqlite_url) -> tuple[int, str]:
        result = CliRunner().invoke(app, ["database", "check", *options], env={"EPOCH_DATABASE_URL": url})
        return result.exit_code, result.output

    assert check()[0] == 1
    assert "best=9" in check()[1]
    assert check("--rebuild")[0] == 0
    assert check() == (0, f"sqlite:///{path}: 1 enrollments, nothing differs.\n")
    assert check(url=f"{sqlite_url}.none")[0] == 5
