"""The offer of the next phase, at the projected end of the one a learner is in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PhaseOffer:
    """What a direct message offers."""

    enrollment_id: int
    guild_id: int
    discord_id: int
    phase: int
    title: str
    next_phase: int
    next_title: str
