"""profile-predictive-analytics: what the models expect; ours: `predicted`. Five of Klaviyo's conditions."""

from __future__ import annotations

from typing import Any

from coterie.lib.numbers import scaled

from ..asked import Clauses, Ids, Unsayable
from ..comparisons import NUMERIC, filters, numeric, predicate
from ..given import JSON, Given

TYPE = "profile-predictive-analytics"
KINDS = ("predicted",)
ASPECTS = {
    "expected_date_of_next_purchase": "next order",
    "predicted_number_of_orders": "orders",
    "predicted_clv": "value",
    "churn_probability": "alive",
    "predicted_gender": "gender",
}
DIMENSIONS = {aspect: dimension for dimension, aspect in ASPECTS.items()}
GENDERS = {"likely_female": "female", "likely_male": "male", "uncertain": "uncertain"}
MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}
_ABSENT = {
    "average_days_between_orders": "'last order ... x own interval ago' compares with it",
    "average_order_value": "'with avg of amount' of the orders says it",
    "historic_clv": "'with sum of amount' of the orders says it, refunds left aside",
    "historic_number_of_orders": "'did \"Order Completed\" at least ... times' says it",
    "total_clv": "its two halves can be asked for one by one",
    "channel_affinity": "count what was opened and clicked in the channel",
}


def read(given: Given) -> JSON:
    """The comparison of a predicted number, date or gender."""
    dimension, asked = given.get("dimension"), given.get("filter")
    if dimension.text() in _ABSENT:
        raise dimension.not_here(f"dimension {dimension.value!r}", _ABSENT[dimension.value])
    aspect = dimension.one_of(ASPECTS)
    if aspect == "gender":
        asked.get("value").one_of(GENDERS)
        about = predicate(asked)
        about["values"] = [GENDERS[v] for v in about["values"]]
    else:
        about = _alive(asked) if aspect == "alive" else predicate(asked)
    return {"kind": "predicted", "aspect": aspect, "predicate": about}


def write(node: JSON, yes: bool, ids: Ids) -> Clauses:
    """The conditions of a comparison of what is predicted."""
    aspect, said = node["aspect"], filters(node["predicate"], yes, ids.zone)
    return [[_condition(aspect, one) for one in clause] for clause in said]


def _condition(aspect: str, asked: JSON) -> JSON:
    if asked["type"] == "existence":
        raise Unsayable("a prediction that is set or not set", "leave such contacts out of the definition")
    if asked["type"] != {"next order": "date", "gender": "string"}.get(aspect, "numeric"):
        raise Unsayable(f"this comparison of the predicted {aspect}")
    if aspect == "gender":
        asked = _gendered(asked)
    elif aspect == "alive":
        asked = numeric(MIRRORED[NUMERIC[asked["operator"]]], _rest(asked["value"]))
    return {"type": TYPE, "dimension": DIMENSIONS[aspect], "filter": asked}


def _gendered(asked: JSON) -> JSON:
    word = next((k for k, v in GENDERS.items() if v == asked["value"]), None)
    if word is None or asked["operator"] not in ("equals", "not-equals"):
        raise Unsayable("this comparison of the predicted gender", "compare it with one of female and male")
    return asked | {"value": word}


def _alive(asked: Given) -> JSON:
    """To be lost with such a probability is to be alive with the rest of it."""
    sign = MIRRORED[asked.get("operator").one_of(NUMERIC)]
    return predicate(Given(numeric(sign, _rest(asked.get("value").number())), asked.at, asked.book))


def _rest(share: Any) -> int | float:
    """1 less the share, exactly.

    >>> _rest(0.9), _rest(1)
    (0.1, 0)
    """
    read = scaled(share)
    assert read is not None
    left = 10_000 - read[0]
    return left // 10_000 if left % 10_000 == 0 else left / 10_000
