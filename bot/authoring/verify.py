"""Prove keys: run every item's check for every variant, and compare what it reaches with the key.

What runs is told parameters and steps, never a key; the comparison happens here, afterwards.
"""

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Any, Literal

from bot.authoring.bank import Entry
from bot.authoring.environments import fingerprint, imported, not_satisfied
from bot.authoring.proof import MUST_BE_PROVED, disagreement
from bot.authoring.sandbox import Environment, Outcome, Program, Sandbox, pinned_name, preload_rank
from bot.authoring.variants import Variant, variants
from bot.authoring.verify_cache import AnswerCache
from bot.content.problem import Problem
from bot.domain.variants import VariantError

STDOUT = "stdout"
NONE = "none"
TOLD = 3
"""Variants of one item whose failure is told; the rest are counted."""
LIBRARIES = frozenset({"numpy", "scipy", "sympy", "pandas", "sklearn", "torch", "tensorflow", "keras"})
"""Modules that checks may need without naming a version; where one is missing, the check is not run."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one run of one check may take: seconds by the wall clock, bytes of memory."""

    seconds: float = 60.0
    memory: int = 4 * 2**30


@dataclass(frozen=True, slots=True)
class Result:
    """What became of an item.

    Attributes:
        verdict: `passed`; `failed`; `no-check`; or `not-run`, where this environment cannot run the check.
        problems: Why it failed.
        reason: Why there is no check, or what is needed to run it.
        proved: Variants whose key was confirmed, each with the check's answer.
        took: Seconds of running; 0 where the answers were known.
    """

    entry: Entry
    verdict: Literal["passed", "failed", "no-check", "not-run"]
    problems: tuple[Problem, ...] = ()
    reason: str = ""
    proved: tuple[tuple[Variant, Any], ...] = ()
    took: float = 0.0


@dataclass(frozen=True, slots=True)
class _Job:
    """An item whose check is to be run, or whose answers are known."""

    entry: Entry
    variants: tuple[Variant, ...]
    kind: Literal["check", "stdout"]
    modules: tuple[str, ...]
    key: str = field(default="", compare=False)

    def program(self, variant: Variant, limits: Limits) -> Program:
        text = variant.item.code if self.kind == STDOUT else self.entry.check
        names: dict[str, object] = dict(variant.names)
        if variant.item.steps:
            names["steps"] = {step.id: step.text for step in variant.item.steps}
        return Program(text, self.kind, names, self.modules, limits.seconds, limits.memory)


def verify(
    entries: Iterable[Entry],
    *,
    python: str,
    jobs: int,
    cache: AnswerCache,
    limits: Limits,
    tell: Callable[[Result], None] = lambda _: None,
) -> list[Result]:
    """Verify items, several at a time.

    Args:
        entries: What to verify.
        python: The interpreter whose libraries the checks use.
        jobs: How many run at once.
        cache: Where answers of earlier runs are.
        limits: What each run may take.
        tell: Called with each result as it is there, by one thread at a time, in no particular order.

    Returns:
        The results in the order of the entries.

    Raises:
        SandboxBroken: when `python` cannot be run.
    """
    entries = list(entries)
    results: dict[str, Result] = {}
    lock = threading.Lock()

    def done(result: Result) -> None:
        with lock:
            results[result.entry.id] = result
            tell(result)

    with Sandbox(python) as first:
        waiting: list[_Job] = []
        for entry in entries:
            planned = _plan(entry, first.environment, cache)
            if isinstance(planned, Result):
                done(planned)
            elif (answers := cache.answers(entry.id, planned.key)) is not None:
                done(_judged(planned, [Outcome("answer", answer) for answer in answers]))
            else:
                waiting.append(planned)
        _run_all(waiting, first, python, jobs, cache, limits, done)
    return [results[entry.id] for entry in entries]


def _plan(entry: Entry, environment: Environment, cache: AnswerCache) -> _Job | Result:
    """What to run for an item, or why nothing."""
    check, reason = entry.check, entry.fields.check_reason
    if check in ("", NONE):
        if entry.item.type in MUST_BE_PROVED and not reason:
            problem = entry.problem("has no `check`; write one that reaches the key by another route", "key")
            return Result(entry, "failed", (problem,))
        return Result(entry, "no-check", reason=reason or "no check is written")
    if check == STDOUT and (not entry.item.code or entry.item.lang != "python"):
        message = "`check: stdout` runs the item's own `code`, which must be there, and Python"
        return Result(entry, "failed", (entry.problem(message, "check"),))
    if lacking := not_satisfied(entry.fields.env, environment):
        return Result(entry, "not-run", reason=f"needs {', '.join(lacking)}")
    try:
        every = variants(entry.item)
    except VariantError as error:
        problem = entry.problem(f"its variants cannot be made: {error}", "params")
        return Result(entry, "failed", (problem,))
    programs = [one.item.code for one in every] if check == STDOUT else [check]
    modules = imported(programs[0])
    job = _Job(entry, every, "stdout" if check == STDOUT else "check", modules)
    told = [job.program(variant, Limits()) for variant in every]
    content = [
        job.kind,
        programs,
        [list(program.names.items()) for program in told],
        fingerprint(modules, entry.fields.env, environment),
    ]
    return _Job(entry, every, job.kind, modules, cache.key(content))


def _run_all(
    waiting: Sequence[_Job],
    first: Sandbox,
    python: str,
    jobs: int,
    cache: AnswerCache,
    limits: Limits,
    done: Callable[[Result], None],
) -> None:
    """Run jobs in as many sandboxes as there are threads."""
    queue: SimpleQueue[_Job] = SimpleQueue()
    for job in sorted(waiting, key=lambda job: preload_rank(job.modules)):
        queue.put(job)
    sandboxes = [first, *(Sandbox(python) for _ in range(min(jobs, len(waiting)) - 1))]
    broken: list[BaseException] = []

    def work(sandbox: Sandbox) -> None:
        try:
            with sandbox:
                while not broken:
                    done(_run(queue.get_nowait(), sandbox, cache, limits))
        except Empty:
            return
        except BaseException as error:
            # Raised again below, where somebody hears it.
            broken.append(error)

    threads = [threading.Thread(target=work, args=(sandbox,), daemon=True) for sandbox in sandboxes]
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        for sandbox in sandboxes:
            sandbox.close()
    if broken:
        raise broken[0]


def _run(job: _Job, sandbox: Sandbox, cache: AnswerCache, limits: Limits) -> Result:
    outcomes: list[Outcome] = []
    for variant in job.variants:
        outcome = sandbox.run(job.program(variant, limits))
        outcomes.append(outcome)
        if outcome.kind == "missing" or (outcome.kind == "error" and outcome.took >= limits.seconds):
            # It will not go better, and two hundred variants would wait as long.
            break
    if all(outcome.kind == "answer" for outcome in outcomes):
        cache.keep(job.entry.id, job.key, [outcome.answer for outcome in outcomes])
    return _judged(job, outcomes)


def _judged(job: _Job, outcomes: Sequence[Outcome]) -> Result:
    entry, took = job.entry, sum(outcome.took for outcome in outcomes)
    last = outcomes[-1]
    if last.kind == "missing":
        if last.module in LIBRARIES | {pinned_name(name) for name in entry.fields.env}:
            return Result(entry, "not-run", reason=f"needs {last.module}", took=took)
        message = f"`check` imports {last.module}, which is not installed here; name it in `env`"
        return Result(entry, "failed", (entry.problem(message, "check"),), took=took)
    proved = []
    faults = []
    for variant, outcome in zip(job.variants, outcomes, strict=False):
        if outcome.kind == "error":
            faults.append(entry.problem(f"{variant.told}the check {_clause(outcome.message)}", "check"))
        elif fault := disagreement(variant.item, outcome.answer):
            faults.append(entry.problem(f"{variant.told}{fault}", "check"))
        else:
            proved.append((variant, outcome.answer))
    if len(faults) > TOLD:
        rest = entry.problem(f"and {len(faults) - TOLD} more of {len(job.variants)} variants", "check")
        faults[TOLD:] = [rest]
    return Result(entry, "failed" if faults else "passed", tuple(faults), proved=tuple(proved), took=took)


def _clause(message: str) -> str:
    """A worker's message as it reads after "the check"."""
    return f"failed at {message}" if message.startswith("line ") else message


def summary(results: Sequence[Result]) -> Iterator[str]:
    """What a run came to, line by line; what was not run is never counted as passed."""
    counts = {
        verdict: [result for result in results if result.verdict == verdict]
        for verdict in ("passed", "failed", "not-run", "no-check")
    }
    keys = sum(len(result.proved) for result in counts["passed"])
    yield (
        f"{len(results)} items: {len(counts['passed'])} proved ({keys} keys), {len(counts['failed'])} failed, "
        f"{len(counts['not-run'])} not run here, {len(counts['no-check'])} without a check."
    )
    needs: dict[str, int] = {}
    for result in counts["not-run"]:
        needs[result.reason] = needs.get(result.reason, 0) + 1
    for reason, count in sorted(needs.items()):
        yield f"Not run here: {count} {reason if count == 1 else reason.replace('needs', 'need', 1)}."
