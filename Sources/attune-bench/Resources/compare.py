"""Compares the overhead of a trial in Attune, Optuna and Rustuna in one run on one machine.

    python compare.py .build/release/attune-bench [--quick] [--rounds N] [--core N] [--cases CASE,CASE...] [--json]

Needs: pip install optuna==5.0.0 rustuna cmaes scipy torch; the last three not with --quick. The objective is
trivial: the sum of the squares of ten floating-point parameters from -5 to 5. Every measurement runs in
a separate process, pinned to one core. The programs take turns; the medians over the rounds are
printed, and the ratios to Attune's. Optuna is measured up to 1,000 trials. Optuna also writes the
journal that is loaded.
"""
import argparse, json, os, statistics, subprocess, sys, tempfile, time

PARAMETERS = 10
PROGRAMS = ("attune", "optuna", "rustuna")
OPTUNA_SAMPLERS = {
    "tpe": "TPESampler", "random": "RandomSampler", "qmc": "QMCSampler", "cma-es": "CmaEsSampler",
    "gp": "GPSampler", "nsga-ii": "NSGAIISampler", "nsga-iii": "NSGAIIISampler"}


def objective(trial):
    return sum(trial.suggest_float(f"x{i}", -5.0, 5.0) ** 2 for i in range(PARAMETERS))


def seconds(body):
    start = time.perf_counter()
    body()
    return time.perf_counter() - start


def optuna_seconds(case, trials, journal):
    import optuna

    optuna.logging.set_verbosity(optuna.logging.ERROR)

    def storage():
        return optuna.storages.JournalStorage(optuna.storages.journal.JournalFileBackend(journal))

    if case == "journal-load":
        return seconds(lambda: storage().get_all_trials(0))
    sampler = getattr(optuna.samplers, OPTUNA_SAMPLERS[case.removeprefix("journal-")])(seed=1)
    study = optuna.create_study(
        study_name="study", sampler=sampler, storage=storage() if journal else None)
    return seconds(lambda: study.optimize(objective, n_trials=trials))


def rustuna_seconds(case, trials, journal):
    import rustuna

    def storage():
        return rustuna.storages.JournalFileStorage(journal)

    if case == "journal-load":
        return seconds(lambda: rustuna.load_study(study_name="study", storage=storage()).trials)
    samplers = {"tpe": rustuna.samplers.TPESampler, "random": rustuna.samplers.RandomSampler}
    sampler = samplers[case.removeprefix("journal-")](seed=1)
    study = rustuna.create_study(
        study_name="study", sampler=sampler, storage=storage() if journal else None)
    return seconds(lambda: study.optimize(objective, n_trials=trials))


def attune_seconds(bench, case, trials, journal):
    command = [bench, "speed", "--case", case, "--trials", str(trials), "--json"]
    if case == "journal-load":
        command += ["--journal", journal]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)["seconds"]


def measure(program, bench, case, trials, journal):
    """The seconds of one measurement in a separate process."""
    if program == "attune":
        return attune_seconds(bench, case, trials, journal)
    with tempfile.TemporaryDirectory() as folder:
        if case == "journal-random":
            journal = os.path.join(folder, "study.journal")
        command = [sys.executable, __file__, "--worker", program, case, str(trials), journal or ""]
        return float(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


def medians(programs, rounds, *arguments):
    times = {program: [] for program in programs}
    for _ in range(rounds):
        for program in programs:
            times[program].append(measure(program, *arguments))
    return {program: statistics.median(values) for program, values in times.items()}


def compare(arguments):
    quick = arguments.quick
    without_optuna = ("attune", "rustuna")
    without_rustuna = ("attune", "optuna")
    # Case, trials, programs, maximum number of rounds.
    cases = [("tpe", 100, PROGRAMS, 99), ("random", 1000, PROGRAMS, 99)]
    if not quick:
        cases[1:1] = [("tpe", 1000, PROGRAMS, 99), ("tpe", 10000, without_optuna, 3)]
        others = [name for name in OPTUNA_SAMPLERS if name not in ("tpe", "random", "gp")]
        cases += [(name, 1000, without_rustuna, 3) for name in others]
        cases += [("gp", 100, without_rustuna, 3), ("gp", 300, without_rustuna, 1)]
        cases += [("journal-random", 1000, PROGRAMS, 99)]
    cases.append(("journal-load", 100 if quick else 1000, PROGRAMS, 99))
    if arguments.cases:
        cases = [case for case in cases if case[0] in arguments.cases.split(",")]
    rounds = arguments.rounds or (2 if quick else 5)
    with tempfile.TemporaryDirectory() as folder:
        for case, trials, programs, most in cases:
            path, size = None, None
            if case == "journal-load":
                path = os.path.join(folder, "optuna.journal")
                command = [sys.executable, __file__, "--worker", "optuna", "journal-random"]
                subprocess.run([*command, str(trials), path], check=True, stdout=subprocess.DEVNULL)
                size = os.path.getsize(path)
            times = medians(programs, min(rounds, most), arguments.bench, case, trials, path)
            yield case, trials, size, times


def row(case, trials, size, times):
    def figure(program):
        if program not in times:
            return "–"
        value = times[program]
        return f"{size / value / 1e6:.0f} MB/s" if size else f"{value / trials * 1e3:.4f} ms"

    def ratio(program):
        return f"{times[program] / times['attune']:.1f}" if program in times else "–"

    title = f"{case}, {trials:,} trials"
    cells = [title, *map(figure, PROGRAMS), ratio("optuna"), ratio("rustuna")]
    return "| " + " | ".join(cells) + " |"


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("bench", help="the built attune-bench")
    parser.add_argument("--quick", action="store_true", help="few trials and rounds")
    parser.add_argument("--rounds", type=int, help="measurements of each case (5; at most 3 with 10,000 trials)")
    parser.add_argument("--core", type=int, default=0, help="the core that all measurements run on")
    parser.add_argument("--cases", help="only these, such as tpe,gp")
    parser.add_argument("--json", action="store_true", help="print a line of JSON for each case")
    arguments = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {arguments.core})
    if not arguments.json:
        print("| time per trial | Attune | Optuna | Rustuna | Optuna : Attune | Rustuna : Attune |")
        print("| --- | ---: | ---: | ---: | ---: | ---: |", flush=True)
    for case, trials, size, times in compare(arguments):
        if arguments.json:
            line = {"case": case, "trials": trials, "params": PARAMETERS, "bytes": size}
            print(json.dumps({**line, **{f"{k}_seconds": v for k, v in times.items()}}), flush=True)
        else:
            print(row(case, trials, size, times), flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--worker"]:
        program, case, trials, journal = sys.argv[2:]
        worker = optuna_seconds if program == "optuna" else rustuna_seconds
        print(worker(case, int(trials), journal or None))
    else:
        main()
