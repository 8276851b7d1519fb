"""Tests of shares (§9.3), on the vectors that the library is held against too."""

import itertools
import unittest

from protocol.shares import ALPHABET, NoShare, over, read, restore, split, times, write
from test_vectors import vectors


class Shares(unittest.TestCase):
    def test_the_field_is_that_of_aes(self):
        # FIPS 197, 4.2 and 4.2.1.
        self.assertEqual((times(0x57, 0x83), times(0x57, 0x13), times(0x53, 0xCA)), (0xC1, 0xFE, 1))
        for a in range(1, 256):
            self.assertEqual(times(over(1, a), a), 1)

    def test_the_frozen_secrets_have_their_shares(self):
        for vector in vectors("shares.json")["held"]:
            made = split(bytes.fromhex(vector["master"]), vector["announcement"], vector["needed"], vector["shares"])
            self.assertEqual(made, ["".join(line + "\n" for line in share) for share in vector["texts"]])

    def test_any_enough_of_the_frozen_shares_restore_the_secret(self):
        for vector in vectors("shares.json")["held"]:
            texts = ["\n".join(share) for share in vector["texts"]]
            for some in itertools.islice(itertools.combinations(texts, vector["needed"]), 40):
                self.assertEqual(restore(some).hex(), vector["master"])
            with self.assertRaises(NoShare):
                restore(texts[1:vector["needed"]])

    def test_what_is_refused(self):
        for vector in vectors("shares.json")["refused"]:
            with self.subTest(vector["why"]), self.assertRaises(NoShare):
                restore(["\n".join(share) for share in vector["texts"]])

    def test_more_than_are_needed_must_agree(self):
        vector = next(one for one in vectors("shares.json")["held"] if one["shares"] > one["needed"])
        *texts, last = ["\n".join(share) for share in vector["texts"]]
        (k, n, x), draw, y = read(last)
        self.assertEqual(restore(texts + [write(k, n, x, draw, y)]).hex(), vector["master"])
        for place in (0, 31):
            wrong = bytearray(y)
            wrong[place] ^= 1
            with self.assertRaises(NoShare):
                restore(texts + [write(k, n, x, draw, bytes(wrong))])

    def test_letters_that_only_look_like_those_of_shares_are_refused(self):
        text = "\n".join(vectors("shares.json")["held"][0]["texts"][0])
        self.assertEqual(read(text.lower()), read(text))
        with self.assertRaises(NoShare):
            read(text.replace("1", "\u0131", 1))

    def test_any_wrong_character_is_refused(self):
        text = "\n".join(vectors("shares.json")["held"][0]["texts"][0])
        for place, right in enumerate(text):
            if right in ALPHABET:
                for c in set(ALPHABET) - {right}:
                    with self.assertRaises(NoShare):
                        read(text[:place] + c + text[place + 1:])


if __name__ == "__main__":
    unittest.main()
