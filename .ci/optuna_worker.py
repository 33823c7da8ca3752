"""The trials that Python Optuna runs in a study of `attune-stress tune`. Needs optuna==5.0.0."""

import time


def run_trial(study, pause, space="mixed"):
    """Run one trial with a pause in seconds before each report, and print its end once it is recorded."""
    trial = study.ask()
    trial.set_user_attr("by", "Optuna")
    loss = suggest(trial, space)
    for step in range(1, 5):
        time.sleep(pause)
        trial.report(loss + 1 / step, step)
    study.tell(trial, loss)
    print(f"end {trial.number} complete {loss}", flush=True)


def suggest(trial, space):
    """The value of the parameters, which are those of `attune-stress tune --space`."""
    if space == "mixed":
        x = trial.suggest_float("x", -5.0, 5.0)
        loss = x * x + trial.suggest_float("rate", 1e-5, 1, log=True)
    else:
        loss = trial.suggest_int("x", -2, 2) ** 2
    if trial.suggest_categorical("kind", ["a", "b", "c"]) == "a":
        loss += trial.suggest_int("depth", 1, 9 if space == "mixed" else 3)
    return float(loss)
