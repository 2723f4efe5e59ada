"""Time and memory of iac-scan and checkov on the same files in the same run, as ratios.

Absolute figures depend on the machine; the ratio is what is claimed anywhere. checkov lives in an
environment of its own, because its fork of python-hcl2 has the import name of the original:

    python3 -m venv .venv-checkov && .venv-checkov/bin/pip install checkov
    python benchmarks/compare.py --checkov .venv-checkov/bin/checkov
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Measure:
    """What several runs of one command cost."""

    seconds: float
    """The median of wall time."""
    megabytes: float
    """The largest peak of resident memory."""


def measure(command: list[str], runs: int) -> Measure:
    """Run the command `runs` times after one warm-up.

    Errors: SystemExit when it ends with neither 0 (clean) nor 1 (findings).
    """
    seconds: list[float] = []
    peak = 0
    for run in range(runs + 1):
        started = time.perf_counter()
        with subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as process:
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        elapsed = time.perf_counter() - started
        if process.returncode not in {0, 1}:
            sys.exit(f"`{' '.join(command)}` ended with {process.returncode}")
        if run:
            seconds.append(elapsed)
        peak = max(peak, usage.ru_maxrss)
    return Measure(statistics.median(seconds), peak / 1024)


def main() -> None:
    """Measure both programs on each input and print one line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkov", default=shutil.which("checkov"), help="path of checkov")
    parser.add_argument(
        "--iac-scan",
        default=shutil.which("iac-scan", path=Path(sys.executable).parent)
        or shutil.which("iac-scan"),
        help="path of iac-scan",
    )
    parser.add_argument("--runs", type=int, default=5, help="runs after the warm-up")
    parser.add_argument(
        "paths",
        nargs="*",
        type=Path,
        default=[HERE / "one_resource", HERE.parent / "sample_iac"],
        help="folders to scan",
    )
    arguments = parser.parse_args()
    if arguments.checkov is None:
        sys.exit("checkov is not on PATH: see the first lines of this file")

    print(f"{'input':<24}{'iac-scan':>20}{'checkov':>20}{'time':>9}{'memory':>9}")
    for path in arguments.paths:
        ours = measure([arguments.iac_scan, str(path), "--fail-on", "none"], arguments.runs)
        theirs = measure(
            [arguments.checkov, "-d", str(path), "--quiet", "--compact", "--soft-fail",
             "--skip-download"],
            arguments.runs,
        )  # fmt: skip
        print(
            f"{path.name:<24}"
            f"{f'{ours.seconds:.2f} s {ours.megabytes:.0f} MB':>20}"
            f"{f'{theirs.seconds:.2f} s {theirs.megabytes:.0f} MB':>20}"
            f"{f'1 : {theirs.seconds / ours.seconds:.1f}':>9}"
            f"{f'1 : {theirs.megabytes / ours.megabytes:.1f}':>9}"
        )


if __name__ == "__main__":
    main()
