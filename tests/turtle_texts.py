"""Turtle documents of any style, drawn by hypothesis: tokens with anything between them that the grammar allows."""

from __future__ import annotations

from hypothesis import strategies as st

PREFIXES = ["", "n", "a.b", "é-x"]
HEAD = "".join(f"@prefix {prefix}: <http://n/{prefix}/> .\n" for prefix in PREFIXES)
COMMENTS = st.sampled_from(["# why", "#", "# «ё» . ; , ]", '# "quoted', "#no <space>", "# again   ", "# why"])
SPACES = st.sampled_from([" ", "\n", "\r\n", "\t", "\n\n", "\r", "\n    "])
BREAKS = st.sampled_from(["\n", "\r\n", "\r", "\n\n"])
#: What stands between two tokens: white space, and in a part of the places comments.
GAPS = st.one_of(
    SPACES,
    SPACES,
    st.lists(st.tuples(SPACES | st.just(" "), COMMENTS, BREAKS).map("".join), min_size=1, max_size=3).map("".join),
)
LOCALS = st.sampled_from(["a", "b", "b.c", "x-1", "0", "_u", "é", "%20z", r"\,", r"a\-b\~", "a:x", "", "c%41"])
NAMES = st.builds(lambda prefix, local: f"{prefix}:{local}", st.sampled_from(PREFIXES), LOCALS)
IRIS = NAMES | st.sampled_from(
    ["<http://n/n/b>", "<http://n//a>", "<#x>", "<>", "<http://n/n/a/b>", r"<http://n/n/\u0061>", "<http://n/n/x.>"]
)
VERBS = IRIS | st.sampled_from(["a", "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>", "n:p", "n:q"])
STRINGS = st.sampled_from(
    [
        '"x"',
        "'x'",
        "'say \"x\"'",
        '""',
        "''",
        '"""one\ntwo"""',
        "'''it's\r\n two'''",
        '"""say "x" \\""""',
        "'''a \"\"\" b'''",
        '"\\t\\u0041\\"#"',
        r"'it\'s'",
        '"я # no comment"',
        '"""\n# no comment\n"""',
    ]
)
NUMBERS = st.sampled_from(["1", "01", "-1.0", "1.50", "1e0", "true", "false", "+2"])
LABELS = st.sampled_from(["_:a", "_:b.c", "_:1"])


@st.composite
def literals(draw: st.DrawFn) -> list[str]:
    suffix = draw(st.sampled_from([[], ["@en"], ["@en-GB"], ["@ru"], ["^^", "n:date"], ["^^", "<http://n/n/t>"]]))
    return [draw(STRINGS), *suffix]


def values(depth: int = 2) -> st.SearchStrategy[list[str]]:
    simple = st.one_of(IRIS.map(lambda text: [text]), literals(), (NUMBERS | LABELS).map(lambda text: [text]))
    return st.one_of(simple, simple, brackets(depth - 1), lists(depth - 1)) if depth else simple


@st.composite
def said(draw: st.DrawFn, depth: int) -> list[str]:
    """What is said of one subject, with commas, and semicolons also where nothing follows."""
    found: list[str] = []
    count = draw(st.integers(1, 3))
    for number in range(count):
        found.append(draw(VERBS))
        for place in range(draw(st.integers(1, 3))):
            found += [","] * bool(place) + draw(values(depth))
        more = number < count - 1
        found += [";"] * draw(st.integers(1 if more else 0, 2))
    return found


@st.composite
def brackets(draw: st.DrawFn, depth: int) -> list[str]:
    return ["[", *(draw(said(depth)) if draw(st.booleans()) else []), "]"]


@st.composite
def lists(draw: st.DrawFn, depth: int) -> list[str]:
    members = draw(st.lists(values(depth), max_size=3))
    return ["(", *(token for member in members for token in member), ")"]


@st.composite
def statements(draw: st.DrawFn) -> list[str]:
    kind = draw(st.integers(0, 9))
    if kind == 0:
        return draw(st.sampled_from([["@prefix", "n:", "<http://m/>", "."], ["PREFIX", "z:", "<http://n/n/>"]]))
    if kind == 1:
        return draw(st.sampled_from([["@base", "<http://m/>", "."], ["BASE", "<sub/>"], ["prefix", "c:", "<#>"]]))
    if kind == 2:
        return ["[", *draw(said(1)), "]", "."]
    subject = draw(st.one_of(IRIS.map(lambda text: [text]), LABELS.map(lambda text: [text]), brackets(1), lists(1)))
    return [*subject, *draw(said(2)), "."]


@st.composite
def documents(draw: st.DrawFn) -> str:
    """A whole document: sometimes with a byte order mark, and without a line break at its end."""
    text = draw(st.sampled_from(["", "\ufeff"])) + draw(st.sampled_from(["", "# head\n", "# head\n\n", "\n"]))
    text += HEAD if draw(st.booleans()) else HEAD.replace("\n", "\r\n")
    for statement in draw(st.lists(statements(), max_size=4)):
        for token in statement:
            text += draw(GAPS) + token
    return text + draw(st.sampled_from(["", "\n", " # end", "\n\n# end\n", "\n\n\n"]))
