"""The trials that Python Optuna runs in a study of `attune-stress tune`. Needs optuna==5.0.0."""

import time


def run_trial(study, pause):
    """Run one trial with a pause in seconds before each report, and print its end once it is recorded."""
    trial = study.ask()
    trial.set_user_attr("by", "Optuna")
    x = trial.suggest_float("x", -5.0, 5.0)
    rate = trial.suggest_float("rate", 1e-5, 1, log=True)
    trial.suggest_categorical("kind", ["a", "b", "c"])
    for step in range(1, 5):
        time.sleep(pause)
        trial.report(x * x + rate + 1 / step, step)
    study.tell(trial, x * x + rate)
    print(f"end {trial.number} complete {x * x + rate}", flush=True)
