"""Writes the results of scikit-learn's transformers for a table with missing values.

    python3 -m venv venv && venv/bin/pip install scikit-learn==1.9.* numpy
    venv/bin/python make_references.py
"""

import json
import pathlib

import numpy as np
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, StandardScaler

rng = np.random.default_rng(7)
table = rng.normal([0, 100, -3, 0.1, 5], [1, 25, 0.01, 0, 1e6], size=(40, 5))
table[:, 3] = 0.1
table[rng.random(table.shape) < 0.15] = np.nan
training, later = table[:28], table[28:]


def plain(values):
    return [[None if np.isnan(x) else float(x) for x in row] for row in values]


transformers = {
    "standardization": StandardScaler(),
    "min-max": MinMaxScaler(),
    "mean": SimpleImputer(strategy="mean"),
    "median": SimpleImputer(strategy="median"),
    "median, then standardization": make_pipeline(
        SimpleImputer(strategy="median"), StandardScaler()),
}
references = {"training": plain(training), "later": plain(later), "results": {}}
for name, transformer in transformers.items():
    transformer.fit(training)
    references["results"][name] = plain(transformer.transform(later))
text = json.dumps(references, indent=1, allow_nan=False)
(pathlib.Path(__file__).parent / "scikit-learn.json").write_text(text + "\n", encoding="utf-8")
