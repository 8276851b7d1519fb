"""Tests of findings about disclosures, slots and public values (§21.2)."""

from authority import BALLS_TEXT, when, witness
from book import Audited, Book, TARGETS, drawn_targets, hold, plan, replaced, staff, strike, void_of
from protocol.canonical import digest


class AuditedDraws(Audited):
    def test_disclosures(self):
        right, forged = hold(1), hold(1)
        forged["rosters"]["inspectors"][0]["draw"]["max_visits"] = 3
        self.assert_codes(Book().hold(forged), ("contradicted", "d1"))
        unusable = dict(right, secrets="x")
        self.assert_codes(Book().hold(dict(right, amendments=[])))
        book = Book()
        book.announce(right)
        book.seal(right)
        book.line("disclosed", right["announcement"], unusable, book.at(right, "17:30"))
        self.assert_codes(book, ("contradicted", None))
        # What nobody names says nothing of the authority; a void that nobody logged names nothing.
        book = Book().hold(right)
        book.file(dict(right, secrets=right["secrets"][::-1]))
        book.file(dict(right, secrets="x"))
        self.assert_codes(book)
        book.file(void_of(right["announcement"], "2025-05-01T16:00:00+08:00", disclosure=book.file(forged)))
        self.assertNotIn(("contradicted", "d1"), book.codes())
        # What is contradicted, or stands in a page alone, is no disclosed draw.
        self.assertEqual(Book().hold(forged).audit().disclosed_draws, [])
        book = Book()
        book.announce(right)
        book.seal(right)
        book.line("published", right["announcement"], right, book.at(right, "17:00"))
        self.assertEqual(book.audit().disclosed_draws, [])
        # The draw with the fallback's value has the same announcement and another seal.
        book, other = Book(), hold(1, fallback=True)
        unnamed = Book().hold(right)
        unnamed.file(other)
        self.assert_codes(unnamed, ("document_unlogged", "d1"))
        book.announce(right)
        book.seal(right)
        book.disclose(other)
        self.assert_codes(book, ("document_unlogged", "d1"), ("other_seal", "d1"))
        amended = strike(right, 1, drawn_targets(right)[:1])
        book = Book().hold(amended)
        book.lines.pop()
        book.files.pop()
        book.disclose(right)
        self.assert_codes(book, ("amendment_unopened", "d1"), ("other_amendments", "d1"))
        book = Book()
        book.announce(right)
        book.seal(right)
        book.disclose(amended)
        self.assert_codes(book, ("document_unlogged", "d1"), ("other_amendments", "d1"))

    def test_slots(self):
        first = hold(1)
        period = first["announcement"]["plan"]["period"]
        same = {"period": period}
        other_item = dict(plan(2)["items"][0], id="i2", name="another item")
        renumbered = dict(other_item, name=plan(2)["items"][0]["name"])
        strata = [dict(plan(2)["strata"][0], items=["i2"])]
        for changes_, found in ((same, True), ({}, False), ({"period": {"from": "2025-01-28", "to": "2025-03-01"}}, True),
                                ({"period": {"from": "2025-01-29", "to": "2025-03-01"}}, False),
                                (dict(same, classes=["food"]), True), (dict(same, items=plan(2)["items"] + [other_item], strata=strata), False),
                                # A new id for an old item hides nothing.
                                (dict(same, items=[renumbered], strata=strata), True)):
            self.assert_codes(Book().hold(first, hold(2, **changes_)), *[("slot_overlap", "d2")] * found)
        # A redraw cannot help it when its visits come late.
        late = {"visits": {"from": "2025-03-10", "to": "2025-06-30"}}
        self.assert_codes(Book().hold(first, hold(2, **late), hold(3)), ("slot_overlap", "d3"))
        book, redraw = Book(), hold(2, **same, **late, supersedes=replaced(first))
        book.announce(first)
        book.void(first)
        self.assert_codes(book.hold(redraw, hold(3)))
        self.assertIn(("slot_overlap", "d3"), Book().hold(first, redraw, hold(3, **late, **same)).codes())
        # Once both show whom they could draw, that decides and not the classes.
        neighbours = dict.fromkeys(TARGETS, None) | {"x%d" % i: {} for i in range(6)}
        elsewhere = hold(2, **same, called=neighbours)
        self.assert_codes(Book().hold(first, elsewhere))
        book = Book().hold(first)
        book.announce(elsewhere)
        self.assert_codes(book, ("slot_overlap", "d2"), on="2025-05-02T10:00:00+08:00")
        self.assert_codes(Book().hold(first, hold(2, **same, called=dict(neighbours, t5={}))), ("slot_overlap", "d2"))
        for left_out in ({"exempt": "正面清单"}, {"class": "shop"}):
            self.assert_codes(Book().hold(first, hold(2, {"t5": left_out}, **same, called=dict(neighbours, t5={}))))
        # What the undrawn of a void shows is shown too.
        for called, found in ((neighbours, False), (dict(neighbours, t5={}), True)):
            book, second = Book().hold(first), hold(2, **same, called=called)
            book.announce(second)
            book.void(second)
            self.assertEqual([code for code, _ in book.codes() if code == "slot_overlap"], ["slot_overlap"] * found)
        renamed = {"classes": ["餐饮"], "strata": [dict(plan(2)["strata"][0], when=[when("class", "餐饮")])]}
        rows = {name: {"class": "餐饮"} for name in neighbours if name.startswith("x")}
        for name, found in (("企业t3", True), ("别的企业", False)):
            book, second = Book().hold(first), hold(2, rows, **same, **renamed, called=dict(neighbours, x3={"name": name}))
            book.announce(second)
            book.void(second)
            self.assertEqual([code for code, _ in book.codes() if code == "slot_overlap"], ["slot_overlap"] * found)
        # Of one that is lost nothing is shown, and the classes decide.
        book, second = Book().hold(first), hold(2, **same, called=neighbours)
        book.announce(second)
        book.void(second, secret_lost=True, undrawn=None)
        self.assertIn(("slot_overlap", "d2"), book.codes())
        # Another name for the class and other ids for the same companies hide nothing that is shown.
        coded, code = hold(1, called={"t3": {"credit_code": "91350100M000100Y43"}}), {"credit_code": "91350100M000100Y43"}
        for identity, withheld, found in ((code, (), True), (code, ["x3"], False), ({"credit_code": "91350100M000100Y44"}, (), False)):
            second = hold(2, rows, **same, **renamed, called=dict(neighbours, x3=identity), withheld=withheld)
            self.assert_codes(Book().hold(coded, second), *[("slot_overlap", "d2")] * found)
        # Nor does another id hide a name, where one of both shows no code.
        number, other = "91350100M000100Y43", "91350100M000100Y44"
        for codes, withheld, found in (((None, None), (), True), ((number, None), (), True), ((None, number), (), True), ((number, other), (), False),
                                       ((None, None), ["x3"], False), ((None, None), ["t3"], False)):
            named = hold(1, called={"t3": {"credit_code": codes[0]}}, withheld=[who for who in withheld if who == "t3"])
            second = hold(2, rows, **same, **renamed, called=dict(neighbours, x3={"name": "企业t3", "credit_code": codes[1]}),
                          withheld=[who for who in withheld if who == "x3"])
            self.assert_codes(Book().hold(named, second), *[("slot_overlap", "d2")] * found)
        # A name is one company's in its county, by the finest code; in another county it is anybody's.
        for district, found in (("110101", True), ("110101002", True), ("110102", False), ("110102001", False)):
            second = hold(2, dict(rows, x3=dict(rows["x3"], district=district)), **same, **renamed, called=dict(neighbours, x3={"name": "企业t3"}))
            self.assert_codes(Book().hold(hold(1), second), *[("slot_overlap", "d2")] * found)
            second = hold(2, dict(rows, x3=dict(rows["x3"], district=district)), **same, **renamed, called=dict(neighbours, x3=code))
            self.assert_codes(Book().hold(coded, second), ("slot_overlap", "d2"))
        # The name of one and the county of another are nobody's.
        second = hold(2, dict(rows, x3=dict(rows["x3"], district="110102")), **same, **renamed, called=dict(neighbours, x2={}, x3={"name": "企业t3"}))
        self.assert_codes(Book().hold(hold(1, {"t2": {"district": "110102"}}), second))
        # The name of one and the code of another are nobody's.
        mixed = dict(neighbours, x2={"credit_code": number}, x3={"name": "企业t3", "credit_code": other})
        self.assert_codes(Book().hold(hold(1, called={"t2": {"credit_code": other + "X"}, "t3": {"credit_code": number + "X"}}),
                                      hold(2, rows, **same, **renamed, called=mixed)))
        exempt = dict(rows, x3={"class": "餐饮", "exempt": "正面清单"})
        self.assert_codes(Book().hold(first, hold(2, exempt, **same, **renamed, called=dict(neighbours, x3={"name": "企业t3"}))))
        # The same seats are not drawn for twice.
        selection = hold(1, ceremony="selection", disclose_by="2025-05-03T18:00:00+08:00")
        book = Book().hold(selection, staff(selection, 2), staff(selection, 3))
        self.assert_codes(book, ("slot_overlap", "d3"))
        first_staffing = staff(selection, 2)
        book = Book().hold(selection)
        book.announce(first_staffing)
        book.void(first_staffing)
        again = staff(selection, 3, supersedes=replaced(first_staffing))
        book.announce(again)
        book.seal(again)
        book.disclose(again)
        self.assert_codes(book)
        # Names of draws do not come back.
        again = hold(2)
        again["announcement"]["plan"]["draw"] = "d1"
        book = Book().hold(hold(1))
        book.announce(again)
        self.assert_codes(book, ("draw_repeated", "d1"), on="2025-05-02T10:00:00+08:00")
        # A second and a third one in the place of the first, each void before the next.
        second = hold(2, **same, supersedes=replaced(first))
        third = hold(3, **same, supersedes=replaced(second))
        book = Book()
        for draw in (first, second):
            book.announce(draw)
            book.void(draw)
        self.assert_codes(book.hold(third))

    def test_what_is_disclosed_stands_whatever_is_said_of_it_later(self):
        selection = hold(1, ceremony="selection", disclose_by="2025-05-09T18:00:00+08:00")
        selection = strike(selection, 1, drawn_targets(selection)[:1])
        staffing = staff(selection, 2)
        book = Book().hold(selection, staffing)
        book.throw_away(staffing, time="17:40")
        self.assertIn(("log_line", "d2"), book.codes())
        self.assertEqual([draw.announcements[-1] for draw in book.audit().disclosed_draws], [digest(staffing["announcement"])])
        self.assertIn(("struck_not_carried", "d3"), book.hold(hold(3, drawn=0)).codes())

    def test_an_amendment_that_nobody_opens(self):
        selection = hold(1, ceremony="selection", disclose_by="2025-05-09T18:00:00+08:00")
        staffing = staff(selection, 2)
        late = strike(selection, 2, drawn_targets(selection)[:1])
        book = Book().hold(selection)
        book.announce(staffing)
        book.line("amended", selection["announcement"], late["amendments"][0]["seal"], Book.at(staffing, "12:00"))
        book.file(late["amendments"][0]["seal"])
        book.seal(staffing)
        self.assertNotIn(("amendment_unopened", "d1"), book.codes())
        book.disclose(staffing)
        self.assertIn(("amendment_unopened", "d1"), book.codes())

    def test_a_selection_shown_by_two_voids_is_one_draw_as_amended_last(self):
        selection = hold(1, ceremony="selection", disclose_by="2025-05-09T18:00:00+08:00")
        one = staff(selection, 2)
        amended = strike(selection, 2, drawn_targets(selection)[:1])
        two = staff(amended, 3, supersedes=replaced(one))
        book = Book().hold(selection)
        book.announce(one)
        book.throw_away(one, "14:00")
        book.line("amended", amended["announcement"], amended["amendments"][0]["seal"], Book.at(one, "15:00"))
        book.announce(two)
        book.throw_away(two)
        for book.files in (book.files, book.files[::-1]):
            draw, = book.audit().disclosed_draws
            self.assertEqual(draw.heads, [[digest(selection["seal"]), amended["head"]]])

    def test_secrets(self):
        codes = Book().hold(hold(1), hold(2, seed=1)).audit().findings
        self.assertEqual([(finding.code, finding.draw) for finding in codes], [("secret_reused", "d2")] * 2)

    def test_values(self):
        book = Book().hold(hold(1))

        def codes(text, known=None, draw="d1", name="d1-balls"):
            return [code for code, _ in book.codes(values=[(draw, name, text, known)])]
        self.assertEqual(codes(BALLS_TEXT, "2025-05-01T12:00:00+08:00"), [])
        self.assertEqual(codes("01 02 03 04 05 06 07"), ["value_differs"])
        self.assertEqual(codes(BALLS_TEXT, "2025-05-01T09:29:59+08:00"), ["value_known_early"])
        # Announced in time, and known before it was said to close.
        closes, = [value["source"]["closes"] for value in hold(1)["announcement"]["plan"]["values"] if value["name"] == "d1-balls"]
        self.assertEqual(codes(BALLS_TEXT, closes), [])
        self.assertEqual(codes(BALLS_TEXT, "2025-05-01T09:59:59+08:00"), ["value_known_early"])
        self.assertEqual(codes(BALLS_TEXT, name="other"), ["evidence_unknown"])
        self.assertEqual(codes(BALLS_TEXT, draw="d9"), ["evidence_unknown"])
        self.assertEqual(book.codes(values=[("d9", "d1-balls", BALLS_TEXT, None)]), [("evidence_unknown", "d9")])
        # One of the texts that were published is enough. What came too late for the seal could not be used.
        other, third = "01 02 03 04 05 06 07", "11 12 13 14 15 16 17"
        late, sealed = "2025-05-01T14:00:01+08:00", "2025-05-01T14:00:00+08:00"
        for texts, differs in (([(other, None), (BALLS_TEXT, None)], False), ([(other, None), (third, None)], True), ([(other, sealed)], True),
                               ([(other, late)], False), ([(other, late), (third, late)], False), ([(other, late), (third, None)], True),
                               ([(other, late), (third, sealed)], True)):
            values = [("d1", "d1-balls", *given) for given in texts]
            own = BALLS_TEXT in dict(texts)
            self.assert_codes(Book().hold(hold(1, fallback=True)), *[("value_differs", "d1")] * (differs or own), values=values)
            # Whoever used the main source had a text of it, and can have had none that came later.
            self.assert_codes(book, *[("value_differs", "d1")] * (not own), values=values)
        # The fallback's own text is one of the texts that were published.
        values = [("d1", "d1-balls", text, None) for text in (other, "00ff00ff")]
        self.assert_codes(Book().hold(hold(1, fallback=True)), values=values)
        # The other value of that draw used its main source.
        values = [("d1", "d1-witness", "cd" * 32, late)]
        self.assert_codes(Book().hold(hold(1, fallback=True)), ("value_differs", "d1"), values=values)
        # That the source gave several texts excuses no fallback: of whoever used it the main source's texts say what there was to use.
        def corrected(how, *texts, fallback=True):
            values = [dict(plan(1)["values"][0], corrected=how), plan(1)["values"][1]]
            return Book().hold(hold(1, values=values, fallback=fallback)).codes(values=[("d1", "d1-balls", text, None) for text in texts])
        found = [("value_differs", "d1")]
        self.assertEqual([corrected(how, other, third) for how in ("fallback", "first", "void")], [found] * 3)
        self.assertEqual([corrected("fallback", *texts) for texts in ((other,), (other, other), (other, third, "00ff00ff"))], [found, found, []])
        # Whoever used the source itself did not take it as silent; and it is the value's own rule that counts.
        self.assertEqual([corrected("fallback", *texts, fallback=False) for texts in ((other, third), (other, BALLS_TEXT))], [found, []])
        values = [plan(1)["values"][0], dict(plan(1)["values"][1], corrected="fallback")]
        texts = [("d1", "d1-balls", text, None) for text in (other, third)]
        self.assertEqual(Book().hold(hold(1, values=values, fallback=True)).codes(values=texts), found)
        # An announcement that is in no line is not the log's.
        book.file(hold(2)["announcement"])
        self.assertEqual(codes(BALLS_TEXT, draw="d2", name="d2-balls"), ["document_unlogged", "evidence_unknown"])
        # A draw that is not sealed has used nothing; a void's disclosure has, and what is missing is not there.
        book = Book()
        book.announce(hold(1))
        self.assertNotIn("value_differs", codes("01 02 03 04 05 06 07"))
        book.throw_away(hold(1))
        self.assertEqual(codes(BALLS_TEXT), ["not_redrawn", "void_after_value"])
        self.assertEqual(codes("01 02 03 04 05 06 07"), ["not_redrawn", "value_differs", "void_after_value"])
        book = self.voided(time="16:00", missing=["d1-balls"])
        self.assertEqual(codes(BALLS_TEXT), ["not_redrawn", "value_differs"])
        self.assertEqual(codes(witness("d1")[0], name="d1-witness"), ["not_redrawn"])
        for known, found in (("16:00:00", ["value_differs"]), ("16:00:01", [])):
            self.assertEqual(codes(BALLS_TEXT, "2025-05-01T%s+08:00" % known), ["not_redrawn", *found])
        # So is a value that is called missing, if its source gave two texts by then.
        for known, found in (("16:00:00", False), ("16:00:01", True)):
            ended, book = hold(1, values=[dict(plan(1)["values"][0], corrected="fallback"), plan(1)["values"][1]]), Book()
            book.announce(ended)
            book.void(ended, "16:00", missing=["d1-balls"])
            given = [("d1", "d1-balls", BALLS_TEXT, None), ("d1", "d1-balls", other, "2025-05-01T%s+08:00" % known)]
            self.assertEqual([code for code, _ in book.codes(values=given)], ["not_redrawn", *["value_differs"] * found])
        for how, texts, found in (("fallback", (BALLS_TEXT, other), False), ("fallback", (BALLS_TEXT,), True),
                                  ("fallback", (other, other), True), ("first", (BALLS_TEXT, other), True)):
            ended, book = hold(1, values=[dict(plan(1)["values"][0], corrected=how), plan(1)["values"][1]]), Book()
            book.announce(ended)
            book.void(ended, "16:00", missing=["d1-balls"])
            given = [("d1", "d1-balls", text, None) for text in texts]
            self.assertEqual([code for code, _ in book.codes(values=given)], ["not_redrawn", *["value_differs"] * found])
        # Of a draw by a fallback, which closes at 13:00, the main source's text may be known before that; the fallback's own may not.
        by_fallback = Book().hold(hold(1, fallback=True))
        for text, known, found in ((BALLS_TEXT, "12:59:59", False), (BALLS_TEXT, "09:59:59", True), ("00ff00ff", "12:59:59", True),
                                   ("00ff00ff", "13:00:00", False)):
            values = [("d1", "d1-balls", text, "2025-05-01T%s+08:00" % known)]
            self.assertEqual("value_known_early" in [code for code, _ in by_fallback.codes(values=values)], found, (text, known))
        # Ended as if nothing were known; with a value that never came others are known, and so they are where the result is shown.
        known = ("2025-05-01T12:00:00+08:00", "d1", "d1-witness")
        for changes_, found in (({}, True), ({"without": [1]}, True), ({"missing": ["d1-balls"]}, False),
                                ({"disclosure": digest(hold(1))}, False), ({"secret_lost": True, "undrawn": None}, False), ({"time": "11:59"}, False)):
            book = self.voided(**{"time": "12:00", **changes_})
            self.assertEqual("value_known_early" in codes(witness("d1")[0], *known), found, changes_)
        # Another seal, of which the log says nothing, is not the one used.
        book = Book().hold(hold(1))
        book.file(hold(1, fallback=True)["seal"])
        self.assertEqual(codes(BALLS_TEXT), ["document_unlogged"])
