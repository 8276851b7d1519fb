-- The target draw again, in DuckDB (PROTOCOL.md, sections 7, 8.1, 8.2 and 10), in the folder that tables.py filled:
--   duckdb < duckdb.sql
-- Whoever has the roster in a table of a database puts it in the place of `roster`, with these columns.

CREATE OR REPLACE TEMP VIEW roster AS
SELECT draw.* FROM read_json('targets.jsonl', format = 'newline_delimited', columns = {draw: 'STRUCT(
  id VARCHAR, class VARCHAR, "level" VARCHAR, district VARCHAR, attributes VARCHAR[][], exempt VARCHAR,
  inspected BIGINT, drawn_before BOOLEAN, carried BOOLEAN)'});

CREATE OR REPLACE TEMP TABLE announced AS
SELECT * FROM read_json('plan.json', format = 'newline_delimited', maximum_object_size = 1073741824, columns = {
  plan: 'STRUCT(classes VARCHAR[], yearly_cap BIGINT,
    strata STRUCT(name VARCHAR, "when" STRUCT(field VARCHAR, any_of VARCHAR[])[],
      quota STRUCT(at_least BIGINT, at_most BIGINT, size JSON))[],
    tickets STRUCT(tickets BIGINT, "when" STRUCT(field VARCHAR, any_of VARCHAR[])[])[],
    overrides STRUCT(target VARCHAR, tickets BIGINT)[])',
  strata: 'STRUCT(name VARCHAR, n BIGINT, k BIGINT, exempt BIGINT, capped BIGINT, "before" BIGINT, carried BIGINT)[]',
  officers: 'BIGINT', ticket_key: 'VARCHAR'});

-- Conditions [D-30]: every one holds. A beginning of a district counts from six digits on.
CREATE OR REPLACE TEMP MACRO all_hold(facts, conditions) AS
len(list_filter(conditions, lambda c: NOT (
  coalesce(list_contains(c.any_of, facts[c.field]), false)
  OR c.field = 'district'
  AND len(list_filter(c.any_of, lambda p: length(p) >= 6 AND starts_with(facts['district'], p))) > 0))) = 0;

CREATE OR REPLACE TEMP TABLE targets AS
SELECT roster.*, map_concat(
  MAP {'class': class, 'level': "level", 'district': district},
  map_from_entries(list_transform(attributes, lambda a: {k: 'attribute:' || a[1], v: a[2]}))) AS facts
FROM roster;

CREATE OR REPLACE TEMP TABLE strata AS
SELECT unnest(plan.strata, max_depth := 2), generate_subscripts(plan.strata, 1) AS number FROM announced;

-- Places of matching targets [D-52].
CREATE OR REPLACE TEMP TABLE matches AS
SELECT s.number, s.name AS stratum, t.id, t.class, t.carried, t.facts,
  CASE WHEN t.exempt IS NOT NULL THEN 'exempt'
    WHEN t.inspected >= (SELECT plan.yearly_cap FROM announced) THEN 'capped'
    WHEN t.drawn_before THEN 'before'
    ELSE 'pool' END AS place
FROM targets t JOIN strata s ON all_hold(t.facts, s."when");

-- Tickets and the winning one [D-69], [D-70].
CREATE OR REPLACE TEMP TABLE pool AS
WITH weighted AS (
  SELECT m.*, a.ticket_key, coalesce(
    (SELECT o.tickets FROM (SELECT unnest(plan.overrides, max_depth := 2) FROM announced) o WHERE o.target = m.id),
    list_filter(a.plan.tickets, lambda r: all_hold(m.facts, r."when"))[1].tickets,
    1) AS tickets
  FROM matches m CROSS JOIN announced a
  WHERE m.place = 'pool'
)
SELECT number, stratum, id, carried, list_min(list_transform(range(1, tickets + 1),
  lambda n: {ticket: sha256(ticket_key || n || ':' || id), n: n})) AS winning
FROM weighted;

-- Quotas [D-55], [D-56].
CREATE OR REPLACE TEMP TABLE quotas AS
WITH counted AS (
  SELECT s.number, s.name AS stratum, s.quota, s.quota.size AS size, a.officers,
    (SELECT count(*) FROM matches m WHERE m.number = s.number AND m.place = 'exempt') AS exempt,
    (SELECT count(*) FROM matches m WHERE m.number = s.number AND m.place = 'capped') AS capped,
    (SELECT count(*) FROM matches m WHERE m.number = s.number AND m.place = 'before') AS "before",
    (SELECT count(*) FROM pool p WHERE p.number = s.number) AS n,
    (SELECT count(*) FROM pool p WHERE p.number = s.number AND p.carried) AS carried
  FROM strata s CROSS JOIN announced a
),
exact AS (
  SELECT *, coalesce(size->>'$.ratio.round', size->>'$.per_officer.round') AS round,
    CASE WHEN (size->'$.ratio') IS NOT NULL THEN n * split_part(size->>'$.ratio.of', '/', 1)::HUGEINT
      WHEN (size->'$.per_officer') IS NOT NULL THEN officers * (size->>'$.per_officer.targets')::HUGEINT
      WHEN (size->'$.count') IS NOT NULL THEN (size->>'$.count')::HUGEINT
      ELSE n::HUGEINT END AS dividend,
    coalesce(split_part(size->>'$.ratio.of', '/', 2), size->>'$.per_officer.officers', '1')::HUGEINT AS divisor
  FROM counted
)
SELECT number, stratum, n, exempt, capped, "before", carried,
  least(greatest(
    CASE round WHEN 'up' THEN (dividend + divisor - 1) // divisor
      WHEN 'half_up' THEN (2 * dividend + divisor) // (2 * divisor)
      ELSE dividend // divisor END,
    quota.at_least), quota.at_most, n)::BIGINT AS k
FROM exact;

-- The order of each pool [D-71]: the first k are drawn, the others are the alternates.
CREATE OR REPLACE TEMP TABLE drawn AS
WITH ordered AS (
  SELECT *, row_number() OVER (PARTITION BY number ORDER BY carried DESC, winning.ticket, id) AS place FROM pool
)
SELECT stratum, place <= k AS drawn, CASE WHEN place <= k THEN place ELSE place - k END AS place, id,
  CASE WHEN place <= k THEN winning.n END AS n, CASE WHEN place <= k THEN winning.ticket END AS ticket
FROM ordered JOIN quotas USING (number, stratum);

-- What was announced and published, and where it differs.
CREATE OR REPLACE TEMP VIEW published AS
SELECT * FROM read_json('result.jsonl', format = 'newline_delimited', columns = {
  stratum: 'VARCHAR', drawn: 'BOOLEAN', place: 'BIGINT', id: 'VARCHAR', n: 'BIGINT', ticket: 'VARCHAR'});

CREATE OR REPLACE TEMP VIEW announced_strata AS
SELECT number, name AS stratum, n, exempt, capped, "before", carried, k
FROM (SELECT unnest(strata, max_depth := 2), generate_subscripts(strata, 1) AS number FROM announced);

CREATE OR REPLACE TEMP TABLE differences AS
SELECT 'matches two strata' AS what, min(stratum) AS stratum, id
FROM matches GROUP BY id HAVING count(*) > 1
UNION ALL
SELECT 'class outside the slot', stratum, id
FROM matches, announced WHERE place = 'pool' AND NOT list_contains(plan.classes, class)
UNION ALL
SELECT 'announced numbers', stratum, NULL FROM (
  SELECT stratum FROM (FROM quotas EXCEPT FROM announced_strata)
  UNION SELECT stratum FROM (FROM announced_strata EXCEPT FROM quotas))
UNION ALL
SELECT 'computed, not published', stratum, id FROM (FROM drawn EXCEPT FROM published)
UNION ALL
SELECT 'published, not computed', stratum, id FROM (FROM published EXCEPT FROM drawn);

SELECT stratum, n, k, exempt, capped, "before", carried FROM quotas ORDER BY number;
SELECT what, count(*) AS times, min(id) AS "for instance" FROM differences GROUP BY what ORDER BY what;
SELECT CASE count(*) WHEN 0 THEN 'the same draw' ELSE 'another draw' END AS verdict FROM differences;
