"""What may be wrong with one item, which only a person can decide: warnings, not errors."""

import ast
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from bot.authoring.bank import Entry
from bot.authoring.derived_numbers import underived
from bot.content.problem import Problem
from bot.domain.item import Item, ItemType

MAX_STEM_WORDS = 60
MAX_LENGTH_RATIO = 2.0
LONG_OPTION = 40
"""Characters below which an option gives nothing away by its length."""
_PAGES = (
    "acm.org aclanthology.org airflow.apache.org arxiv.org aws.amazon.com cloud.google.com cppreference.com "
    "deeplearningbook.org distill.pub docker.com doi.org fastapi.tiangolo.com github.com grafana.com huggingface.co "
    "ieee.org iso.org jax.dev jmlr.org kafka.apache.org keras.io kernel.org kserve.github.io kubeflow.org "
    "kubernetes.io learn.microsoft.com martinfowler.com matplotlib.org mlflow.org mongodb.com nist.gov numpy.org "
    "nvidia.com onnx.ai onnxruntime.ai openreview.net opentelemetry.io oracle.com oreilly.com packaging.python.org "
    "pandas.pydata.org peps.python.org postgresql.org proceedings.mlr.press prometheus.io pytest.org python.org "
    "pytorch.org readthedocs.io redis.io research.google rfc-editor.org scikit-learn.org scipy.org spark.apache.org "
    "spinnaker.io sqlite.org sre.google statlearning.com sympy.org tensorflow.org unicode.org w3.org"
)
DOMAINS = frozenset(_PAGES.split())
"""Where references may lead, with all their subdomains: makers' own documentation, papers, standards."""

NEGATIVE = re.compile(
    r"\b(?:NOT|EXCEPT|not|isn't|isn’t|doesn't|doesn’t|except|least likely|incorrect|false)\b(?=[^.?]*\?)"
)
ABSOLUTE = re.compile(
    r"\b(?:always|never|every|all|none|only|must|cannot|impossible|guaranteed|entirely)\b", re.I
)


def item_warnings(entry: Entry) -> Iterator[Problem]:
    """Everything that looks wrong with one item by itself."""
    item = entry.item
    words = len(item.stem.split())
    if words > MAX_STEM_WORDS:
        message = f"the stem has {words} words; {MAX_STEM_WORDS} are enough for most questions"
        yield entry.problem(message, "stem")
    yield from _option_warnings(entry)
    for path, what in _without_reason(item):
        yield entry.problem(f"{what} has no `why`; say what whoever thinks so believes", *path)
    if item.type is ItemType.NUMERIC and not item.near:
        message = "no `near` anticipates a wrong number; name the likeliest with what it tells the learner"
        yield entry.problem(message, "key")
    for number in underived(item):
        message = (
            f"the explanation's {number} follows from nothing in the question or its key; show where from"
        )
        yield entry.problem(message, "explanation")
    for index, reference in enumerate(item.references):
        host = (urlsplit(reference.url).hostname or "").removeprefix("www.") if reference.url else ""
        if host and not is_allowed(host):
            message = (
                f"{host} is not among the places to refer to; use the makers' documentation, or add it there"
            )
            yield entry.problem(message, "refs", index)
    if entry.check not in ("", "none", "stdout") and _only_states(entry.check):
        message = "the check computes nothing: it states the key a second time; reach it by another route"
        yield entry.problem(message, "check")
    if item.has_variants is False and item.type is ItemType.CODE_OUTPUT and entry.check != "stdout":
        yield entry.problem(
            "a code_output item is proved best by `check: stdout`, which runs its code", "check"
        )


def _option_warnings(entry: Entry) -> Iterator[Problem]:
    item = entry.item
    if not item.options:
        return
    lengths = {option.id: len(option.text) for option in item.options}
    longest, shortest = max(lengths.values()), min(lengths.values())
    if longest >= LONG_OPTION and longest > MAX_LENGTH_RATIO * shortest:
        message = (
            f"the longest option is {longest / shortest:.1f} times as long as the shortest; even them out"
        )
        yield entry.problem(message, "options")
    absolute = {option.id for option in item.options if ABSOLUTE.search(option.text)}
    if len(absolute) >= 2 and not absolute & item.key_ids:
        message = "only wrong options say always, never, all and the like, which gives them away"
        yield entry.problem(message, "options")


def _without_reason(item: Item) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for index, option in enumerate(item.options):
        if not option.why.strip():
            yield ("options", index), f"option `{option.id}`"
    for index, pair in enumerate(item.pairs):
        if not pair.why.strip():
            yield ("pairs",), f"pair {index + 1}"
    for index, blank in enumerate(item.blanks):
        if not blank.why.strip():
            yield ("cloze",), f"blank {index + 1}"
    for step in item.steps:
        if not step.why.strip():
            yield ("steps",), f"step `{step.id}`"


def is_allowed(host: str, domains: frozenset[str] = DOMAINS) -> bool:
    """Whether a host is one of these domains, or lies below one."""
    parts = host.split(".")
    return any(".".join(parts[at:]) in domains for at in range(len(parts)))


def _only_states(program: str) -> bool:
    """Whether a check merely assigns a constant to `answer`."""
    try:
        tree = ast.parse(program)
    except SyntaxError:
        return False
    computing = (ast.Call, ast.BinOp, ast.Compare, ast.Subscript, ast.comprehension, ast.Attribute)
    return not any(isinstance(node, computing) for node in ast.walk(tree))
