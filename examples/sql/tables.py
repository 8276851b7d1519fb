"""What the SQL files read, taken from a disclosure:  python3 tables.py DISCLOSURE FOLDER

    targets.jsonl   the target roster, a record a line
    plan.json       plan, announced numbers and the ticket key
    result.jsonl    what was drawn, and the alternates, a target a line
    teams.jsonl     who visits, a team a line
    keys.json       the salt key; of an opening the master secret, so that file is as secret as the opening

Of several ceremonies the first is taken: it drew the targets. An opening, which its authority alone has, gives
targets.jsonl and keys.json, and no result.
"""

import json
import pathlib
import sys


def tables(document):
    """The lines of each file."""
    if document["protocol"] != "dual-random/1":
        sys.exit("the SQL files draw with SHA-256, and this is a document of " + document["protocol"])
    if document["type"] == "opening":
        yield "targets.jsonl", [{"draw": target["draw"], "identity": {"shown": {"data": target["identity"]}}}
                                for target in document["targets"]]
        yield from (("result.jsonl", []), ("teams.jsonl", []), ("keys.json", [{"master": document["master"]}]))
        return
    while document["selection"] is not None:
        document = document["selection"]
    announcement, result = document["announcement"], document["result"]
    officers = [record for record in document["rosters"]["inspectors"] if record["draw"]["role"] == "officer"]
    yield "targets.jsonl", document["rosters"]["targets"]
    yield "plan.json", [{"plan": announcement["plan"], "strata": announcement["strata"], "officers": len(officers),
                         "ticket_key": result["ticket_key"]}]
    yield "result.jsonl", [line for stratum in result["strata"] for line in places(stratum)]
    yield "teams.jsonl", [{"target": team["target"], "inspectors": [seat["inspector"] for seat in team["seats"]]}
                          for team in result["teams"]]
    yield "keys.json", [{"salt_key": document["salt_key"]}]


def places(stratum):
    for place, drawn in enumerate(stratum["drawn"], 1):
        yield {"stratum": stratum["name"], "drawn": True, "place": place, **drawn}
    for place, target in enumerate(stratum["alternates"], 1):
        yield {"stratum": stratum["name"], "drawn": False, "place": place, "id": target, "n": None, "ticket": None}


def write(document, folder):
    folder.mkdir(parents=True, exist_ok=True)
    for name, lines in tables(document):
        with open(folder / name, "w", encoding="utf-8", newline="\n") as file:
            for line in lines:
                file.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    with open(sys.argv[1], encoding="utf-8") as opened:
        write(json.load(opened), pathlib.Path(sys.argv[2]))
