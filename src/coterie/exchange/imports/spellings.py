"""What columns are called: by field, the names that platforms and people give it, the likeliest first.

Names are written as `plain` makes them: lower case, no accents, words apart. English, Polish, Slovenian and
Kazakh, and the exports of Shopify, WooCommerce, Klaviyo, Mailchimp, SALESmanago, and of the Segment spec. A
name with `?` behind it is taken only if the cells look like it.
"""

from __future__ import annotations

import re
import unicodedata

SPELLINGS: dict[str, str] = {
    "user id": (
        "user id, userid, customer id, customerid, contact id, client id, person id, member id, "
        "klaviyo id, external id, profile id, household id, id klienta, nr klienta, numer klienta, "
        "identyfikator klienta, id uzytkownika, id stranke, sifra stranke, id kupca, sifra kupca, "
        "клиент id, клиенттін id, клиент нөмірі, customer?, client?, klient?, kupec?, stranka?, клиент?"
    ),
    "anonymous id": (
        "anonymous id, anonymousid, visitor id, cookie id, device id, domain userid, client cookie"
    ),
    "email": (
        "email, e mail, email address, e mail address, emailaddress, mail, adres email, adres e mail, "
        "e posta, elektronska posta, e naslov, elektronski naslov, электрондық пошта, пошта?, "
        "customer email, contact email, email billing, billing email, user email"
    ),
    "phone": (
        "phone, phone number, mobile, mobile phone, telephone, tel, cell phone, sms phone number, telefon, "
        "nr telefonu, numer telefonu, telefon komorkowy, gsm, mobilni telefon, telefonska stevilka, "
        "stevilka telefona, телефон, телефон нөмірі, default address phone, phone billing, billing phone"
    ),
    "first name": (
        "first name, firstname, fname, given name, imie, ime, аты, есімі, first name billing, "
        "billing first name"
    ),
    "last name": (
        "last name, lastname, lname, surname, family name, nazwisko, priimek, тегі, last name billing, "
        "billing last name"
    ),
    "country": (
        "country, country code, country code billing, kraj?, panstwo, drzava, ел, мемлекет, елі, "
        "default address country code, billing country, shipping country, country billing"
    ),
    "region": (
        "region, state?, province, state region, province code, wojewodztwo, pokrajina, regija, облыс, "
        "өнір, default address province code, billing province, state code billing"
    ),
    "city": (
        "city, town, miasto, miejscowosc, mesto, kraj, kraj bivanja, қала, қаласы, default address city, "
        "billing city, city billing, shipping city"
    ),
    "postal code": (
        "postal code, postcode, zip, zip code, post code, kod pocztowy, postna stevilka, пошта индексі, "
        "индекс, default address zip, billing zip, postcode billing, shipping zip"
    ),
    "latitude": "latitude, lat, szerokosc geograficzna, zemljepisna sirina, ендік",
    "longitude": "longitude, lon, lng, dlugosc geograficzna, zemljepisna dolzina, бойлық",
    "language": "language, locale, lang, jezyk, jezik, тіл, тілі",
    "gender": "gender, sex, plec, spol, жынысы",
    "birthday": (
        "birthday, birth date, birthdate, date of birth, dob, data urodzenia, datum rojstva, rojstni dan, "
        "туған күні"
    ),
    "timezone": "timezone, time zone, strefa czasowa, casovni pas, уақыт белдеуі",
    "created at": (
        "created at, created, createdat, date created, date added, signup date, signed up, signed up at, "
        "registered, registered at, registration date, joined, join date, optin time, opt in time, "
        "timestamp signup, profile created on, data rejestracji, data utworzenia, datum registracije, "
        "datum vpisa, тіркелген күні"
    ),
    "updated at": (
        "updated at, updated, updatedat, last changed, modified, modified at, last updated, "
        "profile updated on, data modyfikacji, datum spremembe, өзгертілген күні"
    ),
    "subscribed": (
        "subscribed, email marketing consent, email marketing consent state, accepts email marketing, "
        "accepts marketing, "
        "buyer accepts marketing, email consent, email status, subscription status, newsletter, "
        "newsletter consent, consent, opt in, optin, zgoda, zgoda marketingowa, zgoda na newsletter, "
        "soglasje, narocen na novice, келісім, status?"
    ),
    "sms subscribed": (
        "sms subscribed, sms marketing consent, accepts sms marketing, sms consent, zgoda sms, soglasje sms"
    ),
    "consent at": (
        "consent at, consent timestamp, email marketing consent timestamp, "
        "email marketing consent updated at, confirm time, timestamp opt, "
        "subscribed at, consent date, opt in date, opt in timestamp, data zgody, datum soglasja, "
        "келісім күні"
    ),
    "consent method": "consent method, consent source, opt in source, zrodlo zgody, vir soglasja",
    "consent proof": "consent proof, proof of consent, dowod zgody, dokazilo soglasja",
    "double opt in": "double opt in, double optin, is double optin, confirmed opt in",
    "tags": "tags, tag, labels, tagi, etykiety, oznake, тегтер, custom tags",
    "lists": "lists, list names, listy, seznami, тізімдер",
    "event": (
        "event, event name, eventname, metric, metric name, event type, activity, zdarzenie, "
        "nazwa zdarzenia, dogodek, ime dogodka, оқиға, оқиға атауы, action, type, typ, tip"
    ),
    "timestamp": (
        "timestamp, datetime, date time, occurred at, event time, event timestamp, event date, order date, "
        "date of order, orderdate, invoice date, purchase date, purchased at, ordered at, created at, "
        "createdat, collector tstamp, processed at, transaction date, date created, paid at, "
        "data zamowienia, data zakupu, data zdarzenia, data transakcji, datum narocila, datum nakupa, "
        "datum dogodka, тапсырыс күні, сатып алу күні, оқиға уақыты, date?, time?, data?, datum?, cas?, "
        "күні?, уақыты?, day?"
    ),
    "message id": "message id, messageid",
    "key": "event id, eventid, uuid",
    "order id": (
        "order id, orderid, order number, order no, order name, order, invoice no, invoice number, "
        "invoice, invoice id, transaction id, basket id, receipt number, document number, id zamowienia, "
        "nr zamowienia, numer zamowienia, zamowienie, nr faktury, numer dokumentu, id narocila, "
        "stevilka narocila, narocilo, st narocila, stevilka racuna, тапсырыс нөмірі, тапсырыс id, "
        "тапсырыс, чек нөмірі"
    ),
    "total": (
        "total, order total, total price set shop money amount, "
        "total price, total amount, grand total, order total amount, order value, "
        "revenue, amount, order amount, total sales, suma, razem, wartosc zamowienia, wartosc, kwota, "
        "laczna kwota, skupaj, znesek, skupni znesek, vrednost narocila, vrednost, сомасы, сома, "
        "жалпы сома, value"
    ),
    "value": (
        "value, event value, revenue, total, amount, property value, wartosc, kwota, vrednost, znesek, "
        "құны, сома"
    ),
    "currency": ("currency, currency code, order currency, waluta, valuta, валюта"),
    "coupon": (
        "coupon, coupon code, discount code, promo code, voucher, voucher code, coupons, kod rabatowy, "
        "kupon, kod promocyjny, koda za popust, промокод, купон"
    ),
    "channel": "channel, sales channel, source name, kanal, kanal sprzedazy, prodajni kanal, арна",
    "store": "store, shop, store name, location, sklep, trgovina, poslovalnica, дүкен",
    "payment": (
        "payment, payment method, payment method title, platnosc, metoda platnosci, nacin placila, төлем, "
        "төлем тәсілі"
    ),
    "delivery": (
        "delivery, shipping method, delivery method, shipping method title, dostawa, metoda dostawy, "
        "nacin dostave, жеткізу"
    ),
    "reason": "reason, purchase reason, powod, razlog, себебі",
    "shipping": ("shipping, shipping cost, shipping amount, order shipping amount, koszt dostawy, postnina"),
    "tax": "tax, taxes, total tax, vat, order total tax amount, podatek, davek, ққс",
    "discount": ("discount, discount amount, total discounts, cart discount amount, rabat, popust, жеңілдік"),
    "status": (
        "order status, financial status, status, status zamowienia, stan zamowienia, status narocila, "
        "stanje, тапсырыс күйі, күйі, мәртебесі"
    ),
    "cancelled at": "cancelled at, canceled at, cancellation date, data anulowania, datum preklica",
    "refunded": (
        "refunded amount, order refund amount, refund amount, amount refunded, kwota zwrotu, znesek vracila"
    ),
    "refunded at": "refunded at, refund date, data zwrotu, datum vracila",
    "product id": (
        "product id, productid, sku, lineitem sku, stock code, stockcode, item id, article, "
        "article number, property product id, id produktu, kod produktu, symbol, indeks, id izdelka, "
        "sifra izdelka, sifra, тауар коды, тауар id, item, variant id"
    ),
    "product": (
        "product name, lineitem name, item name, product title, description, title, name, nazwa produktu, "
        "nazwa towaru, produkt, nazwa, naziv izdelka, ime izdelka, izdelek, naziv, тауар атауы, тауар, "
        "атауы, product?"
    ),
    "category": "category, product category, product type, department, kategoria, kategorija, санат",
    "brand": (
        "brand, vendor, lineitem vendor, manufacturer, marka, producent, blagovna znamka, proizvajalec, бренд"
    ),
    "price": (
        "unit price, unitprice, lineitem price, item cost, price, item price, cena jednostkowa, cena, "
        "cena na enoto, cena izdelka, бағасы, баға, бірлік бағасы"
    ),
    "quantity": "quantity, qty, lineitem quantity, units, ilosc, liczba sztuk, szt, kolicina, kos, саны",
    "url": "url, page url, page, property url, adres strony, naslov strani",
    "path": "path, page path, page urlpath",
    "title": "page title, title, tytul strony, naslov",
    "referrer": "referrer, referer, page referrer, refr urlhost",
    "ip": "ip, ip address, user ipaddress, browser ip",
    "user agent": "user agent, useragent, browser user agent",
    "source": "utm source, mkt source, traffic source",
    "medium": "utm medium, mkt medium",
    "campaign": (
        "campaign, campaign name, utm campaign, mkt campaign, property campaign name, campaign id, "
        "kampania, kampanja, науқан"
    ),
    "list": "list, list name, property list, list id, lista, seznam, тізім",
    "tag": "tag",
}
OF_KIND: dict[str, dict[str, str]] = {
    "contacts": {"user id": "id", "tags": "value"},
    "orders": {"order id": "order id, id, order number, name?", "user id": "customer id, customerid"},
    "order-lines": {"order id": "order id, name?", "user id": "customer id, customerid"},
    "events": {"key": "event id, eventid, id, uuid, combination id"},
}
"""Names that mean a field only in one kind of file; of the orders, tried first."""

_ASIDE = re.compile(
    r"^(?:merge|custom|traits|customer|contact|person|profile|subscriber|user|buyer|client|billing address|"
    r"billing|default address) "
)
_OF_EVENTS = re.compile(r"^(?:property|properties) ")

VERBS = {
    "open": "Email Opened", "opened": "Email Opened", "click": "Email Link Clicked",
    "clicked": "Email Link Clicked", "sent": "Email Delivered", "send": "Email Delivered",
    "delivered": "Email Delivered", "delivery": "Email Delivered", "bounce": "Email Bounced",
    "bounced": "Email Bounced", "unsub": "Unsubscribed", "unsubscribe": "Unsubscribed",
    "unsubscribed": "Unsubscribed", "spam": "Email Marked as Spam", "spamreport": "Email Marked as Spam",
    "complaint": "Email Marked as Spam", "abuse": "Email Marked as Spam",
}  # fmt: skip
"""What reports on messages (Mailchimp's, SendGrid's ...) call what happened to one."""


def bare(what: str, name: str) -> str:
    """A name without the word before it that does not change what it means.

    >>> bare("contacts", "merge fname"), bare("events", "property value"), bare("orders", "property value")
    ('fname', 'value', 'property value')
    """
    return (_OF_EVENTS if what == "events" else _ASIDE).sub("", name)


def plain(name: str) -> str:
    """A column's name as it is compared.

    >>> plain("InvoiceNo"), plain("Ilość (szt.)"), plain("ORDER_ID"), plain("Тапсырыс күні")
    ('invoice no', 'ilosc szt', 'order id', 'тапсырыс күні')
    """
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name)
    latin = "".join(sign for sign in unicodedata.normalize("NFKD", apart) if not unicodedata.combining(sign))
    kept = latin if latin.isascii() else unicodedata.normalize("NFC", _unaccented(apart))
    return " ".join(re.findall(r"[^\W_]+", kept.lower()))


def names(what: str, field: str) -> list[str]:
    """What a field may be called in a kind of file, the likeliest first."""
    spoken = field.replace("_", " ")
    own = OF_KIND.get(what, {}).get(spoken, "")
    found = [*own.split(", "), spoken, *SPELLINGS.get(spoken, "").split(", ")]
    return list(dict.fromkeys(name for name in found if name))


def _unaccented(text: str) -> str:
    """Without the accents of Latin letters; й and ё stay letters of their own."""
    return "".join(
        "l" if sign == "ł" else "L" if sign == "Ł" else _base(sign)
        for sign in unicodedata.normalize("NFC", text)
    )


def _base(sign: str) -> str:
    parts = unicodedata.normalize("NFKD", sign)
    return parts[0] if parts[0].isascii() else sign
