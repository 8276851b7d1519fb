-- The target draw again, in PostgreSQL 15 (PROTOCOL.md, sections 7, 8.1, 8.2 and 10), in the folder that tables.py filled:
--   psql -f postgresql.sql
-- Whoever has the roster in a table of the database puts it in the place of `roster`, with these columns.

\set ON_ERROR_STOP on
SET jit = off;
-- Orders of texts are those of their bytes [D-3].
CREATE TEMP TABLE target_lines (line jsonb);
CREATE TEMP TABLE plan_lines (line jsonb);
CREATE TEMP TABLE result_lines (line jsonb);
\copy target_lines FROM 'targets.jsonl' WITH (FORMAT csv, QUOTE E'\x01', DELIMITER E'\x02', ENCODING 'UTF8')
\copy plan_lines FROM 'plan.json' WITH (FORMAT csv, QUOTE E'\x01', DELIMITER E'\x02', ENCODING 'UTF8')
\copy result_lines FROM 'result.jsonl' WITH (FORMAT csv, QUOTE E'\x01', DELIMITER E'\x02', ENCODING 'UTF8')

CREATE TEMP VIEW roster AS
SELECT r.* FROM target_lines, jsonb_to_record(line->'draw') AS r(
  id text, class text, level text, district text, attributes jsonb, exempt text,
  inspected bigint, drawn_before boolean, carried boolean);

CREATE TEMP VIEW announced AS
SELECT line->'plan' AS plan, line->'strata' AS strata, (line->>'officers')::numeric AS officers,
  line->>'ticket_key' AS ticket_key FROM plan_lines;

-- Conditions [D-30]: every one holds. A beginning of a district counts from six digits on.
CREATE FUNCTION pg_temp.all_hold(facts jsonb, conditions jsonb) RETURNS boolean IMMUTABLE LANGUAGE sql AS $$
  SELECT coalesce(bool_and(
    coalesce(c->'any_of' ? (facts->>(c->>'field')), false)
    OR c->>'field' = 'district' AND EXISTS (
      SELECT FROM jsonb_array_elements_text(c->'any_of') AS p
      WHERE length(p) >= 6 AND starts_with(facts->>'district', p))
  ), true) FROM jsonb_array_elements(conditions) AS c
$$;

CREATE TEMP TABLE targets AS
SELECT roster.*, jsonb_build_object('class', class, 'level', level, 'district', district) || coalesce(
  (SELECT jsonb_object_agg('attribute:' || (a->>0), a->1) FROM jsonb_array_elements(attributes) AS a), '{}') AS facts
FROM roster;

CREATE TEMP TABLE strata AS
SELECT number, s->>'name' AS name, s->'when' AS conditions, s->'quota' AS quota
FROM announced, jsonb_array_elements(plan->'strata') WITH ORDINALITY AS e(s, number);

-- Places of matching targets [D-52].
CREATE TEMP TABLE matches AS
SELECT s.number, s.name AS stratum, t.id, t.class, t.carried, t.facts,
  CASE WHEN t.exempt IS NOT NULL THEN 'exempt'
    WHEN t.inspected >= (plan->>'yearly_cap')::bigint THEN 'capped'
    WHEN t.drawn_before THEN 'before'
    ELSE 'pool' END AS place
FROM announced, targets AS t JOIN strata AS s ON pg_temp.all_hold(t.facts, s.conditions);

-- Tickets and the winning one [D-69], [D-70].
CREATE TEMP TABLE overrides AS
SELECT o->>'target' AS target, (o->>'tickets')::int AS tickets
FROM announced, jsonb_array_elements(plan->'overrides') AS o WHERE o->>'tickets' IS NOT NULL;

CREATE TEMP TABLE pool AS
SELECT m.number, m.stratum, m.id, m.carried, winning.n, winning.ticket
FROM announced, matches AS m
LEFT JOIN overrides AS o ON o.target = m.id
CROSS JOIN LATERAL (SELECT coalesce(o.tickets, (
  SELECT (rule->>'tickets')::int
  FROM announced, jsonb_array_elements(plan->'tickets') WITH ORDINALITY AS e(rule, place)
  WHERE pg_temp.all_hold(m.facts, rule->'when') ORDER BY place LIMIT 1), 1) AS tickets) AS weight
CROSS JOIN LATERAL (
  SELECT n, encode(hash, 'hex') AS ticket FROM (
    SELECT n, sha256(convert_to(ticket_key || n || ':' || m.id, 'UTF8')) AS hash
    FROM generate_series(1, weight.tickets) AS n ORDER BY hash, n LIMIT 1) AS smallest) AS winning
WHERE m.place = 'pool';

-- Quotas [D-55], [D-56].
CREATE TEMP TABLE quotas AS
WITH places AS (
  SELECT number, count(*) FILTER (WHERE place = 'pool') AS n, count(*) FILTER (WHERE place = 'exempt') AS exempt,
    count(*) FILTER (WHERE place = 'capped') AS capped, count(*) FILTER (WHERE place = 'before') AS before,
    count(*) FILTER (WHERE place = 'pool' AND carried) AS carried
  FROM matches GROUP BY number
),
counted AS (
  SELECT number, s.name AS stratum, coalesce(n, 0) AS n, coalesce(exempt, 0) AS exempt, coalesce(capped, 0) AS capped,
    coalesce(before, 0) AS before, coalesce(carried, 0) AS carried, quota, quota->'size' AS size, officers
  FROM announced, strata AS s LEFT JOIN places USING (number)
),
exact AS (
  SELECT *, coalesce(size->'ratio'->>'round', size->'per_officer'->>'round') AS round,
    CASE WHEN size ? 'ratio' THEN n * split_part(size->'ratio'->>'of', '/', 1)::numeric
      WHEN size ? 'per_officer' THEN officers * (size->'per_officer'->>'targets')::numeric
      WHEN size ? 'count' THEN (size->>'count')::numeric
      ELSE n END AS dividend,
    coalesce(split_part(size->'ratio'->>'of', '/', 2), size->'per_officer'->>'officers', '1')::numeric AS divisor
  FROM counted
)
SELECT number, stratum, n, exempt, capped, before, carried,
  least(greatest(
    CASE round WHEN 'up' THEN div(dividend + divisor - 1, divisor)
      WHEN 'half_up' THEN div(2 * dividend + divisor, 2 * divisor)
      ELSE div(dividend, divisor) END,
    (quota->>'at_least')::numeric), (quota->>'at_most')::numeric, n)::bigint AS k
FROM exact;

-- The order of each pool [D-71]: the first k are drawn, the others are the alternates.
CREATE TEMP TABLE drawn AS
WITH ordered AS (
  SELECT *, row_number() OVER (
    PARTITION BY number ORDER BY carried DESC, ticket COLLATE "C", id COLLATE "C") AS place
  FROM pool
)
SELECT stratum, place <= k AS drawn, CASE WHEN place <= k THEN place ELSE place - k END AS place, id,
  CASE WHEN place <= k THEN ordered.n END AS n, CASE WHEN place <= k THEN ticket END AS ticket
FROM ordered JOIN quotas USING (number, stratum);

-- What was announced and published, and where it differs.
CREATE TEMP VIEW published AS
SELECT r.* FROM result_lines, jsonb_to_record(line) AS r(
  stratum text, drawn boolean, place bigint, id text, n int, ticket text);

CREATE TEMP VIEW announced_strata AS
SELECT number, r.name AS stratum, r.n, r.exempt, r.capped, r.before, r.carried, r.k
FROM announced, jsonb_array_elements(strata) WITH ORDINALITY AS e(s, number), jsonb_to_record(s) AS r(
  name text, n bigint, exempt bigint, capped bigint, before bigint, carried bigint, k bigint);

CREATE TEMP TABLE differences AS
SELECT 'matches two strata' AS what, min(stratum) AS stratum, id
FROM matches GROUP BY id HAVING count(*) > 1
UNION ALL
SELECT 'class outside the slot', stratum, id
FROM announced, matches WHERE place = 'pool' AND NOT plan->'classes' ? class
UNION ALL
SELECT 'announced numbers', stratum, NULL FROM (
  SELECT stratum FROM (TABLE quotas EXCEPT TABLE announced_strata) AS ours
  UNION SELECT stratum FROM (TABLE announced_strata EXCEPT TABLE quotas) AS theirs) AS strata
UNION ALL
SELECT 'computed, not published', stratum, id FROM (TABLE drawn EXCEPT TABLE published) AS ours
UNION ALL
SELECT 'published, not computed', stratum, id FROM (TABLE published EXCEPT TABLE drawn) AS theirs;

SELECT stratum, n, k, exempt, capped, before, carried FROM quotas ORDER BY number;
SELECT what, count(*) AS times, min(id COLLATE "C") AS "for instance" FROM differences GROUP BY what ORDER BY what;
SELECT CASE count(*) WHEN 0 THEN 'the same draw' ELSE 'another draw' END AS verdict FROM differences;
