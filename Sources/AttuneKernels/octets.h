// Vectors of 8 lanes, and functions of them to be inlined into functions that are cloned.

#ifndef ATTUNE_OCTETS_H
#define ATTUNE_OCTETS_H

#include "elementary.h"

#pragma STDC FP_CONTRACT OFF

typedef double octet __attribute__((ext_vector_type(8), aligned(8)));
typedef uint64_t octet_bits __attribute__((ext_vector_type(8), aligned(8)));

// Pointers, since functions cannot have parameters of vector types that the default instruction set
// lacks.

// Replaces each lane x, at most 709, by exp(x), with the steps and bits of attune_inline_exp. Lanes
// below -708, where exp would underflow, count as -708.
ATTUNE_INLINE void exponentiate(octet *lanes) {
  octet x = *lanes;
  x = x > -708.0 ? x : -708.0;
  const octet shifted = x * 1.4426950408889634 + 6755399441055744.0;
  const octet k = shifted - 6755399441055744.0;
  const octet r = (x - k * 6.93145751953125e-1) - k * 1.42860682030941723212e-6;
  const octet q = r * r;
  octet even = q * (1 / 479001600.0) + 1 / 3628800.0;
  even = even * q + 1 / 40320.0;
  even = even * q + 1 / 720.0;
  even = even * q + 1 / 24.0;
  even = even * q + 0.5;
  octet odd = q * (1 / 39916800.0) + 1 / 362880.0;
  odd = odd * q + 1 / 5040.0;
  odd = odd * q + 1 / 120.0;
  odd = odd * q + 1 / 6.0;
  const octet power = (octet)(((octet_bits)shifted << 52) + 0x3FF0000000000000u);
  *lanes = ((r + q * (even + odd * r)) + 1.0) * power;
}

// The sum of the lanes, in a fixed order.
ATTUNE_INLINE double sum_of_lanes(const octet *lanes) {
  const octet x = *lanes;
  return ((x[0] + x[4]) + (x[2] + x[6])) + ((x[1] + x[5]) + (x[3] + x[7]));
}

#endif
