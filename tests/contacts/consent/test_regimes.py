from __future__ import annotations

import pytest

from coterie.contacts.consent import ImpliedBasis, Rules, regime, regimes
from coterie.contacts.places import members
from coterie.errors import UnknownName


@pytest.mark.parametrize(
    ("country", "region", "name"),
    [
        ("SI", None, "GDPR"),
        ("Polska", "Mazowieckie", "GDPR"),
        ("DE", None, "GDPR with double opt-in"),
        ("Austria", None, "GDPR with double opt-in"),
        ("NO", None, "GDPR"),
        ("UK", None, "UK GDPR"),
        ("CH", "ZH", "FADP"),
        ("CA", "QC", "CASL"),
        ("US", None, "CAN-SPAM"),
        ("US", "NY", "CAN-SPAM"),
        ("US", "CA", "CAN-SPAM and CCPA"),
        ("USA", "California", "CAN-SPAM and CCPA"),
        (None, "US-CA", "CAN-SPAM and CCPA"),
        (None, "CA-ON", "CASL"),
        ("PR", None, "CAN-SPAM"),
        ("RE", None, "GDPR"),
        ("KZ", None, "Kazakhstan"),
        (None, None, "GDPR"),
        ("", "", "GDPR"),
        ("Atlantis", "US-CA", "GDPR"),
        ("BR", None, "GDPR"),
    ],
)
def test_a_place_has_a_regime(country: str | None, region: str | None, name: str) -> None:
    assert regime(country, region).name == name


def test_the_whole_european_economic_area_asks_for_consent() -> None:
    assert len(members("EEA")) == 30
    for country in members("EEA"):
        rules = regime(country)
        assert rules.needs_consent
        assert not rules.opt_out
        assert any("GDPR" in law for law in rules.laws)
        assert rules.double_opt_in_required == (country in ("DE", "AT"))


def test_canada_implies_consent_for_a_time() -> None:
    assert regime("CA").implied == (ImpliedBasis("Order Completed", 24), ImpliedBasis("Inquiry Sent", 6))
    assert (regime("CA").unsubscribe_days, regime("CA").honour_days) == (60, 10)
    assert [code for code, rules in regimes().items() if rules.implied] == ["CA"]


def test_the_united_states_let_one_opt_out() -> None:
    assert regime("US").opt_out
    assert not regime("US").needs_consent
    assert (regime("US").unsubscribe_days, regime("US").honour_days) == (30, 10)
    assert regime("US", "CA").laws == ("CAN-SPAM", "CCPA/CPRA")


def test_double_opt_in_is_wanted_of_addresses_that_are_typed() -> None:
    assert [regime("DE").wants_double_opt_in(channel) for channel in ("email", "sms", "push", "ads")] == [
        True, True, False, False,
    ]  # fmt: skip
    assert not regime("SI").wants_double_opt_in("email")


def test_every_fact_has_a_source_and_says_how_far_it_can_be_trusted() -> None:
    facts = [fact for rules in regimes().values() for fact in rules.facts]
    assert len(set(facts)) >= 10
    assert all(fact.source and fact.text and fact.status in ("checked", "background") for fact in facts)
    assert all(rules.facts for rules in regimes().values())


def test_an_owner_may_set_a_fact_otherwise() -> None:
    rules = Rules({"DE": {"double_opt_in_required": False}, "SI": {"double_opt_in_required": True}})
    assert not rules.regime("DE").double_opt_in_required
    assert rules.regime("AT").double_opt_in_required
    assert rules.regime("Slovenia").double_opt_in_required
    assert regime("DE").double_opt_in_required
    assert not regime("DE", None, rules.overrides).double_opt_in_required


def test_a_regions_override_comes_before_its_countrys() -> None:
    rules = Rules({"US": {"honour_days": 5, "unsubscribe_days": 45}, "US-CA": {"honour_days": 3}})
    california, texas = rules.regime("US", "California"), rules.regime("US", "TX")
    assert (california.honour_days, california.unsubscribe_days, california.name) == (
        3,
        45,
        "CAN-SPAM and CCPA",
    )
    assert (texas.honour_days, texas.unsubscribe_days) == (5, 45)
    assert Rules({"PL-14": {"honour_days": 1}}).regime("PL", "mazowieckie").honour_days == 1
    assert Rules({"PL-14": {"honour_days": 1}}).regime("PL", "opolskie").honour_days is None


def test_everywhere_else_can_be_set_without_touching_what_is_known() -> None:
    rules = Rules({"*": {"double_opt_in_required": True}})
    assert rules.regime(None).double_opt_in_required
    assert rules.regime("BR").double_opt_in_required
    assert not rules.regime("SI").double_opt_in_required
    assert not rules.regime("US", "TX").double_opt_in_required


def test_a_contact_without_a_country_may_be_read_at_home() -> None:
    assert Rules(home="CA").regime(None).name == "CASL"
    assert Rules(home="CA").regime("SI").name == "GDPR"
    assert Rules(home="CA").regime(None, "US-CA").name == "CAN-SPAM and CCPA"


def test_implied_consent_can_be_left_out_or_given_as_json() -> None:
    assert Rules(implied=False).regime("CA").implied == ()
    bases = [{"event": "Order Completed", "months": 12}]
    assert Rules({"SI": {"implied": bases}}).regime("SI").implied == (ImpliedBasis("Order Completed", 12),)


@pytest.mark.parametrize("overrides", [{"Narnia": {}}, {"DE": {"doubled": True}}, {"ZZ-1": {"name": "x"}}])
def test_an_override_of_nothing_is_refused(overrides: dict[str, dict[str, object]]) -> None:
    with pytest.raises(UnknownName):
        Rules(overrides)


def test_an_override_may_name_its_place_as_people_do() -> None:
    rules = Rules({"uk": {"honour_days": 2}, "PL-MZ": {"honour_days": 1}})
    assert rules.regime("GB").honour_days == 2
    assert rules.regime("PL", "PL-14").honour_days == 1


def test_every_regime_that_may_hold_is_known() -> None:
    rules = Rules({"US-TX": {"honour_days": 1}, "*": {"honour_days": 2}, "CA": {"honour_days": 3}}, home="SI")
    known = rules.known()
    assert set(known) == {*regimes(), "US-TX"}
    assert known["US-TX"] == rules.regime("US", "Texas")
    assert (known["US-TX"].honour_days, known["*"].honour_days, known["CA"].honour_days) == (1, 2, 3)
    assert known["SI"] == regime("SI")
    assert Rules().known() == regimes()


def test_consent_is_implied_by_what_is_gathered_for_it_only() -> None:
    with pytest.raises(UnknownName, match="Page Viewed"):
        Rules({"CA": {"implied": [{"event": "Page Viewed", "months": 1}]}})
