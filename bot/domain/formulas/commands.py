r"""Every command that formulas may use: how it is written in Unicode and how it is read aloud.

An entry is a name, its character and, where the name itself is not what is said, the words.
What is drawn is the command itself, which the drawing library knows; aliases are drawn as what they stand for.
"""

from types import MappingProxyType

from bot.domain.formulas.syntax import Kind, Sign

_LETTERS = """
alpha α; beta β; gamma γ; delta δ; epsilon ε; varepsilon ε epsilon; zeta ζ; eta η; theta θ; vartheta ϑ theta;
iota ι; kappa κ; lambda λ; mu μ; nu ν; xi ξ; pi π; varpi ϖ pi; rho ρ; varrho ϱ rho; sigma σ; varsigma ς sigma;
tau τ; upsilon υ; phi φ; varphi φ phi; chi χ; psi ψ; omega ω;
Gamma Γ capital gamma; Delta Δ capital delta; Theta Θ capital theta; Lambda Λ capital lambda; Xi Ξ capital xi;
Pi Π capital pi; Sigma Σ capital sigma; Upsilon Υ capital upsilon; Phi Φ capital phi; Psi Ψ capital psi;
Omega Ω capital omega;
partial ∂; nabla ∇ the gradient of; infty ∞ infinity; ell ℓ; hbar ħ h bar; Re ℜ the real part of;
Im ℑ the imaginary part of; aleph ℵ; forall ∀ for all; exists ∃ there is; nexists ∄ there is no;
neg ¬ not; emptyset ∅ the empty set; varnothing ∅ the empty set; top ⊤; bot ⊥ bottom; angle ∠;
dots … and so on; cdots ⋯ and so on; vdots ⋮ and so on; ddots ⋱ and so on; prime ′; checkmark ✓; degree ° degrees
"""
_OPERATORS = """
times × times; cdot · times; div ÷ divided by; pm ± plus or minus; mp ∓ minus or plus; ast ∗ star;
star ⋆; circ ∘ after; bullet •; oplus ⊕ o-plus; ominus ⊖ o-minus; otimes ⊗ o-times; odot ⊙ elementwise times;
cup ∪ union; cap ∩ intersected with; setminus ∖ without; wedge ∧ and; vee ∨ or; dagger † dagger
"""
_RELATIONS = """
leq ≤ is at most; geq ≥ is at least; neq ≠ is not equal to; approx ≈ is about; equiv ≡ is equivalent to;
sim ∼ is distributed as; simeq ≃ is similar to; cong ≅ is congruent to; propto ∝ is proportional to;
ll ≪ is much less than; gg ≫ is much greater than; leqslant ⩽ is at most; geqslant ⩾ is at least;
prec ≺ precedes; succ ≻ succeeds; preceq ⪯ precedes or equals; succeq ⪰ succeeds or equals;
in ∈ in; notin ∉ not in; ni ∋ contains; subset ⊂ is a subset of; subseteq ⊆ is a subset of or equal to;
supset ⊃ is a superset of; supseteq ⊇ is a superset of or equal to; perp ⟂ is perpendicular to;
parallel ∥ is parallel to; mid | given; vdash ⊢ proves; models ⊨ models; triangleq ≜ is defined as;
therefore ∴ therefore; because ∵ because;
rightarrow → to; leftarrow ← from; leftrightarrow ↔ is paired with; Rightarrow ⇒ implies; Leftarrow ⇐ follows from;
Leftrightarrow ⇔ if and only if; longrightarrow ⟶ to; Longrightarrow ⟹ implies;
Longleftrightarrow ⟺ if and only if; mapsto ↦ maps to; uparrow ↑ up; downarrow ↓ down; hookrightarrow ↪ into;
rightharpoonup ⇀ tends weakly to; nearrow ↗ increases to; searrow ↘ decreases to; leadsto ⇝ leads to
"""
_BIG = """
sum ∑ sum; prod ∏ product; int ∫ integral; iint ∬ double integral; iiint ∭ triple integral;
oint ∮ closed integral; bigcup ⋃ union; bigcap ⋂ intersection; bigoplus ⨁ direct sum; bigotimes ⨂ tensor product;
bigvee ⋁ or; bigwedge ⋀ and
"""
_FUNCTIONS = """
arccos arccos arc cosine; arcsin arcsin arc sine; arctan arctan arc tangent; arg arg; cos cos cosine;
cosh cosh hyperbolic cosine; cot cot cotangent; csc csc cosecant; deg deg degree; det det the determinant;
dim dim the dimension; exp exp; gcd gcd; hom hom; inf inf the infimum; ker ker the kernel; lg lg log;
lim lim limit; liminf liminf limit inferior; limsup limsup limit superior; ln ln natural log; log log;
max max; min min; Pr Pr the probability; sec sec secant; sin sin sine; sinh sinh hyperbolic sine;
sup sup the supremum; tan tan tangent; tanh tanh hyperbolic tangent
"""
_OPENING = """
lbrace { open brace; langle ⟨ open angle; lfloor ⌊ the floor of; lceil ⌈ the ceiling of; lbrack [ open square bracket
"""
_CLOSING = """
rbrace } close brace; rangle ⟩ close angle; rfloor ⌋ end floor; rceil ⌉ end ceiling; rbrack ] close square bracket
"""
_SPACES = MappingProxyType(
    {",": "", ";": " ", ":": " ", ">": " ", "!": "", "/": "", " ": " ", "thinspace": "", "enspace": " "}
    | {"quad": " ", "qquad": "  "}
)
ALIASES = MappingProxyType(
    {
        "le": "leq",
        "ge": "geq",
        "ne": "neq",
        "to": "rightarrow",
        "gets": "leftarrow",
        "implies": "Longrightarrow",
    }
    | {
        "iff": "Longleftrightarrow",
        "land": "wedge",
        "lor": "vee",
        "lnot": "neg",
        "owns": "ni",
        "ldots": "dots",
    }
    | {"dotsc": "dots", "dotsb": "cdots", "dotsm": "cdots", "intercal": "top", "lvert": "vert"}
    | {"rvert": "vert", "lVert": "Vert", "rVert": "Vert", "|": "Vert", "{": "lbrace", "}": "rbrace"}
    | {"medspace": ":", "thickspace": ";", "negthinspace": "!"}
)
"""Other names of the same."""


def _entries(table: str, kind: Kind) -> dict[str, Sign]:
    signs = {}
    for entry in table.split(";"):
        name, plain, *words = entry.split(maxsplit=2)
        signs[name] = Sign(f"\\{name}", plain, words[0] if words else name, kind)
    return signs


COMMANDS = MappingProxyType(
    _entries(_LETTERS, Kind.LETTER)
    | _entries(_OPERATORS, Kind.OPERATOR)
    | _entries(_RELATIONS, Kind.RELATION)
    | _entries(_BIG, Kind.BIG)
    | _entries(_FUNCTIONS, Kind.FUNCTION)
    | _entries(_OPENING, Kind.OPEN)
    | _entries(_CLOSING, Kind.CLOSE)
    | {name: Sign(f"\\{name}", plain, "", Kind.SPACE) for name, plain in _SPACES.items()}
    | {
        "vert": Sign("|", "|", "bar", Kind.BAR),
        "Vert": Sign(r"\|", "‖", "double bar", Kind.BAR),
        "bmod": Sign(r"~\operatorname{mod}~", "mod", "modulo", Kind.OPERATOR),
        "colon": Sign(":", ":", ":", Kind.RELATION),
        "coloneqq": Sign(r"\coloneq", "≔", "is defined as", Kind.RELATION),
        "argmax": Sign(r"\operatorname{arg\,max}", "argmax", "argmax", Kind.FUNCTION),
        "argmin": Sign(r"\operatorname{arg\,min}", "argmin", "argmin", Kind.FUNCTION),
        "backslash": Sign(r"\backslash", "", "backslash", Kind.OPERATOR),
        "%": Sign(r"\%", "%", "per cent", Kind.LETTER),
        "$": Sign(r"\$", "$", "dollars", Kind.LETTER),
        "_": Sign(r"\_", "", "underscore", Kind.LETTER),
        "&": Sign("&", "&", "and", Kind.LETTER),
    }
)
"""Each command that stands for one sign, by its name without the backslash."""

_CHARACTERS = MappingProxyType(
    {
        "+": Sign("+", "+", "plus", Kind.OPERATOR),
        "-": Sign("-", "−", "minus", Kind.OPERATOR),
        "*": Sign("*", "∗", "star", Kind.OPERATOR),
        "/": Sign("/", "/", "over", Kind.OPERATOR),
        "=": Sign("=", "=", "equals", Kind.RELATION),
        "<": Sign("<", "<", "is less than", Kind.RELATION),
        ">": Sign(">", ">", "is greater than", Kind.RELATION),
        ":": Sign(":", ":", ":", Kind.RELATION),
        "|": Sign("|", "|", "bar", Kind.BAR),
        "(": Sign("(", "(", "open bracket", Kind.OPEN),
        ")": Sign(")", ")", "close bracket", Kind.CLOSE),
        "[": Sign("[", "[", "open square bracket", Kind.OPEN),
        "]": Sign("]", "]", "close square bracket", Kind.CLOSE),
        ",": Sign(",", ",", ",", Kind.PUNCTUATION),
        ";": Sign(";", ";", ";", Kind.PUNCTUATION),
        ".": Sign(".", ".", ".", Kind.PUNCTUATION),
        "!": Sign("!", "!", "factorial", Kind.LETTER),
        "?": Sign("?", "?", "question mark", Kind.LETTER),
        "@": Sign("@", "@", "at", Kind.OPERATOR),
        "~": Sign("~", " ", "", Kind.SPACE),
        # Who writes Unicode means the same as who writes the command.
        "−": Sign("-", "−", "minus", Kind.OPERATOR),
        "ϵ": COMMANDS["epsilon"],
        "ϕ": COMMANDS["phi"],
        "∣": COMMANDS["mid"],
        "′": COMMANDS["prime"],
        "µ": COMMANDS["mu"],
        "Σ": COMMANDS["Sigma"],
        "Π": COMMANDS["Pi"],
    }
)
_BY_PLAIN = MappingProxyType(
    {sign.plain: sign for sign in COMMANDS.values() if len(sign.plain) == 1 and not sign.plain.isascii()}
)


def sign_of(character: str) -> Sign | None:
    """The sign that a single character stands for, or None where formulas cannot hold it."""
    if character.isascii() and character.isalpha():
        return Sign(character, character, character, Kind.LETTER)
    if character.isascii() and character.isdigit():
        return Sign(character, character, character, Kind.NUMBER)
    return _CHARACTERS.get(character) or _BY_PLAIN.get(character)


FONTS = frozenset(
    {
        "mathbf",
        "mathrm",
        "mathit",
        "mathsf",
        "mathtt",
        "mathcal",
        "mathbb",
        "mathfrak",
        "mathscr",
        "mathnormal",
    }
    | {"boldsymbol", "bm", "operatorname"}
)
ONLY_CAPITALS = frozenset({"mathcal", "mathscr"})
"""Alphabets without small letters."""

ACCENTS = MappingProxyType(
    {"hat": "hat", "widehat": "hat", "bar": "bar", "overline": "bar", "tilde": "tilde", "widetilde": "tilde"}
    | {
        "vec": "vector",
        "dot": "dot",
        "ddot": "double dot",
        "underline": "underlined",
        "overrightarrow": "arrow",
    }
    | {"breve": "breve", "mathring": "ring"}
)
"""The command, and what is said after the letter."""

ENVIRONMENTS = MappingProxyType(
    {
        "matrix": ("", ""),
        "pmatrix": ("(", ")"),
        "bmatrix": ("[", "]"),
        "Bmatrix": ("{", "}"),
        "vmatrix": ("|", "|"),
    }
    | {
        "Vmatrix": ("‖", "‖"),
        "smallmatrix": ("", ""),
        "array": ("", ""),
        "cases": ("{", ""),
        "aligned": ("", ""),
    }
    | {"align": ("", ""), "align*": ("", ""), "split": ("", ""), "gathered": ("", "")}
)
"""What stands before and after each."""
