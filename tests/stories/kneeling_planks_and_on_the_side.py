"""Stories of exercises kneeling, in a plank, and on the side."""

from stories.telling import Story

STORIES = [
    Story(
        "Hip-flexor stretch: leans forward on the second side; the clock stands, and told to keep the chest up",
        "hip_flexor_stretch-trunk_leans-female",
        """
         9.3 s  right held 5.5 s of 4 s
        17.7 s  “Keep your chest up”, clock at 1.8 s
        21.8 s  left held 1.8 s of 4 s: trunk_leans
        """,
    ),
    Story(
        "Hip-flexor stretch: the front knee goes past the toes; told to bring it back, the clock runs on",
        "hip_flexor_stretch-knee_past_toes-male",
        """
         8.7 s  right held 5.0 s of 4 s
        15.1 s  “Front knee back over the ankle”, clock at 0.2 s
        21.8 s  left held 5.6 s of 4 s: knee_past_toes
        """,
    ),
    Story(
        "Hip-flexor stretch: leaves the second side early; told to stay longer",
        "hip_flexor_stretch-short_hold-woman_older",
        """
         9.1 s  right held 5.5 s of 4 s
        18.3 s  left held 1.8 s of 4 s: short_hold
        18.3 s  “Stay in the stretch longer”
        """,
    ),
    Story(
        "Plank: hips that sag stop the clock and are told to lift; it goes on when they are in line",
        "plank-hips_sag-male",
        """
         5.3 s  “Lift your hips, in line”, clock at 1.7 s
         9.2 s  “Good, keep that”, clock at 2.0 s
        11.6 s  “Lift your hips, in line”, clock at 3.2 s
        12.2 s  held 3.2 s of 4 s: hips_sag
        """,
    ),
    Story(
        "Plank: the head hangs; told to keep it in line, the clock runs on",
        "plank-head_drops-male",
        """
         4.9 s  “Head in line, look at the floor”, clock at 2.6 s
        11.7 s  “Lift your hips, in line”, clock at 8.1 s
        12.3 s  held 7.9 s of 4 s: head_drops
        """,
    ),
    Story(
        "Side plank: hips that drop stop the clock and are told to lift; it goes on when they are in line",
        "side_plank-hips_drop-male",
        """
         5.2 s  “Lift your hips, in line”, clock at 1.7 s
         7.9 s  “Good, keep that”, clock at 1.7 s
        11.0 s  left held 2.9 s of 4 s: hips_drop
        """,
    ),
    Story(
        "Thoracic rotation: the hips roll along with the chest; told to keep them still",
        "thoracic_rotation-hips_roll-male",
        """
         5.4 s  left good
         7.7 s  “Keep your hips still”
         9.9 s  left flawed: hips_roll
        14.5 s  left flawed: hips_roll
        """,
    ),
    Story(
        "Flexion and rotation: the upper knee leaves the floor; the clock stands until it is down again",
        "flexion_rotation-knee_lifts-male",
        """
         6.0 s  “Keep the upper knee on the floor”, clock at 3.4 s
         9.7 s  “Good, keep that”, clock at 3.4 s
        13.2 s  right held 6.0 s of 4 s: knee_lifts
        """,
    ),
    Story(
        "Side leg raise: rolls back to lift higher; told to stack the hips",
        "side_leg_raise-hips_roll-male",
        """
         4.8 s  right good
         6.5 s  “Do not roll back, stack your hips”
         8.4 s  right flawed: hips_roll
        12.1 s  right flawed: hips_roll
        """,
    ),
    Story(
        "Side leg raise, standing: the lifted knee bends; told to keep the leg straight",
        "side_leg_raise_standing-knee_bent-woman_older",
        """
         4.7 s  right good
         8.7 s  left good
         9.9 s  “Keep the leg straight”
        12.2 s  right flawed: knee_bent
        15.9 s  left flawed: knee_bent
        """,
    ),
]
