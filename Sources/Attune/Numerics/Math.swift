import AttuneKernels

/// Elementary functions with bit-identical results on all platforms, unlike the system's.
package enum Math {
  /// e to the power of `x`.
  static func exp(_ x: Double) -> Double { attune_exp(x) }

  /// e to the power of `x`, minus one, without cancellation near zero.
  static func expm1(_ x: Double) -> Double { attune_expm1(x) }

  /// The natural logarithm of `x`.
  package static func log(_ x: Double) -> Double { attune_log(x) }

  /// `x` to the power of `y`, for `x ≥ 0` and `y ≠ 0`.
  ///
  /// The relative error grows with |*y* ln *x*|: it is about 1e-16 · max(1, |*y* ln *x*|).
  static func pow(_ x: Double, _ y: Double) -> Double { exp(y * log(x)) }

  /// The natural logarithm of `1 + x`, without cancellation near zero.
  static func log1p(_ x: Double) -> Double { attune_log1p(x) }

  /// The complementary error function, with small relative error in its upper tail.
  static func erfc(_ x: Double) -> Double { attune_erfc(x) }

  /// The scaled complementary error function `exp(x²) erfc(x)` for `x ≥ 0`.
  static func erfcx(_ x: Double) -> Double { attune_erfcx(x) }
}
