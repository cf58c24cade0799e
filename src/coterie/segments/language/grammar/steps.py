"""Steps of a sequence: an event, or `not` an event."""

from __future__ import annotations

from coterie.segments.parts.step import Step

from ..forms import Form

FORMS = (
    Form(Step, "{events} [where {where}]", {"negated": False}),
    Form(Step, "not {events} [where {where}]", {"negated": True}),
)
CALLED = {Step: "a step"}
