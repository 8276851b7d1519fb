"""Tests of small types and forms (§3)."""

import unittest

from protocol.canonical import Unusable
from protocol.forms import ID
from protocol.small_types import date_days, instant_seconds, ratio_parts


class SmallTypes(unittest.TestCase):
    def test_dates(self):
        for text in ("2000-02-29", "2024-02-29", "2999-12-31", "2100-02-28"):
            self.assertIsNotNone(date_days(text), text)
        for text in ("1999-12-31", "3000-01-01", "2023-02-29", "2100-02-29", "2024-13-01", "2024-00-01", "2024-04-31", "2024-4-01",
                     "2024-04-01 ", "2024-04-0１", "20240401"):
            self.assertIsNone(date_days(text), text)

    def test_instants(self):
        seconds = instant_seconds
        self.assertEqual(seconds("2025-05-05T08:00:00+08:00"), seconds("2025-05-05T00:00:00+00:00"))
        self.assertEqual(seconds("2025-05-04T23:59:59-00:01"), seconds("2025-05-05T00:00:59+00:00"))
        self.assertEqual(seconds("2024-12-31T20:00:00-05:30"), seconds("2025-01-01T01:30:00+00:00"))
        # The day is that of China, and has to be a date.
        for text in ("2000-01-01T00:00:00+08:00", "1999-12-31T16:00:00+00:00", "2999-12-31T23:59:59+08:00"):
            self.assertEqual(seconds(text) is None, text < "2000", text)
        for text in ("2000-01-01T00:00:00+14:59", "2999-12-31T23:59:59+00:00"):
            self.assertIsNone(seconds(text), text)
        for text in ("2025-05-05T24:00:00+08:00", "2025-05-05T23:60:00+08:00", "2025-05-05T23:00:60+08:00", "2025-05-05T08:00:00Z",
                     "2025-05-05T08:00:00+15:00", "2025-05-05T08:00:00+08:60", "2025-05-05T08:00:00-00:00", "2025-05-05 08:00:00+08:00",
                     "2025-02-30T08:00:00+08:00", "2025-05-05T08:00:00.0+08:00", "2025-05-05T08:00:00+0800"):
            self.assertIsNone(seconds(text), text)

    def test_ratios_and_ids(self):
        self.assertEqual(ratio_parts("5/100"), (5, 100))
        self.assertEqual(ratio_parts("0/1000000000000"), (0, 10**12))
        for text in ("1/0", "01/2", "1/02", "1000000000001/1", "1/2/3", "-1/2", " 1/2", "1/", "½"):
            self.assertIsNone(ratio_parts(text), text)
        for text, fits in (("a" * 53, True), ("a" * 54, False), ("", False), ("A.b_c-9", True), ("é", False), ("a\n", False), ("a b", False)):
            if fits:
                ID(text, "", None)
            else:
                self.assertRaises(Unusable, ID, text, "", None)
