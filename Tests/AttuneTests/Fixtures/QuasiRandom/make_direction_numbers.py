"""Writes Sources/AttuneKernels/sobol.c from the direction numbers that SciPy contains.

    python3 -m venv venv && venv/bin/pip install scipy==1.17.1
    venv/bin/python make_direction_numbers.py
"""

import pathlib
import textwrap

import numpy
import scipy.stats

DIMENSIONS = 1024
TARGET = pathlib.Path(__file__).parents[4] / "Sources/AttuneKernels/sobol.c"
SOURCE = pathlib.Path(scipy.stats.__file__).parent / "_sobol_direction_numbers.npz"

HEADER = """\
// The direction numbers new-joe-kuo-6 of S. Joe and F. Y. Kuo, "Constructing Sobol Sequences with
// Better Two-Dimensional Projections", SIAM Journal on Scientific Computing 30(5), 2008,
// doi:10.1137/070709359, for the first 1,024 dimensions. This file was written by a script,
// Tests/AttuneTests/Fixtures/QuasiRandom/make_direction_numbers.py.
//
// The license of the direction numbers:
//
// Copyright (c) 2008, Frances Y. Kuo and Stephen Joe
// All rights reserved.
//
// Redistribution and use in source and binary forms, with or without modification, are permitted
// provided that the following conditions are met:
//
//   * Redistributions of source code must retain the above copyright notice, this list of
//     conditions and the following disclaimer.
//
//   * Redistributions in binary form must reproduce the above copyright notice, this list of
//     conditions and the following disclaimer in the documentation and/or other materials provided
//     with the distribution.
//
//   * Neither the names of the copyright holders nor the names of the University of New South Wales
//     and the University of Waikato and its contributors may be used to endorse or promote products
//     derived from this software without specific prior written permission.
//
// THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS ``AS IS'' AND ANY EXPRESS OR IMPLIED
// WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS
// FOR A PARTICULAR PURPOSE ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDERS BE LIABLE FOR
// ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT
// NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR
// BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT
// LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF THIS
// SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.

#include "AttuneKernels.h"
"""


def array(name, size, values):
    lines = textwrap.wrap(", ".join(str(value) for value in values), width=98)
    body = "".join(f"  {line}\n" for line in lines)
    return f"static const uint16_t {name}[{size}] = {{\n{body}}};\n"


def accessor(name, variable):
    return f"const uint16_t *{name}(void) {{\n  return {variable};\n}}\n"


table = numpy.load(SOURCE)
polynomials = [int(value) for value in table["poly"][:DIMENSIONS]]
initial = []
for polynomial, row in zip(polynomials, table["vinit"]):
    degree = polynomial.bit_length() - 1
    assert all(value % 2 == 1 and value < 1 << (k + 1) for k, value in enumerate(row[:degree]))
    assert polynomial < 1 << 16
    initial += [int(value) for value in row[:degree]]
parts = [
    HEADER,
    array("polynomials", "attune_sobol_dimension_count", polynomials),
    array("initial_numbers", len(initial), initial),
    accessor("attune_sobol_polynomials", "polynomials"),
    accessor("attune_sobol_initial_numbers", "initial_numbers"),
]
TARGET.write_text("\n".join(parts), encoding="utf-8")
