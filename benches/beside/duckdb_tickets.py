"""Seconds of DuckDB for the tickets of made-up targets and the first 50,000 in order, and the first of them."""

import sys
import time

import duckdb

key, targets = sys.argv[1], int(sys.argv[2])
connection = duckdb.connect()
connection.execute(
    "CREATE TABLE targets AS SELECT printf('91522601MATEXT01X3-site-%07d', n) AS id FROM range(?) AS r(n)", [targets])
query = "SELECT id, sha256($key || '1:' || id) AS ticket FROM targets ORDER BY ticket, id LIMIT 50000"
connection.execute(query, {"key": key}).fetchall()
start = time.monotonic()
drawn = connection.execute(f"CREATE TABLE drawn AS {query}", {"key": key})
seconds = time.monotonic() - start
print(seconds, connection.execute("SELECT id FROM drawn ORDER BY ticket, id LIMIT 1").fetchall()[0][0])
