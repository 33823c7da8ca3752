"""Measures Optuna on problems in Python; see control.py and choosing.py, which define them.

    python PROBLEMS.py peers    rows of peers.csv: Optuna's TPE and random search, 20 seeds, 50 and 100 trials
    python PROBLEMS.py values   values at random points, as in Tests/BenchTests/Fixtures

A problem is a function of a trial. If it has an attribute `noise`, that function of a trial's number is
added to what the optimizer receives.
"""

import json
import sys

import optuna

SAMPLERS = {
    "optuna-tpe": lambda seed: optuna.samplers.TPESampler(seed=seed),
    "optuna-random": lambda seed: optuna.samplers.RandomSampler(seed=seed),
}


def run(problem, sampler, trials):
    """The trials, and their values without noise."""
    exact = []

    def objective(trial):
        exact.append(problem(trial))
        return exact[-1] + (problem.noise(trial.number) if hasattr(problem, "noise") else 0)

    study = optuna.create_study(sampler=sampler, pruner=optuna.pruners.NopPruner())
    study.optimize(objective, n_trials=trials)
    return study.trials, exact


def best(trials, exact, count):
    """The exact value of the trial with the best value among the first `count`."""
    return exact[min(range(count), key=lambda number: trials[number].value)]


def peers(problems):
    for name, sampler in SAMPLERS.items():
        for problem in problems:
            runs = [run(problem, sampler(seed), 100) for seed in range(20)]
            for count in (50, 100):
                bests = " ".join(f"{best(*result, count):.10g}" for result in runs)
                print(f"{name},{problem.__name__},{count},{bests}", flush=True)


def definition(name, distribution):
    if isinstance(distribution, optuna.distributions.CategoricalDistribution):
        return {"name": name, "type": "categorical", "choices": list(distribution.choices)}
    kind = "int" if isinstance(distribution, optuna.distributions.IntDistribution) else "float"
    return {
        "name": name, "type": kind, "low": distribution.low, "high": distribution.high,
        "log": distribution.log, "step": distribution.step,
    }


def values(problems):
    results = {}
    for problem in problems:
        trials, exact = run(problem, optuna.samplers.RandomSampler(seed=5), 12)
        space = {}
        for trial in trials:
            space.update(trial.distributions)
        cases = [{"params": t.params, "value": value} for t, value in zip(trials, exact)]
        if hasattr(problem, "noise"):
            for case, trial in zip(cases, trials):
                case.update(trial=trial.number, told=trial.value)
        results[problem.__name__] = {
            "direction": "minimize",
            "optimum": None,
            "space": [definition(name, d) for name, d in space.items()],
            "cases": cases,
        }
    print(json.dumps(results, indent=1))


def main(problems):
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    {"peers": peers, "values": values}[sys.argv[1]](problems)
