-- The trees of rosters and results, folded where the records lie, in DuckDB (PROTOCOL.md, sections 1.3, 6 and 13.1), in
-- the folder that tables.py filled:
--   duckdb -noheader -separator ' ' -list < duckdb-roots.sql | cargo run --release --example subtrees
-- Each line is a tree, a height and the root of the 2^height leaves that come next: whole subtrees of 2^10 leaves, then
-- the leaves that are left.

CREATE OR REPLACE TEMP TABLE keys AS
SELECT * FROM read_json('keys.json', format = 'newline_delimited', columns = {master: 'VARCHAR', salt_key: 'VARCHAR'});

-- HMAC-SHA256 of a text, with padded keys that are made once.
CREATE OR REPLACE TEMP MACRO padded(key, byte) AS unhex(array_to_string(list_transform(range(1, 128, 2),
  lambda i: printf('%02x', xor(('0x' || substr(key || repeat('00', 32), i, 2))::INTEGER, byte))), ''));
CREATE OR REPLACE TEMP MACRO pads(key) AS {'i': padded(key, 54), 'o': padded(key, 92)};
CREATE OR REPLACE TEMP MACRO keyed_hash(pads, message) AS
unhex(sha256(pads.o || unhex(sha256(pads.i || encode(message)))));

CREATE OR REPLACE TEMP TABLE salts AS
WITH known AS (
  SELECT coalesce(salt_key, lower(hex(keyed_hash(pads(master), 'dual-random/1 leaf salts')))) AS leaves,
    lower(hex(keyed_hash(pads(master), 'dual-random/1 identity salts'))) AS identities
  FROM keys
)
SELECT pads(leaves) AS leaves, pads(identities) AS identities FROM known;

-- Canonical texts (section 2).
CREATE OR REPLACE TEMP MACRO quoted(text) AS
coalesce('"' || replace(replace(text, '\', '\\'), '"', '\"') || '"', 'null');
CREATE OR REPLACE TEMP MACRO quoted_list(texts) AS
'[' || array_to_string(list_transform(texts, lambda t: quoted(t)), ',') || ']';
CREATE OR REPLACE TEMP MACRO quoted_pairs(pairs) AS
'[' || array_to_string(list_transform(pairs, lambda p: quoted_list(p)), ',') || ']';

-- The leaves of the target roster [D-26]. A shown identity part has its salt; an opening's is made of the master secret.
CREATE OR REPLACE TEMP VIEW register AS
SELECT row_number() OVER (ORDER BY draw.id) - 1 AS i, draw, identity.shown.data AS identity,
  identity.shown.salt AS identity_salt, identity.withheld.hash AS identity_hash
FROM read_json('targets.jsonl', format = 'newline_delimited', columns = {
  draw: 'STRUCT(id VARCHAR, class VARCHAR, "level" VARCHAR, district VARCHAR, attributes VARCHAR[][], exempt VARCHAR,
    inspected BIGINT, drawn_before BOOLEAN, carried BOOLEAN, last_team VARCHAR[])',
  identity: 'STRUCT(
    shown STRUCT(data STRUCT(attributes VARCHAR[][], basis VARCHAR, credit_code VARCHAR, name VARCHAR), salt VARCHAR),
    withheld STRUCT(hash VARCHAR))'});

CREATE OR REPLACE TEMP VIEW target_leaves AS
WITH written AS (
  SELECT i, salts.*, identity_salt, identity_hash,
    concat('{"attributes":', quoted_pairs(draw.attributes), ',"carried":', draw.carried, ',"class":', quoted(draw.class),
      ',"district":', quoted(draw.district), ',"drawn_before":', draw.drawn_before, ',"exempt":', quoted(draw.exempt),
      ',"id":', quoted(draw.id), ',"inspected":', draw.inspected, ',"last_team":', quoted_list(draw.last_team),
      ',"level":', quoted(draw."level"), '}') AS draw_text,
    concat('{"attributes":', quoted_pairs(identity.attributes), ',"basis":', quoted(identity.basis),
      ',"credit_code":', quoted(identity.credit_code), ',"name":', quoted(identity.name), '}') AS identity_text
  FROM register, salts
)
SELECT i, keyed_hash(leaves, 'targets:' || i) || coalesce(unhex(identity_hash), unhex(sha256('\x02'::BLOB
  || coalesce(unhex(identity_salt), keyed_hash(identities, 'targets:' || i)) || encode(identity_text)))) || encode(draw_text)
  AS leaf
FROM written;

-- The leaves of the result tree [D-84]; none where only the master secret is given.
CREATE OR REPLACE TEMP VIEW result_leaves AS
WITH drawn AS (
  SELECT * FROM read_json('result.jsonl', format = 'newline_delimited', columns = {
    stratum: 'VARCHAR', drawn: 'BOOLEAN', place: 'BIGINT', id: 'VARCHAR'}) WHERE drawn
),
teams AS (
  SELECT * FROM read_json('teams.jsonl', format = 'newline_delimited', columns = {
    target: 'VARCHAR', inspectors: 'VARCHAR[]'})
)
SELECT i, keyed_hash(salts.leaves, 'result:' || i) || encode(CASE WHEN place IS NULL
  THEN concat('{"drawn":false,"id":', quoted(draw.id), '}')
  ELSE concat('{"drawn":true,"id":', quoted(draw.id), ',"rank":', place, ',"seats":', quoted_list(inspectors),
    ',"stratum":', quoted(stratum), '}') END) AS leaf
FROM register CROSS JOIN salts LEFT JOIN drawn ON drawn.id = register.draw.id LEFT JOIN teams ON teams.target = drawn.id
WHERE (SELECT salt_key FROM keys) IS NOT NULL;

-- The hashes of the leaves, and whole subtrees of them [D-27].
CREATE OR REPLACE TEMP MACRO node(l, r) AS unhex(sha256('\x01'::BLOB || l || r));
CREATE OR REPLACE TEMP MACRO folded(hashes, height) AS
list_reduce(list_prepend(hashes, list_resize([]::BLOB[][], height, []::BLOB[])),
  lambda level, next: list_transform(range(1, len(level), 2), lambda j: node(level[j], level[j + 1])));

WITH leaves AS (
  SELECT 'targets' AS tree, i, leaf FROM target_leaves UNION ALL SELECT 'result', i, leaf FROM result_leaves
),
subtrees AS (
  SELECT tree, i >> 10 AS place, list(unhex(sha256('\x00'::BLOB || leaf)) ORDER BY i) AS hashes
  FROM leaves GROUP BY ALL
),
lines AS (
  SELECT tree, place, 0 AS next, 10 AS height, folded(hashes, 10)[1] AS hash FROM subtrees WHERE len(hashes) = 1024
  UNION ALL
  SELECT tree, place, generate_subscripts(hashes, 1), 0, unnest(hashes) FROM subtrees WHERE len(hashes) < 1024
)
SELECT tree, height, lower(hex(hash)) AS root FROM lines ORDER BY tree, place, next;
