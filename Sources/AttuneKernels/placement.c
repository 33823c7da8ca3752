#include "AttuneKernels.h"
#include "clones.h"
#include "normal.h"

#pragma STDC FP_CONTRACT OFF

ATTUNE_CLONES void attune_log_all(double *values, intptr_t count) {
  for (intptr_t i = 0; i < count; i++) values[i] = attune_inline_log(values[i]);
}

// Beyond so many deviations a tail does not change a mass of about 1.
static const double farthest = 8.5;

// The distance of each observation to its farther neighbour.
ATTUNE_INLINE void find_spreads(const attune_placement *p, double *spreads) {
  const double *x = p->sorted;
  const intptr_t n = p->count;
  for (intptr_t i = 1; i < n - 1; i++) {
    const double below = x[i] - x[i - 1], above = x[i + 1] - x[i];
    spreads[i] = below > above ? below : above;
  }
  if (n == 0) return;
  double first = x[0] - p->low, last = p->high - x[n - 1];
  if (n == 1) {
    spreads[0] = first > last ? first : last;
    return;
  }
  const double second = x[1] - x[0], before = x[n - 1] - x[n - 2];
  spreads[0] = second > first || !p->considers_ends ? second : first;
  spreads[n - 1] = before > last || !p->considers_ends ? before : last;
}

ATTUNE_CLONES double attune_place_kernels(const attune_placement *placement, double *inverses,
                                          double *bases, double *scratch) {
  const attune_placement p = *placement;
  const intptr_t n = p.count;
  const double width = p.high - p.low, root_half = 0.70710678118654752;
  double *spreads = scratch, *means = scratch + n, *others = scratch + 2 * n;
  int64_t *places = (int64_t *)(scratch + 3 * n);
  find_spreads(&p, spreads);

  // Once there are many observations, most kernels have the least deviation and lie far from the
  // bounds. The others are gathered.
  const double default_inverse = root_half / p.floor, reach = farthest * p.floor;
  for (intptr_t i = 0; i < n; i++) inverses[i] = default_inverse;
  intptr_t count = 0;
  for (intptr_t start = 0; start < n; start += 8) {
    const intptr_t end = start + 8 < n ? start + 8 : n;
    // Sorted, so that the outermost of them tell whether any is near a bound.
    int has_others = (p.sorted[start] - p.low < reach) | (p.high - p.sorted[end - 1] < reach);
    for (intptr_t i = start; i < end; i++) has_others |= spreads[i] > p.floor;
    if (!has_others) continue;
    for (intptr_t i = start; i < end; i++) {
      const int is_other = (spreads[i] > p.floor) | (p.sorted[i] - p.low < reach)
          | (p.high - p.sorted[i] < reach);
      places[count] = i;
      count += is_other;
    }
  }
  for (intptr_t i = 0; i < count; i++) {
    const double spread = spreads[places[i]];
    const double raised = spread < p.floor ? p.floor : spread;
    means[i] = p.sorted[places[i]];
    others[i] = raised > width ? width : raised;
  }
  // The spreads are not needed any more: their room takes the normalizers.
  double *normalizers = spreads;
  for (intptr_t i = 0; i < count; i++) {
    const double scale = 1.0 / others[i];
    const double log_mass
        = attune_inline_log_mass((p.low - means[i]) * scale, (p.high - means[i]) * scale);
    normalizers[i] = p.is_density ? log_mass + attune_inline_log(others[i] / p.floor) : log_mass;
    others[i] = root_half * scale;
  }
  for (intptr_t i = 0; i < count; i++) {
    const int32_t row = p.rows[places[i]];
    inverses[row] = others[i];
    bases[row] -= normalizers[i];
  }
  return p.is_density ? attune_inline_log(p.floor) + 0.91893853320467274178 : 0.0;
}
