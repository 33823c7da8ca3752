"""The problems of the groups "choosing" and "final" in Python, on which other optimizers are measured.

    python choosing.py peers    rows of peers.csv: Optuna's TPE and random search, 20 seeds, 50 and 100 trials
    python choosing.py values   values at random points, as in Tests/BenchTests/Fixtures

Needs: pip install optuna==5.0.0.
"""

import csv
import os
from math import cos, floor, log, log2, log10, pi, sqrt

import measuring

MASK = (1 << 64) - 1


def bits(counter):
    z = (counter + 0x9E3779B97F4A7C15) & MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def uniform(counter):
    return (bits(counter) >> 11) * 2.0**-53


def normal(counter):
    return sqrt(-2 * log(1 - uniform(2 * counter))) * cos(2 * pi * uniform(2 * counter + 1))


def distances(trial, center, low, high):
    return [trial.suggest_float(f"x{i}", low, high) - c for i, c in enumerate(center)]


def log_float(trial, name, low, high):
    return log10(trial.suggest_float(name, low, high, log=True))


def log_int(trial, name, low, high):
    return log2(trial.suggest_int(name, low, high, log=True))


def saturated(cost):
    return 0.5 * cost / (cost + 0.5)


def nested_family(trial):
    family = trial.suggest_categorical("family", ["linear", "boosting", "network"])
    if family == "linear":
        strength = log_float(trial, "C", 1e-4, 1e4) - 0.5
        penalty = trial.suggest_categorical("penalty", ["l1", "l2", "elastic"])
        cost = 0.05 * strength**2
        if penalty == "elastic":
            cost += 0.4 * (trial.suggest_float("l1_fraction", 0, 1) - 0.35) ** 2
        return 0.24 + {"l1": 0.02, "l2": 0.01, "elastic": 0}[penalty] + saturated(cost)
    if family == "boosting":
        rate = log_float(trial, "rate", 1e-3, 1)
        capacity = rate + log10(trial.suggest_int("rounds", 16, 1024, log=True)) - 1
        if trial.suggest_categorical("growth", ["level", "leaf"]) == "level":
            depth = trial.suggest_int("depth", 1, 12)
            return 0.15 + saturated(capacity**2 + 0.03 * (depth - 5) ** 2)
        leaves = log_int(trial, "leaves", 4, 256)
        return 0.14 + saturated(capacity**2 + 0.1 * (leaves - 5 + capacity) ** 2)
    cost = 0.1 * (log_int(trial, "units", 16, 512) - 7) ** 2
    if trial.suggest_categorical("optimizer", ["sgd", "adam"]) == "adam":
        cost += 0.5 * (log_float(trial, "adam_rate", 1e-5, 0.1) + 3) ** 2
        return 0.11 + saturated(cost + 2 * (trial.suggest_float("beta", 0.5, 0.999) - 0.9) ** 2)
    rate = log_float(trial, "sgd_rate", 1e-4, 1)
    momentum = trial.suggest_float("momentum", 0, 0.99)
    cost += 0.6 * (rate - log10(1 - momentum) + 1) ** 2 + (momentum - 0.9) ** 2
    if trial.suggest_categorical("schedule", ["constant", "cosine"]) == "constant":
        return 0.1 + saturated(cost)
    return 0.08 + saturated(cost + 0.02 * (trial.suggest_int("warmup", 0, 10) - 3) ** 2)


def nested_blocks(trial):
    blocks = trial.suggest_int("blocks", 1, 3)
    loss = 0.04 + {1: 0.06, 2: 0.02, 3: 0}[blocks]
    loss += 0.015 * (log_float(trial, "rate", 1e-5, 0.1) + 3) ** 2
    loss += 0.4 * (trial.suggest_float("dropout", 0, 0.6) - 0.1 * blocks) ** 2
    scale = 6
    for i in range(blocks):
        kind = trial.suggest_categorical(f"kind_{i}", ["dense", "conv", "pool"])
        loss += {"dense": [0.03, 0.02, 0], "conv": [0, 0.015, 0.02], "pool": [0.05, 0, 0.04]}[kind][i]
        if kind == "dense":
            width = log_int(trial, f"width_{i}", 8, 256)
            loss += 0.008 * (width - scale - 1) ** 2
            if trial.suggest_categorical(f"norm_{i}", ["no", "yes"]) == "no":
                loss += 0.01
            scale = width
        elif kind == "conv":
            filters = log_int(trial, f"filters_{i}", 4, 128)
            kernel = trial.suggest_int(f"kernel_{i}", 1, 7, step=2)
            loss += 0.008 * (filters - scale + 1) ** 2 + 0.002 * (kernel - (3 if i else 5)) ** 2
            scale = filters
        else:
            loss += 0.01 * (trial.suggest_int(f"size_{i}", 2, 4) - 2) ** 2
            scale -= 1
    return loss


def nested_pipeline(trial):
    loss = 0.06
    scaler = trial.suggest_categorical("scaler", ["none", "standard", "power"])
    if scaler == "power":
        loss += {"no": 0.06, "yes": 0}[trial.suggest_categorical("standardize", ["no", "yes"])]
    else:
        loss += {"none": 0.04, "standard": 0.01}[scaler]
    reduction = trial.suggest_categorical("reduction", ["none", "pca", "select"])
    dimensions = 60
    if reduction == "none":
        loss += 0.03
    elif reduction == "pca":
        dimensions = trial.suggest_int("components", 2, 60)
        loss += {"no": 0, "yes": 0.02}[trial.suggest_categorical("whiten", ["no", "yes"])]
        loss += 0.15 * (dimensions / 60 - 0.4) ** 2
    else:
        if trial.suggest_categorical("test", ["f", "chi2"]) == "f":
            dimensions = trial.suggest_int("features", 2, 60)
        else:
            dimensions = 60 + 9 * log_float(trial, "level", 1e-6, 1)
        loss += 0.015 + 0.15 * (dimensions / 60 - 0.6) ** 2
    if trial.suggest_categorical("model", ["svm", "neighbors"]) == "neighbors":
        count = log_int(trial, "neighbors", 1, 128)
        if trial.suggest_categorical("weights", ["uniform", "distance"]) == "uniform":
            loss += 0.01
        return loss + 0.05 + saturated(0.04 * (count - 3) ** 2 + dimensions / 300)
    strength = log_float(trial, "C", 1e-3, 1e4)
    kernel = trial.suggest_categorical("kernel", ["rbf", "poly", "linear"])
    if kernel == "rbf":
        ridge = log_float(trial, "gamma", 1e-6, 10) + 1.5 + (dimensions - 24) / 40
        return loss + saturated(0.6 * ridge**2 + 0.1 * (strength - 1 + 0.6 * ridge) ** 2)
    if kernel == "poly":
        cost = 0.1 * (trial.suggest_int("degree", 2, 5) - 3) ** 2
        cost += 0.3 * (trial.suggest_float("coef0", 0, 1) - 0.8) ** 2
        return loss + 0.03 + saturated(cost + 0.1 * strength**2)
    return loss + 0.06 + saturated(0.05 * (strength + 1) ** 2)


def nested_training(trial):
    rate = log_float(trial, "rate", 1e-6, 1)
    optimizer = trial.suggest_categorical("optimizer", ["momentum", "adam", "lion"])
    if optimizer == "momentum":
        momentum = trial.suggest_float("momentum", 0, 0.99)
        loss, target, cost = 0.07, log10(1 - momentum) - 0.3, 0.5 * (momentum - 0.9) ** 2
    elif optimizer == "adam":
        loss, target = 0.075, -3
        cost = (trial.suggest_float("beta", 0.5, 0.999) - 0.9) ** 2
        if trial.suggest_categorical("decoupled", ["no", "yes"]) == "yes":
            loss = 0.05
            cost += 0.05 * (log_float(trial, "decay", 1e-6, 1) + 2) ** 2
    else:
        loss, target = 0.06, -4
        cost = (trial.suggest_float("beta", 0.5, 0.999) - 0.95) ** 2
    schedule = trial.suggest_categorical("schedule", ["constant", "step", "cosine"])
    if schedule == "constant":
        loss += 0.04
        target -= 0.5
    elif schedule == "step":
        loss += 0.015
        cost += 0.3 * (trial.suggest_float("factor", 0.05, 0.9) - 0.3) ** 2
        cost += 0.003 * (trial.suggest_int("period", 1, 20) - 8) ** 2
    else:
        cycles = trial.suggest_int("cycles", 1, 4)
        loss += {1: 0.01, 2: 0, 3: 0.02, 4: 0.04}[cycles]
        if cycles > 1:
            cost += 0.1 * (trial.suggest_float("multiplier", 1, 3) - 2) ** 2
    augmentation = trial.suggest_categorical("augmentation", ["none", "mix", "erase"])
    if augmentation == "none":
        loss += 0.03
    elif augmentation == "mix":
        cost += 0.4 * (trial.suggest_float("alpha", 0, 1) - 0.3) ** 2
        if trial.suggest_categorical("place", ["input", "hidden"]) == "hidden":
            cost += 0.02 * (trial.suggest_int("layer", 1, 5) - 3) ** 2
        else:
            loss += 0.015
    else:
        loss += 0.01
        cost += 0.5 * (trial.suggest_float("area", 0, 0.5) - 0.15) ** 2
    return loss + saturated(cost + 0.4 * (rate - target) ** 2)


def noisy_valley5(trial):
    u = log_float(trial, "rate", 1e-5, 0.1) + 2.7
    v = log_float(trial, "decay", 1e-7, 0.1) + 4.2
    z = distances(trial, [0.3, 0.8, 0.55], 0, 1)
    valley = 0.5 * (u + 0.5 * v) ** 2 + 0.05 * (u - 0.5 * v) ** 2
    return valley + 4 * z[0] ** 2 + 2 * z[1] ** 2 + 6 * z[2] ** 2 + 3 * z[0] * z[2]


noisy_valley5.noise = lambda number: 0.4 * normal(number + 100_000)


def noisy_training6(trial):
    z = distances(trial, [0.35, 0.7, 0.2, 0.6, 0.85, 0.45], 0, 1)
    cost = 4 * (z[1] - z[2]) ** 2 + 4 * (z[3] + z[4]) ** 2
    cost += sum((i + 1) * v**2 for i, v in enumerate(z))
    return 0.1 + cost / (cost + 1)


noisy_training6.noise = lambda number: (
    0.02 * normal(number + 200_000) + (0.5 if bits(number + 300_000) % 12 == 0 else 0))


def table(name):
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), name), newline="") as file:
        return {tuple(row[:-1]): float(row[-1]) for row in list(csv.reader(file))[1:]}


def tab_boosting_diabetes(trial):
    tab_boosting_diabetes.table = getattr(tab_boosting_diabetes, "table", None) or table("boosting-diabetes.csv")
    return tab_boosting_diabetes.table[
        str(trial.suggest_int("log2_rate", -7, 0)), str(trial.suggest_int("log2_trees", 3, 7)),
        str(trial.suggest_int("depth", 1, 5)), str(trial.suggest_int("subsample_percent", 50, 100, step=25)),
        str(trial.suggest_int("log2_leaf", 0, 6, step=2))]


def tab_network_digits(trial):
    tab_network_digits.table = getattr(tab_network_digits, "table", None) or table("network-digits.csv")
    return tab_network_digits.table[
        trial.suggest_categorical("optimizer", ["sgd", "adam"]),
        trial.suggest_categorical("activation", ["logistic", "tanh", "relu"]),
        str(trial.suggest_int("log2_units", 3, 7)), str(trial.suggest_int("log2_rate", -11, -1, step=2)),
        str(trial.suggest_int("log10_penalty", -5, -1, step=2)),
        trial.suggest_categorical("batch", ["32", "128"]),
        trial.suggest_categorical("epochs", ["4", "8", "16"])]


def border6(trial):
    z = distances(trial, [0.02, 0.98, 0.03, 0.97, 0.01, 0.99], 0, 1)
    sides = 3 * (z[0] + z[2] - z[1]) ** 2 + 2 * (z[3] + z[4]) ** 2
    return sides + sum(0.5 * (i + 1) * v**2 for i, v in enumerate(z))


def border_mixed8(trial):
    depth = 16 - trial.suggest_int("depth", 1, 16)
    rounds = trial.suggest_int("rounds", 10, 5000, log=True)
    rate = trial.suggest_float("rate", 1e-4, 1, log=True)
    size = 0.001 * depth**2 + 0.3 * trial.suggest_float("dropout", 0, 0.5)
    size += 0.02 * log_int(trial, "leaf", 1, 64)
    size += 0.2 * (1 - trial.suggest_float("fraction", 0.1, 1, step=0.05)) ** 2
    size += 0.003 * (log_float(trial, "penalty", 1e-8, 10) + 8) ** 2
    loss = trial.suggest_categorical("loss", ["log", "hinge", "exponential"])
    capacity = 0.2 * log10(rate * rounds / 50) ** 2 + 0.1 * log10(5000 / rounds)
    return {"log": 0, "hinge": 0.05, "exponential": 0.1}[loss] + capacity + size


def rough_waves4(trial):
    z = distances(trial, [1.3, -2.2, 0.4, 2.7], -4, 4)
    return sum(
        0.5 * v * v + sum(0.6**k * (1 - cos(2 * pi * 2**k * v)) for k in range(6)) for v in z)


def fractal(x, direction):
    total = 0
    for octave in range(4):
        cell = floor(x * 2**octave)
        offset = x * 2**octave - cell
        counter = cell + 1_000_000 + 10_000_000 * (4 * direction + octave)
        low, high = uniform(counter), uniform(counter + 1)
        total += (low + (high - low) * offset * offset * (3 - 2 * offset)) / 2**octave
    return total


def rough_fractal5(trial):
    center = [3.1, 7.4, 4.6, 1.9, 6.2]
    x = [trial.suggest_float(f"x{i}", 0, 10) for i in range(5)]
    squares = sum((v - c) ** 2 for v, c in zip(x, center))
    noise = sum(
        fractal(sum(normal(400_000 + 5 * j + i) * v for i, v in enumerate(x)), j) for j in range(8))
    return 0.1 * squares + noise * squares / (squares + 0.5)


PROBLEMS = [
    nested_family, nested_blocks, noisy_valley5, tab_boosting_diabetes, border6, rough_waves4,
    nested_pipeline, nested_training, noisy_training6, tab_network_digits, border_mixed8, rough_fractal5,
]

if __name__ == "__main__":
    measuring.main(PROBLEMS)
