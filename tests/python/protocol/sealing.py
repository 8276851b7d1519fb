"""The result tree and the seal (§13)."""

from .canonical import canon
from .commitments import merkle_root, salt


class Sealing:
    """The seal that follows from the result."""

    def result_tree(self, name):
        """The tree as things stand; `name` is that of its leaves' salts."""
        standing = self.standing

        def entry(t):
            if t not in standing.drawn:
                return {"drawn": False, "id": t}
            rank, stratum = standing.drawn[t]
            fate = {"struck": True} if t in standing.struck else {"seats": standing.teams[t]}
            return {"drawn": True, "id": t, "rank": rank, "stratum": stratum, **fate}
        h, salt_key = self.hash, self.disclosure["salt_key"]
        return {"count": len(self.targets), "root": merkle_root(h, (
            salt(h, salt_key, "%s:%d" % (name, i)) + canon(entry(target["id"])) for i, target in enumerate(self.targets)))}

    def open_seats_left(self):
        return sum(who is None for team in self.standing.teams.values() for who in team)

    def seat_counts(self):
        total, left = sum(map(len, self.standing.teams.values())), self.open_seats_left()
        return {"filled": total - left, "open": left, "total": total}

    def stated_seal(self):
        """The seal that follows from the result (§13.3); its values are inputs of the draw."""
        return {"announcement": self.announcement_digest, "protocol": self.hash.protocol, "type": "seal", "result": self.result_tree("result"),
                "seats": self.seat_counts(), "values": self.seal["values"]}
