"""Every service, built once by the composition root."""

from dataclasses import dataclass
from typing import Self

from bot.services.attempt import AttemptService
from bot.services.context import Context
from bot.services.curriculum import CurriculumService
from bot.services.daily_post import DailyPostService
from bot.services.delivery import DeliveryService
from bot.services.discussion import DiscussionService
from bot.services.enrollment import EnrollmentService
from bot.services.group import GroupService
from bot.services.hint import HintService
from bot.services.leaderboard import LeaderboardService
from bot.services.notice import NoticeService
from bot.services.pause import PauseService
from bot.services.phase_offer import PhaseOfferService
from bot.services.privacy import PrivacyService
from bot.services.progress import ProgressService
from bot.services.report import ReportService
from bot.services.streak import StreakService
from bot.services.study_guide import StudyGuideService
from bot.services.today import TodayService


@dataclass(frozen=True, slots=True)
class Services:
    """What the doors call; one field a noun."""

    attempt: AttemptService
    curriculum: CurriculumService
    daily_post: DailyPostService
    delivery: DeliveryService
    discussion: DiscussionService
    enrollment: EnrollmentService
    group: GroupService
    hint: HintService
    leaderboard: LeaderboardService
    notice: NoticeService
    pause: PauseService
    phase_offer: PhaseOfferService
    privacy: PrivacyService
    progress: ProgressService
    report: ReportService
    streak: StreakService
    study_guide: StudyGuideService
    today: TodayService

    @classmethod
    def build(cls, context: Context, holder: str) -> Self:
        """All services over one context; `holder` names this process among others on the same database."""
        return cls(
            attempt=AttemptService(context),
            curriculum=CurriculumService(context),
            daily_post=DailyPostService(context),
            delivery=DeliveryService(context, holder),
            discussion=DiscussionService(context),
            enrollment=EnrollmentService(context),
            group=GroupService(context),
            hint=HintService(context),
            leaderboard=LeaderboardService(context),
            notice=NoticeService(context),
            pause=PauseService(context),
            phase_offer=PhaseOfferService(context),
            privacy=PrivacyService(context),
            progress=ProgressService(context),
            report=ReportService(context),
            streak=StreakService(context),
            study_guide=StudyGuideService(context),
            today=TodayService(context),
        )
