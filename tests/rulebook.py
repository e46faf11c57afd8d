"""Exercises for tests, with lines of their own: tuning a pose file does not move a test of the engine."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from formcheck.rules.exercise import Exercise

HEAD: dict[str, Any] = {
    "title": "Test",
    "posture": "on the back",
    "view": "side",
    "camera": "from the side",
    "summary": "for tests",
    "how": ["do it"],
    "dose": {"reps": 10},
}

BRIDGE: dict[str, Any] = HEAD | {
    "name": "bridge",
    "measures": {
        "hip": {"kind": "angle", "points": ["near.shoulder", "near.hip", "near.knee"], "signed": True},
        "lying": {"kind": "ahead", "points": ["near.hip", "near.shoulder"]},
        "hip_width": {"kind": "thickness", "points": ["near.hip", "near.shoulder", "near.knee"]},
    },
    "gate": {
        "needs": ["near.shoulder", "near.hip", "near.knee", "near.ankle"],
        "start": [
            {"measure": "lying", "below": -0.6, "say": "lie on your back"},
            {"measure": "hip", "above": 95, "below": 150, "say": "lower your hips to the floor"},
        ],
    },
    "repetition": {"measure": "hip", "rest": 145, "attempt": 149, "full": 163, "requires": [{"measure": "lying", "below": -0.4}]},
    "faults": {
        "shallow": {"kind": "range", "cue": "Lift your hips higher", "priority": 6},
        "overarched": {"measure": "hip", "above": 196, "release": 3, "phase": ["up", "top"], "cue": "Hips lower", "priority": 7},
        "bouncing": {"kind": "bounce", "measure": "hip", "swing": 4.5, "cue": "Hold still", "priority": 8},
        "rushed": {"kind": "tempo", "phase": "up", "under_s": 0.35, "cue": "Slower up"},
        "lowered_fast": {"kind": "tempo", "phase": "down", "under_s": 0.35, "unless": ["rushed"], "cue": "Lower slowly", "priority": 6},
        "hips_uneven": {
            "kind": "differs",
            "measure": "hip_width",
            "share": 0.07,
            "unless": ["overarched", "shallow", "bouncing"],
            "cue": "Keep both hips level",
            "priority": 8,
        },
    },
}

PRESS_UP: dict[str, Any] = HEAD | {
    "name": "press_up",
    "posture": "face down",
    "dose": {"reps": 10, "hold_s": 3},
    "measures": {
        "trunk": {"kind": "slope", "points": ["near.hip", "near.shoulder"]},
        "lying": {"kind": "ahead", "points": ["near.hip", "near.shoulder"]},
        "pelvis": {"kind": "height", "points": ["near.ankle", "near.hip"], "relative_to": "start"},
    },
    "gate": {
        "needs": ["near.shoulder", "near.hip", "near.knee", "near.ankle"],
        "start": [
            {"measure": "lying", "above": 0.6, "say": "lie face down"},
            {"measure": "trunk", "above": -15, "below": 18, "say": "lie flat on your front"},
        ],
    },
    "repetition": {
        "measure": "trunk",
        "rest": 18,
        "attempt": 23,
        "full": 36,
        "top": [{"measure": "lying", "above": 0.2}, {"measure": "trunk", "above": 36, "below": 75}],
    },
    "faults": {
        "shallow": {"kind": "range", "cue": "Press your chest up higher"},
        "pelvis_lifts": {"measure": "pelvis", "above": 0.1, "release": 0.02, "cue": "Let your hips sink", "priority": 8},
        "short_hold": {"kind": "short_hold", "cue": "Stay up longer", "priority": 4},
    },
}

CAT_CAMEL: dict[str, Any] = HEAD | {
    "name": "cat_camel",
    "posture": "hands and knees",
    "measures": {
        "back": {"kind": "back_turn", "points": ["near.shoulder", "near.hip"], "relative_to": "start"},
        "lying": {"kind": "ahead", "points": ["near.hip", "near.shoulder"]},
        "elbow": {"kind": "angle", "points": ["near.shoulder", "near.elbow", "near.wrist"]},
    },
    "gate": {"needs": ["near.shoulder", "near.hip"], "start": [{"measure": "lying", "above": 0.5, "say": "go on hands and knees"}]},
    "repetition": {"measure": "back", "rest": 8, "attempt": 14, "full": 50, "second": {"rest": -8, "attempt": -14}},
    "faults": {
        "no_arch": {"kind": "missing", "end": "first", "cue": "Arch your back up"},
        "no_sag": {"kind": "missing", "end": "second", "cue": "Let your back sag"},
        "shallow": {"kind": "range", "cue": "Move further"},
        "elbows_bend": {
            "measure": "elbow",
            "below": 145,
            "release": 5,
            "phase": ["up", "top", "down", "rest"],
            "cue": "Elbows straight",
            "priority": 6,
        },
    },
}

STRETCH: dict[str, Any] = HEAD | {
    "name": "stretch",
    "posture": "kneeling",
    "dose": {"hold_s": 5, "per_side": True},
    "measures": {
        "glide": {
            "kind": "angle",
            "points": ["active.shoulder", "active.hip", "active.knee"],
            "signed": True,
            "relative_to": "start",
        },
        "lean": {"kind": "direction", "points": ["mid.hip", "mid.shoulder"]},
        "stride": {"kind": "ahead", "points": ["active.ankle", "passive.ankle"]},
    },
    "sides": {"measure": "stride"},
    "gate": {
        "needs": ["near.shoulder", "near.hip", "near.knee", "near.ankle"],
        "start": [{"measure": "stride", "above": 0.8, "say": "put one foot in front"}],
    },
    "hold": {"measure": "glide", "rest": 4, "enter": 9, "full": 17},
    "faults": {
        "trunk_leans": {"measure": "lean", "above": 14, "phase": ["hold"], "stops_clock": True, "cue": "Keep your chest up", "priority": 7},
        "short_hold": {"kind": "short_hold", "cue": "Stay longer", "priority": 4},
    },
}


def exercise(of: dict[str, Any] = BRIDGE, **changes: Any) -> Exercise:
    """The exercise with changes to its parts, each merged key by key; None takes a key away."""
    data = deepcopy(of)
    for part, change in changes.items():
        if isinstance(change, dict) and isinstance(data.get(part), dict):
            change = {k: v for k, v in (data[part] | change).items() if v is not None}
        data[part] = change
    return Exercise.model_validate({key: value for key, value in data.items() if value is not None})
