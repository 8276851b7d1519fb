"""Tests of canonical documents (§2)."""

import unittest

from protocol.canonical import REFUSED, Unusable, canon, read_canonical


class CanonicalForm(unittest.TestCase):
    def refused(self, *files):
        for data in files:
            with self.subTest(data=data), self.assertRaises(Unusable):
                read_canonical(data)

    def test_accepted(self):
        for data in (b"0\n", b"9007199254740991\n", b'"a\\"\\\\/"\n', '{"a":[1,{"b_2":null}],"z":"中𠀀\u00a0"}\n'.encode(), b"[]\n", b'""\n',
                     b"[" * 32 + b"]" * 32 + b"\n", b'"' + b"[" * 40 + b'\\""\n', b'"\\\\"\n'):
            with self.subTest(data=data):
                self.assertEqual(canon(read_canonical(data)) + b"\n", data)

    def test_ends_and_spaces(self):
        self.refused(b"", b"\n", b"0", b"0\n\n", b"0\r\n", b" 0\n", b"0 \n", b"[1, 2]\n", b'{"a": 1}\n', b"[1,\n2]\n", b"[1\t]\n",
                     b"\xef\xbb\xbf0\n", b"0\n0\n", b"[1,]\n")

    def test_keys(self):
        self.refused(b'{"b":1,"a":2}\n', b'{"a":1,"a":1}\n', b'{"A":1}\n', '{"é":1}\n'.encode(), b'{"":1}\n', b'{"a b":1}\n')

    def test_numbers(self):
        self.refused(b"-1\n", b"-0\n", b"+1\n", b"01\n", b"1.0\n", b"1e3\n", b"9007199254740992\n", b"NaN\n", b"Infinity\n",
                     b"1" * 5000 + b"\n")

    def test_strings(self):
        self.refused(b'"\\u0041"\n', b'"\\n"\n', b'"\\u0001"\n', b'"\\/"\n', b'"\\t"\n', b'"\t"\n', b'"\x7f"\n', b'"\\ud800"\n', b'"\xff"\n',
                     b'"\xed\xa0\x80"\n', b'"\xc0\xaf"\n', b'"\x00"\n')
        # All code points there are, against the ranges as the text has them.
        ranges = ((0, 0x1F), (0x7F, 0x9F), (0xFDD0, 0xFDEF), (0xAD, 0xAD), (0x61C, 0x61C), (0x180E, 0x180E), (0x200B, 0x200B), (0x200E, 0x200F),
                  (0x2028, 0x202E), (0x2060, 0x206F), (0xFEFF, 0xFEFF), (0xFFF9, 0xFFFB), (0xE0000, 0xE007F))
        refused = {point for first, last in ranges for point in range(first, last + 1)}
        refused |= {plane << 16 | low for plane in range(17) for low in (0xFFFE, 0xFFFF)}
        self.assertEqual({point for point in range(0x110000) if REFUSED.search(chr(point))}, refused)
        for point in sorted(refused):
            self.refused(('"%c"\n' % point).encode())
        for point in (0x20, 0x7E, 0xA0, 0xAC, 0xAE, 0x200A, 0x200C, 0x200D, 0x2010, 0x2027, 0x202F, 0x205F, 0x2070, 0xFDCF, 0xFDF0, 0xFFF8, 0xFFFC, 0xFFFD,
                      0xE0080, 0x10FFFD):
            self.assertEqual(read_canonical(('"%c"\n' % point).encode()), chr(point))
        # In keys and deep inside too: two names that look the same are two.
        self.refused('{"a":["王\u200b强"]}\n'.encode(), '{"a\u00ad":0}\n'.encode())

    def test_depth(self):
        self.refused(b"[" * 33 + b"]" * 33 + b"\n", b"[" * 1_000_000, b"[" * 1_000_000 + b"\n", b'{"a":' * 100_000 + b"\n")

    def test_size(self):
        self.assertRaises(Unusable, read_canonical, b"[1]\n", 3)
