"""Writes points of SciPy's sequences that are not scrambled.

    python3 -m venv venv && venv/bin/pip install scipy==1.17.1
    venv/bin/python make_references.py
"""

import json
import pathlib

import numpy
from scipy.stats import qmc
from scipy.stats._qmc import n_primes, van_der_corput

HERE = pathlib.Path(__file__).parent
BITS = 53


def write(name, top):
    rows = {key: ",\n  ".join(json.dumps(row) for row in value) for key, value in top.items()}
    body = ",\n".join(f' "{key}": [\n  {text}\n ]' for key, text in rows.items())
    (HERE / name).write_text("{\n" + body + "\n}\n", encoding="utf-8")


def sobol(dimensions, index):
    """The point at an index."""
    # SciPy cannot skip points with more than 32 bits; these points have no more.
    engine = qmc.Sobol(dimensions, scramble=False, bits=32)
    engine.fast_forward(index)
    return engine.random(1)[0].tolist()


def halton(dimensions, index):
    """The point at an index; skipping points of `qmc.Halton` would compute them."""
    return [
        float(van_der_corput(1, base, start_index=index)[0]) for base in n_primes(dimensions)]


# All digits of the Gray code of this index are 1: the point depends on all direction numbers. SciPy
# cannot skip that many points, so its direction numbers are combined here.
last = int("10" * 26 + "1", 2)
engine = qmc.Sobol(1024, scramble=False, bits=BITS)
combined = numpy.bitwise_xor.reduce(engine._sv, axis=1) * 2.0**-BITS

write("sobol.json", {
    "first": qmc.Sobol(16, scramble=False, bits=BITS).random_base2(6).tolist(),
    "later": [[index, sobol(6, index)] for index in (1_000, 65_535, 65_536, 1_234_567)],
    "wide": [[index, sobol(1024, index)] for index in (1, 10_923)] + [[last, combined.tolist()]],
})
write("halton.json", {
    "first": qmc.Halton(16, scramble=False).random(64).tolist(),
    "later": [[index, halton(6, index)] for index in (1_000, 65_535, 1_234_567, 2**40 + 12_345)],
    "wide": [[index, halton(1024, index)] for index in (1, 10_923)],
})
