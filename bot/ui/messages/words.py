"""Numbers, days, times and places as people say them."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain.curriculum import Strand
from bot.domain.item import Track
from bot.domain.weekdays import format_days

_SMALL = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DIFFICULTY = ("very easy", "easy", "medium", "hard", "very hard")
_TRACKS = {Track.COMMON: "either", Track.PYTORCH: "PyTorch", Track.TENSORFLOW: "TensorFlow"}

STRANDS = {
    Strand.MATHEMATICS: "Mathematics",
    Strand.MACHINE_LEARNING: "Machine learning",
    Strand.DATA_ENGINEERING: "Data engineering",
    Strand.ENGINEERING_EDGE: "Engineering edge",
}


def number(n: int) -> str:
    """Small numbers in words ("no" for zero), larger ones in digits with thin thousands."""
    return _SMALL[n] if 0 <= n < len(_SMALL) else f"{n:,}"


def count(n: int, one: str, many: str = "") -> str:
    """A number and its noun: "no points", "one point", "two points", "14 points"."""
    return f"{number(n)} {one if n == 1 else many or one + 's'}"


def capital(sentence: str) -> str:
    """The sentence with a capital first letter."""
    return sentence[:1].upper() + sentence[1:]


def listed(words: Sequence[str], last: str = "and") -> str:
    """“a”, “a and b”, “a, b and c”."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def day(value: date) -> str:
    """A study day: "Mon 23 Nov"."""
    return f"{_DAYS[value.weekday()]} {value.day} {_MONTHS[value.month - 1]}"


def day_and_year(value: date) -> str:
    """A day that may lie in another year: "Mon 23 Nov 2026"."""
    return f"{day(value)} {value.year}"


def weekdays(mask: int) -> str:
    """The days of a bit mask (bit 0 is Monday): "every day", "Mon to Fri", "Mon, Wed and Fri"."""
    chosen = format_days(mask)
    if len(chosen) == 7:
        return "every day"
    names = [_DAYS[index] for index in chosen]
    if len(chosen) > 2 and chosen[-1] - chosen[0] == len(chosen) - 1:
        return f"{names[0]} to {names[-1]}"
    return listed(names) or "no day"


def city(timezone: str) -> str:
    """A zone as people call it: "Berlin" for Europe/Berlin, "UTC-5" for Etc/GMT+5."""
    last = timezone.rsplit("/", 1)[-1]
    if timezone.startswith("Etc/GMT") and last[3:4] in ("+", "-"):
        # These zones are named with the sign turned round.
        return f"UTC{'-' if last[3] == '+' else '+'}{last[4:]}"
    return last.replace("_", " ")


def wall_time(moment: datetime, timezone: str) -> str:
    """What a clock shows there then: "04:00"."""
    return f"{moment.astimezone(ZoneInfo(timezone)):%H:%M}"


def relative(moment: datetime) -> str:
    """An instant that Discord shows as "in 9 hours"."""
    return f"<t:{int(moment.timestamp())}:R>"


def exact(moment: datetime) -> str:
    """An instant that Discord shows as date and time, in the reader's own zone."""
    return f"<t:{int(moment.timestamp())}:f>"


def decimal(value: float, unit: str = "") -> str:
    """A number with at most six significant digits, and its unit: "12.5 %"."""
    text = f"{value:.6g}"
    if "e" not in text and abs(value) >= 10_000 and value == int(value):
        text = f"{int(value):,}"
    return f"{text} {unit}".strip()


def difficulty(level: int) -> str:
    """Difficulty 1 to 5 in words and dots: "medium ●●●○○"."""
    return f"{_DIFFICULTY[level - 1]} {'●' * level}{'○' * (5 - level)}"


def track(value: Track) -> str:
    """The name of a framework."""
    return _TRACKS[value]


def pace(months: int) -> str:
    """How fast a pace is: "one question a day"."""
    questions = {6: "two questions a day", 9: "four questions every three days", 12: "one question a day"}
    return questions.get(months, "a question a day")


def local_day(moment: datetime, timezone: str) -> str:
    """The calendar day of an instant there: "Mon 23 Nov"."""
    return day(moment.astimezone(ZoneInfo(timezone)).date())
