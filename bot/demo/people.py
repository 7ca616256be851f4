"""Who is in the demo's guild: three people a visitor looks out of, and the learners around them."""

from dataclasses import dataclass
from datetime import time


@dataclass(frozen=True, slots=True)
class Persona:
    """Someone a visitor can be.

    Attributes:
        key: Their name in addresses.
        name: What everyone calls them.
        line: Who they are, after the name.
        opens: The channel their link leads to.
        invites: What to do there, in a sentence.
    """

    key: str
    name: str
    line: str
    opens: str
    invites: str


NORA = Persona(
    key="nora",
    name="Nora",
    line="new here",
    opens="fundamentals",
    invites="Answer today’s question and enroll with the same tap.",
)
SAM = Persona(
    key="sam",
    name="Sam",
    line="on a streak",
    opens="fundamentals",
    invites="Two weeks in. Try /streak, /progress and /leaderboard.",
)
MIA = Persona(
    key="mia",
    name="Mia",
    line="a moderator",
    opens="moderators",
    invites="Preview tomorrow’s question, read reports, see who is enrolled.",
)
PERSONAS = (NORA, SAM, MIA)


@dataclass(frozen=True, slots=True)
class Learner:
    """How someone studies.

    Attributes:
        name: What everyone calls them.
        phase: The phase they enroll in, 1 to 4.
        joins_after: Days between the group's first evening and theirs.
        answers_at: When they usually answer, local to the group.
        skill: How often they know the answer, 0 to 1.
        diligence: How likely they answer on a given day, 0 to 1.
    """

    name: str
    phase: int
    joins_after: int
    answers_at: time
    skill: float
    diligence: float


LEARNERS = (
    Learner("Sam", phase=1, joins_after=0, answers_at=time(12, 40), skill=0.8, diligence=1.0),
    Learner("Amara", phase=1, joins_after=0, answers_at=time(9, 12), skill=0.9, diligence=0.95),
    Learner("Ben", phase=1, joins_after=0, answers_at=time(22, 10), skill=0.6, diligence=0.75),
    Learner("Chiara", phase=1, joins_after=0, answers_at=time(9, 31), skill=0.7, diligence=0.9),
    Learner("Deniz", phase=1, joins_after=1, answers_at=time(18, 5), skill=0.75, diligence=0.85),
    Learner("Ewa", phase=1, joins_after=2, answers_at=time(9, 47), skill=0.55, diligence=0.9),
    Learner("Faisal", phase=1, joins_after=4, answers_at=time(20, 20), skill=0.65, diligence=0.6),
    Learner("Grace", phase=2, joins_after=6, answers_at=time(11, 15), skill=0.85, diligence=0.95),
    Learner("Hugo", phase=2, joins_after=7, answers_at=time(19, 30), skill=0.5, diligence=0.7),
    Learner("Ines", phase=3, joins_after=9, answers_at=time(13, 50), skill=0.7, diligence=0.8),
)
"""Sam is the one a visitor can be; he answers every day. Nobody has reached phase 4 yet."""

OWNER = "Olu"
