"""Merkle trees and their proofs (RFC 6962 §2.1, RFC 9162 §2.1), over the hashes of the leaves, which are raw bytes.

The roots are computed here again and not by `commitments`, so that a mistake in one place does not hide in the other.
"""


def leaf_hash(h, data):
    return h(b"\x00", data)


def node_hash(h, left, right):
    return h(b"\x01", left, right)


def split(n):
    """The largest power of two that is smaller than n, for n > 1."""
    return 1 << (n - 1).bit_length() - 1


def tree_root(h, hashes):
    """The root, by the stack of RFC 9162 §2.1.2: two subtrees of one size are joined as soon as they are there."""
    stack = []
    for n, node in enumerate(hashes, 1):
        while n % 2 == 0:
            node = node_hash(h, stack.pop(), node)
            n //= 2
        stack.append(node)
    if not stack:
        return h()
    node = stack.pop()
    while stack:
        node = node_hash(h, stack.pop(), node)
    return node


def inclusion_path(h, index, hashes):
    """The audit path of a leaf, from the leaf to the root (RFC 6962 §2.1.1)."""
    path = []
    while len(hashes) > 1:
        k = split(len(hashes))
        if index < k:
            path.append(tree_root(h, hashes[k:]))
            hashes = hashes[:k]
        else:
            path.append(tree_root(h, hashes[:k]))
            index, hashes = index - k, hashes[k:]
    return path[::-1]


def path_sides(index, size):
    """For each hash of an audit path whether it stands to the left (RFC 9162 §2.1.3.2); so the path's length too."""
    sides, last = [], size - 1
    while last > 0:
        left = index % 2 == 1 or index == last
        sides.append(left)
        if left:
            # A node without a right neighbour has moved up to here as it was.
            while index % 2 == 0 and index:
                index, last = index // 2, last // 2
        index, last = index // 2, last // 2
    return sides


def root_of_path(h, index, size, node, path):
    """The root to which a leaf's hash and its path lead in a tree of this size, or None if they can be of no such tree."""
    if not 0 <= index < size:
        return None
    sides = path_sides(index, size)
    if len(sides) != len(path):
        return None
    for left, other in zip(sides, path):
        node = node_hash(h, other, node) if left else node_hash(h, node, other)
    return node


def consistency_path(h, first, hashes):
    """The proof that the first so many leaves are the beginning of all of them (RFC 6962 §2.1.2)."""
    path, whole = [], True
    if not 0 < first < len(hashes):
        return path
    while first != len(hashes):
        k = split(len(hashes))
        if first <= k:
            path.append(tree_root(h, hashes[k:]))
            hashes = hashes[:k]
        else:
            path.append(tree_root(h, hashes[:k]))
            first, hashes, whole = first - k, hashes[k:], False
    if not whole:
        path.append(tree_root(h, hashes))
    return path[::-1]


def consistent(h, first, second, first_root, second_root, path):
    """Whether the path proves the tree of one size and root the beginning of the other (RFC 9162 §2.1.4.2)."""
    if first == 0 or first == second:
        # The RFC leaves these out: everything begins with nothing, and with itself.
        return first <= second and not path and first_root == (second_root if first else tree_root(h, []))
    if first > second or not path:
        return False
    path = list(path)
    if first & first - 1 == 0:
        path.insert(0, first_root)
    index, last = first - 1, second - 1
    while index % 2 == 1:
        index, last = index // 2, last // 2
    old = new = path[0]
    for other in path[1:]:
        if last == 0:
            return False
        if index % 2 == 1 or index == last:
            old, new = node_hash(h, other, old), node_hash(h, other, new)
            while index % 2 == 0 and index:
                index, last = index // 2, last // 2
        else:
            new = node_hash(h, new, other)
        index, last = index // 2, last // 2
    return last == 0 and old == first_root and new == second_root
