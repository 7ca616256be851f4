"""What may stand in the files that are read rather than asked: guides, projects, the FAQ and the glossary.

A module's guide is a `GuideFile` in its phase's `guides/`, a project a `ProjectFile` in its phase's `projects/`;
`faq.yaml` is a `FaqFile`, `glossary.yaml` a `GlossaryFile`. What a phase says of itself stands in `PhaseFile`.
"""

from bot.content.parts import Fields, ReferenceFields
from bot.content.scalars import Amount, Block, Line, Schema, Words


class ResourceFields(Fields):
    """A page worth reading."""

    title: Line
    url: Line
    why: Line
    minutes: Amount


class TopicGuideFields(Fields):
    """What stands before a topic's first question."""

    topic: Line
    outcomes: Words
    primer: Block
    resources: tuple[ResourceFields, ...]


class GuideFile(Fields):
    """`guides/<module>.yaml`."""

    schema_: Schema
    module: Line
    purpose: Line
    brings: Line
    hours: Amount
    topics: tuple[TopicGuideFields, ...]


class DataSetFields(Fields):
    """Data that anyone may use."""

    title: Line
    url: Line
    licence: Line
    note: Line


class MilestoneFields(Fields):
    """A stretch of a project, and what is done at its end."""

    title: Line
    weeks: Amount
    done: Words


class TargetFields(Fields):
    """What “good” is, in numbers."""

    measure: Line
    baseline: Line
    good: Line


class CriterionFields(Fields):
    """A line of a rubric, with its levels from the lowest to the highest."""

    criterion: Line
    levels: Words


class MistakeFields(Fields):
    """What goes wrong, and what to do instead."""

    mistake: Line
    instead: Line


class ProjectFile(Fields):
    """`projects/<name>.yaml`."""

    schema_: Schema
    id: Line
    title: Line
    summary: Line
    problem: Block
    topics: Words
    data: tuple[DataSetFields, ...]
    milestones: tuple[MilestoneFields, ...]
    good: tuple[TargetFields, ...]
    rubric: tuple[CriterionFields, ...]
    stretch: Words
    mistakes: tuple[MistakeFields, ...]


class FaqEntryFields(Fields):
    """What newcomers ask."""

    id: Line
    question: Line
    answer: Block
    refs: tuple[ReferenceFields, ...]


class FaqFile(Fields):
    """`faq.yaml`."""

    schema_: Schema
    questions: tuple[FaqEntryFields, ...]


class TermFields(Fields):
    """A term of the glossary; `also` holds other names of it."""

    term: Line
    definition: Line
    notation: Line = ""
    also: Words = ()
    topics: Words


class GlossaryFile(Fields):
    """`glossary.yaml`."""

    schema_: Schema
    terms: tuple[TermFields, ...]
