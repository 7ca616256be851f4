"""Which versions satisfy a pin, and on which versions an answer depends."""

import pytest

from bot.authoring.environments import fingerprint, imported, not_satisfied, satisfies
from bot.authoring.sandbox import Environment, Package

HERE = Environment(
    "3.12.1",
    {
        "numpy": Package("2.4.6", (), ("numpy",)),
        "scikit-learn": Package(
            "1.9.1", ("numpy>=1.24", "scipy>=1.10", 'pytest; extra == "tests"'), ("sklearn",)
        ),
        "scipy": Package("1.17.1", ("numpy<2.7",), ("scipy",)),
        "tensorflow-cpu": Package("2.21.0", (), ("tensorflow",)),
        "unrelated": Package("9", (), ("unrelated",)),
    },
)


@pytest.mark.parametrize(
    "pin", [">=2.4", ">=2.4,<3", "==2.4.*", "~=2.4", "!=2.5", ">2.4", "<=2.4.6", "===2.4.6"]
)
def test_a_version_within_a_pin_satisfies_it(pin: str) -> None:
    assert satisfies("2.4.6", pin)


@pytest.mark.parametrize(
    "pin", [">=2.10", "<2.4", "==2.4", "~=2.3.1", "!=2.4.6", ">2.4.6", ">=3,<4", "!=2.*"]
)
def test_a_version_outside_a_pin_does_not(pin: str) -> None:
    assert not satisfies("2.4.6", pin)


def test_a_local_build_counts_as_its_release() -> None:
    assert satisfies("2.13.0+cpu", "==2.13.0")


def test_what_is_lacking_is_told_with_what_is_there() -> None:
    pins = {
        "numpy": ">=3",
        "torch": ">=2.3",
        "python": ">=3.11",
        "scikit_learn": ">=1.9",
        "tensorflow": ">=2.16",
    }

    assert not_satisfied(pins, HERE) == ["numpy>=3, not 2.4.6", "torch>=2.3"]


def test_an_answer_depends_on_what_is_imported_and_all_that_this_requires() -> None:
    assert fingerprint(("sklearn.metrics",), {}, HERE) == [
        "python==3.12.1",
        "numpy==2.4.6",
        "scikit-learn==1.9.1",
        "scipy==1.17.1",
    ]


def test_imports_are_found_wherever_they_stand() -> None:
    program = "import math, numpy as np\ndef f():\n    from sklearn.metrics import auc\n"

    assert imported(program) == ("math", "numpy", "sklearn.metrics")
    assert imported("import (") == ()
