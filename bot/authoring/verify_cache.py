"""Answers that checks gave before, by the content that they depend on. Keys are not among it, nor kept here."""

import contextlib
import hashlib
import json
import os
from pathlib import Path
from typing import Any

from bot.authoring.sandbox import WORKER

FOLDER = Path(".verify_cache")
"""In the current folder, beside the caches of other tools; it keeps itself out of Git."""


class AnswerCache:
    """A folder with one small file for each item; safe for several threads, each with items of its own."""

    def __init__(self, folder: Path | None) -> None:
        """Nothing is written before an answer is kept; without a folder nothing is ever kept."""
        self._folder = folder
        self._worker = hashlib.sha256(WORKER.read_bytes()).hexdigest()

    def key(self, content: object) -> str:
        """Hash of what an answer depends on, the way in which programs are run included."""
        text = json.dumps([self._worker, content], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    def answers(self, item_id: str, key: str) -> list[Any] | None:
        """The answers, one for each variant, that were kept under this key; None when there are none."""
        if self._folder is None:
            return None
        try:
            kept = json.loads((self._folder / f"{item_id}.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        if not isinstance(kept, dict) or kept.get("key") != key or not isinstance(kept.get("answers"), list):
            return None
        return list(kept["answers"])

    def keep(self, item_id: str, key: str, answers: list[Any]) -> None:
        """Keep an item's answers instead of any earlier ones. A folder that cannot be written is no failure."""
        if self._folder is None:
            return
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            ignore = self._folder / ".gitignore"
            if not ignore.exists():
                ignore.write_text("*\n", encoding="utf-8")
            path = self._folder / f"{item_id}.json"
            new = path.with_suffix(f".{os.getpid()}.new")
            new.write_text(json.dumps({"key": key, "answers": answers}), encoding="utf-8")
            new.replace(path)
