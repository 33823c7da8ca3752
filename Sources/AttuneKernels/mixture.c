#include "AttuneKernels.h"
#include "clones.h"
#include "normal.h"
#include "octets.h"

#pragma STDC FP_CONTRACT OFF

// Kernels are evaluated in blocks of 16 lanes, two AVX-512 vectors, for instruction-level
// parallelism; a tile is the number of kernels between two updates of the limit.
enum { lanes = 16, tile = 128 };

// A kernel whose logarithm is this much below that of another one is negligible: even a million
// such kernels are lost in the rounding of the sum, since exp(-52) * 1e6 < 2^-54.
static const double negligible = 52.0;

typedef double block __attribute__((ext_vector_type(lanes), aligned(8)));

// A macro, since functions cannot have parameters of vector types that the default instruction set
// lacks.
#define ANY_ABOVE(values, limit) (__builtin_reduce_or((values) > (limit)) != 0)

// The state of evaluating a tile at a point.
typedef struct {
  const double *lows, *highs;
  double highest, sum;  // the highest logarithm so far, and the sum of exp(log - highest)
  double limit;         // kernels with a logarithm below it are negligible
  block peaks;          // the highest logarithm per lane
  intptr_t kept;        // the number of elements of `logs`
  double logs[tile + lanes];  // the logarithms of the kernels that are not negligible, in blocks
} visitor;

// Appends the logarithms of a block of kernels, log(weight / Z) - sum of y^2 with y = (x - mean) /
// (deviation * sqrt(2)), unless all of them are below the limit. No dimension increases a
// logarithm, so the evaluation of a block ends as soon as all of its kernels are below the limit.
ATTUNE_INLINE void visit_block(const attune_mixture *m, visitor *v, intptr_t start) {
  const intptr_t stride = m->stride, continuous_count = m->continuous_count;
  block a = *(const block *)(m->bases + start);
  const double *means = m->means + start, *inverses = m->inverses + start;
  // The limit is tested after 1 and 3 continuous dimensions, and before each dimension with a grid.
  // Most kernels that are negligible are so by their first dimensions.
  intptr_t d = 0;
  for (int stage = 0; stage < 3; stage++) {
    const intptr_t wanted = stage == 0 ? 1 : stage == 1 ? 3 : continuous_count;
    const intptr_t end = wanted < continuous_count ? wanted : continuous_count;
    for (; d < end; d++) {
      const block y = (v->lows[d] - *(const block *)means) * *(const block *)inverses;
      a -= y * y;
      means += stride;
      inverses += stride;
    }
    if (stage < 2 && !ANY_ABOVE(a, v->limit)) return;
  }
  for (intptr_t end = d + m->categorical_count; d < end; d++) {
    const block mean = *(const block *)means;
    const double miss = m->misses[d];
    const double low = v->lows[d], penalty = v->highs[d];
    for (int i = 0; i < lanes; i++)
      a[i] -= mean[i] == low ? 0.0 : mean[i] < 0.0 ? penalty : miss;
    means += stride;
    inverses += stride;
  }
  for (intptr_t end = d + m->grid_count; d < end; d++) {
    if (!ANY_ABOVE(a, v->limit)) return;
    // An array in memory, so that the compiler vectorizes the loop.
    double masses[lanes];
    for (int i = 0; i < lanes; i++) {
      const double scale = inverses[i] * 1.41421356237309504880;
      masses[i] = attune_inline_log_mass((v->lows[d] - means[i]) * scale,
                                         (v->highs[d] - means[i]) * scale);
    }
    a += *(const block *)masses;
    means += stride;
    inverses += stride;
  }
  *(block *)(v->logs + v->kept) = a;
  v->kept += lanes;
  v->peaks = a > v->peaks ? a : v->peaks;
}

// The sum of exp(logs[k] - highest).
ATTUNE_INLINE double sum_of_exponentials(const double *logs, intptr_t count, double highest) {
  octet sums = 0.0;
  for (intptr_t k = 0; k < count; k += 8) {
    octet x = *(const octet *)(logs + k) - highest;
    exponentiate(&x);
    sums += x;
  }
  return sum_of_lanes(&sums);
}

// Updates the highest logarithm and the limit, and rescales the sum: log-sum-exp in one pass.
ATTUNE_INLINE void raise_limit(visitor *v) {
  double highest = v->highest;
  for (int i = 0; i < lanes; i++) highest = v->peaks[i] > highest ? v->peaks[i] : highest;
  v->sum *= attune_decay(highest - v->highest);
  v->highest = highest;
  v->limit = highest - negligible;
}

// The start of the tile to evaluate first, which is the last one. Tiles follow the first block,
// which has the prior.
ATTUNE_INLINE intptr_t first_tile(const attune_mixture *m) {
  return m->count > lanes ? (m->count - lanes - 1) / tile * tile + lanes : lanes;
}

// Evaluates the next tile at a point, and returns the logarithm of the density of all kernels
// evaluated so far. The block with the prior is evaluated together with the first tile, since it
// raises the limit.
ATTUNE_INLINE double add_tile(const attune_mixture *m, const double *lows, const double *highs,
                              attune_progress *p) {
  visitor v;
  v.lows = lows;
  v.highs = highs;
  v.highest = p->highest;
  v.sum = p->sum;
  v.limit = p->highest - negligible;
  v.peaks = p->highest;
  v.kept = 0;
  const intptr_t end = p->next + tile < m->count ? p->next + tile : m->count;
  if (end == m->count) {
    visit_block(m, &v, 0);
    raise_limit(&v);
  }
  for (intptr_t start = end - lanes; start >= p->next; start -= lanes) visit_block(m, &v, start);
  raise_limit(&v);
  v.sum += sum_of_exponentials(v.logs, v.kept, v.highest);
  p->highest = v.highest;
  p->sum = v.sum;
  p->next -= tile;
  return v.highest + attune_inline_log(v.sum);
}

ATTUNE_INLINE intptr_t dimension_count(const attune_mixture *m) {
  return m->continuous_count + m->categorical_count + m->grid_count;
}

static const double far_below = -1e300;

ATTUNE_CLONES void attune_log_densities(const attune_mixture *mixture, const double *lows,
                                        const double *highs, intptr_t count, double *results) {
  const attune_mixture m = *mixture;
  const intptr_t width = dimension_count(&m);
  for (intptr_t point = 0; point < count; point++) {
    attune_progress p = {far_below, 0.0, 0.0, first_tile(&m)};
    do {
      results[point] = add_tile(&m, lows + point * width, highs + point * width, &p);
    } while (p.next >= lanes);
  }
}

// Whether an earlier point is equal, which is common for choices and grids.
ATTUNE_INLINE int is_repeated(const double *lows, intptr_t width, intptr_t point) {
  for (intptr_t other = 0; other < point; other++) {
    intptr_t d = 0;
    while (d < width && lows[other * width + d] == lows[point * width + d]) d++;
    if (d == width) return 1;
  }
  return 0;
}

// The tolerance for an upper bound; far more than the rounding error of a partial sum.
static const double slack = 1e-9;

ATTUNE_CLONES intptr_t attune_highest_ratio(const attune_mixture *mixture, const double *lows,
                                            const double *highs, intptr_t count,
                                            const double *numerators, attune_progress *progress) {
  const attune_mixture m = *mixture;
  const intptr_t width = dimension_count(&m);
  const attune_progress start = {far_below, 0.0, 1.0 / 0.0, first_tile(&m)};
  for (intptr_t point = 0; point < count; point++) {
    progress[point] = start;
    if (m.continuous_count == 0 && is_repeated(lows, width, point)) progress[point].next = 0;
  }
  intptr_t best = -1;
  for (;;) {
    // Best-first search: the point with the highest upper bound is evaluated next. Evaluation only
    // decreases a ratio, so the search ends when no upper bound exceeds the best final ratio.
    intptr_t next = -1;
    for (intptr_t point = 0; point < count; point++) {
      if (progress[point].next < lanes) continue;
      if (next < 0 || progress[point].ratio > progress[next].ratio) next = point;
    }
    if (next < 0 || (best >= 0 && progress[next].ratio < progress[best].ratio - slack)) return best;
    attune_progress *p = &progress[next];
    p->ratio = numerators[next] - add_tile(&m, lows + next * width, highs + next * width, p);
    if (p->next >= lanes) continue;
    if (best < 0 || p->ratio > progress[best].ratio
        || (p->ratio == progress[best].ratio && next < best))
      best = next;
  }
}
