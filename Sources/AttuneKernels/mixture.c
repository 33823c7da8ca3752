#include "AttuneKernels.h"
#include "clones.h"
#include "normal.h"

#pragma STDC FP_CONTRACT OFF

enum { lanes = 8, tile = 128 };

// A kernel that lies so far below another one, as a logarithm, is lost in the rounding of their sum even
// if there are a million of it.
static const double negligible = 52.0;

typedef double vector __attribute__((ext_vector_type(lanes), aligned(8)));

// A macro, since functions cannot take vectors that the default instruction set does not have.
#define ANY_ABOVE(values, limit) (__builtin_reduce_or((values) > (limit)) != 0)

ATTUNE_INLINE double highest_of(const double *values) {
  double highest = values[0];
  for (int i = 1; i < lanes; i++) highest = values[i] > highest ? values[i] : highest;
  return highest;
}

// The logarithms of a block of kernels at a point; 0 when all of them are below the limit. No dimension
// adds to a logarithm, so what is below the limit stays there.
ATTUNE_INLINE int block_logs(const attune_mixture *m, const double *lows, const double *highs,
                             intptr_t start, double limit, double *logs) {
  const intptr_t stride = m->stride, continuous_count = m->continuous_count;
  vector a = *(const vector *)(m->bases + start);
  const double *means = m->means + start, *inverses = m->inverses + start;
  // Most kernels are either far away by their first dimensions or count.
  intptr_t d = 0;
  for (int stage = 0; stage < 3; stage++) {
    const intptr_t wanted = stage == 0 ? 1 : stage == 1 ? 3 : continuous_count;
    const intptr_t end = wanted < continuous_count ? wanted : continuous_count;
    for (; d < end; d++) {
      const vector z = (lows[d] - *(const vector *)means) * *(const vector *)inverses;
      a -= z * z;
      means += stride;
      inverses += stride;
    }
    if (stage < 2 && !ANY_ABOVE(a, limit)) return 0;
  }
  for (intptr_t end = d + m->categorical_count; d < end; d++) {
    const vector mean = *(const vector *)means;
    const double miss = m->misses[d];
    for (int i = 0; i < lanes; i++) a[i] -= mean[i] == lows[d] || mean[i] < 0.0 ? 0.0 : miss;
    means += stride;
    inverses += stride;
  }
  for (intptr_t end = d + m->grid_count; d < end; d++) {
    if (!ANY_ABOVE(a, limit)) return 0;
    const vector mean = *(const vector *)means;
    const vector scale = *(const vector *)inverses * 1.41421356237309504880;
    const vector x = (lows[d] - mean) * scale, y = (highs[d] - mean) * scale;
    for (int i = 0; i < lanes; i++) a[i] += attune_inline_log_mass(x[i], y[i]);
    means += stride;
    inverses += stride;
  }
  *(vector *)logs = a;
  return 1;
}

// The sum of exp(logs[k] - highest).
ATTUNE_INLINE double sum_of_exponentials(const double *logs, intptr_t count, double highest) {
  double sums[lanes] = {0};
  for (intptr_t k = 0; k < count; k += lanes) {
    for (int i = 0; i < lanes; i++) {
      sums[i] += attune_decay(highest - logs[k + i]);
    }
  }
  return ((sums[0] + sums[4]) + (sums[2] + sums[6])) + ((sums[1] + sums[5]) + (sums[3] + sums[7]));
}

ATTUNE_CLONES void attune_log_densities(const attune_mixture *mixture, const double *lows,
                                        const double *highs, intptr_t count, double *results,
                                        double *sums) {
  const attune_mixture m = *mixture;
  const intptr_t dimension_count = m.continuous_count + m.categorical_count + m.grid_count;
  double *highests = results, logs[tile];
  for (intptr_t point = 0; point < count; point++) {
    highests[point] = -1e300;
    sums[point] = 0.0;
  }
  // A tile of kernels stays in the cache while all points pass over it. The prior, which reaches
  // everywhere, stands in the last one: with it the limit is high from the start.
  const intptr_t last = (m.stride - 1) / tile * tile;
  for (intptr_t tile_start = last; tile_start >= 0; tile_start -= tile) {
    const intptr_t tile_end = tile_start + tile < m.stride ? tile_start + tile : m.stride;
    for (intptr_t point = 0; point < count; point++) {
      const intptr_t offset = point * dimension_count;
      double highest = highests[point];
      vector peaks = highest;
      intptr_t kept = 0;
      for (intptr_t start = tile_end - lanes; start >= tile_start; start -= lanes) {
        double *a = logs + kept;
        if (!block_logs(&m, lows + offset, highs + offset, start, highest - negligible, a)) continue;
        const vector block = *(const vector *)a;
        peaks = block > peaks ? block : peaks;
        // The prior's block raises the limit at once, the others with the next tile.
        if (start == m.stride - lanes) highest = highest_of((const double *)&peaks);
        kept += lanes;
      }
      highest = highest_of((const double *)&peaks);
      if (kept == 0) continue;
      sums[point] = sums[point] * attune_decay(highest - highests[point])
          + sum_of_exponentials(logs, kept, highest);
      highests[point] = highest;
    }
  }
  for (intptr_t point = 0; point < count; point++) {
    results[point] = highests[point] + attune_inline_log(sums[point]);
  }
}
