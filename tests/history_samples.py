"""Kept sessions that are made up."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

VERDICTS = "good", "good", "flawed", "incomplete"


def write_session(
    folder: Path,
    started: str,
    exercise: str = "bridge",
    verdicts: tuple[str, ...] = VERDICTS,
    holds: tuple[float, ...] = (),
    person: str = "",
    ended: str | None = "quit",
    peak: float = 170.0,
) -> Path:
    """A session folder with one repetition for each verdict, one hold for each number of seconds; a flawed one was rushed."""
    place = folder / f"{datetime.fromisoformat(started):%Y-%m-%d-%H%M%S}-{exercise}"
    place.mkdir(parents=True)
    lines: list[dict[str, Any]] = [
        {"event": "session", "format": 2, "exercise": exercise, "started": started, "person": person, "hold_s": 0.0}
    ]
    for k, verdict in enumerate(verdicts):
        times = {"start_s": 5.0 * k, "end_s": 5.0 * k + 4}
        if verdict == "flawed":
            lines.append({"event": "fault", "name": "rushed", **times, "rep": k + 1})
        faults = ["rushed"] if verdict == "flawed" else []
        lines.append({"event": "rep", "side": None, **times, "peak": peak + k, "hold_s": 1.0, "verdict": verdict, "faults": faults})
    for k, seconds in enumerate(holds):
        lines.append(
            {"event": "hold", "side": None, "start_s": 30.0 * k, "end_s": 30.0 * k + seconds, "held_s": seconds, "reached": seconds >= 20,
             "faults": []}
        )  # fmt: skip
    if ended == "pain":
        lines.append({"event": "pain", "time_s": 60.0})
    if ended is not None:
        lines.append({"event": "end", "time_s": 60.0, "reason": ended})
    (place / "session.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return place
