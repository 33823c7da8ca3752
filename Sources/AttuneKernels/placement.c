#include "AttuneKernels.h"
#include "clones.h"
#include "normal.h"

#pragma STDC FP_CONTRACT OFF

ATTUNE_CLONES void attune_log_all(double *values, intptr_t count) {
  for (intptr_t i = 0; i < count; i++) values[i] = attune_inline_log(values[i]);
}

// The distance in deviations beyond which a tail does not change a mass of about 1 in double
// precision.
static const double farthest = 8.5;

// The distance of an observation to its farther neighbour, max(m_i - m_(i-1), m_(i+1) - m_i):
// Bergstra et al. 2011, section 4.2. Without `considers_ends`, the outermost observations have one
// neighbour, as in Optuna.
ATTUNE_INLINE double spread_at(const attune_placement *p, intptr_t position) {
  const intptr_t n = p->count;
  const double x = p->coordinates[p->order[position]];
  const double below = position > 0 ? x - p->coordinates[p->order[position - 1]] : x - p->low;
  const double above = position < n - 1 ? p->coordinates[p->order[position + 1]] - x : p->high - x;
  if (n > 1 && !p->considers_ends) {
    if (position == 0) return above;
    if (position == n - 1) return below;
  }
  return below > above ? below : above;
}

enum { group = 64 };

ATTUNE_CLONES void attune_place_kernels(const attune_placement *placement, intptr_t start,
                                        intptr_t end, double *inverses, double *normalizers) {
  const attune_placement p = *placement;
  const double width = p.high - p.low, root_half = 0.70710678118654752;
  const double default_inverse = root_half / p.floor, reach = farthest * p.floor;
  for (intptr_t first = start; first < end; first += group) {
    const intptr_t last = first + group < end ? first + group : end;
    // With many observations, most kernels have the minimum bandwidth and are far from the bounds:
    // their values are the defaults. The other kernels are gathered, so that the loop below is
    // vectorized.
    int32_t kernels[group];
    double means[group], deviations[group], logs[group];
    intptr_t count = 0;
    for (intptr_t position = first; position < last; position++) {
      const int32_t kernel = p.order[position];
      const double mean = p.coordinates[kernel], spread = spread_at(&p, position);
      inverses[kernel] = default_inverse;
      normalizers[kernel] = 0.0;
      kernels[count] = kernel;
      means[count] = mean;
      const double raised = spread < p.floor ? p.floor : spread;
      deviations[count] = raised > width ? width : raised;  // clipped to [floor, high - low]
      count += (spread > p.floor) | (mean - p.low < reach) | (p.high - mean < reach);
    }
    for (intptr_t i = 0; i < count; i++) {
      // Density: log Z = log(deviation) + log(sqrt(2 pi)) + log(mass); mass over cells:
      // log Z = log(mass).
      const double scale = 1.0 / deviations[i];
      const double log_mass
          = attune_inline_log_mass((p.low - means[i]) * scale, (p.high - means[i]) * scale);
      logs[i] = p.is_density ? log_mass + attune_inline_log(deviations[i] / p.floor) : log_mass;
      deviations[i] = root_half * scale;
    }
    for (intptr_t i = 0; i < count; i++) {
      inverses[kernels[i]] = deviations[i];
      normalizers[kernels[i]] = logs[i];
    }
  }
}
