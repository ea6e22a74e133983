"""Real cities with a real postal code, county and clock each, so that distance and geography mean something."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Place:
    """One branch town. `county` is the five-digit FIPS code; `standard` is hours from UTC outside summer time."""

    city: str
    state: str
    zip: str
    county: str
    standard: int
    summer_time: bool = True


# Counties on the Mexican border.
BORDER = [
    Place("San Ysidro", "CA", "92173", "06073", -8),
    Place("Calexico", "CA", "92231", "06025", -8),
    Place("Yuma", "AZ", "85364", "04027", -7, False),
    Place("Tucson", "AZ", "85701", "04019", -7, False),
    Place("Nogales", "AZ", "85621", "04023", -7, False),
    Place("Douglas", "AZ", "85607", "04003", -7, False),
    Place("Las Cruces", "NM", "88001", "35013", -7),
    Place("El Paso", "TX", "79901", "48141", -7),
    Place("Del Rio", "TX", "78840", "48465", -6),
    Place("Eagle Pass", "TX", "78852", "48323", -6),
    Place("Laredo", "TX", "78040", "48479", -6),
    Place("Rio Grande City", "TX", "78582", "48427", -6),
    Place("McAllen", "TX", "78501", "48215", -6),
    Place("Brownsville", "TX", "78520", "48061", -6),
]

# Everywhere else the bank has customers.
INTERIOR = [
    Place("Los Angeles", "CA", "90012", "06037", -8),
    Place("Fresno", "CA", "93721", "06019", -8),
    Place("Sacramento", "CA", "95814", "06067", -8),
    Place("San Francisco", "CA", "94103", "06075", -8),
    Place("Portland", "OR", "97204", "41051", -8),
    Place("Seattle", "WA", "98101", "53033", -8),
    Place("Las Vegas", "NV", "89101", "32003", -8),
    Place("Phoenix", "AZ", "85004", "04013", -7, False),
    Place("Albuquerque", "NM", "87102", "35001", -7),
    Place("Denver", "CO", "80202", "08031", -7),
    Place("San Antonio", "TX", "78205", "48029", -6),
    Place("Austin", "TX", "78701", "48453", -6),
    Place("Houston", "TX", "77002", "48201", -6),
    Place("Dallas", "TX", "75201", "48113", -6),
    Place("New Orleans", "LA", "70112", "22071", -6),
    Place("Memphis", "TN", "38103", "47157", -6),
    Place("Nashville", "TN", "37203", "47037", -6),
    Place("Kansas City", "MO", "64106", "29095", -6),
    Place("Omaha", "NE", "68102", "31055", -6),
    Place("Minneapolis", "MN", "55401", "27053", -6),
    Place("Chicago", "IL", "60602", "17031", -6),
    Place("Columbus", "OH", "43215", "39049", -5),
    Place("Atlanta", "GA", "30303", "13121", -5),
    Place("Charlotte", "NC", "28202", "37119", -5),
    Place("Raleigh", "NC", "27601", "37183", -5),
    Place("Miami", "FL", "33130", "12086", -5),
    Place("Orlando", "FL", "32801", "12095", -5),
    Place("Tampa", "FL", "33602", "12057", -5),
    Place("Philadelphia", "PA", "19107", "42101", -5),
    Place("Newark", "NJ", "07102", "34013", -5),
    Place("New York", "NY", "10002", "36061", -5),
    Place("Boston", "MA", "02108", "25025", -5),
]

PLACES = BORDER + INTERIOR
BY_CITY = {place.city: place for place in PLACES}


def offset_minutes(place, day):
    """Minutes east of UTC of the clock on the wall in `place` on `day` (US rule since 2007; the hour of the
    change itself is not modelled)."""
    summer = place.summer_time and _nth_sunday(day.year, 3, 2) <= day < _nth_sunday(day.year, 11, 1)
    return 60 * (place.standard + (1 if summer else 0))


def _nth_sunday(year, month, nth):
    first = date(year, month, 1)
    return first + timedelta(days=(6 - first.weekday()) % 7 + 7 * (nth - 1))
