"""Compares pruners and budgets of Attune, Optuna and Ray Tune on learning curves in one run.

    python pruning.py .build/release/attune-bench [--seeds N] [--trainings N] [--tables A,B]
        [--strategies A,B] [--ours FILE] [--peers FILE] [--json]

Prints what `attune-bench curves` prints, with Optuna's median pruner, successive halving (ASHA) and
Hyperband, each with its random sampler and its TPE, and with Ray Tune's ASHA, all with their
defaults. They get the same tables, spaces, names of studies and numbers of epochs, counted
in complete trainings. Ray Tune's scheduler is called without its processes: it gets the results of
trials one after the other, with random configurations, and says when to stop. The option
`--ours FILE` reads the runs that `attune-bench curves --output FILE` wrote; `--peers FILE` reads the
runs of the others, or writes them if there is no such file.

Needs: pip install optuna==5.0.0 "ray[tune]==2.60.0"; Ray Tune is left out if it is missing.
"""

import argparse
import csv
import importlib.util
import itertools
import json
import math
import os
import random
import statistics
import subprocess
import tempfile
import types

FOLDER = os.path.dirname(os.path.abspath(__file__))
TABLES = ("boosting-cancer", "linear-wine", "network-diabetes", "network-digits")
BASELINE_COUNT = 20
WORST_REGRET = 5.0


class Table:
    """A table of learning curves; the search space is the grid of its rows."""

    def __init__(self, name):
        self.name = name
        with open(os.path.join(FOLDER, f"curves-{name}.csv"), newline="") as file:
            header, *rows = csv.reader(file)
        names = [column for column in header if not column.startswith("loss")]
        self.curves = {
            tuple(row[: len(names)]): [float(loss) for loss in row[len(names) :]] for row in rows}
        self.epochs = len(header) - len(names)
        self.axes = [
            (name, list(dict.fromkeys(cells[axis] for cells in self.curves)))
            for axis, name in enumerate(names)]
        final = sorted(curve[-1] for curve in self.curves.values())
        self.optimum = final[0]
        fraction = 1 - 0.5 ** (1 / BASELINE_COUNT)
        self.baseline = final[max(1, int(fraction * len(final)))]

    def curve(self, trial):
        """The losses of the configuration that a trial of Optuna suggests."""
        cells = []
        for name, values in self.axes:
            try:
                numbers = sorted(map(int, values))
            except ValueError:
                numbers = []
            step = numbers[1] - numbers[0] if len(numbers) > 1 else 0
            if step and numbers == list(range(numbers[0], numbers[-1] + 1, step)):
                cells.append(str(trial.suggest_int(name, numbers[0], numbers[-1], step=step)))
            else:
                cells.append(trial.suggest_categorical(name, values))
        return self.curves[tuple(cells)]

    def regret(self, loss):
        return min((loss - self.optimum) / (self.baseline - self.optimum), WORST_REGRET)


class Run:
    """What `attune-bench curves` writes of a run."""

    def __init__(self, table, strategy, seed):
        self.spent = 0
        self.record = {
            "table": table.name, "strategy": strategy, "seed": seed, "configurations": 0,
            "improvements": []}

    def add(self, epochs, loss):
        """Add a training of a number of epochs; the loss is None if it was stopped early."""
        self.spent += epochs
        self.record["configurations"] += 1
        improvements = self.record["improvements"]
        if loss is not None and (not improvements or loss < improvements[-1][1]):
            improvements.append([self.spent, loss])


def optuna_run(table, sampler, pruner, seed, trainings):
    import optuna

    optuna.logging.set_verbosity(optuna.logging.ERROR)
    samplers = {"random": optuna.samplers.RandomSampler, "tpe": optuna.samplers.TPESampler}
    pruners = {
        "none": optuna.pruners.NopPruner, "median": optuna.pruners.MedianPruner,
        "successive-halving": optuna.pruners.SuccessiveHalvingPruner,
        "hyperband": optuna.pruners.HyperbandPruner}
    study = optuna.create_study(
        study_name=f"curves-{table.name}-{seed}", sampler=samplers[sampler](seed=seed),
        pruner=pruners[pruner]())
    run = Run(table, f"optuna {sampler}+{pruner}", seed)

    def objective(trial):
        curve = table.curve(trial)
        loss = None
        for epoch, value in enumerate(curve, start=1):
            trial.report(value, epoch)
            if epoch < table.epochs and trial.should_prune():
                break
        else:
            loss = value
        run.add(epoch, loss)
        if run.spent >= trainings * table.epochs:
            study.stop()
        if loss is None:
            raise optuna.TrialPruned()
        return loss

    study.optimize(objective)
    return run.record


def ray_run(table, seed, trainings):
    from ray.tune.schedulers import ASHAScheduler

    scheduler = ASHAScheduler(
        time_attr="training_iteration", metric="loss", mode="min", max_t=table.epochs)
    run = Run(table, "ray random+asha", seed)
    chance = random.Random(seed)
    for number in itertools.count():
        if run.spent >= trainings * table.epochs:
            return run.record
        curve = table.curves[tuple(chance.choice(values) for _, values in table.axes)]
        trial = types.SimpleNamespace(trial_id=str(number))
        scheduler.on_trial_add(None, trial)
        for epoch, loss in enumerate(curve, start=1):
            result = {"training_iteration": epoch, "loss": loss}
            # A training that has reached the largest number of epochs is stopped as well.
            if scheduler.on_trial_result(None, trial, result) == ASHAScheduler.STOP:
                break
        run.add(epoch, loss if epoch == table.epochs else None)


def own_runs(arguments):
    with tempfile.TemporaryDirectory() as folder:
        path = arguments.ours or os.path.join(folder, "runs.jsonl")
        if not arguments.ours:
            strategies = ["--strategies", arguments.strategies] if arguments.strategies else []
            subprocess.run(
                [arguments.bench, "curves", "--tables", arguments.tables, *strategies, "--seeds",
                 f"0-{arguments.seeds - 1}", "--trainings", str(arguments.trainings),
                 "--output", path],
                check=True, stdout=subprocess.DEVNULL)
        with open(path) as file:
            runs = [json.loads(line) for line in file]
    for run in runs:
        run["strategy"] = "attune " + run["strategy"]
    return runs


def peer_runs(arguments, tables):
    if arguments.peers and os.path.exists(arguments.peers):
        with open(arguments.peers) as file:
            return [json.loads(line) for line in file]
    cases = list(itertools.product(tables, range(arguments.seeds)))
    runs = [
        optuna_run(table, sampler, pruner, seed, arguments.trainings)
        for sampler in ("random", "tpe")
        for pruner in ("none", "median", "successive-halving", "hyperband")
        for table, seed in cases]
    if importlib.util.find_spec("ray"):
        runs += [ray_run(table, seed, arguments.trainings) for table, seed in cases]
    if arguments.peers:
        with open(arguments.peers, "w") as file:
            file.writelines(json.dumps(run) + "\n" for run in runs)
    return runs


def best(run, epochs):
    losses = [loss for spent, loss in run["improvements"] if spent <= epochs]
    return losses[-1] if losses else None


def regret(run, table, trainings):
    loss = best(run, trainings * table.epochs)
    return WORST_REGRET if loss is None else table.regret(loss)


def epochs_to(run, reference):
    return next((spent for spent, loss in run["improvements"] if loss <= reference), math.inf)


def rows(runs, tables, trainings):
    """For each strategy its figures, with the best of Optuna's as the reference for the epochs."""
    budgets = [trainings // part for part in (8, 4, 2, 1)]
    strategies = list(dict.fromkeys(run["strategy"] for run in runs))

    def chosen(strategy, table):
        return [run for run in runs if (run["strategy"], run["table"]) == (strategy, table.name)]

    def mean_regret(strategy, trainings=trainings):
        return statistics.fmean(
            regret(run, table, trainings) for table in tables for run in chosen(strategy, table))

    reference = min((s for s in strategies if s.startswith("optuna")), key=mean_regret)
    goal = mean_regret(reference)
    # The median over seeds of the reference's final loss on each table.
    targets = {
        table.name: statistics.median(
            best(run, trainings * table.epochs) or math.inf for run in chosen(reference, table))
        for table in tables}
    for strategy in strategies:
        own = [chosen(strategy, table) for table in tables]
        by_budget = [
            [[regret(run, table, budget) for run in part] for table, part in zip(tables, own)]
            for budget in budgets]
        errors = [
            statistics.stdev(part) / math.sqrt(len(part)) if len(part) > 1 else 0
            for part in by_budget[-1]]
        reached = [
            statistics.median(epochs_to(run, targets[table.name]) for run in part)
            for table, part in zip(tables, own)]
        yield {
            "strategy": strategy, "reference": reference, "trainings": budgets,
            "regrets": [statistics.fmean(map(statistics.fmean, part)) for part in by_budget],
            "standard_error": math.sqrt(sum(error**2 for error in errors)) / len(tables),
            "final_regrets": {
                table.name: statistics.fmean(part) for table, part in zip(tables, by_budget[-1])},
            "trainings_to_reference": next(
                (budget for budget in range(1, trainings + 1)
                 if mean_regret(strategy, budget) <= goal), None),
            "epochs_to_reference": {
                table.name: None if math.isinf(value) else value
                for table, value in zip(tables, reached)},
            "configurations": statistics.fmean(
                run["configurations"] for part in own for run in part)}


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("bench", help="the built attune-bench")
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--trainings", type=int, default=40)
    parser.add_argument("--tables", default=",".join(TABLES))
    parser.add_argument("--strategies", help="Attune's; the others have their own")
    parser.add_argument("--ours", help="a file with Attune's runs")
    parser.add_argument("--peers", help="a file with the runs of the others")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    tables = [Table(name) for name in arguments.tables.split(",")]
    runs = own_runs(arguments) + peer_runs(arguments, tables)
    figures = list(rows(runs, tables, arguments.trainings))
    if arguments.json:
        for row in figures:
            print(json.dumps(row))
        return
    names = [table.name for table in tables]
    print(f"The reference, whose results are to be reached, is {figures[0]['reference']}.\n")
    print("| " + " | ".join(
        ["regret after trainings", *map(str, figures[0]["trainings"]), "±", "configurations",
         "trainings to the reference",
         *(f"epochs, {name}" for name in names)]) + " |")
    print("| --- |" + " ---: |" * (len(figures[0]["trainings"]) + 3 + len(names)))
    for row in sorted(figures, key=lambda row: row["regrets"][-1]):
        cells = [row["strategy"], *(f"{value:.3f}" for value in row["regrets"]),
                 f"{row['standard_error']:.3f}", f"{row['configurations']:.0f}",
                 str(row["trainings_to_reference"] or "–")]
        cells += [
            "–" if row["epochs_to_reference"][name] is None
            else f"{row['epochs_to_reference'][name]:.0f}" for name in names]
        print("| " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
