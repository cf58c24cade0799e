"""Numbers, dates and times as each tongue writes them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from babel.numbers import format_decimal

from coterie.lib.instants import to_iso
from coterie.lib.numbers import SCALE, text_of
from coterie.segments.parts.compare import Number
from coterie.segments.parts.window import Day, Instant, Point

from .tongue import Tongue

# Months as they stand in a date. Babel's Slovenian ones are in the nominative, which no date wants, and the
# cases that follow "before" and "after" in Slovenian and Kazakh are in no locale data.
MONTHS: Mapping[str, Mapping[str, str]] = {
    "en": {"": "January February March April May June July August September October November December"},
    "pl": {
        "": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada "
        "grudnia"
    },
    "sl": {
        "": "januarja februarja marca aprila maja junija julija avgusta septembra oktobra novembra decembra",
        "before": "januarjem februarjem marcem aprilom majem junijem julijem avgustom septembrom "
        "oktobrom novembrom"
        " decembrom",
        "after": "januarju februarju marcu aprilu maju juniju juliju avgustu septembru oktobru novembru "
        "decembru",
    },
    "kk": {
        "": "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан",
        "before": "қаңтарға ақпанға наурызға сәуірге мамырға маусымға шілдеге тамызға қыркүйекке "
        "қазанға қарашаға"
        " желтоқсанға",
        "after": "қаңтардан ақпаннан наурыздан сәуірден мамырдан маусымнан шілдеден тамыздан "
        "қыркүйектен қазаннан"
        " қарашадан желтоқсаннан",
    },
}
DATES = {
    "en": "{day} {month} {year}",
    "pl": "{day} {month} {year}",
    "sl": "{day}. {month} {year}",
    "kk": "{year} жылғы {day} {month}",
}
MOMENTS = {
    "en": "{date}, {time} UTC",
    "pl": "{date}, {time} UTC",
    "sl": "{date} ob {time} UTC",
    "kk": "{date}, {time} UTC мезеті",
}
MOMENT_ENDINGS = {"before": "не", "after": "нен"}
"""In Kazakh the ending goes on the word for "moment", never on a figure."""


def figure(number: int | Number, tongue: Tongue) -> str:
    """A number: whole, or an exact decimal (scaled by 10**4).

    >>> from .tongue import TONGUES
    >>> figure(Number(15_000), TONGUES["pl"]), figure(1234567, TONGUES["sl"]), figure(1234, TONGUES["sl"])
    ('1,5', '1.234.567', '1234')
    """
    value = Decimal(text_of(number.scaled)) if isinstance(number, Number) else Decimal(number)
    # Four digits are not parted in Polish and Slovenian text (CLDR: at least two digits before the
    # separator).
    parted = abs(value) >= (10_000 if tongue.code in ("pl", "sl") else 1_000)
    written = format_decimal(value, "#,##0.####" if parted else "0.####", locale=tongue.locale)
    return str(written).replace("-", "−")


def dated(point: Point, case: str, tongue: Tongue) -> str:
    """A date, or an instant in UTC; `case` is "", "before" or "after" (which decline it).

    >>> from .tongue import TONGUES
    >>> dated(Day(2025, 3, 7), "before", TONGUES["sl"])
    '7. marcem 2025'
    """
    if isinstance(point, Day):
        return _day(date(point.year, point.month, point.day), case, tongue)
    return _moment(point, case, tongue)


def _day(day: date, case: str, tongue: Tongue) -> str:
    months = MONTHS[tongue.code]
    month = months.get(case, months[""]).split()[day.month - 1]
    return DATES[tongue.code].format(day=day.day, month=month, year=day.year)


def _moment(instant: Instant, case: str, tongue: Tongue) -> str:
    try:
        iso = to_iso(instant.ms)
    except OverflowError:  # outside the years 1 to 9999; the check of the definition says so too
        return f"{instant.ms} ms"
    inner = "" if tongue.code == "kk" else case
    day = _day(date.fromisoformat(iso[:10]), inner, tongue)
    said = MOMENTS[tongue.code].format(date=day, time=_time(iso[11:-1]))
    return said + (MOMENT_ENDINGS.get(case, "") if tongue.code == "kk" else "")


def _time(clock: str) -> str:
    """As little of hh:mm:ss.mmm as says it all.

    >>> _time("13:05:00.000"), _time("13:05:09.000"), _time("13:05:09.001")
    ('13:05', '13:05:09', '13:05:09.001')
    """
    return clock.removesuffix(".000").removesuffix(":00") if clock.endswith(".000") else clock


def whole(number: Number) -> int | None:
    """The whole number that it is, or None.

    >>> whole(Number(30_000)), whole(Number(15_000))
    (3, None)
    """
    return number.scaled // SCALE if number.scaled % SCALE == 0 else None
