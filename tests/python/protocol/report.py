"""What a verification finds (§17)."""

class Halt(Exception):
    """A check failed on which the remaining ones depend."""


class Report:
    """All checks made, each (name, held, expected, found), and the warnings, each (draw, code, count), which change no verdict."""

    def __init__(self):
        self.checks, self.warnings = [], []
        self.prefix = ""

    def note(self, name, held, expected=None, found=None):
        self.checks.append((self.prefix + name, bool(held), expected, found))
        return held

    def check(self, name, expected, found):
        """Two values must be equal; if they are not, the first place where they differ is shown."""
        if expected == found:
            return self.note(name, True, expected, found)
        path, expected, found = first_difference(expected, found)
        return self.note(name + path, False, expected, found)

    def require(self, name, expected, found):
        """As `check`, but nothing that follows makes sense without it."""
        if not self.check(name, expected, found):
            raise Halt()

    def rule(self, name, failures):
        """A rule holds when there are no failures; the first one is shown."""
        failure = next(iter(failures), None)
        return self.note(name, failure is None, "none", failure)

    def first_failure(self):
        return next((check for check in self.checks if not check[1]), None)


def first_difference(expected, found):
    """(path, expected part, found part) of the first place where two unequal values differ."""
    path = ""
    while True:
        if isinstance(expected, dict) and isinstance(found, dict) and expected.keys() == found.keys():
            step = next(key for key in sorted(expected) if expected[key] != found[key])
            path += "." + step
        elif isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
            step = next(i for i, (a, b) in enumerate(zip(expected, found)) if a != b)
            path += "[%d]" % step
        else:
            return path, expected, found
        expected, found = expected[step], found[step]
