-- The trees of rosters and results, folded where the records lie, in Spark SQL 4 (PROTOCOL.md, sections 1.3, 6 and 13.1), in
-- the folder that tables.py filled:
--   spark-sql -S -f spark-roots.sql | cargo run --release --example subtrees
-- Each line is a tree, a height and the root of the 2^height leaves that come next: whole subtrees of 2^10 leaves, then
-- the leaves that are left.

CREATE OR REPLACE TEMPORARY VIEW keys (master STRING, salt_key STRING)
USING json OPTIONS (path 'keys.json', mode 'FAILFAST');

-- HMAC-SHA256 of a text, with padded keys that are made once.
CREATE OR REPLACE TEMPORARY FUNCTION padded(key STRING, byte BIGINT) RETURNS BINARY
RETURN unhex(array_join(transform(sequence(1, 127, 2),
  i -> lpad(hex(CAST(conv(substr(concat(key, repeat('00', 32)), i, 2), 16, 10) AS BIGINT) ^ byte), 2, '0')), ''));
CREATE OR REPLACE TEMPORARY FUNCTION keyed_hash(inner_pad BINARY, outer_pad BINARY, message STRING) RETURNS BINARY
RETURN unhex(sha2(concat(outer_pad, unhex(sha2(concat(inner_pad, encode(message, 'UTF-8')), 256))), 256));

CREATE OR REPLACE TEMPORARY VIEW known AS
WITH pads AS (SELECT salt_key, padded(master, 54) AS inner_pad, padded(master, 92) AS outer_pad FROM keys)
SELECT coalesce(salt_key, lower(hex(keyed_hash(inner_pad, outer_pad, 'dual-random/1 leaf salts')))) AS leaves,
  lower(hex(keyed_hash(inner_pad, outer_pad, 'dual-random/1 identity salts'))) AS identities
FROM pads;

CACHE TABLE salts AS
SELECT padded(leaves, 54) AS leaf_inner, padded(leaves, 92) AS leaf_outer,
  padded(identities, 54) AS identity_inner, padded(identities, 92) AS identity_outer
FROM known;

-- Canonical texts (section 2).
CREATE OR REPLACE TEMPORARY FUNCTION quoted(text STRING) RETURNS STRING
RETURN coalesce(concat('"', replace(replace(text, r'\', r'\\'), '"', r'\"'), '"'), 'null');
CREATE OR REPLACE TEMPORARY FUNCTION quoted_list(texts ARRAY<STRING>) RETURNS STRING
RETURN concat('[', array_join(transform(texts,
  t -> coalesce(concat('"', replace(replace(t, r'\', r'\\'), '"', r'\"'), '"'), 'null')), ','), ']');
CREATE OR REPLACE TEMPORARY FUNCTION quoted_pairs(pairs ARRAY<ARRAY<STRING>>) RETURNS STRING
RETURN concat('[', array_join(transform(pairs, p -> concat('[', array_join(transform(p,
  t -> coalesce(concat('"', replace(replace(t, r'\', r'\\'), '"', r'\"'), '"'), 'null')), ','), ']')), ','), ']');

-- The leaves of the target roster [D-26]. A shown identity part has its salt; an opening's is made of the master secret.
CREATE OR REPLACE TEMPORARY VIEW lines (
  draw STRUCT<id: STRING, class: STRING, level: STRING, district: STRING, attributes: ARRAY<ARRAY<STRING>>,
    exempt: STRING, inspected: BIGINT, drawn_before: BOOLEAN, carried: BOOLEAN, last_team: ARRAY<STRING>>,
  identity STRUCT<
    shown: STRUCT<data: STRUCT<attributes: ARRAY<ARRAY<STRING>>, basis: STRING, credit_code: STRING, name: STRING>,
      salt: STRING>,
    withheld: STRUCT<hash: STRING>>)
USING json OPTIONS (path 'targets.jsonl', mode 'FAILFAST');

CREATE OR REPLACE TEMPORARY VIEW register AS
SELECT row_number() OVER (ORDER BY draw.id) - 1 AS i, draw, identity.shown.data AS identity,
  identity.shown.salt AS identity_salt, identity.withheld.hash AS identity_hash
FROM lines;

CREATE OR REPLACE TEMPORARY VIEW target_leaves AS
WITH written AS (
  SELECT i, salts.*, identity_salt, identity_hash,
    concat('{"attributes":', quoted_pairs(draw.attributes), ',"carried":', draw.carried, ',"class":', quoted(draw.class),
      ',"district":', quoted(draw.district), ',"drawn_before":', draw.drawn_before, ',"exempt":', quoted(draw.exempt),
      ',"id":', quoted(draw.id), ',"inspected":', draw.inspected, ',"last_team":', quoted_list(draw.last_team),
      ',"level":', quoted(draw.level), '}') AS draw_text,
    concat('{"attributes":', quoted_pairs(identity.attributes), ',"basis":', quoted(identity.basis),
      ',"credit_code":', quoted(identity.credit_code), ',"name":', quoted(identity.name), '}') AS identity_text
  FROM register CROSS JOIN salts
)
SELECT i, concat(keyed_hash(leaf_inner, leaf_outer, concat('targets:', i)),
  coalesce(unhex(identity_hash), unhex(sha2(concat(X'02',
    coalesce(unhex(identity_salt), keyed_hash(identity_inner, identity_outer, concat('targets:', i))),
    encode(identity_text, 'UTF-8')), 256))),
  encode(draw_text, 'UTF-8')) AS leaf
FROM written;

-- The leaves of the result tree [D-84]; none where only the master secret is given.
CREATE OR REPLACE TEMPORARY VIEW results (stratum STRING, drawn BOOLEAN, place BIGINT, id STRING)
USING json OPTIONS (path 'result.jsonl', mode 'FAILFAST');
CREATE OR REPLACE TEMPORARY VIEW teams (target STRING, inspectors ARRAY<STRING>)
USING json OPTIONS (path 'teams.jsonl', mode 'FAILFAST');

CREATE OR REPLACE TEMPORARY VIEW result_leaves AS
SELECT i, concat(keyed_hash(leaf_inner, leaf_outer, concat('result:', i)), encode(CASE WHEN place IS NULL
  THEN concat('{"drawn":false,"id":', quoted(register.draw.id), '}')
  ELSE concat('{"drawn":true,"id":', quoted(register.draw.id), ',"rank":', place, ',"seats":', quoted_list(inspectors),
    ',"stratum":', quoted(stratum), '}') END, 'UTF-8')) AS leaf
FROM register CROSS JOIN salts JOIN keys ON salt_key IS NOT NULL
LEFT JOIN (SELECT * FROM results WHERE drawn) AS drawn ON drawn.id = register.draw.id
LEFT JOIN teams ON teams.target = drawn.id;

-- The hashes of the leaves, and whole subtrees of them [D-27].
WITH leaves AS (
  SELECT 'targets' AS tree, i, leaf FROM target_leaves UNION ALL SELECT 'result', i, leaf FROM result_leaves
),
subtrees AS (
  SELECT tree, i DIV 1024 AS place, transform(
    array_sort(collect_list(struct(i, unhex(sha2(concat(X'00', leaf), 256)) AS hash))), l -> l.hash) AS hashes
  FROM leaves GROUP BY tree, i DIV 1024
),
lines AS (
  SELECT tree, place, 0 AS next, 10 AS height, aggregate(sequence(1, 10), hashes, (level, step) ->
    transform(sequence(0, size(level) - 2, 2), j -> unhex(sha2(concat(X'01', level[j], level[j + 1]), 256))))[0] AS hash
  FROM subtrees WHERE size(hashes) = 1024
  UNION ALL
  SELECT tree, place, next, 0, hash
  FROM subtrees LATERAL VIEW posexplode(hashes) AS next, hash WHERE size(hashes) < 1024
)
SELECT tree, height, lower(hex(hash)) AS root FROM lines ORDER BY tree, place, next;
