"""Programs of strangers: what they are given, and what happens to those that behave badly."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest

from bot.authoring.sandbox import Outcome, Program, Sandbox, SandboxBroken

MB = 2**20


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as one:
        yield one


def run(
    sandbox: Sandbox,
    text: str,
    kind: Literal["check", "stdout"] = "check",
    *,
    seconds: float = 20,
    memory: int = 1024 * MB,
    **names: object,
) -> Outcome:
    return sandbox.run(Program(text, kind, names, seconds=seconds, memory=memory))


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("answer = n + 1", 8),
        ("answer = [key for key in steps]", ["first", "second"]),
        ("answer = {'b', 'a'}", {"set": ["a", "b"]}),
        ("answer = {'left': 'right'}", {"map": [["left", "right"]]}),
        ("from fractions import Fraction\nanswer = Fraction(1, 4)", 0.25),
        ("answer = (True, None, 'x')", [True, None, "x"]),
    ],
)
def test_a_check_finds_its_names_and_its_answer_comes_back_as_it_is(
    sandbox: Sandbox, text: str, answer: object
) -> None:
    outcome = run(sandbox, text, n=7, steps={"first": "One", "second": "Two"})

    assert (outcome.kind, outcome.answer) == ("answer", answer)


@pytest.mark.parametrize("text", ["print('a  ')\nprint()", "import sys\nprint('a  ')\nprint()\nsys.exit()"])
def test_what_a_program_prints_is_told_to_the_letter(sandbox: Sandbox, text: str) -> None:
    assert run(sandbox, text, "stdout").answer == "a  \n\n"


def test_a_program_is_a_module_of_its_own_whose_source_can_be_read(sandbox: Sandbox) -> None:
    text = "import inspect, sys\ndef f(): return 1\nanswer = [__name__, inspect.getsource(f).strip()]"

    assert run(sandbox, text).answer == ["__main__", "def f(): return 1"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1 / 0", "line 1: ZeroDivisionError: division by zero"),
        ("x = 1\nanswer = [", "line 2: SyntaxError: '[' was never closed"),
        ("x = 1", "sets no `answer`"),
        ("answer = object()", "TypeError: `answer` is a object, which no key can be"),
        ("answer = 1j", "TypeError: `answer` is a complex number"),
        ("answer = 'x' * 10**6", "`answer` is larger than 100,000 bytes"),
        ("exit()", "called exit(None) before it gave an answer"),
        ("import os; os._exit(0)", "ended before it gave an answer"),
        ("import os; os.abort()", "was killed by signal 6 before it gave an answer"),
        ("x = bytearray(3 * 10**9)", "took more than 1024 MB of memory"),
    ],
)
def test_a_program_that_fails_is_told_with_its_reason(sandbox: Sandbox, text: str, message: str) -> None:
    outcome = run(sandbox, text)

    assert (outcome.kind, outcome.message) == ("error", message)


def test_a_module_that_is_not_installed_is_named(sandbox: Sandbox) -> None:
    outcome = run(sandbox, "import no_such_module.inside")

    assert (outcome.kind, outcome.module) == ("missing", "no_such_module")


@pytest.mark.parametrize(
    "text",
    [
        "while True: pass",
        "import time; time.sleep(1000)",
        "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)\nwhile True: pass",
        "try:\n while True: pass\nexcept BaseException: pass\nwhile True: pass",
    ],
)
def test_a_program_without_an_end_is_ended(sandbox: Sandbox, text: str) -> None:
    outcome = run(sandbox, text, seconds=0.5)

    assert (outcome.kind, outcome.message) == ("error", "did not end within 0.5 seconds")


def test_a_program_that_multiplies_is_ended_whole(sandbox: Sandbox) -> None:
    outcome = run(sandbox, "import os\nwhile True: os.fork()")

    assert outcome.kind == "error"
    assert outcome.message == "started more than 64 processes"
    assert run(sandbox, "answer = 1").answer == 1


@pytest.mark.parametrize("leaving", ["", "os.setsid();"])
def test_nobody_whom_a_program_leaves_behind_outlives_it(sandbox: Sandbox, leaving: str) -> None:
    text = f"import os, time\npid = os.fork()\nif not pid:\n {leaving} time.sleep(1000)\nanswer = pid"

    outcome = run(sandbox, text)

    with pytest.raises(ProcessLookupError):
        os.kill(outcome.answer, 0)


@pytest.mark.parametrize(
    "text",
    [
        "while True: print('garbage' * 1000)",
        "import sys\nwhile True: sys.stderr.write('garbage' * 1000)",
        "with open('big', 'wb') as f:\n while True: f.write(bytes(10**6))",
    ],
)
def test_what_a_program_writes_is_bounded(sandbox: Sandbox, text: str) -> None:
    outcome = run(sandbox, text)

    assert outcome.kind == "error"
    assert "File too large" in outcome.message


def test_too_much_output_is_no_answer(sandbox: Sandbox) -> None:
    assert run(sandbox, "print('x' * 10**6)", "stdout").message == "printed more than 100,000 bytes"


def test_a_program_can_write_over_nothing_but_its_own_answer(sandbox: Sandbox) -> None:
    text = "import os\nfor fd in range(3, 200):\n try: os.write(fd, b'junk' * 100)\n except OSError: pass\nanswer = 2"

    assert run(sandbox, text).answer == 2
    assert run(sandbox, "answer = 3").answer == 3


@pytest.mark.parametrize("signal", ["SIGKILL", "SIGSTOP"])
def test_whoever_strikes_the_process_that_runs_it_hurts_no_one_after_it(
    sandbox: Sandbox, signal: str
) -> None:
    text = f"import os, signal, time; os.kill(os.getppid(), signal.{signal}); time.sleep(60)"

    assert run(sandbox, text, seconds=0.2).message == "it ended the process that ran it"
    assert run(sandbox, "answer = 4").answer == 4


def test_nothing_secret_is_inherited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "secret")
    monkeypatch.setenv("EPOCH_DATABASE_URL", "secret")
    monkeypatch.setenv("HTTPS_PROXY", "secret")
    with Sandbox() as sandbox:
        outcome = run(sandbox, "import os; answer = sorted(os.environ.values())")

    assert "secret" not in outcome.answer


def test_each_program_has_an_empty_folder_that_goes_with_it(sandbox: Sandbox) -> None:
    text = (
        "import os, tempfile\nopen('left', 'w').close()\n"
        "answer = [os.getcwd(), tempfile.mkdtemp(), os.path.expanduser('~')]"
    )
    first, second = run(sandbox, text), run(sandbox, "import os; answer = os.listdir()")

    assert not any(Path(folder).exists() for folder in first.answer)
    assert second.answer == ["program.py"]


def test_one_program_sees_nothing_of_another(sandbox: Sandbox) -> None:
    run(sandbox, "import math; math.pi = 3; import sys; sys.path.clear(); answer = 0")

    assert run(sandbox, "import math; answer = math.pi").answer == pytest.approx(3.14159265)


def test_neither_the_bot_nor_the_folder_one_is_in_can_be_imported(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "helpful.py").write_text("answer = 1\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with Sandbox() as elsewhere:
        assert run(elsewhere, "import helpful").module == "helpful"


def test_an_interpreter_that_is_none_is_told() -> None:
    with Sandbox("/no/such/python") as sandbox, pytest.raises(SandboxBroken, match="/no/such/python"):
        run(sandbox, "answer = 1")


def test_an_environment_tells_its_python_and_its_packages(sandbox: Sandbox) -> None:
    environment = sandbox.environment

    assert environment.python.startswith("3.")
    assert environment.packages["pytest"].version
    assert "pytest" in environment.packages["pytest"].modules
