#include "AttuneKernels.h"
#include "normal.h"

#pragma STDC FP_CONTRACT OFF

static const double infinity = __builtin_inf();

double attune_exp(double x) {
  if (x >= -708.0 && x <= 709.0) return attune_inline_exp(x);
  if (x != x) return x;
  if (x > 709.8) return infinity;
  if (x < -745.2) return 0.0;
  // exp(x) = exp(x / 2) exp(x - x / 2). In one step, 2^k would overflow or be subnormal.
  const double half = x * 0.5;
  return attune_inline_exp(half) * attune_inline_exp(x - half);
}

double attune_expm1(double x) {
  if (x < -0.5 || x > 0.5 || x != x) return attune_exp(x) - 1.0;
  // Taylor's series x + x^2 / 2! + ... + x^15 / 15!; the truncation error is below 1e-17 of the
  // sum.
  double p = 1 / 1307674368000.0;
  p = p * x + 1 / 87178291200.0;
  p = p * x + 1 / 6227020800.0;
  p = p * x + 1 / 479001600.0;
  p = p * x + 1 / 39916800.0;
  p = p * x + 1 / 3628800.0;
  p = p * x + 1 / 362880.0;
  p = p * x + 1 / 40320.0;
  p = p * x + 1 / 5040.0;
  p = p * x + 1 / 720.0;
  p = p * x + 1 / 120.0;
  p = p * x + 1 / 24.0;
  p = p * x + 1 / 6.0;
  p = p * x + 0.5;
  return x + x * x * p;
}

double attune_log(double x) {
  // Subnormal numbers are scaled by 2^54.
  if (x >= 0x1p-1022 && x < infinity) return attune_inline_log(x);
  if (x > 0.0 && x < 1.0) return attune_inline_log(x * 0x1p54) - 54.0 * 0.6931471805599453;
  if (x == 0.0) return -infinity;
  return x > 0.0 ? x : __builtin_nan("");
}

double attune_log1p(double x) {
  // W. Kahan's method: the factor x / (u - 1) corrects the rounding of u = 1 + x.
  const double u = 1.0 + x;
  if (u == 1.0) return x;
  if (!(u > 0.0 && u < infinity)) return attune_log(u);
  return attune_log(u) * (x / (u - 1.0));
}

double attune_erfcx(double x) {
  return attune_inline_erfcx(x);
}

double attune_erfc(double x) {
  if (x != x) return x;
  if (x < 0.0) return 2.0 - attune_erfc(-x);  // erfc(x) = 2 - erfc(-x)
  if (x > 26.6) {
    // The result is subnormal up to about 27.3, and 0 beyond.
    if (x > 27.3) return 0.0;
    return attune_exp(-x * x) * attune_inline_erfcx(x);
  }
  return attune_inline_gauss(x) * attune_inline_erfcx(x);  // exp(-x^2) (exp(x^2) erfc(x))
}

double attune_log_mass(double a, double b) {
  return attune_inline_log_mass(a, b);
}

// M. J. Wichura, "Algorithm AS 241: The Percentage Points of the Normal Distribution", Applied
// Statistics 37(3), 1988, doi:10.2307/2347330: routine PPND16. One rational function approximates
// the middle, |p - 1/2| <= 0.425, and two the tails, r <= 5 and r > 5 with
// r = sqrt(-log(min(p, 1 - p))).
double attune_normal_quantile(double p) {
  const double q = p - 0.5;
  if (q >= -0.425 && q <= 0.425) {
    const double r = 0.180625 - q * q;
    double n = 2.5090809287301226727e3, d = 5.2264952788528545610e3;
    n = n * r + 3.3430575583588128105e4;
    n = n * r + 6.7265770927008700853e4;
    n = n * r + 4.5921953931549871457e4;
    n = n * r + 1.3731693765509461125e4;
    n = n * r + 1.9715909503065514427e3;
    n = n * r + 1.3314166789178437745e2;
    n = n * r + 3.3871328727963666080;
    d = d * r + 2.8729085735721942674e4;
    d = d * r + 3.9307895800092710610e4;
    d = d * r + 2.1213794301586595867e4;
    d = d * r + 5.3941960214247511077e3;
    d = d * r + 6.8718700749205790830e2;
    d = d * r + 4.2313330701600911252e1;
    d = d * r + 1.0;
    return q * n / d;
  }
  const double tail = q < 0.0 ? p : 1.0 - p;
  if (!(tail > 0.0)) return q < 0.0 ? -infinity : infinity;
  double r = __builtin_sqrt(-attune_log(tail)), n, d;
  if (r <= 5.0) {
    r -= 1.6;
    n = 7.74545014278341407640e-4;
    n = n * r + 2.27238449892691845833e-2;
    n = n * r + 2.41780725177450611770e-1;
    n = n * r + 1.27045825245236838258;
    n = n * r + 3.64784832476320460504;
    n = n * r + 5.76949722146069140550;
    n = n * r + 4.63033784615654529590;
    n = n * r + 1.42343711074968357734;
    d = 1.05075007164441684324e-9;
    d = d * r + 5.47593808499534494600e-4;
    d = d * r + 1.51986665636164571966e-2;
    d = d * r + 1.48103976427480074590e-1;
    d = d * r + 6.89767334985100004550e-1;
    d = d * r + 1.67638483018380384940;
    d = d * r + 2.05319162663775882187;
    d = d * r + 1.0;
  } else {
    r -= 5.0;
    n = 2.01033439929228813265e-7;
    n = n * r + 2.71155556874348757815e-5;
    n = n * r + 1.24266094738807843860e-3;
    n = n * r + 2.65321895265761230930e-2;
    n = n * r + 2.96560571828504891230e-1;
    n = n * r + 1.78482653991729133580;
    n = n * r + 5.46378491116411436990;
    n = n * r + 6.65790464350110377720;
    d = 2.04426310338993978564e-15;
    d = d * r + 1.42151175831644588870e-7;
    d = d * r + 1.84631831751005468180e-5;
    d = d * r + 7.86869131145613259100e-4;
    d = d * r + 1.48753612908506148525e-2;
    d = d * r + 1.36929880922735805310e-1;
    d = d * r + 5.99832206555887937690e-1;
    d = d * r + 1.0;
  }
  return q < 0.0 ? -n / d : n / d;
}
