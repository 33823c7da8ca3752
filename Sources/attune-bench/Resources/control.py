"""The control problems in Python, on which other optimizers are measured.

    python control.py peers    rows of peers.csv: Optuna's TPE and random search, 20 seeds, 50 and 100 trials
    python control.py values   values at random points, as in Tests/BenchTests/Fixtures

Needs: pip install optuna==5.0.0.
"""

from math import cos, log10, pi, sin, sqrt

import measuring


def vector(trial, count, low, high):
    return [trial.suggest_float(f"x{i}", low, high) for i in range(count)]


def levy6(trial):
    w = [1 + (x + 0.7) / 4 for x in vector(trial, 6, -10, 10)]
    end = sin(pi * w[0]) ** 2 + (w[5] - 1) ** 2 * (1 + sin(2 * pi * w[5]) ** 2)
    return end + sum((v - 1) ** 2 * (1 + 10 * sin(pi * v + 1) ** 2) for v in w[:5])


def griewank8(trial):
    squares, waves = 0.0, 1.0
    for i, x in enumerate(vector(trial, 8, -100, 100)):
        z = x - (9 * i - 31)
        squares += z * z
        waves *= cos(z / sqrt(i + 1))
    return squares / 4000 - waves + 1


def styblinski_tang5(trial):
    return sum((x**4 - 16 * x**2 + 5 * x) / 2 for x in vector(trial, 5, -5, 5))


def schwefel4(trial):
    return 4 * 418.98288727243369 - sum(x * sin(sqrt(abs(x))) for x in vector(trial, 4, -500, 500))


def michalewicz5(trial):
    x = vector(trial, 5, 0, pi)
    return -sum(sin(v) * sin((i + 1) * v * v / pi) ** 20 for i, v in enumerate(x))


def sphere20(trial):
    return sum((x - 3 * sin(i)) ** 2 for i, x in enumerate(vector(trial, 20, -5, 5)))


def zakharov8(trial):
    z = [x - 1.3 for x in vector(trial, 8, -5, 10)]
    slope = sum(0.5 * (i + 1) * v for i, v in enumerate(z))
    return sum(v * v for v in z) + slope**2 + slope**4


def camel2(trial):
    x = trial.suggest_float("x0", -3, 3)
    y = trial.suggest_float("x1", -2, 2)
    return (4 - 2.1 * x**2 + x**4 / 3) * x**2 + x * y + (4 * y**2 - 4) * y**2


def choices8(trial):
    total, last = 0.0, None
    for i in range(8):
        choice = trial.suggest_categorical(f"c{i}", [0, 1, 2, 3, 4])
        total += (choice * (i + 2) + 3) % 5
        if last is not None and (choice + last) % 3 != 0:
            total += 1.5
        last = choice
    return total


def integers6(trial):
    return sum((trial.suggest_int(f"k{i}", 1, 40) - (5 + 6 * i)) ** 2 / 10 for i in range(6))


def boosting(trial):
    depth = trial.suggest_int("depth", 2, 12)
    rate = log10(trial.suggest_float("rate", 1e-4, 1, log=True))
    rounds = log10(trial.suggest_int("rounds", 10, 2000, log=True))
    fraction = trial.suggest_float("share", 0.2, 1, step=0.05)
    penalty = log10(trial.suggest_float("penalty", 1e-8, 100, log=True))
    kind = trial.suggest_categorical("kind", ["trees", "dart", "linear"])
    capacity = rate + rounds - 1.2
    loss = capacity**2 + 0.05 * (depth - 6 + 2 * capacity) ** 2 + 3 * (fraction - 0.7) ** 2
    loss += 0.02 * (penalty + 1) ** 2 + {"trees": 0.15, "dart": 0.0, "linear": 0.4}[kind]
    if kind == "linear":
        loss += (trial.suggest_float("mixture", 0, 1) - 0.3) ** 2
    return loss


PROBLEMS = [
    levy6, griewank8, styblinski_tang5, schwefel4, michalewicz5, sphere20, zakharov8, camel2, choices8,
    integers6, boosting,
]

if __name__ == "__main__":
    measuring.main(PROBLEMS)
