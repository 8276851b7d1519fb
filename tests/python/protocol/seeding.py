"""Seed and tickets (§10)."""

from .public_values import sources


def netstring(text):
    """N(x): the length in bytes, a colon, the text (§10.1)."""
    data = text.encode("utf-8")
    return b"%d:%s" % (len(data), data)


def seed_of(h, announcement_digest, secrets, values):
    """values: (name, number of the source used, its issue, text), all as texts, in the order of the plan (§10.1)."""
    words = ["dual-random/1 seed", announcement_digest] + list(secrets) + [word for value in values for word in value]
    return h(*map(netstring, words)).hex()


def ticket(h, ticket_key, n, target_id):
    return h.of_texts(ticket_key, str(n), ":", target_id)


def winning_ticket(h, ticket_key, weight, target_id):
    """(ticket, its number): the smallest of a target's tickets (§10.2). Hex digits sort as their bytes do."""
    return min((ticket(h, ticket_key, n, target_id), n) for n in range(1, weight + 1))


class Selection:
    """The draw: seed, tickets, selected targets, and then the teams."""

    def used_sources(self):
        return [(value, sources(value)[said["source"]], said) for value, said in zip(self.plan["values"], self.seal["values"])]

    def draw(self):
        """Recompute the whole result (§10 to §12)."""
        used = [(value["name"], str(said["source"]), source["issue"], said["text"]) for value, source, said in self.used_sources()]
        seed = seed_of(self.hash, self.announcement_digest, self.disclosure["secrets"], used)
        self.result = {"cap": None, "deck_key": None, "seed": seed, "strata": [], "teams": [], "ticket_key": None}
        if self.previous is None:
            self.ticket_key = self.hash.of_texts("dual-random/1 tickets:", seed)
            self.result["strata"] = self.select()
        self.result["ticket_key"] = self.first.ticket_key
        if self.plan["ceremony"] != "selection":
            self.result["deck_key"] = self.hash.of_texts("dual-random/1 decks:", seed)
            self.result.update(self.staff(self.open_seats()))
        self.cap = self.result["cap"]
        return self.result

    def select(self):
        """Draw the targets of every stratum and put them into the order of service (§10.2, §10.3, §12.1)."""
        strata, drawn, self.winning = [], self.standing.drawn, {}
        for stratum, pool, k in zip(self.plan["strata"], self.pools(), self.quotas()):
            for t in pool:
                self.winning[t["id"]] = winning_ticket(self.hash, self.ticket_key, self.weight_of(t), t["id"])
            order = [t["id"] for t in sorted(pool, key=lambda t: (not t["carried"], self.winning[t["id"]][0], t["id"]))]
            for rank, t in enumerate(order[:k], 1):
                drawn[t] = rank, stratum["name"]
            strata.append({"alternates": order[k:], "name": stratum["name"],
                           "drawn": [{"id": t, "n": self.winning[t][1], "ticket": self.winning[t][0]} for t in order[:k]]})
        for t in sorted(drawn, key=self.ticket_order):
            self.come_in(t)
        # For the strikes: in each stratum how many were drawn, and who waits.
        self.waiting = {s["name"]: (len(s["drawn"]), s["alternates"]) for s in strata}
        return strata

    def ticket_order(self, t):
        """By winning ticket, then id; what is in no pool has no ticket."""
        return self.first.winning.get(t, ("",))[0], t

    def come_in(self, t):
        """A target stands from now on, is served after all who stand so far, and all its seats are open."""
        self.standing.teams[t] = [None] * len(self.seats_of(self.target[t]))
