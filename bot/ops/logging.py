"""The log: structlog in front, the standard library's logging behind, nothing secret in either.

Any module logs with `logging.getLogger(__name__)` or `structlog.get_logger()`; both end in the same place.
"""

import logging
import re
import sys
from typing import TextIO

import structlog
from structlog.typing import Processor

MASK = "[secret]"

_SECRETS = (
    # A bot token: the application's id, the time it was made and a signature, in base64. Older: "mfa.".
    re.compile(r"\b(?:[\w-]{23,30}\.[\w-]{6,7}\.[\w-]{27,}|mfa\.[\w-]{20,})"),
    # An interaction's or webhook's token, which discord.py's messages hold inside addresses.
    re.compile(r"(?:(?<=webhooks/)|(?<=interactions/))\d{15,20}/[\w-]{20,}"),
    # A password in a database's address.
    re.compile(r"(?<=://)[^\s:/@]*:[^\s/@]+(?=@)"),
)

_LEVELS = {
    # It tells of every run of the heartbeat.
    "apscheduler": logging.WARNING,
    "alembic": logging.WARNING,
    "sqlalchemy": logging.WARNING,
    "asyncio": logging.WARNING,
    "aiohttp.access": logging.WARNING,
    "PIL": logging.WARNING,
    "matplotlib": logging.WARNING,
    # At INFO it only repeats each rate limit that it then waits out.
    "discord.http": logging.WARNING,
    "discord.client": logging.INFO,
    "discord.gateway": logging.INFO,
}


def redact(text: str) -> str:
    """Return the text with everything that is shaped like a secret masked."""
    for secret in _SECRETS:
        text = secret.sub(MASK, text)
    return text


class _RedactingFormatter(structlog.stdlib.ProcessorFormatter):
    """Masks the finished line, so that tracebacks and other libraries' messages are covered too."""

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record))


def set_up_logging(level: str = "INFO", form: str = "console", stream: TextIO | None = None) -> None:
    """Send everything that is logged to one stream, masked. Called again, it replaces what was set.

    Args:
        level: The least severe level that is shown, by name.
        form: `console` for people, or `json` for one JSON object a line.
        stream: Where to write; standard error if None.
    """
    out = stream or sys.stderr
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    formatter = _RedactingFormatter(
        foreign_pre_chain=shared,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *_renderer(form, out)],
    )
    handler = logging.StreamHandler(out)
    # discord.py says at every start that it could not speak; we never wanted to.
    handler.addFilter(lambda record: "voice will NOT be supported" not in str(record.msg))
    handler.setFormatter(formatter)
    root = logging.getLogger()
    for old in root.handlers[:]:
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(level)
    for name, least in _LEVELS.items():
        logging.getLogger(name).setLevel(max(least, logging.getLevelNamesMapping()[level]))
    logging.captureWarnings(True)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.stdlib.PositionalArgumentsFormatter(),
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def _renderer(form: str, out: TextIO) -> tuple[Processor, ...]:
    if form == "json":
        return (structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False))
    plain = structlog.dev.plain_traceback  # the coloured one shows local variables, tokens among them
    return (structlog.dev.ConsoleRenderer(colors=out.isatty(), exception_formatter=plain),)
