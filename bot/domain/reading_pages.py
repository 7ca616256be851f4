"""What `/guide` shows of a phase or a topic, put together from the roadmap and its guides."""

from dataclasses import dataclass

from bot.domain.curriculum import Module, Phase, Topic
from bot.domain.study_guide import ModuleGuide, PhaseGuide, Project, TopicGuide


@dataclass(frozen=True, slots=True)
class PhasePage:
    """A phase with its guide, its modules in order, each with its guide where it has one, and its projects."""

    phase: Phase
    guide: PhaseGuide | None
    modules: tuple[tuple[Module, ModuleGuide | None], ...]
    projects: tuple[Project, ...]

    @property
    def hours(self) -> int:
        """Hours of study of all its modules together; 0 where no guide says."""
        return sum(guide.hours for _, guide in self.modules if guide is not None)


@dataclass(frozen=True, slots=True)
class TopicPage:
    """A topic with its module, their guides where they have any, and the topics that come before it."""

    topic: Topic
    module: Module
    guide: TopicGuide | None
    module_guide: ModuleGuide | None
    before: tuple[Topic, ...]
