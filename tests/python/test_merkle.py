"""Tests of trees against their definition in RFC 6962 §2.1."""

import unittest

from definition import mth, path_of, subproof
from protocol import merkle
from protocol.commitments import merkle_root
from protocol.hashes import SHA256, SM3
from protocol.merkle import consistency_path, consistent, inclusion_path, leaf_hash, path_sides, root_of_path, tree_root


class Trees(unittest.TestCase):
    SIZES = 34
    hash = SHA256

    def setUp(self):
        self.data = [b"leaf %d" % i for i in range(self.SIZES)]
        self.hashes = [leaf_hash(self.hash, data) for data in self.data]
        self.roots = [mth(self.hash, self.data[:n]) for n in range(self.SIZES + 1)]

    def test_known_roots(self):
        # The leaves that implementations of certificate transparency are tested with.
        leaves = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
        hashes = [leaf_hash(SHA256, bytes.fromhex(leaf)) for leaf in leaves]
        self.assertEqual(tree_root(SHA256, hashes).hex(), "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")
        self.assertEqual(tree_root(self.hash, []), self.hash(b""))

    def test_roots_are_those_of_the_definition(self):
        for n, root in enumerate(self.roots):
            self.assertEqual(tree_root(self.hash, self.hashes[:n]), root)
            self.assertEqual(merkle_root(self.hash, self.data[:n]), root.hex())

    def test_every_leaf_of_every_tree_is_in_it_and_nothing_else_is(self):
        for n in range(1, self.SIZES + 1):
            for i in range(n):
                path = inclusion_path(self.hash, i, self.hashes[:n])
                self.assertEqual(path, path_of(self.hash, i, self.data[:n]))
                self.assertEqual(len(path_sides(i, n)), len(path))
                self.assertEqual(root_of_path(self.hash, i, n, self.hashes[i], path), self.roots[n])
                for wrong in [path + [self.roots[1]], path[:-1], path[::-1]] + [
                        path[:j] + [self.hash(path[j])] + path[j + 1:] for j in range(len(path))]:
                    if wrong != path:
                        self.assertNotEqual(root_of_path(self.hash, i, n, self.hashes[i], wrong), self.roots[n])
                for j in range(-1, n + 1):
                    if j != i:
                        self.assertNotEqual(root_of_path(self.hash, j, n, self.hashes[i], path), self.roots[n])
                self.assertNotEqual(root_of_path(self.hash, i, n, self.hash(self.hashes[i]), path), self.roots[n])

    def test_a_path_of_another_length_is_refused_before_it_is_hashed(self):
        hashed = []
        self.addCleanup(setattr, merkle, "node_hash", merkle.node_hash)
        merkle.node_hash = lambda h, left, right: hashed.append((left, right))
        for n in range(1, 12):
            for i in range(n + 2):
                right = len(path_of(self.hash, i, self.data[:n])) if i < n else None
                for length in range(8):
                    if length != right:
                        self.assertIsNone(root_of_path(self.hash, i, n, self.hashes[0], [self.roots[0]] * length))
        self.assertEqual(hashed, [])

    def test_every_beginning_of_every_tree_is_its_beginning(self):
        for n in range(1, self.SIZES + 1):
            for m in range(1, n):
                path = consistency_path(self.hash, m, self.hashes[:n])
                self.assertEqual(path, subproof(self.hash, m, self.data[:n], True))
                self.assertTrue(consistent(self.hash, m, n, self.roots[m], self.roots[n], path))
            self.assertEqual(consistency_path(self.hash, n, self.hashes[:n]), [])
            for m in (0, n):
                self.assertTrue(consistent(self.hash, m, n, self.roots[m], self.roots[n], []))

    def test_nothing_else_is_a_beginning(self):
        other = self.hash(b"another root")
        for n in range(1, 20):
            for m in range(n + 1):
                path = consistency_path(self.hash, m, self.hashes[:n])
                wrong = [(m, n, other, self.roots[n], path), (m, n, self.roots[m], other, path),
                         (m, n, self.roots[m], self.roots[n], path + [other]), (n + 1, n, self.roots[n + 1], self.roots[n], path),
                         (m, n, self.roots[m], self.roots[n], [other] + path)]
                if 0 < m < n:
                    wrong += [(m, n, self.roots[m], self.roots[n], path[:j] + path[j + 1:]) for j in range(len(path))]
                    wrong += [(m, n, self.roots[m], self.roots[n], path[:j] + [other] + path[j + 1:]) for j in range(len(path))]
                    # The root of rewritten lines, with the proof that is right for them.
                    rewritten = [leaf_hash(self.hash, b"rewritten")] + self.hashes[1:n]
                    wrong.append((m, n, self.roots[m], tree_root(self.hash, rewritten), consistency_path(self.hash, m, rewritten)))
                for case in wrong:
                    # Everything begins with nothing, so the second root does not matter then.
                    self.assertEqual(consistent(self.hash, *case), case[:1] + case[2:3] == (0, self.roots[0]) and not case[4], case[:2])


class TreesUnderSm3(Trees):
    hash = SM3
