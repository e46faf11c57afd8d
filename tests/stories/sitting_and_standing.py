"""Stories of exercises sitting, standing, and with equipment."""

from stories.telling import Story

STORIES = [
    Story(
        "Sit to stand: falls into the chair; told to sit down slowly",
        "sit_to_stand-drops_down-male",
        """
         5.8 s  good
         9.8 s  flawed: drops_down
         9.8 s  “Sit down slowly”
        13.3 s  flawed: drops_down
        """,
    ),
    Story(
        "Wall slide: the back leaves the wall; told to keep it there",
        "wall_slide-back_off_wall-woman_older",
        """
         6.6 s  good
         8.4 s  “Keep your back on the wall”
        12.3 s  flawed: back_off_wall
        14.4 s  “Keep your back on the wall”
        17.8 s  flawed: back_off_wall
        """,
    ),
    Story(
        "Hip hinge: the back rounds; told to keep it straight",
        "hip_hinge-back_rounds-male",
        """
         5.6 s  good
         7.6 s  “Keep your back straight”
         9.9 s  flawed: back_rounds
        14.2 s  flawed: back_rounds
        """,
    ),
    Story(
        "Squat: the trunk falls forward; told to keep the chest up",
        "squat-trunk_pitches-woman_older",
        """
         5.2 s  good
         7.2 s  “Keep your chest up”
         9.8 s  flawed: trunk_pitches
        14.2 s  flawed: trunk_pitches
        """,
    ),
    Story(
        "Squat, seen from the front: the knees fall inwards; told to push them out",
        "squat_front-knees_cave-male",
        """
         4.9 s  good
         7.6 s  “Push your knees out, over the toes”
         9.3 s  flawed: knees_cave
        13.6 s  flawed: knees_cave
        """,
    ),
    Story(
        "Seated twist: slumps on the second side; the clock stands, and told to sit tall",
        "seated_twist-slumped-male",
        """
         8.9 s  right held 5.1 s of 4 s
        17.2 s  “Sit tall, lift your chest”, clock at 2.9 s
        21.3 s  left held 2.9 s of 4 s: slumped
        """,
    ),
    Story(
        "Trunk rotation: the hips turn along; told to turn the chest alone",
        "trunk_rotation-hips_turn-male",
        """
         4.8 s  left good
         8.9 s  right good
        10.3 s  “Hips stay in front, turn the chest”
        12.5 s  left flawed: hips_turn
        16.7 s  right flawed: hips_turn
        """,
    ),
    Story(
        "Trunk rotation: turns half as far; incomplete on either side, and told to turn further",
        "trunk_rotation-shallow-female",
        """
         5.0 s  left good
         9.0 s  right good
        13.0 s  left incomplete: shallow
        13.0 s  “Turn a little further”
        16.6 s  right incomplete: shallow
        """,
    ),
    Story(
        "Seated forward bend: the back rounds a little; nothing is told, the report says that it perhaps is so",
        "seated_forward_bend-back_rounds-male",
        """
        13.3 s  in the report: perhaps back_rounds
        13.3 s  held 9.2 s of 4 s
        """,
    ),
    Story(
        "Standing hamstring stretch: the back rounds on the second side; told to fold from the hips",
        "standing_hamstring_stretch-back_rounds-male",
        """
         9.2 s  right held 5.8 s of 4 s
        17.4 s  “Back straight, fold from the hips”, clock at 2.5 s
        21.6 s  left held 5.4 s of 4 s: back_rounds
        """,
    ),
    Story(
        "Back extension on a ball: arches beyond the line; told to stop in line",
        "ball_back_extension-overextended-male",
        """
         5.1 s  good
         7.0 s  “Stop in line, do not arch back”
         9.2 s  flawed: overextended
        13.4 s  flawed: overextended
        """,
    ),
    Story(
        "Back extension on a bench: the back rounds; told to keep it straight",
        "back_extension-back_rounds-woman_older",
        """
         5.2 s  good
         7.0 s  “Keep your back straight”
         9.5 s  flawed: back_rounds
        13.7 s  flawed: back_rounds
        """,
    ),
    Story(
        "Glute-ham raise: bends at the hips; told to keep the body in one line",
        "glute_ham_raise-hips_bend-male",
        """
         5.5 s  good
         7.4 s  “Hips straight, body in one line”
        10.3 s  flawed: hips_bend
        13.4 s  “Hips straight, body in one line”
        15.2 s  flawed: hips_bend
        """,
    ),
]
