#include "AttuneKernels.h"
#include "clones.h"
#include "normal.h"

#pragma STDC FP_CONTRACT OFF

// A block of kernels is looked at as a whole: two vectors of AVX-512, so that the processor always has
// something to do.
enum { lanes = 16, tile = 128 };

// A kernel that lies so far below another one, as a logarithm, is lost in the rounding of their sum even
// if there are a million of it.
static const double negligible = 52.0;

typedef double block __attribute__((ext_vector_type(lanes), aligned(8)));
typedef double octet __attribute__((ext_vector_type(8), aligned(8)));
typedef uint64_t bits __attribute__((ext_vector_type(8), aligned(8)));

// A macro, since functions cannot take vectors that the default instruction set does not have.
#define ANY_ABOVE(values, limit) (__builtin_reduce_or((values) > (limit)) != 0)

// A point on its way through the mixture.
typedef struct {
  const double *lows, *highs;
  double highest, sum;  // the highest logarithm so far, and the sum of exp(log - highest)
  double limit;         // what lies below it does not count
  block peaks;
  intptr_t kept;
  double logs[tile + lanes];  // those that count
} visitor;

// Takes the logarithms of a block of kernels, unless all of them are below the limit. No dimension adds to
// a logarithm, so what is below stays there.
ATTUNE_INLINE void visit_block(const attune_mixture *m, visitor *v, intptr_t start) {
  const intptr_t stride = m->stride, continuous_count = m->continuous_count;
  block a = *(const block *)(m->bases + start);
  const double *means = m->means + start, *inverses = m->inverses + start;
  // Most kernels are either far away by their first dimensions or count.
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
    for (int i = 0; i < lanes; i++) a[i] -= mean[i] == v->lows[d] || mean[i] < 0.0 ? 0.0 : miss;
    means += stride;
    inverses += stride;
  }
  for (intptr_t end = d + m->grid_count; d < end; d++) {
    if (!ANY_ABOVE(a, v->limit)) return;
    // In memory, where the loop becomes one over vectors.
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

// The sum of exp(logs[k] - highest). What would underflow counts as next to nothing.
ATTUNE_INLINE double sum_of_exponentials(const double *logs, intptr_t count, double highest) {
  octet sums = 0.0;
  for (intptr_t k = 0; k < count; k += 8) {
    octet x = *(const octet *)(logs + k) - highest;
    x = x > -708.0 ? x : -708.0;
    // As in attune_inline_exp, lane by lane.
    const octet shifted = x * 1.4426950408889634 + 6755399441055744.0;
    const octet n = shifted - 6755399441055744.0;
    const octet r = (x - n * 6.93145751953125e-1) - n * 1.42860682030941723212e-6;
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
    const octet power = (octet)(((bits)shifted << 52) + 0x3FF0000000000000u);
    sums += ((r + q * (even + odd * r)) + 1.0) * power;
  }
  return ((sums[0] + sums[4]) + (sums[2] + sums[6])) + ((sums[1] + sums[5]) + (sums[3] + sums[7]));
}

ATTUNE_INLINE void raise_limit(visitor *v) {
  double highest = v->highest;
  for (int i = 0; i < lanes; i++) highest = v->peaks[i] > highest ? v->peaks[i] : highest;
  v->sum *= attune_decay(highest - v->highest);
  v->highest = highest;
  v->limit = highest - negligible;
}

// Where the tile starts that is visited first: the last one behind the block with the prior.
ATTUNE_INLINE intptr_t first_tile(const attune_mixture *m) {
  return m->count > lanes ? (m->count - lanes - 1) / tile * tile + lanes : lanes;
}

// Adds the next tile at a point; returns the logarithm of the density by what has been visited. The
// prior's block comes along with the first tile and raises the limit at once.
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

// Whether an earlier point is the same, as is common among choices and on grids.
ATTUNE_INLINE int is_repeated(const double *lows, intptr_t width, intptr_t point) {
  for (intptr_t other = 0; other < point; other++) {
    intptr_t d = 0;
    while (d < width && lows[other * width + d] == lows[point * width + d]) d++;
    if (d == width) return 1;
  }
  return 0;
}

// Far more than what rounding can take off a sum on its way.
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
    // The point that promises most; a ratio only falls on its way.
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
