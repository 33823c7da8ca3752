// The standard normal distribution, to be inlined into loops and vectorized there.

#ifndef ATTUNE_NORMAL_H
#define ATTUNE_NORMAL_H

#include "elementary.h"

#pragma STDC FP_CONTRACT OFF

// exp(-x) for x >= 0; 0 for x >= 700, before it underflows.
ATTUNE_INLINE double attune_decay(double x) {
  const double value = attune_inline_exp(x < 700.0 ? -x : -700.0);
  return x < 700.0 ? value : 0.0;
}

// log(Phi(b) - Phi(a)) for a < b.
//
// Upper tails are Q(x) = erfc(x / sqrt(2)) / 2 = exp(-x^2 / 2) erfcx(x / sqrt(2)) / 2. If a and b
// have the same sign, the mass is Q(near) - Q(far) for the ends by distance from 0, computed
// relative to exp(-near^2 / 2) so that it does not underflow. Otherwise it is 1 - Q(near) - Q(far).
ATTUNE_INLINE double attune_inline_log_mass(double a, double b) {
  const double p = a < 0.0 ? -a : a, q = b < 0.0 ? -b : b;
  const double near = p < q ? p : q, far = p < q ? q : p;
  const int holds_zero = a < 0.0 && b > 0.0;
  const double near_tail = 0.5 * attune_inline_erfcx(near * 0.70710678118654752);
  const double far_tail = 0.5 * attune_inline_erfcx(far * 0.70710678118654752);
  const double near_square = 0.5 * near * near;
  const double far_square = 0.5 * far * far, gap = 0.5 * (far - near) * (far + near);
  const double far_part = far_tail * attune_decay(holds_zero ? far_square : gap);
  const double near_part = near_tail * attune_decay(holds_zero ? near_square : 0.0);
  double offset = holds_zero ? 0.0 : -near_square;
  double factor = holds_zero ? 1.0 - near_part - far_part : near_part - far_part;
  // For narrow intervals, where the tails would cancel: the Taylor series of the density phi about
  // the middle m, integrated over the width w:
  // phi(m) w (1 + (m^2 - 1) w^2 / 24 + (m^4 - 6 m^2 + 3) w^4 / 1920).
  const double w = b - a, middle = a + 0.5 * w, s = middle * middle, v = w * w;
  const double series = 1.0 + v * ((s - 1.0) / 24.0 + v * (s * (s - 6.0) + 3.0) / 1920.0);
  const int is_narrow = v * (s > 1.0 ? s : 1.0) < 0.0009;
  offset = is_narrow ? -0.5 * s : offset;
  factor = is_narrow ? 0.39894228040143267794 * w * series : factor;
  return offset + attune_inline_log(factor);
}

#endif
