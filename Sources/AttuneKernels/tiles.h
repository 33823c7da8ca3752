// Operations on tiles of 8 columns, to be inlined into functions that are cloned.

#ifndef ATTUNE_TILES_H
#define ATTUNE_TILES_H

#include "octets.h"

#pragma STDC FP_CONTRACT OFF

ATTUNE_INLINE void load_block(octet c[8], const double *rows) {
  for (int r = 0; r < 8; r++) c[r] = *(const octet *)(rows + r * 8);
}

ATTUNE_INLINE void store_block(double *rows, const octet c[8]) {
  for (int r = 0; r < 8; r++) *(octet *)(rows + r * 8) = c[r];
}

// c_rs -= sum over k of a_kr b_ks, by ascending k, for `count` rows of two tiles.
ATTUNE_INLINE void subtract_products(octet c[8], const double *a, const double *b, intptr_t count) {
  octet c0 = c[0], c1 = c[1], c2 = c[2], c3 = c[3], c4 = c[4], c5 = c[5], c6 = c[6], c7 = c[7];
  for (intptr_t k = 0; k < count; k++) {
    const octet y = *(const octet *)(b + k * 8);
    const double *x = a + k * 8;
    c0 -= x[0] * y;
    c1 -= x[1] * y;
    c2 -= x[2] * y;
    c3 -= x[3] * y;
    c4 -= x[4] * y;
    c5 -= x[5] * y;
    c6 -= x[6] * y;
    c7 -= x[7] * y;
  }
  c[0] = c0, c[1] = c1, c[2] = c2, c[3] = c3, c[4] = c4, c[5] = c5, c[6] = c6, c[7] = c7;
}

// Solves transpose(T) x = c for a triangular block T on the diagonal of a factor.
ATTUNE_INLINE void substitute_block(octet c[8], const double *triangle, const double *reciprocals) {
  for (int r = 0; r < 8; r++) {
    for (int s = 0; s < r; s++) c[r] -= triangle[s * 8 + r] * c[s];
    c[r] *= reciprocals[r];
  }
}

// Solves transpose(U) V = B for a tile B.
ATTUNE_INLINE void substitute_tile(const double *factor, const double *reciprocals,
                                   intptr_t row_count, double *tile) {
  for (intptr_t i = 0; i < row_count; i += 8) {
    const double *own = factor + i * row_count;
    octet c[8];
    load_block(c, tile + i * 8);
    subtract_products(c, own, tile, i);
    substitute_block(c, own + i * 8, reciprocals + i);
    store_block(tile + i * 8, c);
  }
}

// Solves transpose(U) v = b.
ATTUNE_INLINE void substitute_vector(const double *factor, const double *reciprocals,
                                     intptr_t row_count, double *vector) {
  for (intptr_t i = 0; i < row_count; i += 8) {
    const double *own = factor + i * row_count;
    octet c = *(octet *)(vector + i);
    for (intptr_t k = 0; k < i; k++) c -= vector[k] * *(const octet *)(own + k * 8);
    for (int r = 0; r < 8; r++) {
      vector[i + r] = c[r] * reciprocals[i + r];
      c -= vector[i + r] * *(const octet *)(own + (i + r) * 8);
    }
  }
}

// Solves U x = b, column after column from the last.
ATTUNE_INLINE void substitute_back(const double *factor, const double *reciprocals,
                                   intptr_t row_count, double *vector) {
  for (intptr_t j = row_count - 8; j >= 0; j -= 8) {
    const double *own = factor + j * row_count;
    for (int r = 7; r >= 0; r--) {
      double value = vector[j + r];
      for (int s = r + 1; s < 8; s++) value -= own[(j + r) * 8 + s] * vector[j + s];
      vector[j + r] = value * reciprocals[j + r];
    }
    const octet x = *(const octet *)(vector + j);
    for (intptr_t k = 0; k < j; k++) {
      const octet products = *(const octet *)(own + k * 8) * x;
      vector[k] -= sum_of_lanes(&products);
    }
  }
}

#endif
