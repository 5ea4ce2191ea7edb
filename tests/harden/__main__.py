"""Puts the program through all trials, prints the table and writes it into docs/reliability.md."""

import os
import sys
from datetime import date
from pathlib import Path

from harden import inputs, markup, processes_under_fire
from harden.trials import MOST_SHOWN, Outcome

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "reliability.md"
INPUTS = Path(os.environ.get("HARDEN_INPUTS") or ROOT.parent / "shared" / "testdata" / "inputs")
SCALE = float(os.environ.get("HARDEN") or 1)
MARK = "<!-- table -->"


def main() -> int:
    """All trials; 1 where any of them failed."""
    outcomes: list[Outcome] = []
    trials = {
        "mutations": lambda: inputs.mutations(SCALE),
        "yaml": lambda: inputs.yaml_suite(INPUTS),
        "strings": lambda: inputs.naughty_strings(INPUTS),
        "markup": lambda: markup.hostile_markup(INPUTS, SCALE),
        "kills": lambda: processes_under_fire.kills(SCALE),
        "starts": lambda: processes_under_fire.starts_at_once(SCALE),
        "damage": lambda: processes_under_fire.damage(SCALE),
        "soak": lambda: processes_under_fire.soak(SCALE),
        "api": lambda: processes_under_fire.fuzzed_api(SCALE),
    }
    for name in sys.argv[1:] or trials:
        outcomes.append(trials[name]())
        print(outcomes[-1].row(), flush=True)
        for wrong in outcomes[-1].wrong[:MOST_SHOWN]:
            print(f"    {wrong}", flush=True)
    if not sys.argv[1:]:
        _write(outcomes)
    return 1 if any(one.wrong for one in outcomes) else 0


def _write(outcomes: list[Outcome]) -> None:
    head = "| what was tried | times | failures | seconds | remarks |\n|---|---|---|---|---|"
    rows = "\n".join(one.row() for one in outcomes)
    table = f"{MARK}\nMeasured on {date.today()}, scale {SCALE:g}.\n\n{head}\n{rows}\n{MARK}"
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(MARK)
    PAGE.write_text(before + table + rest.partition(MARK)[2], encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
