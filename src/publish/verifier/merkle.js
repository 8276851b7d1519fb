// Trees (PROTOCOL.md 6, 18): roots over leaves that come one after another, and audit paths.

// A tree that grows: the hashes of its perfect subtrees, largest first, as in the binary form of the number
// of leaves.
function new_tree(h) {
  return { hash: h, hashes: new Uint8Array(32 * 54), levels: [], count: 0 };
}

const node_message = new Uint8Array(65);
node_message[0] = 1;

// hash of a node = H(01 ‖ left ‖ right) over hashes `at` and the one after it, written in place of the first.
function join_nodes(h, hashes, at) {
  node_message.set(hashes.subarray(at, at + 64), 1);
  hash_into(h, node_message, 0, 65, hashes, at);
}

// Adds the leaf that stands in the scratch buffer behind its byte 00.
function add_leaf(tree) {
  hash_scratch_into(tree.hash, tree.hashes, 32 * tree.levels.length);
  tree.count += 1;
  let level = 0;
  // Two neighbouring subtrees of one size are one of twice the size.
  while (tree.levels.length > 0 && tree.levels[tree.levels.length - 1] === level) {
    tree.levels.pop();
    join_nodes(tree.hash, tree.hashes, 32 * tree.levels.length);
    level += 1;
  }
  tree.levels.push(level);
}

// [D-27]: p, the largest power of two below n, is the size of the first subtree, so the root joins them from
// the right.
function root_of(tree) {
  if (tree.count === 0) return hex(hash_bytes(tree.hash, new Uint8Array(0)));
  const hashes = tree.hashes.slice();
  for (let i = tree.levels.length - 2; i >= 0; i -= 1) join_nodes(tree.hash, hashes, 32 * i);
  return hex_at(hashes, 0);
}

// Salts are HMACs of short texts: `salt_name` ‖ ":" ‖ dec(i).
const salt_message = new_buffer(64);

function salt_into(key, name, i, out, to) {
  salt_message.length = 0;
  put_text(salt_message, `${name}:${i}`);
  hmac_into(key, salt_message.bytes, 0, salt_message.length, out, to);
}

const leaf_salt = new Uint8Array(32);
const leaf_identity = new Uint8Array(32);

// The identity hash of a record: H(02 ‖ identity salt ‖ canon(identity part)), or the withheld one.
function identity_hash_into(h, identity, out) {
  if (identity.withheld !== undefined) {
    unhex_into(identity.withheld.hash, out, 0);
    return;
  }
  put_byte(scratch, 2);
  unhex_into(identity.shown.salt, out, 0);
  put_bytes(scratch, out);
  put_canon(scratch, identity.shown.data);
  hash_scratch_into(h, out, 0);
}

// Puts the leaf of a record behind its byte 00 ([D-26]); its salt stands in leaf_salt.
function put_record_leaf(h, record) {
  identity_hash_into(h, record.identity, leaf_identity);
  put_byte(scratch, 0);
  put_bytes(scratch, leaf_salt);
  put_bytes(scratch, leaf_identity);
  put_canon(scratch, record.draw);
}

function put_entry_leaf(entry) {
  put_byte(scratch, 0);
  put_bytes(scratch, leaf_salt);
  put_canon(scratch, entry);
}

// The root of a roster. `key` is the salt key as an HMAC key.
function roster_root(trial, records, name, key) {
  const tree = new_tree(key.hash);
  for (let i = 0; i < records.length; i += 1) {
    salt_into(key, name, i, leaf_salt, 0);
    put_record_leaf(key.hash, records[i]);
    add_leaf(tree);
    if ((i & 1023) === 0) tell_progress(trial, i, records.length);
  }
  return root_of(tree);
}

// How many hashes the audit path of leaf `index` has in a tree of `size` leaves (RFC 9162 2.1.3.2). Numbers
// are up to 2^53, so they are divided and not shifted.
function path_length(index, size) {
  let length = 0;
  for (let last = size - 1; last > 0; last = Math.floor(last / 2)) {
    // A node without a right neighbour goes up alone.
    if (index % 2 === 1 || index < last) length += 1;
    index = Math.floor(index / 2);
  }
  return length;
}

// [P-1]: the root to which the leaf hash leads by a path of the right length.
function path_root(h, leaf_hash, index, size, path) {
  const pair = new Uint8Array(64);
  const hash = leaf_hash.slice();
  let at = 0;
  for (let last = size - 1; last > 0; last = Math.floor(last / 2)) {
    if (index % 2 === 1 || index < last) {
      const left = index % 2 === 1;
      unhex_into(path[at], pair, left ? 0 : 32);
      pair.set(hash, left ? 32 : 0);
      join_nodes(h, pair, 0);
      hash.set(pair.subarray(0, 32));
      at += 1;
    }
    index = Math.floor(index / 2);
  }
  return hex(hash);
}
