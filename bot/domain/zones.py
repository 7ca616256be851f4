"""Time zones by name and by city: the IANA names, and well-known cities that have no zone of their own."""

from functools import cache
from zoneinfo import available_timezones

from bot.domain.lookup import fit, folded

_NO_PLACE = frozenset({"Factory", "localtime", "posixrules"})
_AREAS = (
    "Africa/", "America/", "Antarctica/", "Arctic/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/",
    "Pacific/",
)  # fmt: skip
_FIRST = (
    "Europe/London", "Europe/Berlin", "Europe/Paris", "Europe/Madrid", "Europe/Kyiv", "Europe/Istanbul",
    "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Sao_Paulo",
    "Africa/Lagos", "Africa/Cairo", "Africa/Johannesburg", "Africa/Nairobi", "Asia/Dubai", "Asia/Karachi",
    "Asia/Kolkata", "Asia/Jakarta", "Asia/Shanghai", "Asia/Singapore", "Asia/Tokyo", "Australia/Sydney",
    "Pacific/Auckland", "UTC",
)  # fmt: skip
"""What to offer before anything is typed: populous zones all round the world."""
_FORMER_NAMES = {
    "Africa/Asmera": "Africa/Asmara", "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
    "America/Catamarca": "America/Argentina/Catamarca", "America/Cordoba": "America/Argentina/Cordoba",
    "America/Godthab": "America/Nuuk", "America/Indianapolis": "America/Indiana/Indianapolis",
    "America/Jujuy": "America/Argentina/Jujuy", "America/Louisville": "America/Kentucky/Louisville",
    "America/Mendoza": "America/Argentina/Mendoza", "Asia/Ashkhabad": "Asia/Ashgabat",
    "Asia/Calcutta": "Asia/Kolkata", "Asia/Chungking": "Asia/Shanghai", "Asia/Dacca": "Asia/Dhaka",
    "Asia/Katmandu": "Asia/Kathmandu", "Asia/Macao": "Asia/Macau", "Asia/Rangoon": "Asia/Yangon",
    "Asia/Saigon": "Asia/Ho_Chi_Minh", "Asia/Tel_Aviv": "Asia/Jerusalem", "Asia/Thimbu": "Asia/Thimphu",
    "Asia/Ujung_Pandang": "Asia/Makassar", "Asia/Ulan_Bator": "Asia/Ulaanbaatar",
    "Atlantic/Faeroe": "Atlantic/Faroe", "Australia/ACT": "Australia/Sydney",
    "Australia/Canberra": "Australia/Sydney",
    "Australia/NSW": "Australia/Sydney", "Australia/North": "Australia/Darwin",
    "Australia/Queensland": "Australia/Brisbane", "Australia/South": "Australia/Adelaide",
    "Australia/Tasmania": "Australia/Hobart", "Australia/Victoria": "Australia/Melbourne",
    "Australia/West": "Australia/Perth", "Europe/Kiev": "Europe/Kyiv", "Pacific/Ponape": "Pacific/Pohnpei",
    "Pacific/Truk": "Pacific/Chuuk",
}  # fmt: skip
"""Names of the same zones that are kept for old programs; they lead to the present one."""
_CITIES = {
    "Africa/Cairo": "alexandria, giza", "Africa/Casablanca": "marrakesh, rabat",
    "Africa/Johannesburg": "cape town, durban, pretoria", "Africa/Lagos": "abuja, ibadan",
    "Africa/Nairobi": "mombasa",
    "America/Chicago": "austin, central time, dallas, houston, minneapolis, new orleans, san antonio, "
    "st louis",
    "America/Denver": "albuquerque, boulder, mountain time, salt lake city", "America/Edmonton": "calgary",
    "America/Los_Angeles": "las vegas, pacific time, portland, sacramento, san diego, san francisco, "
    "san jose, seattle",
    "America/Mexico_City": "guadalajara, puebla",
    "America/New_York": "atlanta, baltimore, boston, charlotte, cleveland, eastern time, miami, "
    "philadelphia, pittsburgh, washington",
    "America/Sao_Paulo": "belo horizonte, brasilia, curitiba, porto alegre, rio de janeiro",
    "America/Toronto": "montreal, ottawa, quebec", "America/Vancouver": "victoria",
    "Asia/Dubai": "abu dhabi", "Asia/Ho_Chi_Minh": "hanoi, saigon", "Asia/Jerusalem": "haifa, tel aviv",
    "Asia/Karachi": "islamabad, lahore",
    "Asia/Kolkata": "ahmedabad, bangalore, bengaluru, bombay, calcutta, chennai, delhi, hyderabad, mumbai, "
    "new delhi, pune",
    "Asia/Kuala_Lumpur": "penang", "Asia/Riyadh": "jeddah, mecca",
    "Asia/Shanghai": "beijing, chengdu, guangzhou, hangzhou, nanjing, peking, shenzhen, wuhan",
    "Asia/Bangkok": "chiang mai", "Asia/Tokyo": "kyoto, nagoya, osaka, sapporo, yokohama",
    "Asia/Seoul": "busan, daejeon", "Asia/Yangon": "rangoon", "Australia/Brisbane": "gold coast",
    "Australia/Sydney": "canberra", "Europe/Amsterdam": "rotterdam, the hague, utrecht",
    "Europe/Berlin": "cologne, dresden, dusseldorf, frankfurt, hamburg, heidelberg, koln, leipzig, munchen, "
    "munich, stuttgart",
    "Europe/Brussels": "antwerp, ghent", "Europe/Istanbul": "ankara, izmir",
    "Europe/Kyiv": "kharkiv, kiev, lviv",
    "Europe/Lisbon": "porto",
    "Europe/London": "birmingham, bristol, cambridge, cardiff, edinburgh, glasgow, leeds, manchester, oxford",
    "Europe/Madrid": "barcelona, seville, valencia", "Europe/Moscow": "saint petersburg, st petersburg",
    "Europe/Paris": "bordeaux, lyon, marseille, nice, toulouse", "Europe/Prague": "brno",
    "Europe/Rome": "bologna, florence, milan, naples, turin", "Europe/Stockholm": "gothenburg, malmo",
    "Europe/Vienna": "graz, salzburg", "Europe/Warsaw": "gdansk, krakow, poznan, wroclaw",
    "Europe/Zurich": "basel, bern, geneva, lausanne", "Pacific/Auckland": "christchurch, wellington",
    "UTC": "gmt, zulu, coordinated universal time, etc/utc",
}  # fmt: skip
"""Zone → cities on its clock that IANA does not name."""


def is_zone(name: str) -> bool:
    """Whether this is exactly an IANA zone name that is known here; safe for any text."""
    return name in _zones()


def find_zones(query: str, limit: int = 25) -> list[str]:
    """IANA names that fit what was typed so far, best first; for an empty query some of every area.

    A whole city name comes first, then beginnings of names, then beginnings of words, then any part. Former
    names (Asia/Calcutta) are understood but never offered.
    """
    wanted = folded(query)
    if not wanted:
        return [zone for zone in _FIRST if is_zone(zone)][:limit]
    best: dict[str, tuple[int, str]] = {}
    for key, zone in _places():
        if (rank := fit(wanted, key)) is not None:
            best[zone] = min(best.get(zone, (rank, zone)), (rank, zone))
    return [zone for _, zone in sorted(best.values())][:limit]


def canonical(text: str) -> str | None:
    """The IANA name for a name in any case, a former name, or a whole city; None when none or several fit."""
    wanted = folded(text)
    found = {zone for key, zone in _places() if key == wanted}
    if not found and wanted:
        found = {name for name in _zones() if folded(name) == wanted}
    return found.pop() if len(found) == 1 else None


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones()) - _NO_PLACE


@cache
def _places() -> tuple[tuple[str, str], ...]:
    """(how it is looked up, zone) of every name and city."""
    known = _zones()
    current = [name for name in known if name.startswith(_AREAS) and name not in _FORMER_NAMES]
    pairs = {(folded(name), name) for name in current}
    pairs |= {(folded(name.rpartition("/")[2]), name) for name in current}
    pairs |= {(folded(city), zone) for zone, cities in _CITIES.items() for city in cities.split(", ")}
    pairs |= {(folded(former), zone) for former, zone in _FORMER_NAMES.items()}
    pairs |= {(folded(former.rpartition("/")[2]), zone) for former, zone in _FORMER_NAMES.items()}
    pairs.add(("utc", "UTC"))
    return tuple(sorted(pair for pair in pairs if pair[1] in known))
