-- The target draw again, in Spark SQL 4 (PROTOCOL.md, sections 7, 8.1, 8.2 and 10), in the folder that tables.py filled:
--   spark-sql -f spark.sql
-- Whoever has the roster in a table of the cluster puts it in the place of `roster`, with these columns.

CREATE OR REPLACE TEMPORARY VIEW target_lines (draw STRUCT<
  id: STRING, class: STRING, level: STRING, district: STRING, attributes: ARRAY<ARRAY<STRING>>, exempt: STRING,
  inspected: BIGINT, drawn_before: BOOLEAN, carried: BOOLEAN>)
USING json OPTIONS (path 'targets.jsonl', mode 'FAILFAST');

CREATE OR REPLACE TEMPORARY VIEW roster AS SELECT draw.* FROM target_lines;

CREATE OR REPLACE TEMPORARY VIEW announced (
  plan STRUCT<classes: ARRAY<STRING>, yearly_cap: BIGINT,
    strata: ARRAY<STRUCT<name: STRING, when: ARRAY<STRUCT<field: STRING, any_of: ARRAY<STRING>>>,
      quota: STRUCT<at_least: BIGINT, at_most: BIGINT, size: STRING>>>,
    tickets: ARRAY<STRUCT<tickets: INT, when: ARRAY<STRUCT<field: STRING, any_of: ARRAY<STRING>>>>>,
    overrides: ARRAY<STRUCT<target: STRING, tickets: INT>>>,
  strata ARRAY<STRUCT<name: STRING, n: BIGINT, k: BIGINT, exempt: BIGINT, capped: BIGINT, before: BIGINT,
    carried: BIGINT>>,
  officers BIGINT, ticket_key STRING)
USING json OPTIONS (path 'plan.json', mode 'FAILFAST');

-- Conditions [D-30]: every one holds. A beginning of a district counts from six digits on.
CREATE OR REPLACE TEMPORARY FUNCTION all_hold(
  facts MAP<STRING, STRING>, conditions ARRAY<STRUCT<field: STRING, any_of: ARRAY<STRING>>>) RETURNS BOOLEAN
RETURN forall(conditions, c ->
  coalesce(array_contains(c.any_of, facts[c.field]), false)
  OR c.field = 'district' AND exists(c.any_of, p -> length(p) >= 6 AND startswith(facts['district'], p)));

CREATE OR REPLACE TEMPORARY VIEW targets AS
SELECT roster.*, map_concat(
  map('class', class, 'level', level, 'district', district),
  map_from_entries(transform(attributes, a -> struct(concat('attribute:', a[0]), a[1])))) AS facts
FROM roster;

CREATE OR REPLACE TEMPORARY VIEW strata AS
SELECT position + 1 AS number, stratum.* FROM announced LATERAL VIEW posexplode(plan.strata) AS position, stratum;

-- Places of matching targets [D-52].
CACHE TABLE matches AS
SELECT s.number, s.name AS stratum, t.id, t.class, t.carried, t.facts,
  CASE WHEN t.exempt IS NOT NULL THEN 'exempt'
    WHEN t.inspected >= a.plan.yearly_cap THEN 'capped'
    WHEN t.drawn_before THEN 'before'
    ELSE 'pool' END AS place
FROM targets t CROSS JOIN announced a JOIN strata s ON all_hold(t.facts, s.when);

-- Tickets and the winning one [D-69], [D-70].
CREATE OR REPLACE TEMPORARY VIEW overrides AS
SELECT o.target, o.tickets FROM announced LATERAL VIEW explode(plan.overrides) AS o WHERE o.tickets IS NOT NULL;

CREATE OR REPLACE TEMPORARY VIEW rules AS
SELECT position, rule.* FROM announced LATERAL VIEW posexplode(plan.tickets) AS position, rule;

CACHE TABLE pool AS
WITH ruled AS (
  SELECT m.id, min_by(r.tickets, r.position) AS tickets
  FROM matches m JOIN rules r ON all_hold(m.facts, r.when) WHERE m.place = 'pool' GROUP BY m.id
),
weighted AS (
  SELECT m.*, a.ticket_key, coalesce(o.tickets, ruled.tickets, 1) AS tickets
  FROM matches m CROSS JOIN announced a LEFT JOIN overrides o ON o.target = m.id LEFT JOIN ruled ON ruled.id = m.id
  WHERE m.place = 'pool'
)
SELECT number, stratum, id, carried, array_min(transform(sequence(1, tickets),
  n -> struct(sha2(concat(ticket_key, n, ':', id), 256) AS ticket, n AS n))) AS winning
FROM weighted;

-- Quotas [D-55], [D-56].
CACHE TABLE quotas AS
WITH places AS (
  SELECT number, count_if(place = 'pool') AS n, count_if(place = 'exempt') AS exempt,
    count_if(place = 'capped') AS capped, count_if(place = 'before') AS before,
    count_if(place = 'pool' AND carried) AS carried
  FROM matches GROUP BY number
),
counted AS (
  SELECT number, s.name AS stratum, coalesce(n, 0) AS n, coalesce(exempt, 0) AS exempt, coalesce(capped, 0) AS capped,
    coalesce(before, 0) AS before, coalesce(carried, 0) AS carried, s.quota, s.quota.size AS size, a.officers
  FROM strata s CROSS JOIN announced a LEFT JOIN places USING (number)
),
exact AS (
  SELECT *, coalesce(get_json_object(size, '$.ratio.round'), get_json_object(size, '$.per_officer.round')) AS round,
    CASE WHEN get_json_object(size, '$.ratio') IS NOT NULL
        THEN n * CAST(split_part(get_json_object(size, '$.ratio.of'), '/', 1) AS DECIMAL(13))
      WHEN get_json_object(size, '$.per_officer') IS NOT NULL
        THEN officers * CAST(get_json_object(size, '$.per_officer.targets') AS DECIMAL(13))
      WHEN get_json_object(size, '$.count') IS NOT NULL
        THEN CAST(get_json_object(size, '$.count') AS DECIMAL(34))
      ELSE CAST(n AS DECIMAL(34)) END AS dividend,
    CAST(coalesce(split_part(get_json_object(size, '$.ratio.of'), '/', 2),
      get_json_object(size, '$.per_officer.officers'), '1') AS DECIMAL(13)) AS divisor
  FROM counted
)
SELECT number, stratum, n, exempt, capped, before, carried,
  least(greatest(
    CASE round WHEN 'up' THEN (dividend + divisor - 1) DIV divisor
      WHEN 'half_up' THEN (2 * dividend + divisor) DIV (2 * divisor)
      ELSE dividend DIV divisor END,
    quota.at_least), quota.at_most, n) AS k
FROM exact;

-- The order of each pool [D-71]: the first k are drawn, the others are the alternates.
CACHE TABLE drawn AS
WITH ordered AS (
  SELECT *, row_number() OVER (PARTITION BY number ORDER BY carried DESC, winning.ticket, id) AS place FROM pool
)
SELECT stratum, place <= k AS drawn, CASE WHEN place <= k THEN place ELSE place - k END AS place, id,
  CASE WHEN place <= k THEN winning.n END AS n, CASE WHEN place <= k THEN winning.ticket END AS ticket
FROM ordered JOIN quotas USING (number, stratum);

-- What was announced and published, and where it differs.
CREATE OR REPLACE TEMPORARY VIEW published (
  stratum STRING, drawn BOOLEAN, place BIGINT, id STRING, n INT, ticket STRING)
USING json OPTIONS (path 'result.jsonl', mode 'FAILFAST');

CREATE OR REPLACE TEMPORARY VIEW announced_strata AS
SELECT position + 1 AS number, s.name AS stratum, s.n, s.exempt, s.capped, s.before, s.carried, s.k
FROM announced LATERAL VIEW posexplode(strata) AS position, s;

CACHE TABLE differences AS
SELECT 'matches two strata' AS what, min(stratum) AS stratum, id FROM matches GROUP BY id HAVING count(*) > 1
UNION ALL
SELECT 'class outside the slot', stratum, id
FROM announced a CROSS JOIN matches WHERE place = 'pool' AND NOT array_contains(a.plan.classes, class)
UNION ALL
SELECT 'announced numbers', stratum, NULL FROM (
  SELECT stratum FROM (TABLE quotas EXCEPT TABLE announced_strata)
  UNION SELECT stratum FROM (TABLE announced_strata EXCEPT TABLE quotas))
UNION ALL
SELECT 'computed, not published', stratum, id FROM (TABLE drawn EXCEPT TABLE published)
UNION ALL
SELECT 'published, not computed', stratum, id FROM (TABLE published EXCEPT TABLE drawn);

SELECT stratum, n, k, exempt, capped, before, carried FROM quotas ORDER BY number;
SELECT what, count(*) AS times, min(id) AS `for instance` FROM differences GROUP BY what ORDER BY what;
SELECT CASE count(*) WHEN 0 THEN 'the same draw' ELSE 'another draw' END AS verdict FROM differences;
