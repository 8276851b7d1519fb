"""Findings about proofs and pages (§21.2)."""

from ..commitments import identity_hash
from ..pages import key_of
from ..proofs import Refused, check_proof
from .stood import Disclosed


class ProofsAndPages:
    """Proofs against disclosures, pages against the log."""

    def check_proofs(self):
        for name, proof in self.of_type("proof").items():
            announcement, seal = proof["announcement"], proof["result"] and proof["result"]["seal"]
            sealed = [self.log.about("sealed", announcement)] + self.log.amended[announcement]
            logged = (self.log.about("announced", announcement) is not None
                      and (seal is None or seal in [line["document"] for line in sealed if line]))
            try:
                # A proof of what is not there may be anybody's invention.
                check_proof(self.contents[name], self.contents[announcement], seal and self.contents[seal])
            except (Refused, KeyError):
                self.find("proof_unusable", announcement, name)
                continue
            if not logged:
                # Once the salts are public anybody can make such a seal, so it is for its holder to say where it comes from.
                self.unlogged_proofs.append(name)
                continue
            for disclosed in self.named_disclosures().values():
                if isinstance(disclosed, Disclosed) and announcement in disclosed.announcements and self.proof_contradicted(proof, disclosed):
                    self.find("proof_contradicted", announcement, name)

    def proof_contradicted(self, proof, disclosed):
        """Whether a record or the entry of a proof is not that of a disclosure."""
        h, link = self.log.hash, disclosed.announcements.index(proof["announcement"])
        (kind, shown), = proof["record"]["record"].items()
        def differs(kind, index, shown):
            # Targets stand in the first ceremony's rosters only.
            there = disclosed.links[0 if kind == "target" else link]["rosters"][kind + "s"]
            if index >= len(there) or there[index]["draw"] != shown["draw"]:
                return True
            return identity_hash(h, there[index]["identity"]) != identity_hash(h, shown["identity"])

        if differs(kind, proof["record"]["index"], shown):
            return True
        if any(differs("inspector", inspector["index"], inspector["record"]) for inspector in proof["inspectors"]):
            return True
        if proof["result"] is None:
            return False
        seal_kind, seal = self.documents.get(proof["result"]["seal"], (None, None))
        if seal_kind not in ("seal", "amendment_seal"):
            return False
        amendment = seal["number"] if seal_kind == "amendment_seal" else 0
        if amendment >= len(disclosed.heads[link]):
            return True
        return disclosed.stood(link, amendment).entry(shown["draw"]["id"]) != proof["result"]["entry"]

    def publications(self):
        return [line for line in self.log.lines if line and line["kind"] in ("published", "withdrawn")]

    def standing(self):
        """What is published and not withdrawn, as (announcement, document), in the order of the lines."""
        standing = {}
        for line in self.publications():
            publication = line["announcement"], line["document"]
            standing.pop(publication, None)
            if line["kind"] == "published":
                standing[publication] = line
        return standing

    def about_shown(self):
        """The announcements (or None) of which some publication is there."""
        return {line["announcement"] for line in self.publications() if line["document"] in self.given}

    def check_pages(self):
        shown = self.about_shown()
        gone = [publication for publication in self.standing() if publication[1] not in self.given]
        self.pages_not_seen = [document for about, document in gone if about not in shown]
        for about, document in gone:
            if about in shown:
                self.find("page_missing", about, document)
        published = {line["document"]: line for line in self.publications() if line["kind"] == "published"}
        for name, page in self.pages.items():
            if name not in published:
                self.find("page_unlogged", page["bound"][0]["announcement"] if page["bound"] else None, name)
        for line in self.publications():
            page = self.pages.get(line["document"])
            if page is None or line["kind"] != "published" or not page["bound"]:
                continue
            if line["announcement"] not in [bound["announcement"] for bound in page["bound"]]:
                self.find("line_differs", line["announcement"], "line %d" % line["line"])

        versions = {}
        for line in self.publications():
            page, about = self.pages.get(line["document"]), line["announcement"]
            if page is None or about is None:
                continue
            standing = versions.setdefault((about, key_of(page)), set())
            if line["kind"] == "withdrawn":
                standing.discard(line["document"])
                continue
            if standing - {line["document"]}:
                self.find("page_replaced", about, line["document"])
            standing.add(line["document"])
