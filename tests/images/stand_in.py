"""A drawing process that misbehaves on request. Run as a program, with its behaviour and a file to log requests to."""

import json
import os
import sys
import time
from pathlib import Path

PNG = b"\x89PNG\r\n\x1a\n" + b"not a picture, but as good as one here"


def answer(message: dict[str, object], png: bytes = b"") -> None:
    sys.stdout.buffer.write(json.dumps(message).encode() + b"\n" + png)
    sys.stdout.buffer.flush()


def main(behaviour: str, log: Path) -> None:
    if behaviour == "missing":
        answer({"fault": "pictures need the `pictures` extra"})
        return
    if behaviour == "stillborn":
        return
    answer({"png": 0, "width": 0, "height": 0})
    for request in sys.stdin.buffer:
        with log.open("ab") as file:
            file.write(request)
        if behaviour == "hanging":
            time.sleep(60)
        if behaviour == "dying" or (behaviour == "dying once" and log.read_bytes().count(b"\n") == 1):
            os._exit(1)
        if behaviour == "cut short":
            answer({"png": 1000, "width": 1, "height": 1}, PNG)
            return
        if behaviour == "babbling":
            sys.stdout.buffer.write(b"\xff\xfe no JSON\n")
            sys.stdout.buffer.flush()
            continue
        if behaviour == "telling":
            answer({"fault": " ".join(sorted(os.environ))})
            continue
        answer({"png": len(PNG), "width": 400, "height": 100}, PNG)
        if behaviour == "once only":
            return


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
