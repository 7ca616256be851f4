"""Names and descriptions of the commands and their options, as people find them while typing."""

from typing import NamedTuple


class Wording(NamedTuple):
    """How a command or an option is called, and what it is for (at most 100 characters)."""

    name: str
    description: str


ENROLL = Wording("enroll", "Join the study group, or change your choices")
ENROLL_PHASE = Wording("phase", "Where to start, 1 to 4 (phase 1 unless you know it already)")
ENROLL_PACE = Wording("pace", "Months for the whole path (12: one question a day)")
ENROLL_TRACK = Wording("track", "Your deep-learning framework")
ENROLL_TIMEZONE = Wording("timezone", "Your city or time zone; it decides when your day ends")
TODAY = Wording("today", "What is open for you now, answerable right there")
PROGRESS = Wording("progress", "Where you are on the path, and what comes next")
STREAK = Wording("streak", "Your streak, and what counted on each of the last days")
LEADERBOARD = Wording("leaderboard", "This week’s points, and where you stand")
LEADERBOARD_PERIOD = Wording("period", "This week or all time")
PAUSE = Wording("pause", "Take a break; your streak is kept safe")
PAUSE_UNTIL = Wording("until", "The last day of your break, such as 2026-12-24, or a number of days")
SETTINGS = Wording("settings", "Time zone, pace, track, pings, your data, leaving")
HELP = Wording("help", "How it works, in a minute")
GUIDE = Wording("guide", "What there is to read: phases, topics, projects, questions, terms")
GUIDE_PHASE = Wording("phase", "What a phase is for, its modules and their hours, and what ends it")
GUIDE_PHASE_NUMBER = Wording("phase", "Which phase, 1 to 4")
GUIDE_TOPIC = Wording("topic", "A primer to read before a topic’s questions, and where to read more")
GUIDE_PROJECT = Wording("project", "A project to build, with data, milestones and what good is")
GUIDE_QUESTION = Wording("question", "What newcomers ask, answered honestly")
GUIDE_TERM = Wording("term", "A term in one or two exact sentences, with its notation")
GUIDE_WHICH = Wording("which", "Type a word of it and pick one from the list")
GUIDES = tuple(
    Wording(f"{GUIDE.name} {one.name}", one.description)
    for one in (GUIDE_TOPIC, GUIDE_TERM, GUIDE_PROJECT, GUIDE_PHASE, GUIDE_QUESTION)
)
LEARNERS = (TODAY, PROGRESS, STREAK, LEADERBOARD, *GUIDES, PAUSE, SETTINGS, ENROLL, HELP)

SETUP = Wording("setup", "Choose where and when questions are posted, and who moderates")
SETUP_CHANNEL = Wording("channel", "Where the questions go")
SETUP_TIME = Wording("time", "When, as hours and minutes, such as 09:00")
SETUP_TIMEZONE = Wording("timezone", "The group’s city or time zone")
SETUP_DAYS = Wording("days", "On which days, such as daily, mon-fri or mon, wed, fri")
SETUP_MODERATOR_ROLE = Wording("moderator_role", "Who may preview, skip and see the overview")
SETUP_MODERATOR_CHANNEL = Wording("moderator_channel", "Where reports and notices go")
SETUP_PHASE_CHANNELS = tuple(
    Wording(f"phase_{phase}_channel", f"A channel of its own for phase {phase}") for phase in (1, 2, 3, 4)
)
DAILY = Wording("daily", "The question of the day, for moderators")
DAILY_PREVIEW = Wording("preview", "What is posted next")
DAILY_POST = Wording("post", "Post the next question now")
DAILY_SKIP = Wording("skip", "Leave the next post day without a question; nobody’s streak suffers")
DAILY_PHASE = Wording("phase", "Which phase, 1 to 4")
GROUP = Wording("group", "The group, for moderators")
GROUP_OVERVIEW = Wording("overview", "Who is enrolled, and who has gone quiet")
MODERATORS = (
    SETUP,
    Wording(f"{DAILY.name} {DAILY_PREVIEW.name}", DAILY_PREVIEW.description),
    Wording(f"{DAILY.name} {DAILY_POST.name}", DAILY_POST.description),
    Wording(f"{DAILY.name} {DAILY_SKIP.name}", DAILY_SKIP.description),
    Wording(f"{GROUP.name} {GROUP_OVERVIEW.name}", GROUP_OVERVIEW.description),
)

TRACK_CHOICES = (("PyTorch", "pytorch"), ("TensorFlow", "tensorflow"))
PACE_CHOICES = (
    ("6 months, two questions a day", 6),
    ("9 months, four every three days", 9),
    ("12 months, one a day", 12),
)
PERIOD_CHOICES = (("This week", "week"), ("All time", "all"))
