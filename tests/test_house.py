"""Rules of the house that no linter knows. What imports what is import-linter's to check."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "bot").rglob("*.py"))
LOCKS = sorted(ROOT.glob("requirements*.lock"))
LONGEST_MODULE = 300
# Each is one list that is read as a whole, whatever its length.
ON_ONE_PAGE = ("bot/storage/tables.py", "bot/ui/custom_ids.py")
MIGRATIONS = "bot/storage/migrations/versions/"

# In pieces, so that this file does not name what it forbids.
REGISTRY_HOSTS = ("pypi" + ".org", "python" + "hosted.org", "registry" + ".npmjs", "deb." + "debian.org")


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tracked_files() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode != 0:
        pytest.skip("not a git checkout, so nobody knows which files belong to it")
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


def calls(module: Path) -> Iterator[str]:
    """The dotted names that a module calls."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


def test_no_file_names_a_package_registry() -> None:
    naming = {
        named(path): host
        for path in tracked_files()
        for host in REGISTRY_HOSTS
        if host.encode() in path.read_bytes()
    }

    assert naming == {}


def test_nothing_is_committed_that_the_program_writes() -> None:
    written = re.compile(r"(^|/)(\.env|data/.*|\.venv/.*|.*\.(db|db-wal|db-shm|log|pyc))$")

    assert [named(path) for path in tracked_files() if written.search(named(path))] == []


def test_the_wall_clock_is_read_in_one_place() -> None:
    reading = re.compile(r"(^|\.)(datetime\.(now|utcnow|today)|date\.today|time\.time(_ns)?)$")
    readers = {named(module) for module in MODULES for call in calls(module) if reading.search(call)}

    assert readers == {"bot/clock.py"}


def test_chance_is_always_drawn_from_a_generator_that_was_passed_in() -> None:
    drawing = re.compile(r"^random\.[a-z]\w*$")
    global_draws = {
        named(module): call for module in MODULES for call in calls(module) if drawing.search(call)
    }

    assert global_draws == {}


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        named(module)
        for module in MODULES
        if not ast.get_docstring(ast.parse(module.read_text(encoding="utf-8")))
    ]

    assert silent == []


def test_no_module_has_grown_a_second_job() -> None:
    lengths = {named(module): len(module.read_text(encoding="utf-8").splitlines()) for module in MODULES}

    assert {
        name: length
        for name, length in lengths.items()
        if length > LONGEST_MODULE and name not in ON_ONE_PAGE and not name.startswith(MIGRATIONS)
    } == {}


def test_no_test_stands_in_for_a_real_part() -> None:
    stand_ins = re.compile(r"\b(Magic|Async|Non" + r"Callable)Mock\b")

    assert [
        named(test)
        for test in (ROOT / "tests").rglob("*.py")
        if stand_ins.search(test.read_text(encoding="utf-8"))
    ] == []


def locked(lock: Path) -> dict[str, frozenset[str]]:
    """Each line of a lock, `name==version ; marker`, with its hashes."""
    entries = lock.read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    return {
        entry.partition(" --hash=")[0].strip(): frozenset(
            re.findall(r"--hash=(sha256:[0-9a-f]{64})\b", entry)
        )
        for entry in entries
    }


@pytest.mark.parametrize("lock", LOCKS, ids=named)
def test_a_lock_pins_every_package_with_hashes_and_names_no_source(lock: Path) -> None:
    entries = locked(lock)

    assert all(re.match(r"^[a-z0-9-]+==[0-9][0-9a-z.]*( ; .+)?$", entry) for entry in entries)
    assert all(entries.values())
    assert "://" not in lock.read_text(encoding="utf-8")
    assert any(entry.startswith("setuptools==") for entry in entries)


def test_the_smaller_locks_are_parts_of_the_whole_one() -> None:
    whole = locked(ROOT / "requirements.lock")
    demo = locked(ROOT / "requirements-demo.lock")
    run = locked(ROOT / "requirements-run.lock")

    assert run.items() < demo.items() < whole.items()


UNLOCKED = {"verify-frameworks"}
"""Extras whose builds have other hashes on every kind of machine."""


def test_every_dependency_of_the_package_is_locked() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = [
        *project["dependencies"],
        *(name for extra in extras.keys() - UNLOCKED for name in extras[extra]),
    ]
    names = {re.split(r"[\[<>=~! ]", name)[0].lower().replace(".", "-").replace("_", "-") for name in wanted}

    assert names <= {entry.partition("==")[0] for lock in LOCKS for entry in locked(lock)}
