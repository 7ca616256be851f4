"""The process that draws. It reads a request a line, and answers each with a line and, if that says so, with a PNG.

Both lines are JSON. A request is a list of [formula, label] pairs. An answer has `png`, `width` and `height`
(bytes that follow, pixels), or `problem` and `position` (the author's to mend), or `fault` (ours). The first answer,
unasked, says that it is ready. It ends when its input does, or by itself when nobody has asked for a while, since
the drawing library takes some 80 MB.
"""

import json
import os
import sys
import threading
from typing import BinaryIO

from bot.domain.formulas.prose import Line
from bot.domain.formulas.syntax import FormulaError

IDLE_SECONDS = 300.0


def main() -> None:
    """Answer requests until there are no more."""
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    # What a library prints must not end up in an answer.
    sys.stdout = sys.stderr
    try:
        from bot.images import formulas

        formulas.start()
    except ImportError as error:
        _send(answers, {"fault": f"pictures need the `pictures` extra ({error})"})
        return
    _send(answers, {"png": 0, "width": 0, "height": 0})
    idle = _ending_when_idle()
    for request in requests:
        idle.cancel()
        lines = [Line(formula, label) for formula, label in json.loads(request)]
        try:
            drawing = formulas.draw(lines)
        except FormulaError as error:
            _send(answers, {"problem": error.message, "position": error.position})
        except Exception as error:  # whatever it was, the next picture may succeed
            _send(answers, {"fault": f"{type(error).__name__}: {error}"})
        else:
            size = {"width": drawing.width, "height": drawing.height}
            _send(answers, {"png": len(drawing.png), **size}, drawing.png)
        idle = _ending_when_idle()
    idle.cancel()


def _send(answers: BinaryIO, answer: dict[str, object], png: bytes = b"") -> None:
    answers.write(json.dumps(answer).encode() + b"\n" + png)
    answers.flush()


def _ending_when_idle() -> threading.Timer:
    # Reading blocks, and pipes cannot be polled on every system; there is nothing to be cleaned up.
    timer = threading.Timer(IDLE_SECONDS, os._exit, (0,))
    timer.daemon = True
    timer.start()
    return timer


if __name__ == "__main__":
    main()
