"""Stories of exercises face down, and on hands and knees."""

from stories.telling import Story

STORIES = [
    Story(
        "Press-up: the pelvis comes up with the chest; told to let it sink, though the range is full",
        "press_up-pelvis_lifts-woman_older",
        """
         5.7 s  good
         7.2 s  “Let your hips sink to the floor”
         9.9 s  flawed: pelvis_lifts
        13.2 s  “Let your hips sink to the floor”
        14.6 s  flawed: pelvis_lifts
        """,
    ),
    Story(
        "Press-up: looks up to the ceiling; told to look ahead",
        "press_up-neck_out_of_line-male",
        """
         5.5 s  good
         8.2 s  “Look ahead, not up”
        10.2 s  flawed: neck_out_of_line
        15.2 s  flawed: neck_out_of_line
        """,
    ),
    Story(
        "Press-up: the chest stays low; incomplete, and told to press higher",
        "press_up-shallow-male",
        """
         5.4 s  good
        10.3 s  incomplete: shallow
        10.3 s  “Press your chest up higher”
        15.2 s  incomplete: shallow
        """,
    ),
    Story(
        "Press-up on the elbows: looks farther up than in the first repetition; told to look ahead when the next one is over",
        "press_up_elbows-neck_out_of_line-male",
        """
         5.5 s  good
        10.3 s  flawed: neck_out_of_line
        10.3 s  “Look ahead, not up”
        15.1 s  flawed: neck_out_of_line
        """,
    ),
    Story(
        "Superman: only the arms come up; told to lift the legs as well",
        "superman-legs_stay_down-male",
        """
         5.8 s  good
         7.9 s  “Lift both legs as well”
        10.8 s  flawed: legs_stay_down
        13.9 s  “Lift both legs as well”
        15.7 s  flawed: legs_stay_down
        """,
    ),
    Story(
        "Prone hip extension: the lifted knee bends, on either side; told to keep it straight",
        "prone_hip_extension-knee_bent-woman_older",
        """
         5.1 s  left good
         6.6 s  “Keep your knee straight”
         9.0 s  right flawed: knee_bent
        13.1 s  left flawed: knee_bent
        15.1 s  “Keep your knee straight”
        17.4 s  right flawed: knee_bent
        """,
    ),
    Story(
        "Prone arm lift: the head comes up with the arm; told to rest the forehead on the floor, once in the report only",
        "prone_arm_lift-neck_craned-woman_older",
        """
         4.5 s  left good
         6.8 s  “Rest your forehead on the floor”
         9.2 s  right flawed: neck_craned
        12.8 s  in the report: perhaps neck_craned
        12.8 s  left good
        15.2 s  “Rest your forehead on the floor”
        17.6 s  right flawed: neck_craned
        """,
    ),
    Story(
        "Cat-camel: never arches; incomplete, and the end that is missing is named",
        "cat_camel-no_arch-female",
        """
         7.3 s  good
        14.1 s  incomplete: no_arch
        14.1 s  “Arch your back up, chin in”
        20.4 s  incomplete: no_arch
        20.4 s  “Arch your back up, chin in”
        """,
    ),
    Story(
        "Cat-camel: never sags; incomplete, and the end that is missing is named",
        "cat_camel-no_sag-male",
        """
         8.0 s  good
        14.1 s  incomplete: no_sag
        14.1 s  “Let your back sag”
        20.8 s  incomplete: no_sag
        20.8 s  “Let your back sag”
        """,
    ),
    Story(
        "Cat-camel: rocks back and forth; told to keep the hips over the knees",
        "cat_camel-hips_shift-male",
        """
         7.3 s  good
         9.2 s  “Keep your hips over your knees”
        14.4 s  flawed: hips_shift
        15.8 s  “Keep your hips over your knees”
        21.0 s  flawed: hips_shift
        """,
    ),
    Story(
        "Bird dog: the back sags under arm and leg; told to tighten the belly, on either side",
        "bird_dog-back_sags-male",
        """
         5.1 s  left good
         7.2 s  “Tighten your belly, keep your back flat”
         9.8 s  right flawed: back_sags
        13.2 s  “Tighten your belly, keep your back flat”
        14.3 s  left flawed: back_sags
        19.2 s  right flawed: back_sags
        """,
    ),
    Story(
        "Reach-out: the hips go back as the arm goes forward; told to keep them over the knees",
        "reach_out-hips_shift-woman_older",
        """
         4.4 s  left good
         6.3 s  “Keep your hips over your knees”
         8.4 s  right flawed: hips_shift
        12.6 s  left flawed: hips_shift
        14.4 s  “Keep your hips over your knees”
        16.6 s  right flawed: hips_shift
        """,
    ),
    Story(
        "Child's pose: the arms stay bent; told to stretch them, the clock runs on",
        "child_pose-arms_not_reaching-woman_older",
        """
         6.8 s  “Stretch your arms forward”, clock at 4.0 s
        12.0 s  held 8.0 s of 4 s: arms_not_reaching
        """,
    ),
    Story(
        "Prayer stretch: the arms stay near the knees; told to reach further, the clock runs on",
        "prayer_stretch-arms_not_reaching-woman_older",
        """
         6.8 s  “Reach your arms further forward”, clock at 3.9 s
        12.0 s  held 8.0 s of 4 s: arms_not_reaching
        """,
    ),
    Story(
        "Rock back: the back rounds on the way to the heels; told to keep it flat",
        "rock_back-back_rounds-woman_older",
        """
         5.2 s  good
         7.0 s  “Keep your back flat”
         9.2 s  flawed: back_rounds
        13.7 s  flawed: back_rounds
        """,
    ),
]
