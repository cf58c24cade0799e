"""Where the demo's contacts and stores are: real towns, their regions and postal codes.

Coordinates: GeoNames (CC BY 4.0, geonames.org). Regions: ISO 3166-2. Postal codes: the countries' posts; the
tests hold them against countrystatecity-postal-codes where it knows the country.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Town:
    """A town; region by ISO 3166-2, degrees of WGS 84; weight: its part of the country's contacts."""

    country: str
    region: str
    city: str
    latitude: float
    longitude: float
    postal_codes: tuple[str, ...]
    weight: int


TOWNS: tuple[Town, ...] = (
    Town("SI", "SI-061", "Ljubljana", 46.0511, 14.5051, ("1000", "1260", "1231"), 30),
    Town("SI", "SI-070", "Maribor", 46.5558, 15.6459, ("2000",), 10),
    Town("SI", "SI-011", "Celje", 46.2309, 15.2604, ("3000",), 6),
    Town("SI", "SI-052", "Kranj", 46.2389, 14.3556, ("4000",), 6),
    Town("SI", "SI-050", "Koper", 45.5482, 13.7296, ("6000",), 5),
    Town("SI", "SI-085", "Novo mesto", 45.804, 15.1689, ("8000",), 4),
    Town("SI", "SI-133", "Velenje", 46.3572, 15.1128, ("3320",), 3),
    Town("SI", "SI-096", "Ptuj", 46.4201, 15.8702, ("2250",), 2),
    Town("SI", "SI-043", "Kamnik", 46.2259, 14.6121, ("1241",), 2),
    Town("SI", "SI-023", "Domžale", 46.1377, 14.5937, ("1230",), 3),
    Town("SI", "SI-084", "Nova Gorica", 45.956, 13.6484, ("5000",), 3),
    Town("SI", "SI-080", "Murska Sobota", 46.6626, 16.1664, ("9000",), 2),
    Town("SI", "SI-041", "Jesenice", 46.4324, 14.0623, ("4270",), 2),
    Town("SI", "SI-017", "Črnomelj", 45.5726, 15.1919, ("8340",), 1),
    Town("PL", "PL-14", "Warszawa", 52.2298, 21.0118, ("00-001", "02-677", "03-450"), 16),
    Town("PL", "PL-12", "Kraków", 50.0614, 19.9366, ("30-001", "31-145"), 9),
    Town("PL", "PL-02", "Wrocław", 51.1029, 17.0301, ("50-001", "53-601"), 7),
    Town("PL", "PL-30", "Poznań", 52.4069, 16.9299, ("60-001", "61-131"), 6),
    Town("PL", "PL-22", "Gdańsk", 54.3523, 18.6491, ("80-001", "80-266"), 6),
    Town("PL", "PL-10", "Łódź", 51.7706, 19.4739, ("90-001", "91-341"), 5),
    Town("PL", "PL-24", "Katowice", 50.2597, 19.0217, ("40-001",), 4),
    Town("PL", "PL-06", "Lublin", 51.2506, 22.5701, ("20-001",), 4),
    Town("PL", "PL-32", "Szczecin", 53.4289, 14.553, ("70-001",), 4),
    Town("PL", "PL-20", "Białystok", 53.1333, 23.1643, ("15-001",), 3),
    Town("PL", "PL-04", "Toruń", 53.0138, 18.5981, ("87-100",), 2),
    Town("PL", "PL-18", "Rzeszów", 50.0413, 21.999, ("35-001",), 3),
    Town("PL", "PL-28", "Olsztyn", 53.7838, 20.4927, ("10-001",), 2),
    Town("PL", "PL-26", "Kielce", 50.8703, 20.6275, ("25-001",), 2),
    Town("PL", "PL-16", "Opole", 50.6712, 17.926, ("45-001",), 1),
    Town("PL", "PL-08", "Zielona Góra", 51.9355, 15.5064, ("65-001",), 1),
    Town("PL", "PL-12", "Zakopane", 49.299, 19.9489, ("34-500",), 1),
    Town("KZ", "KZ-75", "Almaty", 43.2525, 76.9115, ("050000", "050040"), 6),
    Town("KZ", "KZ-71", "Astana", 51.1801, 71.446, ("010000",), 4),
    Town("KZ", "KZ-79", "Shymkent", 42.3099, 69.6004, ("160000",), 2),
    Town("KZ", "KZ-35", "Karaganda", 49.8019, 73.1021, ("100000",), 2),
    Town("KZ", "KZ-15", "Aktobe", 50.2797, 57.2072, ("030000",), 1),
    Town("DE", "DE-BE", "Berlin", 52.5244, 13.4105, ("10115", "10997"), 4),
    Town("DE", "DE-BY", "München", 48.1374, 11.5755, ("80331",), 3),
    Town("DE", "DE-HH", "Hamburg", 53.5507, 9.993, ("20095",), 3),
    Town("DE", "DE-NW", "Köln", 50.9333, 6.95, ("50667",), 2),
    Town("DE", "DE-HE", "Frankfurt am Main", 50.1155, 8.6842, ("60311",), 2),
    Town("DE", "DE-SN", "Leipzig", 51.3396, 12.3713, ("04109",), 2),
    Town("AT", "AT-9", "Wien", 48.2085, 16.3721, ("1010", "1100"), 3),
    Town("AT", "AT-6", "Graz", 47.0673, 15.442, ("8010",), 2),
    Town("AT", "AT-2", "Klagenfurt", 46.6247, 14.3053, ("9020",), 1),
    Town("GB", "GB-LND", "London", 51.5085, -0.1257, ("SW1A 1AA", "E1 6AN"), 4),
    Town("GB", "GB-MAN", "Manchester", 53.4809, -2.2374, ("M1 1AE",), 2),
    Town("GB", "GB-EDH", "Edinburgh", 55.9521, -3.1965, ("EH1 1YZ",), 1),
    Town("GB", "GB-CRF", "Cardiff", 51.48, -3.18, ("CF10 1EP",), 1),
    Town("CH", "CH-ZH", "Zürich", 47.3667, 8.55, ("8001", "8048"), 3),
    Town("CH", "CH-GE", "Genève", 46.2022, 6.1457, ("1201",), 2),
    Town("CH", "CH-BE", "Bern", 46.9481, 7.4474, ("3011",), 1),
    Town("CH", "CH-TI", "Lugano", 46.0101, 8.96, ("6900",), 1),
    Town("US", "US-CA", "Los Angeles", 34.0522, -118.2437, ("90001", "90012"), 4),
    Town("US", "US-CA", "San Francisco", 37.7749, -122.4194, ("94103",), 3),
    Town("US", "US-CA", "San Diego", 32.7157, -117.1647, ("92101",), 2),
    Town("US", "US-CA", "Sacramento", 38.5816, -121.4944, ("95814",), 1),
    Town("US", "US-NY", "New York", 40.7143, -74.006, ("10001",), 3),
    Town("US", "US-TX", "Austin", 30.2672, -97.7431, ("78701",), 2),
    Town("US", "US-IL", "Chicago", 41.85, -87.65, ("60601",), 2),
    Town("US", "US-WA", "Seattle", 47.6062, -122.3321, ("98101",), 2),
    Town("US", "US-FL", "Miami", 25.7743, -80.1937, ("33101",), 1),
    Town("US", "US-CO", "Denver", 39.7392, -104.9847, ("80202",), 1),
    Town("CA", "CA-ON", "Toronto", 43.7064, -79.3986, ("M5V", "M4C"), 3),
    Town("CA", "CA-QC", "Montréal", 45.5088, -73.5878, ("H2Y",), 2),
    Town("CA", "CA-BC", "Vancouver", 49.2497, -123.1193, ("V6B",), 2),
    Town("CA", "CA-AB", "Calgary", 51.0501, -114.0853, ("T2P",), 1),
    Town("AU", "AU-NSW", "Sydney", -33.8678, 151.2073, ("2000",), 2),
    Town("AU", "AU-VIC", "Melbourne", -37.814, 144.9633, ("3000",), 1),
)

LANGUAGE: dict[str, str] = {
    "SI": "sl", "PL": "pl", "KZ": "kk", "DE": "de", "AT": "de", "CH": "de",
    "GB": "en", "US": "en", "CA": "en", "AU": "en",
}  # fmt: skip
"""The language of a contact of a country, unless the region says otherwise."""
REGION_LANGUAGE: dict[str, str] = {"CA-QC": "fr", "CH-GE": "fr"}
CURRENCY: dict[str, str] = {"PL": "PLN", "KZ": "KZT", "US": "USD"}
"""What a contact of a country pays in, where that isn't the euro."""


def language(town: Town) -> str:
    """The language spoken in a town.

    >>> language(TOWNS[0])
    'sl'
    """
    return REGION_LANGUAGE.get(town.region, LANGUAGE[town.country])


def of_country(country: str) -> list[int]:
    """Indices of the towns of a country."""
    return [i for i, town in enumerate(TOWNS) if town.country == country]
