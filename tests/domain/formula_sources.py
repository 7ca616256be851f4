"""Formulas by the thousand: such as authors write, and such as nobody should."""

from hypothesis import strategies as st

from bot.domain.formulas.commands import ACCENTS, ALIASES, COMMANDS, ENVIRONMENTS, FONTS

COMMAND_NAMES = sorted({*COMMANDS, *ALIASES})
letters = st.sampled_from("abcxyzNLR0123456789")
signs = st.sampled_from([*"+-*/=<>|()[],;.!", *[f"\\{name} " for name in COMMAND_NAMES]])


def _grown(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    row = st.lists(parts, min_size=1, max_size=3).map("".join)
    return st.one_of(
        st.builds("{{{}}}".format, row),
        st.builds("x_{{{}}}".format, row),
        st.builds("x^{{{}}}".format, row),
        st.builds("\\sum_{{{}}}^{{{}}}".format, row, row),
        st.builds("\\frac{{{}}}{{{}}}".format, row, row),
        st.builds("\\binom{{{}}}{{{}}}".format, row, row),
        st.builds("\\sqrt{{{}}}".format, row),
        st.builds("\\sqrt[3]{{{}}}".format, row),
        st.builds("\\left({}\\right]".format, row),
        st.builds("\\left|{}\\right|".format, row),
        st.builds("\\left\\|{}\\right.".format, row),
        st.builds("\\overset{{{}}}{{{}}}".format, row, row),
        st.builds("\\underset{{{}}}{{{}}}".format, row, row),
        st.builds("\\{}{{{}}}".format, st.sampled_from(sorted(ACCENTS)), row),
        st.builds("\\{}{{{}}}".format, st.sampled_from(sorted(FONTS)), row),
        st.builds("\\text{{{}}}".format, st.text("ab é,.%&#_^~\"'", max_size=5)),
    )


_cells = st.lists(st.lists(letters | signs, max_size=3).map("".join), min_size=1, max_size=3).map("&".join)
tables = st.builds(
    lambda name, rows: f"\\begin{{{name}}}{'{lcr}' if name == 'array' else ''}{rows}\\end{{{name}}}",
    st.sampled_from(sorted(ENVIRONMENTS)),
    st.lists(_cells, min_size=1, max_size=3).map("\\\\".join),
)
"""Matrices and their like, as a part of a formula's outermost row."""
formulas = st.lists(st.recursive(letters | signs, _grown, max_leaves=6) | tables, min_size=1, max_size=4).map(
    "".join
)
"""Of the right shape; most can be read, some (a bracket too few) cannot."""

noise = st.lists(
    st.sampled_from(
        [*"{}_^&$%#\\'[]()ab1 \n\t\x00\x1b\u202e𝔘√²漢", "\\frac", "\\left", "\\right", "\\begin{matrix}"]
    )
    | st.sampled_from(
        ["\\end{matrix}", "\\sqrt", "\\hat", "\\text{", "\\input{/etc/passwd}", "\\\\", "\\def", "\\"]
    ),
    max_size=40,
).map("".join)
"""Of no shape at all."""
