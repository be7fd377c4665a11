"""What schemathesis sends for the scalar JSON: any JSON, written as a GraphQL literal."""

import graphql
import schemathesis
from hypothesis import strategies as st
from schemathesis.graphql import nodes

WORDS = st.from_regex(r"[A-Za-z_][A-Za-z0-9_]{0,9}", fullmatch=True)


def node_of(value):
    """The literal of a JSON value."""
    if value is None:
        return nodes.Null
    if isinstance(value, bool):
        return nodes.Boolean(value)
    if isinstance(value, int):
        return nodes.Int(value)
    if isinstance(value, float):
        return nodes.Float(value)
    if isinstance(value, str):
        return nodes.String(value)
    if isinstance(value, list):
        return nodes.List([node_of(entry) for entry in value])
    fields = [
        graphql.ObjectFieldNode(name=graphql.NameNode(value=name), value=node_of(field))
        for name, field in value.items()
    ]
    return nodes.Object(fields)


SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**31), 2**31 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=10)
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=5,
)

schemathesis.graphql.scalar("JSON", VALUES.map(node_of))
