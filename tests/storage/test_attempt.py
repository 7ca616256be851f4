"""Responses as they are stored."""

import json

import pytest

from bot.domain.attempt import Response
from bot.storage.attempt import from_json, to_json


@pytest.mark.parametrize(
    ("response", "body"),
    [
        (Response(("b", "a")), {"option_ids": ["b", "a"]}),
        (Response(text="50 %", number=0.5), {"text": "50 %", "number": 0.5}),
        (Response(text="early stopping"), {"text": "early stopping", "number": None}),
        (Response(texts=("variance", "")), {"texts": ["variance", ""]}),
        (Response(is_unknown=True), {"is_unknown": True}),
        (Response(("a",), hints_used=2), {"option_ids": ["a"], "hints_used": 2}),
    ],
)
def test_a_response_comes_back_as_it_was_stored(response: Response, body: dict[str, object]) -> None:
    assert to_json(response) == body
    assert from_json(json.loads(json.dumps(body))) == response
