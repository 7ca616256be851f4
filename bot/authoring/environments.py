"""What a check needs: the modules it imports, the versions its item names, and a fingerprint of both."""

import ast
import re
from collections.abc import Mapping

from bot.authoring.sandbox import Environment, Package, pinned_name

_PIN = re.compile(r"(===?|>=|<=|~=|!=|<|>)\s*([\w.*+!-]+)")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def imported(program: str) -> tuple[str, ...]:
    """Modules that a program imports anywhere in it, with dots; none where it cannot be parsed."""
    try:
        tree = ast.parse(program)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()
    found: dict[str, None] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(dict.fromkeys(alias.name for alias in node.names))
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found[node.module] = None
    return tuple(found)


def not_satisfied(pins: Mapping[str, str], environment: Environment) -> list[str]:
    """What an item's `env` names and the environment does not hold: "torch>=2.3", or with what is there instead."""
    lacking = []
    for name, pin in pins.items():
        package = _package(name, environment)
        version = environment.python if name == "python" else package.version if package else ""
        if not version:
            lacking.append(f"{name}{pin}")
        elif not satisfies(version, pin):
            lacking.append(f"{name}{pin}, not {version}")
    return lacking


def _package(name: str, environment: Environment) -> Package | None:
    """The package of this name; else one that brings a module of it, as `tensorflow-cpu` brings tensorflow."""
    brings = (package for package in environment.packages.values() if name in package.modules)
    return environment.packages.get(pinned_name(name)) or next(brings, None)


def satisfies(version: str, pin: str) -> bool:
    """Whether a version is within a pin such as ">=3,<4". Only releases are compared, no pre-release marks."""
    return all(_meets(_release(version), sign, wanted) for sign, wanted in _PIN.findall(pin))


def _meets(have: tuple[int, ...], sign: str, wanted: str) -> bool:
    want = _release(wanted)
    if sign == "~=":
        return have >= want and have[: len(want) - 1] == want[:-1]
    if wanted.endswith(".*"):
        same = have[: len(want)] == want
        return not same if sign == "!=" else same
    length = max(len(have), len(want))
    first, second = (one + (0,) * (length - len(one)) for one in (have, want))
    return {
        ">=": first >= second,
        "<=": first <= second,
        ">": first > second,
        "<": first < second,
        "!=": first != second,
    }.get(sign, first == second)


def _release(version: str) -> tuple[int, ...]:
    match = re.match(r"[0-9]+(?:\.[0-9]+)*", version)
    return tuple(int(part) for part in match[0].split(".")) if match else ()


def fingerprint(modules: tuple[str, ...], pins: Mapping[str, str], environment: Environment) -> list[str]:
    """Versions on which a program's answer may depend: of what it imports or names, and of all that these require."""
    roots = {module.partition(".")[0] for module in modules}
    waiting = [name for name, package in environment.packages.items() if roots & set(package.modules)]
    waiting += [pinned_name(name) for name in pins]
    seen: dict[str, str] = {}
    while waiting:
        name = waiting.pop()
        package = environment.packages.get(name)
        if package is None or name in seen:
            continue
        seen[name] = package.version
        waiting += [pinned_name(match[0]) for one in package.requires if (match := _NAME.match(one))]
    return [f"python=={environment.python}", *sorted(f"{name}=={version}" for name, version in seen.items())]
