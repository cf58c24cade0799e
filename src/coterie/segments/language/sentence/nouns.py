"""What traits of contacts and properties of events are called; any other name stands in quotation marks.

A row: English | Polish / gender / genitive plural | Slovenian / gender / genitive plural | Kazakh / genitive
(both in the possessive). The plural genitive follows words like "sum of".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from .tongue import Tongue


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun in one tongue: as a subject, its gender (m, f, n), and the form after "sum of" and the like."""

    name: str
    gender: str = ""
    of: str = ""


_TRAITS = """
country | country | kraj/m/krajów | država/f/držav | елі/елінің
region | region | region/m/regionów | regija/f/regij | өңірі/өңірінің
city | city | miasto/n/miast | kraj/m/krajev | қаласы/қаласының
postal_code | postal code | kod pocztowy/m/kodów pocztowych | poštna številka/f/poštnih številk | пошта индексі/пошта индексінің
email | e-mail address | adres e-mail/m/adresów e-mail | e-poštni naslov/m/e-poštnih naslovov | электрондық пошта мекенжайы/электрондық пошта мекенжайының
phone | phone number | numer telefonu/m/numerów telefonu | telefonska številka/f/telefonskih številk | телефон нөмірі/телефон нөмірінің
gender | gender | płeć/f/płci | spol/m/spolov | жынысы/жынысының
language | language | język/m/języków | jezik/m/jezikov | тілі/тілінің
birthday | birthday | data urodzenia/f/dat urodzenia | rojstni dan/m/rojstnih dni | туған күні/туған күнінің
first_name | first name | imię/n/imion | ime/n/imen | аты/атының
last_name | last name | nazwisko/n/nazwisk | priimek/m/priimkov | тегі/тегінің
company | company | firma/f/firm | podjetje/n/podjetij | компаниясы/компаниясының
age | age | wiek/m/wieku | starost/f/starosti | жасы/жасының
$first_seen | first appearance | data pojawienia się/f/dat pojawienia się | datum prvega stika/m/datumov prvega stika | алғаш көрінген күні/алғаш көрінген күнінің
"""  # noqa: E501

_FIELDS = """
$amount | amount | kwota/f/kwot | znesek/m/zneskov | сомасы/сомасының
amount | amount | kwota/f/kwot | znesek/m/zneskov | сомасы/сомасының
$hour | hour of day | godzina/f/godzin | ura dneva/f/ur dneva | сағаты/сағатының
$weekday | day of the week (1 is Monday) | dzień tygodnia (1 to poniedziałek)/m/dni tygodnia | dan v tednu (1 je ponedeljek)/m/dni v tednu | апта күні (1 — дүйсенбі)/апта күнінің
$name | event name | nazwa zdarzenia/f/nazw zdarzeń | ime dogodka/n/imen dogodkov | оқиға атауы/оқиға атауының
url | page address | adres strony/m/adresów stron | naslov strani/m/naslovov strani | бет мекенжайы/бет мекенжайының
campaign | campaign | kampania/f/kampanii | kampanja/f/kampanj | науқаны/науқанының
device | device | urządzenie/n/urządzeń | naprava/f/naprav | құрылғысы/құрылғысының
os | operating system | system operacyjny/m/systemów operacyjnych | operacijski sistem/m/operacijskih sistemov | операциялық жүйесі/операциялық жүйесінің
browser | browser | przeglądarka/f/przeglądarek | brskalnik/m/brskalnikov | браузері/браузерінің
source | source | źródło/n/źródeł | vir/m/virov | дереккөзі/дереккөзінің
medium | medium | medium/n/mediów | medij/m/medijev | трафик түрі/трафик түрінің
order_id | order number | numer zamówienia/m/numerów zamówień | številka naročila/f/številk naročil | тапсырыс нөмірі/тапсырыс нөмірінің
coupon | coupon | kupon/m/kuponów | kupon/m/kuponov | купоны/купонының
product_id | product number | numer produktu/m/numerów produktów | številka izdelka/f/številk izdelkov | тауар нөмірі/тауар нөмірінің
name | name | nazwa/f/nazw | ime/n/imen | атауы/атауының
category | category | kategoria/f/kategorii | kategorija/f/kategorij | санаты/санатының
brand | brand | marka/f/marek | znamka/f/znamk | бренді/брендінің
price | price | cena/f/cen | cena/f/cen | бағасы/бағасының
channel | channel | kanał/m/kanałów | kanal/m/kanalov | арнасы/арнасының
store | store | sklep/m/sklepów | trgovina/f/trgovin | дүкені/дүкенінің
payment | payment method | sposób płatności/m/sposobów płatności | način plačila/m/načinov plačila | төлем тәсілі/төлем тәсілінің
delivery | delivery method | sposób dostawy/m/sposobów dostawy | način dostave/m/načinov dostave | жеткізу тәсілі/жеткізу тәсілінің
reason | reason | powód/m/powodów | razlog/m/razlogov | себебі/себебінің
type | type | rodzaj/m/rodzajów | vrsta/f/vrst | түрі/түрінің
list | list | lista/f/list | seznam/m/seznamov | тізімі/тізімінің
tag | tag | tag/m/tagów | oznaka/f/oznak | тегі/тегінің
subject | subject | temat/m/tematów | zadeva/f/zadev | тақырыбы/тақырыбының
email_client | e-mail program | program pocztowy/m/programów pocztowych | e-poštni program/m/e-poštnih programov | пошта бағдарламасы/пошта бағдарламасының
quantity | quantity | ilość/f/ilości | količina/f/količin | саны/санының
"""  # noqa: E501

_TONGUES = ("en", "pl", "sl", "kk")


def _noun(code: str, forms: str) -> Noun:
    first, *rest = forms.strip().split("/")
    if code == "en":
        return Noun(first)
    return Noun(first, "", rest[0]) if code == "kk" else Noun(first, rest[0], rest[1])


def _table(rows: str) -> Mapping[str, Mapping[str, Noun]]:
    found: dict[str, dict[str, Noun]] = {code: {} for code in _TONGUES}
    for row in rows.strip().splitlines():
        key, *cells = row.split(" | ")
        for code, cell in zip(_TONGUES, cells, strict=True):
            found[code][key.strip()] = _noun(code, cell)
    return found


TRAITS, FIELDS = _table(_TRAITS), _table(_FIELDS)
OTHER_TRAIT: Mapping[str, Noun] = {
    "en": Noun("trait {name}"),
    "pl": Noun("cecha {name}", "f", "wartości cechy {name}"),
    "sl": Noun("lastnost {name}", "f", "vrednosti lastnosti {name}"),
    "kk": Noun("{name} сипаттамасы", "", "{name} сипаттамасының"),
}
OTHER_FIELD: Mapping[str, Noun] = {
    "en": Noun("property {name}"),
    "pl": Noun("właściwość {name}", "f", "wartości {name}"),
    "sl": Noun("lastnost {name}", "f", "vrednosti {name}"),
    "kk": Noun("{name} қасиеті", "", "{name} қасиетінің"),
}
ANNUAL: Mapping[str, Mapping[str, Noun]] = {
    "birthday": {
        "en": Noun("birthday"),
        "pl": Noun("dzień urodzin", "m"),
        "sl": Noun("rojstni dan", "m"),
        "kk": Noun("туған күні"),
    },
    "": {
        "en": Noun("anniversary of the {name}"),
        "pl": Noun("rocznica ({name})", "f"),
        "sl": Noun("obletnica ({name})", "f"),
        "kk": Noun("{name} жылдығы"),
    },
}
"""What recurs each year: the birthday by its own word, any other date by its anniversary."""


def trait(name: str, tongue: Tongue) -> Noun:
    """The noun for a trait.

    >>> from .tongue import TONGUES
    >>> trait("country", TONGUES["pl"]).name, trait("shoe", TONGUES["sl"]).name
    ('kraj', 'lastnost »shoe«')
    """
    return TRAITS[tongue.code].get(name) or _other(OTHER_TRAIT[tongue.code], name, tongue)


def field(name: str, tongue: Tongue) -> Noun:
    """The noun for a property of an event, or ("item.x") of its items.

    >>> from .tongue import TONGUES
    >>> field("item.price", TONGUES["pl"]).of
    'cen'
    """
    bare = name.removeprefix("item.")
    return FIELDS[tongue.code].get(bare) or _other(OTHER_FIELD[tongue.code], bare, tongue)


def annual(name: str, noun: Noun, tongue: Tongue) -> Noun:
    """The noun for the anniversary of a date.

    >>> from .tongue import TONGUES
    >>> annual("birthday", trait("birthday", TONGUES["pl"]), TONGUES["pl"]).name
    'dzień urodzin'
    """
    found = ANNUAL.get(name, ANNUAL[""])[tongue.code]
    return replace(found, name=found.name.replace("{name}", noun.name))


def _other(noun: Noun, name: str, tongue: Tongue) -> Noun:
    quoted = tongue.quoted(name)
    return Noun(noun.name.replace("{name}", quoted), noun.gender, noun.of.replace("{name}", quoted))
