"""Tests of signatures (§19.4), against texts that others made."""

import base64
import hashlib
import json
import os
import unittest

from protocol.canonical import Unusable
from protocol.signatures import LOG, WITNESS, Policy, is_signature, make_key, read_key, verify

VECTORS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "vectors", "c2sp")
SUMDB_KEY = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"
SUMDB = """go.sum database tree
15081221
BoMMe1wd25Tco0mYGROkyqxHZWx+hcSCtMV315Lu6Lg=

\u2014 sum.golang.org Az3grilD7vQqTrv66jRgKM84Y80KTprrSt4bKmiOPxgmS5ZVBTeCl6dUvjYnN13R+C8j0jGY1WnUADGMkok3U0m2Zgo=
""".encode()


class Signatures(unittest.TestCase):
    def test_rfc_8032(self):
        # Its second test.
        key = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
        signature = bytes.fromhex("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                                  "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")
        self.assertTrue(is_signature(key, b"\x72", signature))
        self.assertFalse(is_signature(key, b"\x73", signature))
        for at in range(0, 64, 7):
            changed = bytearray(signature)
            changed[at] ^= 1
            self.assertFalse(is_signature(key, b"\x72", bytes(changed)))

    def test_a_checkpoint_that_another_log_signed(self):
        policy = Policy(read_key(SUMDB_KEY))
        self.assertTrue(policy.judge(SUMDB).log)
        self.assertTrue(policy.judge(b"\xef\xbb\xbf" + SUMDB.replace(b"\n", b"\r\n")).log)
        self.assertEqual(policy.judge(SUMDB.replace(b"15081221", b"15081222")).bad, ["sum.golang.org"])
        self.assertEqual(policy.judge(SUMDB.split(b"\n\n")[0]).log, False)

    def test_cosignatures_of_eight_witnesses(self):
        with open(os.path.join(VECTORS, "cosignatures.json"), encoding="utf-8") as file:
            vector = json.load(file)
        root = base64.b64encode(bytes.fromhex(vector["root"])).decode()
        text = "%s\n%d\n%s\n" % (vector["origin"], vector["size"], root)
        log = make_key(vector["origin"], LOG, bytes.fromhex(vector["log"]["key"]))
        lines, keys = [], []

        def line(key, data):
            lines.append("\u2014 %s %s\n" % (key.name, base64.b64encode(key.id + data).decode()))
        line(log, bytes.fromhex(vector["log"]["signature"]))
        for number, one in enumerate(vector["cosignatures"]):
            keys.append(make_key("witness-%d" % number, WITNESS, bytes.fromhex(one["key"])))
            line(keys[-1], one["time"].to_bytes(8, "big") + bytes.fromhex(one["signature"]))
        whole = (text + "\n" + "".join(lines)).encode()
        judged = Policy(log, keys, 8).judge(whole)
        self.assertEqual((judged.log, judged.bad, len(judged.cosigned), judged.by), (True, [], 8, 1770193051))
        self.assertIsNone(Policy(log, keys, 8).judge((text + "\n" + "".join(lines[:-1])).encode()).by)

    def test_keys(self):
        for line in (SUMDB_KEY, "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2"):
            self.assertEqual(read_key(line + "\r\n"), read_key(line))
        weak = bytes([1]) + (1).to_bytes(32, "little")
        number = hashlib.sha256(b"a\n" + weak).hexdigest()[:8]
        for bad in ("", "a+b", SUMDB_KEY.replace("sum.", "som."), SUMDB_KEY.replace("+Ac4", "+Bs4"), SUMDB_KEY[:-4],
                    "a+%s+%s" % (number, base64.b64encode(weak).decode())):
            with self.assertRaises(Unusable, msg=bad):
                read_key(bad)
        key = read_key(SUMDB_KEY)
        for policy in ((key, [key], 1), (None, [key], 0), (None, [key], 2), (None, [], 1), (None, [key, key], 1)):
            with self.assertRaises(Unusable):
                Policy(*policy)
        self.assertEqual(verify(key, b"", ["\u2014 sum.golang.org AAAAAAAA", "\u2014 somebody else"]), [])
        self.assertIsNone(verify(key, b"", ["\u2014 sum.golang.org AAA="]))


if __name__ == "__main__":
    unittest.main()
