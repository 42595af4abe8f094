"""Scores profiles and says what to do next: python score.py PROFILE …"""

from __future__ import annotations

import sys
from pathlib import Path

from kitemark import Charter, KitemarkError, Verdict, score_many


def main(paths: list[str]) -> int:
    charter = Charter.standard()
    failed = 0
    for entry in score_many(charter, map(Path, paths)):
        if entry.scorecard is None:
            failed += 1
            print(f"{entry.name}: {entry.error}", file=sys.stderr)
            continue
        card = entry.scorecard
        print(f"{card.subject}: {card.award.title or 'no award'}, {card.score}")
        for one in card.criteria:
            if one.verdict is Verdict.UNMET:
                print(f"  not met: {one.title}")
        way = charter.way(Path(entry.name))
        if way.to and way.sets:
            print(f"  {way.to.title} by: {', '.join(way.sets[0].criteria)}")
        for diagnostic in card.diagnostics:
            print(f"  {diagnostic}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:] or ["examples/profiles/northmere.yaml"]))
    except KitemarkError as error:
        sys.exit(str(error))
