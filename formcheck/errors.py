"""The errors that Form Check raises on purpose.

    FormCheckError            anything the user can do something about
    |-- InputError            a clip, track, camera or model that cannot be read
    |   `-- CameraError       a camera that is missing, busy, unplugged or frozen
    |-- RuleError             a pose file that does not hold; carries every problem of the file
    `-- OutputError           a place that cannot be written

Every message is one line: what, where, what to do.  The command line prints it and ends with exit status 3.
"""


class FormCheckError(Exception):
    """Base of all errors that are told to the user in one line."""


class InputError(FormCheckError):
    """A clip, track, camera or model that cannot be read."""


class CameraError(InputError):
    """A camera that is missing, busy, unplugged or frozen."""


class OutputError(FormCheckError):
    """A file or folder that cannot be written."""


class RuleError(FormCheckError):
    """A pose file with mistakes; ``problems`` has one line for each of them."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))

    def __reduce__(self) -> "tuple[type[RuleError], tuple[list[str]]]":
        """Whole on its way from one process to another."""
        return RuleError, (self.problems,)
