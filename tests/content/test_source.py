"""Reading YAML: text stays text, every value has its line, and nothing in a file can hurt the program."""

import random
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.content import source as source_module
from bot.content.loader import load
from bot.content.plain_scalars import Unquoted
from bot.content.source import MAX_DEPTH, Budget, Source, read
from tests.content.pack import ITEMS, pack


def said(text: str) -> list[str]:
    return [str(problem) for problem in read("x.yaml", text.encode()).problems]


def test_scalars_stay_what_was_written() -> None:
    source = read("x.yaml", b'a: no\nb: 012\nc: 12:30\nd: "no"\ne: plain text\nf: |\n  two\n  lines\n')

    assert source.value == {
        "a": "no",
        "b": "012",
        "c": "12:30",
        "d": "no",
        "e": "plain text",
        "f": "two\nlines\n",
    }


@pytest.mark.parametrize(
    "text",
    [
        "y",
        "n",
        "yes",
        "No",
        "TRUE",
        "off",
        "on",
        "null",
        "~",
        "Null",
        "0",
        "12",
        "-1",
        "+3",
        "012",
        "0o17",
        "0x1F",
        "0b101",
        "1_000",
        "1.5",
        ".5",
        "1.",
        "1e3",
        "1.5e-3",
        "12:30",
        "1:30:15",
        ".inf",
        "-.INF",
        ".nan",
        "=",
        "<<",
        "2026-11-23",
        "2026-1-2",
        "2026-11-23T10:00:00Z",
    ],
)
def test_what_yaml_reads_as_something_else_is_marked_unless_quoted(text: str) -> None:
    plain = read("x.yaml", f"- {text}".encode()).value
    double = read("x.yaml", f'- "{text}"'.encode()).value
    single = read("x.yaml", f"- '{text}'".encode()).value
    block = read("x.yaml", f"- |-\n  {text}".encode()).value

    assert [type(value[0]) for value in (plain, double, single, block) if isinstance(value, list)] == [
        Unquoted,
        str,
        str,
        str,
    ]


@given(st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), min_size=1, max_size=12))
def test_every_plain_scalar_that_pyyaml_resolves_to_another_type_is_marked(text: str) -> None:
    try:
        resolved = yaml.safe_load(f"- {text}")
    except (yaml.YAMLError, ValueError):
        return
    ours = read("x.yaml", f"- {text}".encode())
    if isinstance(resolved, list) and not isinstance(resolved[0], str | list | dict):
        assert ours.problems or not isinstance(ours.value, list) or type(ours.value[0]) is Unquoted


def test_every_path_leads_to_its_line() -> None:
    source = read("x.yaml", b"a: 1\nb:\n- x\n- {c: y,\n   d: z}\n")

    assert [source.line(path) for path in [(), ("a",), ("b",), ("b", 0), ("b", 1), ("b", 1, "d")]] == [
        1,
        1,
        2,
        3,
        4,
        5,
    ]
    assert source.line(("b", 1, "missing")) == 4
    assert source.line(("b", 7, "c")) == 2


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a: 1\nb: 2\na: 3\n", "3: file: `a` stands twice (first on line 1); remove one of them"),
        ("a: *args\n", '1: file: `*args` is read as an alias, which is not allowed; quote it: "*args"'),
        ("a: &x b\n", "1: file: `&x` is read as an anchor, which is not allowed; put the text in quotes"),
        (
            "a: !important b\n",
            "1: file: `!important` is read as a tag, which is not allowed; remove it or put the text in quotes",
        ),
        (
            "a: !!python/object:os.system b\n",
            "1: file: `!!python/object:os.system` is read as a tag, which is not allowed; "
            "remove it or put the text in quotes",
        ),
        (
            "[a]: b\n",
            "1: file: a field's name must be text; put text that begins with a bracket in quotes",
        ),
        (
            "a: b\n---\nc: d\n",
            "2: file: `---` begins a second document; a file holds only one, so remove this line",
        ),
        ("", "1: file: the file is empty; write its contents or delete it"),
        ("# only a remark\n", "1: file: the file is empty; write its contents or delete it"),
        (
            "a: [[[[[[[[1]]]]]]]]\n",
            "1: file: lists and fields are nested more than 8 deep; quote text that has brackets",
        ),
        (
            "a: b\n%TAG ! x\n",
            "2: file: a line begins with `%`, which YAML keeps for itself; indent the line or put it in quotes",
        ),
    ],
)
def test_what_a_curriculum_never_needs_is_refused(text: str, problem: str) -> None:
    assert said(text) == [f"x.yaml:{problem}"]


def test_a_file_that_is_not_utf_8_is_told_with_the_line() -> None:
    source = read("x.yaml", "a: 1\nb: naïve\n".encode("latin-1"))

    assert list(map(str, source.problems)) == [
        "x.yaml:2: file: holds bytes that are not UTF-8; save the file as UTF-8 text"
    ]


def test_the_mark_that_windows_editors_put_first_is_no_problem() -> None:
    assert read("x.yaml", b"\xef\xbb\xbfa: b\r\nc: d\r\n").value == {"a": "b", "c": "d"}


def test_the_item_in_which_yaml_breaks_is_named() -> None:
    assert said('items:\n- id: p1.a.b.0001\n  stem: "x"\n- id: p1.a.b.0002\n  stem: @x\n') == [
        'x.yaml:5: p1.a.b.0002: text that begins with "@" must be put in quotes or in a `|` block'
    ]


def test_too_many_values_are_refused_across_all_files() -> None:
    budget = Budget(nodes=5)

    assert read("a.yaml", b"[1, 2]", budget).problems == []
    assert list(map(str, read("b.yaml", b"[1,\n 2,\n 3]", budget).problems)) == [
        "b.yaml:2: file: the curriculum holds more than 600,000 values; split it or shorten it"
    ]
    assert Budget().nodes == 600_000


BOMBS = {
    "a hundred thousand brackets": b"[" * 100_000,
    "a million braces": b"{" * 1_000_000,
    "nested questions": b"? " * 100_000,
    "nested dashes": b"- " * 100_000,
    "deep blocks": b"".join(b" " * depth + b"a:\n" for depth in range(2_000)),
    "an alias bomb": b"a: &a [x,x,x,x,x,x,x,x,x]\n"
    + b"".join(
        f"{name}: &{name} [{','.join([f'*{before}'] * 9)}]\n".encode()
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    ),
    "a merge bomb": b"a: &a {x: 1}\n" + b"b: {<<: [" + b"*a," * 50_000 + b"]}\n",
    "many directives": b"%TAG !a! x\n" * 200_000 + b"--- a\n",
    "many anchors": b"".join(f"- &a{number} x\n".encode() for number in range(20_000)),
    "one long key": b"a" * 1_000_000 + b": b\n",
    "a quote left open": b'a: "' + b"x\n" * 500_000,
    "zero bytes": b"\x00" * 10_000,
    "the same key": b"a: b\n" * 50_000,
    "an undefined alias in a key": b"*a : b\n",
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS.keys())
def test_a_bomb_is_only_a_problem(bomb: bytes) -> None:
    source = read("x.yaml", bomb)

    assert source.problems or _depth(source.value) <= MAX_DEPTH
    assert load({**pack(), "phase-1-basics/items/bomb.yaml": bomb}).problems


def _depth(value: object) -> int:
    if isinstance(value, dict):
        return 1 + max(map(_depth, value.values()), default=0)
    return 1 + max(map(_depth, value), default=0) if isinstance(value, list) else 0


def _well_formed(source: Source) -> bool:
    """Every file comes to values or to problems, and each problem stands on a line of the file."""
    lines_are_real = all(problem.line >= 1 and problem.message for problem in source.problems)
    return lines_are_real and bool(source.problems or source.value is not None)


FRAGMENTS = st.sampled_from(
    [
        "a",
        "b: ",
        "- ",
        "\n",
        "\n  ",
        "\n- ",
        "{",
        "}",
        "[",
        "]",
        ", ",
        ": ",
        "'",
        '"',
        "|",
        ">",
        "|\n ",
        "#",
        " #",
        "&a ",
        "*a",
        "!t ",
        "!!int ",
        "? ",
        "<<: ",
        "---\n",
        "...\n",
        "%",
        "@",
        "`",
        "\t",
        "\\",
        "\\x",
        "no",
        "1.5",
        "é",
        "\x00",
        "\ufeff",
        "\x85",
        "\u2028",
        "𝛽",
        "\r",
        "~",
        "=",
        "items:",
        "\n- id: p1.a.b.0001",
        "schema: 1\n",
        "$x$",
        "<<p>>",
    ]
)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.one_of(
        st.binary(max_size=200), st.lists(FRAGMENTS, max_size=40).map(lambda parts: "".join(parts).encode())
    )
)
def test_any_bytes_come_to_values_or_to_problems(data: bytes) -> None:
    assert _well_formed(read("x.yaml", data))


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**32 - 1), st.sampled_from(sorted(pack())))
def test_a_good_file_with_random_damage_never_breaks_the_loader(seed: int, name: str) -> None:
    draw = random.Random(seed)
    data = bytearray(pack()[name])
    for _ in range(draw.randint(1, 6)):
        if not data:
            break
        at = draw.randrange(len(data))
        match draw.randrange(4):
            case 0:
                data[at] = draw.randrange(256)
            case 1:
                del data[at : at + draw.randint(1, 40)]
            case 2:
                data[at:at] = draw.choice(
                    [b"\n", b": ", b"- ", b'"', b"[", b"{", b"\t", b"&a ", b"~", b"  ", b"x"]
                )
            case _:
                data[at:at] = data[draw.randrange(len(data)) :][:60]
    loaded = load({**pack(), name: bytes(data)})

    assert (loaded.curriculum is None) == bool(loaded.problems)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.recursive(
        st.text(max_size=8) | st.integers() | st.booleans() | st.none() | st.floats(),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(
                st.sampled_from(["id", "type", "options", "key", "text", "why", "env", "refs", "near"]), inner
            )
        ),
        max_leaves=20,
    )
)
def test_an_item_of_any_shape_never_breaks_the_loader(shape: object) -> None:
    text = yaml.safe_dump({"schema": 1, "items": [shape]}, allow_unicode=True)

    assert load({**pack(), ITEMS: text.encode(errors="replace")}).problems


def test_without_libyaml_the_same_comes_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source_module, "_LOADER", yaml.BaseLoader)
    loaded = load(pack())

    assert loaded.problems == ()
    assert loaded.curriculum is not None
    assert len(loaded.curriculum.items) == 3


def test_the_shipped_files_survive_having_lines_taken_out() -> None:
    folder = Path(__file__).parent.parent.parent / "curriculum"
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.yaml")}
    draw = random.Random(7)
    for name in draw.sample(sorted(files), 10):
        lines = files[name].splitlines(keepends=True)
        del lines[draw.randrange(len(lines))]
        source = read(name, b"".join(lines))

        assert _well_formed(source)
