"""What a check of the installation found."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        subject: What was looked at: a setting's name, or a word.
        good: Whether the bot can run with it.
        said: What was found; never a secret.
        mend: What to do about it; empty where there is nothing to do.
    """

    subject: str
    good: bool
    said: str
    mend: str = ""

    def __str__(self) -> str:
        """One line as it is shown: `ok   subject: found`, or `BAD  subject: found → mend`."""
        mend = f" → {self.mend}" if self.mend else ""
        return f"{'ok ' if self.good else 'BAD'}  {self.subject}: {self.said}{mend}"
