#!/usr/bin/env python3
"""Run studies of Attune and Python Optuna in databases, while processes and a server are killed.

    databases.py together KIND [--trials N] [--attune N] [--optuna N] [--crash]
    databases.py killed KIND... [--kills N]
    databases.py tls KIND...
    databases.py errors KIND...
    databases.py bench URL [--trials N] [--workers N,N...] [--seconds N]

KIND is postgresql, pgbouncer, mysql or sqlite. All but `bench` need --programs FOLDER, where `attune` and
`attune-stress` are, and take --seed N. Run them by `databases.sh --serve`, which starts the servers and
gives their URLs. Needs optuna==5.0.0, optuna-dashboard, psycopg2 and PyMySQL.

together  Processes of Attune (4) and of Optuna (2) work on one study. Every few seconds one of Attune is
          killed by SIGKILL and replaced, or one of Optuna with `--attune 0`, which shows the faults of
          Optuna alone. With --crash the PostgreSQL server is stopped hard in the middle and started again:
          Attune's processes must continue, Optuna's are replaced. In the end the study must have exactly
          the given number of finished trials (100), numbered without a gap, each finished once, and
          everything that was printed as recorded. Attune and Optuna must read the same, and
          optuna-dashboard must show the study.
killed    Studies are killed repeatedly, 50 times in each database; each must have the same trials as one
          that was never interrupted.
tls       Studies on connections with a verified certificate; a wrong certificate and a wrong host are
          refused.
errors    A wrong password, a full disk and the like: one clear line each, and nothing is lost.
bench     The time of Optuna's trials with ten parameters and the random sampler in one process, and the
          throughput of several processes. The database must exist.
"""

import argparse
import random
import signal
import sys
import tempfile

import databases_bench
import databases_errors
import databases_killed
import databases_tls
import databases_together
from programs import Programs

KINDS = ["postgresql", "pgbouncer", "mysql", "sqlite"]


def parse():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)

    def command(name, kinds):
        added = commands.add_parser(name)
        added.add_argument("kinds", nargs=kinds, choices=KINDS, metavar="KIND")
        added.add_argument("--programs", metavar="FOLDER")
        added.add_argument("--seed", type=int, default=1)
        return added

    together = command("together", 1)
    together.add_argument("--trials", type=int, default=100)
    together.add_argument("--attune", type=int, default=4)
    together.add_argument("--optuna", type=int, default=2)
    together.add_argument("--crash", action="store_true")
    command("killed", "+").add_argument("--kills", type=int, default=50)
    command("tls", "+")
    command("errors", "+")
    bench = commands.add_parser("bench")
    bench.add_argument("url")
    bench.add_argument("--trials", type=int, default=100)
    bench.add_argument(
        "--workers", type=lambda text: [int(part) for part in text.split(",")], default=[1, 8, 32, 64])
    bench.add_argument("--seconds", type=float, default=15)
    options = parser.parse_args()
    if options.command != "bench" and not options.programs and getattr(options, "attune", 1):
        parser.error("--programs FOLDER is missing")
    return options


def main():
    # The workers are ended on the way out.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    options = parse()
    if options.command == "bench":
        return databases_bench.run(options.url, options.trials, options.workers, options.seconds)
    programs = Programs(options.programs) if options.programs else None
    chance = random.Random(options.seed)
    for kind in options.kinds:
        with tempfile.TemporaryDirectory() as folder:
            if options.command == "together":
                databases_together.run(
                    programs, kind, options.trials, options.attune, options.optuna, options.crash,
                    chance, folder)
            elif options.command == "killed":
                databases_killed.run(programs, kind, options.kills, chance, folder)
            elif options.command == "tls":
                databases_tls.run(programs, kind)
            else:
                databases_errors.run(programs, kind, folder)


if __name__ == "__main__":
    main()
