"""Writes when Keras' EarlyStopping stops synthetic trainings, and which epoch it restores.

    python3 -m venv venv && venv/bin/pip install keras==3.15.1 numpy scipy
    KERAS_BACKEND=numpy venv/bin/python make_references.py
"""

import json
import pathlib
import random

import keras

rng = random.Random(11)


class Model:
    """The part of a model that the callback uses; its weights are the number of the last epoch."""

    stop_training = False
    weights = None

    def get_weights(self):
        return self.weights

    def set_weights(self, weights):
        self.weights = weights


def run(case):
    callback = keras.callbacks.EarlyStopping(
        monitor="score", mode={"minimize": "min", "maximize": "max"}[case["direction"]],
        patience=case["patience"], min_delta=case["minimumDelta"], baseline=case["baseline"],
        start_from_epoch=case["startEpoch"], restore_best_weights=True)
    model = Model()
    callback.set_model(model)
    callback.on_train_begin()
    count = len(case["values"])
    for epoch, value in enumerate(case["values"]):
        model.weights = epoch
        callback.on_epoch_end(epoch, {"score": value})
        if model.stop_training:
            count = epoch + 1
            break
    callback.on_train_end()
    best = None if callback.best is None else float(callback.best)
    return {"epochCount": count, "isStopped": model.stop_training, "bestValue": best,
            "restoredEpoch": model.weights if best is not None else None}


cases = []
for _ in range(300):
    direction = rng.choice(["minimize", "maximize"])
    sign = 1 if direction == "minimize" else -1
    values = [
        sign * (3 / (1 + epoch) + rng.choice([0.0, 0.05, 0.6]) * rng.gauss(0, 1))
        for epoch in range(rng.randint(1, 25))
    ]
    if rng.random() < 0.3:
        values = [float(round(value, 1)) for value in values]
    case = {
        "direction": direction, "patience": rng.choice([0, 1, 2, 3, 5]),
        "minimumDelta": rng.choice([0.0, 0.0, 0.1, 0.5]),
        "baseline": rng.choice([None, None, None, sign * 0.5, sign * 1.0]),
        "startEpoch": rng.choice([0, 0, 0, 2, 6]), "values": values,
    }
    cases.append({**case, **run(case)})
rows = ",\n".join(json.dumps(case) for case in cases)
(pathlib.Path(__file__).parent / "keras.json").write_text(f"[\n{rows}\n]\n", encoding="utf-8")
