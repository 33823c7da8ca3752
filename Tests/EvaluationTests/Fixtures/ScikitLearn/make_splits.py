"""Writes splits.txt: the splits of scikit-learn for small data sets. See README.md."""

import math
import random
import warnings

import numpy as np
from sklearn.model_selection import (
    GroupKFold, KFold, LeaveOneOut, StratifiedGroupKFold, StratifiedKFold, TimeSeriesSplit,
    train_test_split)

warnings.simplefilter("ignore")
draw = random.Random(1)
lines = []


def digest(folds):
    """The upper half of the FNV-1a hash of the indices, counted from 1, with a 0 after each part."""
    state = 0xCBF29CE484222325
    for fold in folds:
        for part in fold:
            for number in [*(int(index) + 1 for index in part), 0]:
                state = (state ^ number) * 0x100000001B3 % 2**64
    return f"{state >> 32:08x}"


def answer(describe, splitter, *data):
    try:
        return describe(list(splitter.split(*data)))
    except ValueError:
        return "error"


def assignment(folds):
    """For each element the fold whose validation part contains it, as a letter."""
    letters = [None] * sum(len(test) for _, test in folds)
    for number, (train, test) in enumerate(folds):
        assert list(train) == sorted(set(range(len(letters))) - set(test))
        assert list(test) == sorted(test)
        for index in test:
            letters[index] = chr(ord("a") + number)
    return "".join(letters)


def draw_classes(most=7):
    """A text whose letters are classes: of any size, sorted, balanced or with rare ones."""
    count, classes = draw.randint(2, 30), draw.randint(1, most)
    weights = [draw.choice([1, 1, 3, 10]) for _ in range(classes)]
    labels = draw.choices("abcdefghijklmnopqrst"[:classes], weights, k=count)
    if draw.random() < 0.3:
        labels.sort(reverse=draw.random() < 0.5)
    return "".join(labels)


for count in range(2, 33):
    for folds in range(2, count + 2):
        lines.append(f"kFold {count} {folds} {answer(digest, KFold(folds), np.zeros(count))}")
for count in range(1, 30):
    lines.append(f"leaveOneOut {count} {answer(digest, LeaveOneOut(), np.zeros(count))}")
for _ in range(1000):
    count, folds = draw.randint(2, 60), draw.randint(2, 8)
    size = draw.choice([None, None, draw.randint(1, 10)])
    gap = draw.choice([0, 0, draw.randint(1, 12)])
    limit = draw.choice([None, draw.randint(1, 20)])
    splitter = TimeSeriesSplit(folds, test_size=size, gap=gap, max_train_size=limit)
    lines.append(
        f"timeSeries {count} {folds} {size or '-'} {gap} {limit or '-'} "
        + answer(digest, splitter, np.zeros(count)))
for _ in range(600):
    labels, folds = draw_classes(), draw.randint(2, 7)
    result = answer(assignment, StratifiedKFold(folds), np.zeros(len(labels)), list(labels))
    lines.append(f"stratified {folds} {labels} {result}")
for _ in range(600):
    groups, folds = draw_classes(20), draw.randint(2, 6)
    result = answer(assignment, GroupKFold(folds), np.zeros(len(groups)), None, list(groups))
    lines.append(f"grouped {folds} {groups} {result}")
for _ in range(200):
    count, fraction = draw.randint(1, 50), draw.randint(1, 19) / 20
    try:
        result = digest([train_test_split(range(count), test_size=fraction, shuffle=False)])
    except ValueError:
        result = "error"
    lines.append(f"holdOut {count} {fraction} {result}")

stratified = 0
while stratified < 250:
    labels, fraction = draw_classes() + draw_classes(), draw.randint(1, 19) / 20
    kinds = sorted(set(labels))
    sizes = [labels.count(kind) for kind in kinds]
    kept = len(labels) - math.ceil(fraction * len(labels))
    # Equal remainders are resolved at random, so they cannot be references.
    remainders = [size * kept % len(labels) for size in sizes]
    if len(set(remainders)) < len(remainders) and sum(remainders) > 0:
        continue
    stratified += 1
    try:
        train, _ = train_test_split(list(labels), test_size=fraction, stratify=list(labels))
        result = ",".join(str(train.count(kind)) for kind in kinds)
    except ValueError:
        result = "error"
    lines.append(f"stratifiedHoldOut {labels} {fraction} {result}")

for _ in range(800):
    labels, folds = draw_classes(), draw.randint(2, 7)
    kinds = "abcdefghijklmnopqrstuvwxyz"[:draw.randint(2, 26)]
    # A group has one class or several.
    groups = "".join(
        draw.choice(kinds[ord(label) % 2::2] if len(labels) % 2 else kinds) for label in labels)
    splitter = StratifiedGroupKFold(folds)
    result = answer(assignment, splitter, np.zeros(len(labels)), list(labels), list(groups))
    # Attune never returns an empty fold.
    if result != "error" and len(set(result)) < folds:
        result = "error"
    lines.append(f"stratifiedGrouped {folds} {labels} {groups} {result}")

with open("splits.txt", "w") as file:
    file.write("\n".join(lines) + "\n")
