// Cholesky factors in tiles of 8 columns; see AttuneKernels.h for the layout.
//
// Every element is computed by the same operations in the same order as in the textbook's loops:
// its products are subtracted one after another, by ascending index. So the blocks affect the speed
// only.

#include "AttuneKernels.h"
#include "clones.h"
#include "tiles.h"

#pragma STDC FP_CONTRACT OFF

// Factors a block on the diagonal from which all products of earlier rows are subtracted. Returns
// the first row whose pivot is not positive and finite, or 8.
ATTUNE_INLINE intptr_t factor_block(octet c[8], double *reciprocals) {
  for (int r = 0; r < 8; r++) {
    const double pivot = c[r][r];
    if (!(pivot > 0.0 && pivot < __builtin_inf())) return r;
    const double root = __builtin_sqrt(pivot);
    reciprocals[r] = 1.0 / root;
    c[r] *= reciprocals[r];
    for (int s = 0; s < r; s++) c[r][s] = 0.0;
    c[r][r] = root;
    for (int s = r + 1; s < 8; s++) c[s] -= c[r][s] * c[r];
  }
  return 8;
}

ATTUNE_CLONES intptr_t attune_factor(double *matrix, double *reciprocals, intptr_t row_count) {
  for (intptr_t i = 0; i < row_count; i += 8) {
    double *own = matrix + i * row_count;
    octet c[8];
    load_block(c, own + i * 8);
    subtract_products(c, own, own, i);
    const intptr_t end = factor_block(c, reciprocals + i);
    if (end < 8) return i + end;
    store_block(own + i * 8, c);
    for (intptr_t j = i + 8; j < row_count; j += 8) {
      double *other = matrix + j * row_count;
      load_block(c, other + i * 8);
      subtract_products(c, own, other, i);
      substitute_block(c, own + i * 8, reciprocals + i);
      store_block(other + i * 8, c);
    }
  }
  return row_count;
}

ATTUNE_CLONES void attune_substitute_vector(const double *factor, const double *reciprocals,
                                            intptr_t row_count, double *vector) {
  substitute_vector(factor, reciprocals, row_count, vector);
}

ATTUNE_CLONES void attune_substitute_back(const double *factor, const double *reciprocals,
                                          intptr_t row_count, double *vector) {
  substitute_back(factor, reciprocals, row_count, vector);
}

ATTUNE_CLONES void attune_invert(const double *factor, const double *reciprocals,
                                 intptr_t row_count, double *inverse) {
  octet c[8];
  // V, the inverse of transpose(U), is a lower triangle, whose columns solve transpose(U) v = e.
  for (intptr_t j = 0; j < row_count; j += 8) {
    double *columns = inverse + j * row_count;
    for (intptr_t i = j; i < row_count; i += 8) {
      const double *own = factor + i * row_count;
      for (int r = 0; r < 8; r++) {
        c[r] = 0.0;
        if (i == j) c[r][r] = 1.0;
      }
      subtract_products(c, own + j * 8, columns + j * 8, i - j);
      substitute_block(c, own + i * 8, reciprocals + i);
      store_block(columns + i * 8, c);
    }
  }
  // transpose(V) V in place: the blocks above the diagonal are unused until now, and that on the
  // diagonal, which is replaced last, is not needed by later columns.
  for (intptr_t j = 0; j < row_count; j += 8) {
    double *columns = inverse + j * row_count;
    for (intptr_t i = 0; i <= j; i += 8) {
      for (int r = 0; r < 8; r++) c[r] = 0.0;
      subtract_products(c, inverse + i * row_count + j * 8, columns + j * 8, row_count - j);
      for (int r = 0; r < 8; r++) c[r] = -c[r];
      store_block(columns + i * 8, c);
    }
  }
}
