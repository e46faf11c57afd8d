"""Stories of exercises on the back."""

from stories.telling import Story

STORIES = [
    Story(
        "Bridge: one hip hangs lower than the other after a level repetition; told at its end to keep both level",
        "bridge-hips_uneven-female",
        """
         5.3 s  good
        10.1 s  flawed: hips_uneven
        10.1 s  “Keep both hips level”
        14.7 s  flawed: hips_uneven
        """,
    ),
    Story(
        "Bridge: the hips go above the line; told at once to stop lower",
        "bridge-overarched-female",
        """
         5.5 s  good
         7.5 s  “Hips lower, in line with your knees”
         9.6 s  flawed: overarched
        14.7 s  flawed: overarched
        """,
    ),
    Story(
        "Bridge: the hips stop short of the line; the repetition is incomplete, and told to lift a little higher",
        "bridge-shallow-male",
        """
         5.2 s  good
         9.7 s  incomplete: shallow
         9.7 s  “Lift your hips a little higher”
        14.3 s  incomplete: shallow
        """,
    ),
    Story(
        "Bridge: bounces at the top; one repetition, not several, and told to hold still",
        "bridge-bouncing-male",
        """
         5.3 s  good
         8.7 s  “Do not bounce, hold still”
        11.2 s  flawed: bouncing
        14.7 s  “Do not bounce, hold still”
        17.0 s  flawed: bouncing
        """,
    ),
    Story(
        "Bridge: drops the hips; told to lower them slowly, and not called rushed",
        "bridge-lowered_fast-woman_older",
        """
         5.4 s  good
         9.2 s  flawed: lowered_fast
         9.2 s  “Lower your hips slowly”
        12.4 s  flawed: lowered_fast
        """,
    ),
    Story(
        "Bridge: hurries up; told to go slower",
        "bridge-rushed-woman_older",
        """
         5.2 s  good
         7.2 s  flawed: rushed
         7.2 s  “Slower on the way up”
         9.2 s  flawed: rushed
        """,
    ),
    Story(
        "Bridge, held: hips that sag stop the clock and are told to lift; it goes on when they are up",
        "bridge_hold-hips_sag-male",
        """
         5.4 s  “Lift your hips a little higher”, clock at 1.8 s
         9.6 s  “Good, keep that”, clock at 1.8 s
        11.8 s  held 3.0 s of 4 s: hips_sag
        """,
    ),
    Story(
        "Single knee to chest: the other leg comes up with it; told to leave it down, and the second leg is done well",
        "single_knee_to_chest-other_leg_lifts-male",
        """
         5.4 s  “Leave your other leg down”, clock at 2.6 s
        10.0 s  left held 5.7 s of 4 s: other_leg_lifts
        20.4 s  right held 5.8 s of 4 s
        """,
    ),
    Story(
        "Both knees to the chest: the head comes off the floor; told to let it rest",
        "double_knee_to_chest-head_lifts-male",
        """
         5.6 s  “Let your head rest on the floor”, clock at 2.6 s
        12.4 s  held 7.8 s of 4 s: head_lifts
        """,
    ),
    Story(
        "Knee rolls: the knees come apart on the way; told to keep them together, each time they do",
        "knee_rolls-knees_apart-male",
        """
         5.4 s  left good
         7.0 s  “Keep your knees together”
         9.7 s  right flawed: knees_apart
        13.0 s  “Keep your knees together”
        14.2 s  left flawed: knees_apart
        18.7 s  right flawed: knees_apart
        """,
    ),
    Story(
        "Supine twist: one shoulder comes off the floor; told to keep both down, the clock runs on",
        "supine_twist-shoulder_lifts-male",
        """
         5.8 s  “Keep both shoulders on the floor”, clock at 2.8 s
        11.2 s  left held 6.8 s of 4 s: shoulder_lifts
        22.9 s  right held 6.8 s of 4 s
        """,
    ),
    Story(
        "Piriformis stretch: the tailbone comes off the floor on the left; told to let it sink, the right side is done well",
        "piriformis_stretch-tailbone_lifts-male",
        """
         6.3 s  “Let your tailbone sink to the floor”, clock at 2.7 s
        12.8 s  left held 6.7 s of 4 s: tailbone_lifts
        24.4 s  right held 6.2 s of 4 s
        """,
    ),
    Story(
        "Hamstring stretch: the raised knee bends; the clock stands until it is straight, so that the hold is too short",
        "hamstring_stretch-knee_bent-male",
        """
         6.6 s  “Straighten the raised knee”, clock at 1.9 s
         8.4 s  “Good, keep that”, clock at 2.1 s
        10.8 s  left held 3.3 s of 4 s: knee_bent
        22.4 s  right held 6.7 s of 4 s
        """,
    ),
    Story(
        "Straight leg raise: drops the leg; told to lower it slowly",
        "straight_leg_raise-dropped_fast-male",
        """
         4.7 s  left good
         8.6 s  left flawed: dropped_fast
         8.6 s  “Lower the leg slowly”
        13.1 s  right flawed: dropped_fast
        16.2 s  right flawed: dropped_fast
        16.2 s  “Lower the leg slowly”
        """,
    ),
    Story(
        "Pelvic tilt: the hips leave the floor; told that this is no bridge",
        "pelvic_tilt-hips_lift-woman_older",
        """
         5.6 s  good
         7.4 s  “Keep your hips down, no bridge”
        10.6 s  flawed: hips_lift
        13.4 s  “Keep your hips down, no bridge”
        15.3 s  flawed: hips_lift
        """,
    ),
    Story(
        "Foam roller: the hips sink to the floor; the clock stands until they are up, and again at the end",
        "foam_roll_upper_back-hips_drop-male",
        """
         5.8 s  “Lift your hips off the floor”, clock at 2.2 s
        11.1 s  “Good, keep that”, clock at 2.2 s
        13.8 s  “Lift your hips off the floor”, clock at 3.7 s
        14.4 s  held 3.7 s of 4 s: hips_drop
        """,
    ),
    Story(
        "Nerve glide: the thigh moves along with the lower leg; told to keep it upright",
        "nerve_glide-hip_drifts-woman_older",
        """
         5.1 s  left good
         6.3 s  “Keep the thigh upright, move the lower leg”
         8.5 s  left flawed: hip_drifts
        12.3 s  “Keep the thigh upright, move the lower leg”
        14.2 s  right flawed: hip_drifts
        18.2 s  right flawed: hip_drifts
        """,
    ),
]
