// Elementary functions in plain arithmetic, to be inlined into loops and vectorized there.

#ifndef ATTUNE_ELEMENTARY_H
#define ATTUNE_ELEMENTARY_H

#pragma STDC FP_CONTRACT OFF

#include <stdint.h>
#include <string.h>

#define ATTUNE_INLINE static inline __attribute__((always_inline))

ATTUNE_INLINE double attune_from_bits(uint64_t bits) {
  double value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

ATTUNE_INLINE uint64_t attune_bits(double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
}

// exp(x) for x in -708...709. With x = k log 2 + r and |r| <= (log 2) / 2, it is 2^k times Taylor's
// series of exp(r) about 0. The relative error is below 4e-16.
ATTUNE_INLINE double attune_inline_exp(double x) {
  const double magic = 6755399441055744.0;  // adding 1.5 * 2^52 rounds to an integer
  const double shifted = x * 1.4426950408889634 + magic;
  const double k = shifted - magic;
  // Cody and Waite: log 2 as a sum of two numbers, of which the first has few enough bits that its
  // product with k is exact.
  const double r = (x - k * 6.93145751953125e-1) - k * 1.42860682030941723212e-6;
  // Two independent polynomials for the even and the odd powers, for instruction-level parallelism.
  const double q = r * r;
  double even = 1 / 479001600.0;
  even = even * q + 1 / 3628800.0;
  even = even * q + 1 / 40320.0;
  even = even * q + 1 / 720.0;
  even = even * q + 1 / 24.0;
  even = even * q + 0.5;
  double odd = 1 / 39916800.0;
  odd = odd * q + 1 / 362880.0;
  odd = odd * q + 1 / 5040.0;
  odd = odd * q + 1 / 120.0;
  odd = odd * q + 1 / 6.0;
  const double p = r + q * (even + odd * r);
  // The low bits of `shifted` hold k; they are moved to the exponent, which has the bias 1023.
  return (p + 1.0) * attune_from_bits((attune_bits(shifted) << 52) + 0x3FF0000000000000u);
}

// log(x) for positive, finite, normal x = 2^k m with m in [sqrt(1/2), sqrt(2)): k log 2 + log(m),
// where log(m) = 2 artanh(s) = 2 s + 2 s^3 / 3 + ... with s = (m - 1) / (m + 1).
ATTUNE_INLINE double attune_inline_log(double x) {
  const uint64_t bits = attune_bits(x);
  // Adding the difference of the bits of 1 and sqrt(1/2) increments the exponent if m would
  // be >= sqrt(2).
  const uint64_t moved = bits + (0x3FF0000000000000u - 0x3FE6A09E667F3BCDu);
  const double m = attune_from_bits((moved & 0x000FFFFFFFFFFFFFu) + 0x3FE6A09E667F3BCDu);
  // 2^52 + exponent as a double. A conversion from an integer has no vector form on some
  // processors.
  const double k = attune_from_bits((moved >> 52) | 0x4330000000000000u) - (4503599627370496.0 + 1023.0);
  const double f = m - 1.0;
  const double s = f / (f + 2.0);
  const double z = s * s;
  const double y = z * z;
  double even = 2 / 23.0;
  even = even * y + 2 / 19.0;
  even = even * y + 2 / 15.0;
  even = even * y + 2 / 11.0;
  even = even * y + 2 / 7.0;
  even = even * y + 2 / 3.0;
  double odd = 2 / 21.0;
  odd = odd * y + 2 / 17.0;
  odd = odd * y + 2 / 13.0;
  odd = odd * y + 2 / 9.0;
  odd = odd * y + 2 / 5.0;
  const double p = even + odd * z;
  // log(m) = f - s (f - R) with R = z p, so that the leading term is exact.
  const double rest = s * (f - z * p);
  return k * 6.93147180369123816490e-1 + (f - (rest - k * 1.90821492927058770002e-10));
}

// exp(x * x) * erfc(x) for x >= 0. Its product with 1 + 2 x is a polynomial in t = (x - 3.75) / (x
// + 3.75): the Chebyshev series of the product, computed to fifty digits and truncated where its
// terms are below 1e-17. The method is that of J. L. Schonfelder, "Chebyshev Expansions for the
// Error and Related Functions", Mathematics of Computation 32, 1978. The relative error is below
// 5e-16.
ATTUNE_INLINE double attune_inline_erfcx(double x) {
  const double t = (x - 3.75) / (x + 3.75);
  const double t2 = t * t, t4 = t2 * t2;
  // Four independent polynomials in t^4, for instruction-level parallelism.
  double a = 4.25147144480024367e-10;
  a = a * t4 + 3.86753342422279057e-08;
  a = a * t4 + 1.75163764884906950e-06;
  a = a * t4 + 5.16490988926824067e-05;
  a = a * t4 - 9.74657955802927557e-03;
  a = a * t4 - 1.08803930141748856e-01;
  a = a * t4 + 1.23751263083782748e+00;
  double b = -3.75315827788371732e-11;
  b = b * t4 - 4.38928415997435646e-09;
  b = b * t4 - 5.82628107879901146e-08;
  b = b * t4 + 2.23839120365506851e-05;
  b = b * t4 + 1.75562583242175286e-03;
  b = b * t4 + 9.23043211601983354e-02;
  b = b * t4 - 1.40240598585547022e-01;
  double c = -5.17399021401352308e-09;
  c = c * t4 - 2.58668507161566833e-07;
  c = c * t4 - 1.14441462377005269e-05;
  c = c * t4 + 2.93713665591344814e-04;
  c = c * t4 - 5.86933985896367708e-02;
  c = c * t4 + 3.58541548546442929e-03;
  double d = 5.45715730465920396e-10;
  d = d * t4 + 2.42897629254705123e-08;
  d = d * t4 - 9.72849582211133443e-07;
  d = d * t4 - 2.90153979289867647e-04;
  d = d * t4 + 2.83622774215155984e-02;
  d = d * t4 + 8.22767384901510190e-02;
  const double p = (a + b * t) + (c + d * t) * t2;
  return p / (1.0 + 2.0 * x);
}

// exp(-x * x) for |x| <= 26.6. With x = h + l, where h * h is exact, it is
// exp(-h^2) exp(-(x - h) (x + h)); so the rounding error of x * x is not amplified.
ATTUNE_INLINE double attune_inline_gauss(double x) {
  const double high = attune_from_bits(attune_bits(x) & 0xFFFFFFFFF8000000u);
  return attune_inline_exp(-high * high) * attune_inline_exp(-(x - high) * (x + high));
}

#endif
