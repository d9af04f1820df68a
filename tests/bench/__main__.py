"""`./dev bench`: run the benchmarks and print one table, on the screen or as JSON.

Exits 1 when a figure misses its bound.
"""

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from functools import partial

from tests.bench import batch, columns, languages, one_child, proof, regenerate
from tests.bench.timing import Result

FILES: dict[str, Callable[[int], list[Result]]] = {
    "one_child": one_child.results,
    "columns": columns.results,
    "proof": proof.results,
    "languages": languages.results,
    "regenerate": regenerate.results,
    "batch": batch.results,
}


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="./dev bench")
    parser.add_argument("files", nargs="*", metavar="FILE", help=f"of {', '.join(FILES)}; else all")
    parser.add_argument("--runs", type=int, default=9, help="process runs per figure")
    parser.add_argument("--quick", action="store_true", help="batch: fewer children, two minutes")
    parser.add_argument("--proof", action="store_true", help="batch: only compare pages")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args()
    if unknown := set(options.files) - FILES.keys():
        parser.error(f"no benchmark: {', '.join(sorted(unknown))}")
    files: dict[str, Callable[[int], list[Result]]] = {
        **FILES,
        "batch": partial(batch.results, quick=options.quick, proof=options.proof),
    }
    results = [row for name in options.files or FILES for row in files[name](options.runs)]
    if options.json:
        sys.stdout.write(json.dumps([{**asdict(r), "ratio": r.ratio} for r in results], indent=2))
    for result in () if options.json else results:
        mark = "ok  " if result.held else "MISS"
        sys.stdout.write(
            f"{mark} {result.name:<52} {result.ours * 1000:9.2f} ms / {result.other * 1000:9.2f} ms"
            f" = {result.ratio:7.4f}  (bound {result.bound})\n"
        )
    return 0 if all(result.held for result in results) else 1


if __name__ == "__main__":
    sys.exit(main())
