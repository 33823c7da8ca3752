#include "AttuneKernels.h"
#include "clones.h"
#include "normal.h"

#pragma STDC FP_CONTRACT OFF

enum { lanes = 8, tile = 128 };  // kernels

// A kernel that lies so far below another one, as a logarithm, is lost in the rounding of their sum even
// if there are a million of it.
static const double negligible = 52.0;

typedef double vector __attribute__((ext_vector_type(lanes), aligned(8)));
typedef uint64_t bits __attribute__((ext_vector_type(lanes), aligned(8)));

// A macro, since functions cannot take vectors that the default instruction set does not have.
#define ANY_ABOVE(values, limit) (__builtin_reduce_or((values) > (limit)) != 0)

ATTUNE_INLINE double highest_of(const double *values) {
  double highest = values[0];
  for (int i = 1; i < lanes; i++) highest = values[i] > highest ? values[i] : highest;
  return highest;
}

// A point on its way through the mixture.
typedef struct {
  const double *lows, *highs;
  double highest, sum;  // the highest logarithm so far, and the sum of exp(log - highest)
  double limit;         // what lies below it does not count
  double *logs;         // those of the tile that count
  intptr_t kept;
  vector peaks;
} visitor;

// Takes the logarithms of a block of kernels at two points, unless all of them are below the limits. No
// dimension adds to a logarithm, so what is below stays there.
ATTUNE_INLINE void visit_block(const attune_mixture *m, visitor *p, visitor *q, intptr_t start) {
  const intptr_t stride = m->stride, continuous_count = m->continuous_count;
  vector a = *(const vector *)(m->bases + start), b = a;
  const double *means = m->means + start, *inverses = m->inverses + start;
  // Most kernels are either far away by their first dimensions or count.
  intptr_t d = 0;
  for (int stage = 0; stage < 3; stage++) {
    const intptr_t wanted = stage == 0 ? 1 : stage == 1 ? 3 : continuous_count;
    const intptr_t end = wanted < continuous_count ? wanted : continuous_count;
    for (; d < end; d++) {
      const vector mean = *(const vector *)means, inverse = *(const vector *)inverses;
      const vector y = (p->lows[d] - mean) * inverse, z = (q->lows[d] - mean) * inverse;
      a -= y * y;
      b -= z * z;
      means += stride;
      inverses += stride;
    }
    if (stage < 2 && !ANY_ABOVE(a, p->limit) && !ANY_ABOVE(b, q->limit)) return;
  }
  for (intptr_t end = d + m->categorical_count; d < end; d++) {
    const vector mean = *(const vector *)means;
    const double miss = m->misses[d];
    for (int i = 0; i < lanes; i++) {
      a[i] -= mean[i] == p->lows[d] || mean[i] < 0.0 ? 0.0 : miss;
      b[i] -= mean[i] == q->lows[d] || mean[i] < 0.0 ? 0.0 : miss;
    }
    means += stride;
    inverses += stride;
  }
  for (intptr_t end = d + m->grid_count; d < end; d++) {
    if (!ANY_ABOVE(a, p->limit) && !ANY_ABOVE(b, q->limit)) return;
    const vector mean = *(const vector *)means;
    const vector scale = *(const vector *)inverses * 1.41421356237309504880;
    const vector x = (p->lows[d] - mean) * scale, y = (p->highs[d] - mean) * scale;
    for (int i = 0; i < lanes; i++) a[i] += attune_inline_log_mass(x[i], y[i]);
    const vector u = (q->lows[d] - mean) * scale, v = (q->highs[d] - mean) * scale;
    for (int i = 0; i < lanes; i++) b[i] += attune_inline_log_mass(u[i], v[i]);
    means += stride;
    inverses += stride;
  }
  *(vector *)(p->logs + p->kept) = a;
  *(vector *)(q->logs + q->kept) = b;
  p->kept += lanes;
  q->kept += lanes;
  p->peaks = a > p->peaks ? a : p->peaks;
  q->peaks = b > q->peaks ? b : q->peaks;
}

// The sum of exp(logs[k] - highest). What would underflow counts as next to nothing.
ATTUNE_INLINE double sum_of_exponentials(const double *logs, intptr_t count, double highest) {
  vector sums = 0.0;
  for (intptr_t k = 0; k < count; k += lanes) {
    vector x = *(const vector *)(logs + k) - highest;
    x = x > -708.0 ? x : -708.0;
    // As in attune_inline_exp, lane by lane.
    const vector shifted = x * 1.4426950408889634 + 6755399441055744.0;
    const vector n = shifted - 6755399441055744.0;
    const vector r = (x - n * 6.93145751953125e-1) - n * 1.42860682030941723212e-6;
    const vector q = r * r;
    vector even = q * (1 / 479001600.0) + 1 / 3628800.0;
    even = even * q + 1 / 40320.0;
    even = even * q + 1 / 720.0;
    even = even * q + 1 / 24.0;
    even = even * q + 0.5;
    vector odd = q * (1 / 39916800.0) + 1 / 362880.0;
    odd = odd * q + 1 / 5040.0;
    odd = odd * q + 1 / 120.0;
    odd = odd * q + 1 / 6.0;
    const vector power = (vector)(((bits)shifted << 52) + 0x3FF0000000000000u);
    sums += ((r + q * (even + odd * r)) + 1.0) * power;
  }
  return ((sums[0] + sums[4]) + (sums[2] + sums[6])) + ((sums[1] + sums[5]) + (sums[3] + sums[7]));
}

ATTUNE_INLINE void raise_limit(visitor *p) {
  const double highest = highest_of((const double *)&p->peaks);
  p->sum *= attune_decay(highest - p->highest);
  p->highest = highest;
  p->limit = highest - negligible;
}

// Adds a tile of kernels at two points. The prior's block comes along with the first tile and raises the
// limits at once.
ATTUNE_INLINE void visit_tile(const attune_mixture *m, visitor *p, visitor *q, intptr_t start,
                              intptr_t end, int is_first) {
  p->kept = q->kept = 0;
  if (is_first) {
    visit_block(m, p, q, 0);
    raise_limit(p);
    raise_limit(q);
  }
  for (intptr_t block = end - lanes; block >= start; block -= lanes) visit_block(m, p, q, block);
  raise_limit(p);
  raise_limit(q);
  p->sum += sum_of_exponentials(p->logs, p->kept, p->highest);
  q->sum += sum_of_exponentials(q->logs, q->kept, q->highest);
}

// Adds the tile at `start` at two points, which may be one and the same.
ATTUNE_INLINE void add_tile(const attune_mixture *m, const double *lows, const double *highs,
                            const intptr_t pair[2], intptr_t start, double *highest, double *sums) {
  const intptr_t dimension_count = m->continuous_count + m->categorical_count + m->grid_count;
  double logs[2][tile + lanes];
  visitor visitors[2];
  for (int i = 0; i < 2; i++) {
    const intptr_t point = pair[i];
    visitors[i].lows = lows + point * dimension_count;
    visitors[i].highs = highs + point * dimension_count;
    visitors[i].highest = highest[point];
    visitors[i].sum = sums[point];
    visitors[i].limit = highest[point] - negligible;
    visitors[i].logs = logs[i];
    visitors[i].peaks = highest[point];
  }
  const intptr_t end = start + tile < m->count ? start + tile : m->count;
  visit_tile(m, &visitors[0], &visitors[1], start, end, end == m->count);
  for (int i = 0; i < 2; i++) {
    highest[pair[i]] = visitors[i].highest;
    sums[pair[i]] = visitors[i].sum;
  }
}

// Where the first tile starts that is visited: the last one, behind the prior's block.
ATTUNE_INLINE intptr_t last_tile(const attune_mixture *m) {
  return m->count > lanes ? (m->count - lanes - 1) / tile * tile + lanes : lanes;
}

// Visits the first tile at all points, two by two, so that the processor always has something to do.
ATTUNE_INLINE void add_first_tile(const attune_mixture *m, const double *lows, const double *highs,
                                  intptr_t count, double *highest, double *sums) {
  for (intptr_t point = 0; point < count; point++) {
    highest[point] = -1e300;
    sums[point] = 0.0;
  }
  for (intptr_t point = 0; point < count; point += 2) {
    const intptr_t pair[2] = {point, point + 1 < count ? point + 1 : point};
    add_tile(m, lows, highs, pair, last_tile(m), highest, sums);
  }
}

ATTUNE_CLONES void attune_log_densities(const attune_mixture *mixture, const double *lows,
                                        const double *highs, intptr_t count, double *results,
                                        double *sums) {
  const attune_mixture m = *mixture;
  add_first_tile(&m, lows, highs, count, results, sums);
  // A tile of kernels stays in the cache while all points pass over it.
  for (intptr_t start = last_tile(&m) - tile; start >= lanes; start -= tile) {
    for (intptr_t point = 0; point < count; point += 2) {
      const intptr_t pair[2] = {point, point + 1 < count ? point + 1 : point};
      add_tile(&m, lows, highs, pair, start, results, sums);
    }
  }
  for (intptr_t point = 0; point < count; point++) results[point] += attune_inline_log(sums[point]);
}

// Far more than what rounding can take off a sum on its way.
static const double slack = 1e-9;

ATTUNE_CLONES intptr_t attune_highest_ratio(const attune_mixture *mixture, const double *lows,
                                            const double *highs, intptr_t count,
                                            const double *numerators, double *room) {
  const attune_mixture m = *mixture;
  double *highest = room, *sums = room + count, *bounds = room + 2 * count;
  add_first_tile(&m, lows, highs, count, highest, sums);
  for (intptr_t point = 0; point < count; point++)
    bounds[point] = numerators[point] - (highest[point] + attune_inline_log(sums[point]));

  intptr_t best = -1;
  double best_ratio = -1e308;
  for (;;) {
    // The two points that promise most.
    intptr_t pair[2] = {-1, -1};
    for (intptr_t point = 0; point < count; point++) {
      if (!(bounds[point] >= best_ratio - slack)) continue;
      if (pair[0] < 0 || bounds[point] > bounds[pair[0]]) {
        pair[1] = pair[0];
        pair[0] = point;
      } else if (pair[1] < 0 || bounds[point] > bounds[pair[1]]) {
        pair[1] = point;
      }
    }
    if (pair[0] < 0) return best < 0 ? 0 : best;
    if (pair[1] < 0) pair[1] = pair[0];
    double ratios[2] = {bounds[pair[0]], bounds[pair[1]]};
    for (intptr_t start = last_tile(&m) - tile; start >= lanes; start -= tile) {
      if (!(ratios[0] >= best_ratio - slack) && !(ratios[1] >= best_ratio - slack)) break;
      add_tile(&m, lows, highs, pair, start, highest, sums);
      for (int i = 0; i < 2; i++) {
        const intptr_t point = pair[i];
        ratios[i] = numerators[point] - (highest[point] + attune_inline_log(sums[point]));
      }
    }
    for (int i = 0; i < 2; i++) {
      // What was not followed to the end lies below the best.
      if (ratios[i] > best_ratio || (ratios[i] == best_ratio && pair[i] < best)) {
        best = pair[i];
        best_ratio = ratios[i];
      }
      bounds[pair[i]] = -1.0 / 0.0;
    }
  }
}
