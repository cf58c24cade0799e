"""Known events as verbs and nouns; any other event is "did “X”".

One table a tongue, an event a line. Its columns:
en: past / participle / infinitive / object ("to the cart|a product" is turned round unless a filter follows)
/ plural noun
pl: said (not virile) / denied / gender of the object / plural noun in the genitive
sl: clitic after the auxiliary / said / denied / gender / plural noun in the genitive
kk: object, with {any} where a denial says "not a single one" and {which} where filters stand / participle /
its negative / converb / its negative / plural noun
The gender x is for verbs whose object can't bear a relative clause.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from .tongue import Tongue

_PLACE = re.compile(r"{(\w+)}")


@dataclass(frozen=True, slots=True)
class Verb:
    """The forms of an event's verb, by the names of the columns. name: the event's, quoted. product: its
    object is the product itself.
    """

    forms: Mapping[str, str]
    name: str
    product: bool = False

    def said(self, form: str, **places: str) -> str:
        """One form, with what stands in its places."""
        known = {"name": self.name, **places}
        return _PLACE.sub(lambda found: known.get(found[1], ""), self.forms[form])


COLUMNS: Mapping[str, tuple[str, ...]] = {
    "en": ("past", "participle", "infinitive", "object", "plural"),
    "pl": ("said", "denied", "gender", "plural"),
    "sl": ("clitic", "said", "denied", "gender", "plural"),
    "kk": ("object", "said", "denied", "then", "then_not", "plural"),
}
PRODUCT = ("Product Viewed", "Product Added", "Product Removed")

EN = """
Order Completed: placed / placed / place / an order / orders
Order Refunded: had / had / have / an order refunded / refunds
Order Cancelled: cancelled / cancelled / cancel / an order / cancelled orders
Product Viewed: viewed / viewed / view / a product / product views
Product Added: added / added / add / to the cart|a product / cart additions
Product Removed: removed / removed / remove / from the cart|a product / removals from the cart
Product List Viewed: viewed / viewed / view / a product list / product list views
Products Searched: searched / searched / search / for products / product searches
Cart Viewed: viewed / viewed / view / the cart / cart views
Checkout Started: started / started / start / a checkout / started checkouts
Page Viewed: viewed / viewed / view / a page / page views
Page Left: left / left / leave / a page / page exits
Screen Viewed: viewed / viewed / view / an app screen / screen views
Email Delivered: received / received / receive / an e-mail / received e-mails
Email Opened: opened / opened / open / an e-mail / e-mail opens
Email Link Clicked: clicked / clicked / click / a link in an e-mail / e-mail clicks
Email Bounced: had / had / have / an e-mail bounce / bounced e-mails
Email Marked as Spam: made / made / make / a spam complaint / spam complaints
Unsubscribed: unsubscribed / unsubscribed / unsubscribe /  / opt-outs
SMS Delivered: received / received / receive / an SMS / received SMS messages
SMS Opened: opened / opened / open / an SMS / SMS opens
SMS Link Clicked: clicked / clicked / click / a link in an SMS / SMS clicks
Push Delivered: received / received / receive / a push notification / received push notifications
Push Opened: opened / opened / open / a push notification / push notification opens
Push Clicked: clicked / clicked / click / a push notification / push notification clicks
List Joined: joined / joined / join / a list / list sign-ups
List Left: left / left / leave / a list / list departures
Tag Added: received / received / receive / a tag / added tags
Tag Removed: lost / lost / lose / a tag / removed tags
Consent Changed: changed / changed / change / a consent / changes of consent
Coupon Issued: received / received / receive / a coupon / issued coupons
Coupon Redeemed: redeemed / redeemed / redeem / a coupon / redeemed coupons
Form Submitted: submitted / submitted / submit / a form / submitted forms
File Downloaded: downloaded / downloaded / download / a file / file downloads
*: did / done / do / {name} / {name} events
"""

PL = """
Order Completed: złożyły zamówienie / nie złożyły żadnego zamówienia / n / zamówień
Order Refunded: otrzymały zwrot pieniędzy / nie otrzymały żadnego zwrotu pieniędzy / m / zwrotów pieniędzy
Order Cancelled: anulowały zamówienie / nie anulowały żadnego zamówienia / n / anulowanych zamówień
Product Viewed: obejrzały produkt / nie obejrzały żadnego produktu / m / obejrzeń produktów
Product Added: dodały do koszyka produkt / nie dodały do koszyka żadnego produktu / m / dodań do koszyka
Product Removed: usunęły z koszyka produkt / nie usunęły z koszyka żadnego produktu / m / usunięć z koszyka
Product List Viewed: obejrzały listę produktów / nie obejrzały żadnej listy produktów / f / obejrzeń list produktów
Products Searched: szukały produktów / nie szukały żadnych produktów / x / wyszukiwań produktów
Cart Viewed: obejrzały koszyk / nie obejrzały koszyka / m / obejrzeń koszyka
Checkout Started: rozpoczęły finalizację zamówienia / nie rozpoczęły finalizacji żadnego zamówienia / f / rozpoczęć finalizacji zamówień
Page Viewed: obejrzały stronę / nie obejrzały żadnej strony / f / wyświetleń stron
Page Left: opuściły stronę / nie opuściły żadnej strony / f / wyjść ze stron
Screen Viewed: obejrzały ekran aplikacji / nie obejrzały żadnego ekranu aplikacji / m / wyświetleń ekranów aplikacji
Email Delivered: otrzymały e-mail / nie otrzymały żadnego e-maila / m / otrzymanych e-maili
Email Opened: otworzyły e-mail / nie otworzyły żadnego e-maila / m / otwarć e-maili
Email Link Clicked: kliknęły link w e-mailu / nie kliknęły żadnego linku w e-mailu / m / kliknięć w e-mailach
Email Bounced: miały odbicie e-maila / nie miały żadnego odbicia e-maila / n / odbić e-maili
Email Marked as Spam: zgłosiły e-mail jako spam / nie zgłosiły żadnego e-maila jako spam / x / zgłoszeń jako spam
Unsubscribed: wypisały się / nie wypisały się / x / wypisań się
SMS Delivered: otrzymały SMS / nie otrzymały żadnego SMS-a / m / otrzymanych SMS-ów
SMS Opened: otworzyły SMS / nie otworzyły żadnego SMS-a / m / otwarć SMS-ów
SMS Link Clicked: kliknęły link w SMS-ie / nie kliknęły żadnego linku w SMS-ie / m / kliknięć w SMS-ach
Push Delivered: otrzymały powiadomienie web push / nie otrzymały żadnego powiadomienia web push / n / otrzymanych powiadomień web push
Push Opened: otworzyły powiadomienie web push / nie otworzyły żadnego powiadomienia web push / n / otwarć powiadomień web push
Push Clicked: kliknęły powiadomienie web push / nie kliknęły żadnego powiadomienia web push / n / kliknięć powiadomień web push
List Joined: trafiły na listę / nie trafiły na żadną listę / f / zapisów na listy
List Left: opuściły listę / nie opuściły żadnej listy / f / wypisań z list
Tag Added: otrzymały tag / nie otrzymały żadnego tagu / m / dodanych tagów
Tag Removed: straciły tag / nie straciły żadnego tagu / m / usuniętych tagów
Consent Changed: zmieniły zgodę / nie zmieniły żadnej zgody / f / zmian zgód
Coupon Issued: otrzymały kupon / nie otrzymały żadnego kuponu / m / wydanych kuponów
Coupon Redeemed: wykorzystały kupon / nie wykorzystały żadnego kuponu / m / wykorzystanych kuponów
Form Submitted: wysłały formularz / nie wysłały żadnego formularza / m / wysłanych formularzy
File Downloaded: pobrały plik / nie pobrały żadnego pliku / m / pobranych plików
*: wykonały zdarzenie {name} / nie wykonały zdarzenia {name} / n / zdarzeń {name}
"""  # noqa: E501

SL = """
Order Completed:  / oddali naročilo / oddali nobenega naročila / n / naročil
Order Refunded:  / prejeli vračilo denarja / prejeli nobenega vračila denarja / n / vračil denarja
Order Cancelled:  / preklicali naročilo / preklicali nobenega naročila / n / preklicanih naročil
Product Viewed: si / ogledali izdelek / ogledali nobenega izdelka / m / ogledov izdelkov
Product Added:  / dodali v košarico izdelek / dodali v košarico nobenega izdelka / m / dodajanj v košarico
Product Removed:  / odstranili iz košarice izdelek / odstranili iz košarice nobenega izdelka / m / odstranitev iz košarice
Product List Viewed: si / ogledali seznam izdelkov / ogledali nobenega seznama izdelkov / m / ogledov seznamov izdelkov
Products Searched:  / iskali izdelke / iskali nobenih izdelkov / x / iskanj izdelkov
Cart Viewed: si / ogledali košarico / ogledali košarice / f / ogledov košarice
Checkout Started:  / začeli zaključevati nakup / začeli zaključevati nobenega nakupa / m / začetih zaključkov nakupa
Page Viewed: si / ogledali stran / ogledali nobene strani / f / ogledov strani
Page Left:  / zapustili stran / zapustili nobene strani / f / odhodov s strani
Screen Viewed: si / ogledali zaslon aplikacije / ogledali nobenega zaslona aplikacije / m / ogledov zaslonov aplikacije
Email Delivered:  / prejeli e-sporočilo / prejeli nobenega e-sporočila / n / prejetih e-sporočil
Email Opened:  / odprli e-sporočilo / odprli nobenega e-sporočila / n / odprtij e-sporočil
Email Link Clicked:  / kliknili povezavo v e-sporočilu / kliknili nobene povezave v e-sporočilu / f / klikov v e-sporočilih
Email Bounced:  / imeli odboj e-sporočila / imeli nobenega odboja e-sporočila / m / odbojev e-sporočil
Email Marked as Spam:  / označili e-sporočilo kot neželeno / označili nobenega e-sporočila kot neželenega / x / pritožb zaradi neželene pošte
Unsubscribed: se / odjavili / odjavili / x / odjav
SMS Delivered:  / prejeli SMS / prejeli nobenega SMS-a / m / prejetih SMS-ov
SMS Opened:  / odprli SMS / odprli nobenega SMS-a / m / odprtij SMS-ov
SMS Link Clicked:  / kliknili povezavo v SMS-u / kliknili nobene povezave v SMS-u / f / klikov v SMS-ih
Push Delivered:  / prejeli potisno obvestilo / prejeli nobenega potisnega obvestila / n / prejetih potisnih obvestil
Push Opened:  / odprli potisno obvestilo / odprli nobenega potisnega obvestila / n / odprtij potisnih obvestil
Push Clicked:  / kliknili potisno obvestilo / kliknili nobenega potisnega obvestila / n / klikov potisnih obvestil
List Joined: se / vpisali na seznam / vpisali na noben seznam / m / vpisov na sezname
List Left:  / zapustili seznam / zapustili nobenega seznama / m / izstopov s seznamov
Tag Added:  / dobili oznako / dobili nobene oznake / f / dodanih oznak
Tag Removed:  / izgubili oznako / izgubili nobene oznake / f / odstranjenih oznak
Consent Changed:  / spremenili soglasje / spremenili nobenega soglasja / n / sprememb soglasij
Coupon Issued:  / prejeli kupon / prejeli nobenega kupona / m / izdanih kuponov
Coupon Redeemed:  / unovčili kupon / unovčili nobenega kupona / m / unovčenih kuponov
Form Submitted:  / poslali obrazec / poslali nobenega obrazca / m / poslanih obrazcev
File Downloaded:  / prenesli datoteko / prenesli nobene datoteke / f / prenosov datotek
*:  / sprožili dogodek {name} / sprožili dogodka {name} / m / dogodkov {name}
"""  # noqa: E501

KK = """
Order Completed: {which}{any}тапсырыс / берген / бермеген / беріп / бермей / тапсырыстар
Order Refunded: {which}{any}тапсырыстың ақшасын / қайтарып алған / қайтарып алмаған / қайтарып алып / қайтарып алмай / қайтарылған ақшалар
Order Cancelled: {which}{any}тапсырыстан / бас тартқан / бас тартпаған / бас тартып / бас тартпай / бас тартылған тапсырыстар
Product Viewed: {which}{any}тауарды / қараған / қарамаған / қарап / қарамай / тауарды қараулар
Product Added: себетке {which}{any}тауар / қосқан / қоспаған / қосып / қоспай / себетке қосулар
Product Removed: себеттен {which}{any}тауарды / алып тастаған / алып тастамаған / алып тастап / алып тастамай / себеттен алып тастаулар
Product List Viewed: {which}{any}тауарлар тізімін / қараған / қарамаған / қарап / қарамай / тауарлар тізімін қараулар
Products Searched: {which}{any}тауар / іздеген / іздемеген / іздеп / іздемей / тауар іздеулер
Cart Viewed: {which}себетті / қараған / қарамаған / қарап / қарамай / себетті қараулар
Checkout Started: {which}{any}тапсырысты / рәсімдей бастаған / рәсімдей бастамаған / рәсімдей бастап / рәсімдей бастамай / рәсімделе бастаған тапсырыстар
Page Viewed: {which}{any}бетті / қараған / қарамаған / қарап / қарамай / бетті қараулар
Page Left: {which}{any}беттен / шыққан / шықпаған / шығып / шықпай / беттен шығулар
Screen Viewed: {which}{any}қосымша экранын / қараған / қарамаған / қарап / қарамай / қосымша экранын қараулар
Email Delivered: {which}{any}хат / алған / алмаған / алып / алмай / алынған хаттар
Email Opened: {which}{any}хатты / ашқан / ашпаған / ашып / ашпай / хатты ашулар
Email Link Clicked: {which}хаттағы {any}сілтемені / басқан / баспаған / басып / баспай / хаттағы сілтемені басулар
Email Bounced: {which}{any}хаты / жеткізілмей қайтқан / жеткізілмей қайтпаған / жеткізілмей қайтып / жеткізілмей қайтпай / жеткізілмей қайтқан хаттар
Email Marked as Spam: {which}{any}хатты / спам деп белгілеген / спам деп белгілемеген / спам деп белгілеп / спам деп белгілемей / спам туралы шағымдар
Unsubscribed: {which}жазылымнан / шыққан / шықпаған / шығып / шықпай / жазылымнан шығулар
SMS Delivered: {which}{any}SMS / алған / алмаған / алып / алмай / алынған SMS хабарламалар
SMS Opened: {which}{any}SMS-ті / ашқан / ашпаған / ашып / ашпай / SMS ашулар
SMS Link Clicked: {which}SMS-тегі {any}сілтемені / басқан / баспаған / басып / баспай / SMS-тегі сілтемені басулар
Push Delivered: {which}{any}push-хабарландыру / алған / алмаған / алып / алмай / алынған push-хабарландырулар
Push Opened: {which}{any}push-хабарландыруды / ашқан / ашпаған / ашып / ашпай / push-хабарландыруды ашулар
Push Clicked: {which}{any}push-хабарландыруды / басқан / баспаған / басып / баспай / push-хабарландыруды басулар
List Joined: {which}{any}тізімге / қосылған / қосылмаған / қосылып / қосылмай / тізімге қосылулар
List Left: {which}{any}тізімнен / шыққан / шықпаған / шығып / шықпай / тізімнен шығулар
Tag Added: {which}{any}тег / алған / алмаған / алып / алмай / қойылған тегтер
Tag Removed: {which}{any}тегінен / айырылған / айырылмаған / айырылып / айырылмай / алынған тегтер
Consent Changed: {which}{any}келісімін / өзгерткен / өзгертпеген / өзгертіп / өзгертпей / келісім өзгерістері
Coupon Issued: {which}{any}купон / алған / алмаған / алып / алмай / берілген купондар
Coupon Redeemed: {which}{any}купонды / пайдаланған / пайдаланбаған / пайдаланып / пайдаланбай / пайдаланылған купондар
Form Submitted: {which}{any}форманы / жіберген / жібермеген / жіберіп / жібермей / жіберілген формалар
File Downloaded: {which}{any}файлды / жүктеп алған / жүктеп алмаған / жүктеп алып / жүктеп алмай / жүктеп алынған файлдар
*: {which}{name} оқиғасын / жасаған / жасамаған / жасап / жасамай / {name} оқиғалары
"""  # noqa: E501


def _table(code: str, rows: str) -> Mapping[str, Mapping[str, str]]:
    found = {}
    for row in rows.strip().splitlines():
        name, _, cells = row.partition(": ")
        forms = [cell.strip() for cell in cells.split("/")]
        found[name] = dict(zip(COLUMNS[code], forms, strict=True))
    return found


VERBS: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    code: _table(code, rows) for code, rows in (("en", EN), ("pl", PL), ("sl", SL), ("kk", KK))
}


def verb(event: str, tongue: Tongue) -> Verb:
    """The verb for an event.

    >>> from .tongue import TONGUES
    >>> verb("Order Completed", TONGUES["pl"]).said("said"), verb("Wave", TONGUES["en"]).said("object")
    ('złożyły zamówienie', '“Wave”')
    """
    table = VERBS[tongue.code]
    return Verb(table[event if event in table else "*"], tongue.quoted(event), event in PRODUCT)
