"""Writes metrics.txt: scikit-learn's metrics for small sets of predictions. See README.md."""

import random
import warnings

import numpy as np
from sklearn import metrics

warnings.simplefilter("ignore")
draw = random.Random(2)
lines = []


def spell(values):
    return ",".join(f"{value + 0:.13g}" for value in np.ravel(values).astype(float))


def draw_weights(count, unit):
    """Returns weights as a text of digits and as numbers in a unit; or a dash and None."""
    if draw.random() < 0.5:
        return "-", None
    digits = [draw.randint(0, 9) for _ in range(count)]
    digits[0] = max(1, digits[0])
    return "".join(map(str, digits)), np.array(digits) * unit


def draw_settings():
    """Returns a beta and the value of undefined scores."""
    beta = draw.choice([0, 0.5, 1, 1, 2, np.inf])
    return beta, draw.choice([0.0, 1.0, np.nan])


def averages(truth, predicted, ways, **settings):
    """Returns precision, recall and F score for each way of averaging."""
    return [
        metrics.precision_recall_fscore_support(truth, predicted, average=way, **settings)[:3]
        for way in ways]


for _ in range(600):
    kinds = "abcde"[:draw.choice([1, 2, 2, 3, 4, 5])]
    count = draw.randint(1, 14)
    truth = draw.choices(kinds, [draw.choice([1, 5]) for _ in kinds], k=count)
    skill = draw.random()
    predicted = [kind if draw.random() < skill else draw.choice(kinds) for kind in truth]
    labels = sorted(set(truth) | set(predicted))
    if draw.random() < 0.3:
        labels = list("abcde")
        draw.shuffle(labels)
    text, weights = draw_weights(count, 0.3)
    beta, undefined = draw_settings()
    settings = dict(labels=labels, beta=beta, zero_division=undefined, sample_weight=weights)
    values = [
        metrics.accuracy_score(truth, predicted, sample_weight=weights),
        metrics.balanced_accuracy_score(truth, predicted, sample_weight=weights)]
    ways = averages(truth, predicted, ["macro", "micro", "weighted"], **settings)
    each = metrics.precision_recall_fscore_support(truth, predicted, average=None, **settings)[:3]
    cells = metrics.confusion_matrix(truth, predicted, labels=labels, sample_weight=weights)
    lines.append(" ".join([
        "classes", "".join(truth), "".join(predicted), "".join(labels), text, str(beta),
        str(undefined), spell(values), spell(ways), spell(each), spell(cells)]))

for _ in range(500):
    size, count = draw.randint(2, 4), draw.randint(1, 12)
    density, skill = draw.random(), draw.random()
    truth = [[int(draw.random() < density) for _ in range(size)] for _ in range(count)]
    predicted = [
        [bit if draw.random() < skill else int(draw.random() < density) for bit in row]
        for row in truth]
    text, weights = draw_weights(count, 0.3)
    beta, undefined = draw_settings()
    settings = dict(beta=beta, zero_division=undefined, sample_weight=weights)
    truth, predicted = np.array(truth), np.array(predicted)
    values = [
        metrics.accuracy_score(truth, predicted, sample_weight=weights),
        metrics.hamming_loss(truth, predicted, sample_weight=weights)]
    ways = averages(truth, predicted, ["macro", "micro", "weighted", "samples"], **settings)
    each = metrics.precision_recall_fscore_support(truth, predicted, average=None, **settings)[2]
    masks = ["".join(f"{int(''.join(map(str, row)), 2):x}" for row in rows)
             for rows in (truth, predicted)]
    lines.append(" ".join([
        "labelSets", *masks, str(size), text, str(beta), str(undefined), spell(values), spell(ways),
        spell(each)]))

for _ in range(600):
    count = draw.randint(1, 25)
    truth = [int(draw.random() < draw.choice([0.1, 0.5])) for _ in range(count)]
    steps = draw.choice([2, 5, 25])
    scores = [
        min(25, draw.randint(0, steps) * 25 // steps + draw.choice([0, 3 * bit])) for bit in truth]
    text, weights = draw_weights(count, 0.3)
    chances = np.array(scores) / 25
    values = [
        metrics.roc_auc_score(truth, chances, sample_weight=weights),
        metrics.log_loss(truth, chances, labels=[0, 1], sample_weight=weights)]
    lines.append(" ".join([
        "binary", "".join(map(str, truth)), "".join(chr(ord("a") + score) for score in scores), text,
        spell(values)]))

for _ in range(400):
    size, count = draw.randint(3, 5), draw.randint(1, 14)
    kinds = list(range(size))
    truth = [draw.choice(kinds[:draw.randint(1, size)]) for _ in range(count)]
    rows = [[draw.choice([0, 1, 2, 5, 9]) for _ in kinds] for _ in truth]
    for row, kind in zip(rows, truth):
        row[kind] = max(row[kind], draw.randint(0, 9))
        row[0] = row[0] or int(sum(row) == 0)
    chances = np.array([[digit / sum(row) for digit in row] for row in rows])
    text, weights = draw_weights(count, 0.3)
    settings = dict(labels=kinds, sample_weight=weights)
    values = [
        metrics.log_loss(truth, chances, **settings),
        metrics.roc_auc_score(truth, chances, multi_class="ovr", **settings),
        metrics.roc_auc_score(truth, chances, multi_class="ovo", labels=kinds)]
    each = metrics.roc_auc_score(truth, chances, multi_class="ovr", average=None, **settings)
    lines.append(" ".join([
        "probabilities", "".join(map(str, truth)), ",".join("".join(map(str, row)) for row in rows),
        text, spell(values), spell(each)]))

for _ in range(600):
    count, spread = draw.randint(1, 12), draw.choice([0, 0, 3, 400])
    offset = draw.choice([0, 0, -7, 4_000_000])
    truth = [offset + draw.randint(-spread, spread) for _ in range(count)]
    noise = draw.choice([0, 1, 100])
    predicted = [number + draw.randint(-noise, noise) for number in truth]
    # Integer weights and quarters, so that the mean of equal numbers is exact.
    text, weights = draw_weights(count, 1)
    data = np.array(truth) / 4, np.array(predicted) / 4
    values = [
        metric(*data, sample_weight=weights) for metric in (
            metrics.mean_absolute_error, metrics.mean_squared_error,
            metrics.root_mean_squared_error, metrics.r2_score)]
    lines.append(" ".join([
        "regression", ",".join(map(str, truth)), ",".join(map(str, predicted)), text,
        spell(values)]))

with open("metrics.txt", "w") as file:
    file.write("\n".join(lines) + "\n")
