"""At a phase's projected end the learner is offered the next, once, in private."""

from sqlalchemy import Connection

from bot.domain.pace import phase_ends_on
from bot.domain.phase_offer import PhaseOffer
from bot.domain.study_day import study_day
from bot.services.context import Context
from bot.storage import phase_offer as storage
from bot.storage.enrollment import update_enrollment


class PhaseOfferService:
    """Offers of the next phase."""

    def __init__(self, context: Context) -> None:
        self._context = context

    async def due(self, limit: int = 20) -> list[PhaseOffer]:
        """Learners whose phase has reached its projected end and who were not offered the next one yet."""
        now = self._context.now()

        def work(connection: Connection) -> list[PhaseOffer]:
            offers: list[PhaseOffer] = []
            for enrollment in storage.candidates(connection, now, limit):
                today = study_day(now, enrollment.timezone)
                if phase_ends_on(enrollment.phase_started_on, enrollment.pace) > today:
                    continue
                curriculum = self._context.library.for_guild(enrollment.guild_id)
                offers.append(
                    PhaseOffer(
                        enrollment_id=enrollment.id,
                        guild_id=enrollment.guild_id,
                        discord_id=enrollment.discord_id,
                        phase=enrollment.phase,
                        title=curriculum.phase(enrollment.phase).title,
                        next_phase=enrollment.phase + 1,
                        next_title=curriculum.phase(enrollment.phase + 1).title,
                    )
                )
            return offers

        return await self._context.database.read(work)

    async def offered(self, offer: PhaseOffer) -> None:
        """The learner was told, or cannot be reached by direct message: `/today` offers it too."""
        await self._context.database.write(
            lambda connection: update_enrollment(
                connection, offer.enrollment_id, offered_phase=offer.next_phase
            )
        )
