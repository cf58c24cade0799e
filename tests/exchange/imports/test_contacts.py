from __future__ import annotations

from tests.exchange.imports.taking import NOW, Taking, iso

HEADER = "id,email,first_name,country,birthday,created_at,Ulubiony kolor\n"


def test_a_row_is_a_contact_with_its_traits(taking: Taking) -> None:
    row = "7,Ana@Example.COM,Ana,SI,1990-05-01,2020-01-02 10:00,zielony\n"
    found = taking.take(taking.file(HEADER + row))
    assert (found.accepted, found.messages) == (1, {"identify": 1})
    assert taking.traits("7") == {
        "email": "ana@example.com", "first_name": "Ana", "country": "SI", "birthday": "1990-05-01",
        "created_at": "2020-01-02T09:00:00.000Z", "Ulubiony kolor": "zielony",
    }  # fmt: skip
    assert taking.shop.export("7")["first_seen"] == "2020-01-02T09:00:00.000Z"


def test_without_a_stated_creation_a_contact_is_there_since_the_import(taking: Taking) -> None:
    taking.take(taking.file("email\nana@example.com\n"))
    assert taking.shop.export("ana@example.com")["first_seen"] == iso(NOW)


def test_a_row_without_an_identity_is_put_aside(taking: Taking) -> None:
    found = taking.take(taking.file("email,first_name\n,Ana\nnot an address,Bo\nc@d.si,Cene\n"))
    assert (found.accepted, found.reasons) == (1, {"no-identity": 2})


def test_consents_are_told_with_their_date_method_and_proof(taking: Taking) -> None:
    mapping = {
        "what": "contacts",
        "columns": {
            "email": "mail", "subscribed": "ok", "consent_at": "when", "consent_proof": "proof",
            "double_opt_in": "twice",
        },
        "constants": {"consent_method": "fair 2024"},
    }  # fmt: skip
    taking.take(taking.file("mail,ok,when,proof,twice\na@b.si,TAK,2024-05-01 08:00,card 17,yes\n"), mapping)
    assert taking.events("a@b.si") == [
        (
            "Consent Changed",
            "2024-05-01T06:00:00.000Z",
            {
                "channel": "email", "status": "subscribed", "method": "fair 2024", "proof": "card 17",
                "double_opt_in": True, "context": {"traits": {"email": "a@b.si"}},
            },
        )
    ]  # fmt: skip


def test_words_for_consent_become_statuses(taking: Taking) -> None:
    words = ["subscribed", "Unsubscribed", "cleaned", "never_subscribed", "nie", "", "perhaps"]
    rows = "".join(f"{n}@b.si,{word}\n" for n, word in enumerate(words))
    found = taking.take(taking.file("email,subscribed\n" + rows))
    said = {n: [(name, p.get("status")) for name, _, p in taking.events(f"{n}@b.si")] for n in range(6)}
    assert said == {
        0: [("Consent Changed", "subscribed")], 1: [("Consent Changed", "unsubscribed")],
        2: [("Email Bounced", None)], 3: [("Consent Changed", "unknown")],
        4: [("Consent Changed", "unknown")], 5: [],
    }  # fmt: skip
    assert found.reasons == {"bad-status": 1}


def test_an_import_proves_nothing_by_itself(taking: Taking) -> None:
    taking.shop.ingest([
        {"type": "identify", "userId": "a", "traits": {"email": "a@b.si"}, "timestamp": "2024-01-01T00:00Z"},
        {"type": "track", "userId": "a", "event": "Email Bounced", "properties": {"type": "hard"},
         "timestamp": "2024-02-01T00:00Z"},
    ])  # fmt: skip
    taking.take(taking.file("email,subscribed\na@b.si,yes\n"))
    assert taking.shop.members("is blocked") == ["a"]


def test_tags_and_lists_are_parted(taking: Taking) -> None:
    taking.take(taking.file('email,tags,lists\na@b.si,"vip, new","Newsletter;Fair"\n'))
    told = [(name, props.get("tag") or props.get("list")) for name, _, props in taking.events("a@b.si")]
    assert told == [
        ("Tag Added", "vip"), ("Tag Added", "new"), ("List Joined", "Newsletter"), ("List Joined", "Fair"),
    ]  # fmt: skip


def test_a_later_file_with_other_values_changes_them_back_and_forth(taking: Taking) -> None:
    for n, city in enumerate(["Kraków", "Łódź", "Kraków"]):
        taking.take(taking.file(f"email,city,n\na@b.pl,{city},{n}\n"))
        assert taking.traits("a@b.pl")["city"] == city


def test_names_that_are_kept_for_coterie_lose_their_mark(taking: Taking) -> None:
    taking.take(taking.file("email,$source\na@b.pl,fair\n"))
    assert taking.traits("a@b.pl")["source"] == "fair"
