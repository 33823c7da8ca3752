#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Android)
  import Android
#endif

/// The elementary functions of the system's C library, imported for them here and nowhere else.
enum Math {
  /// e to the power of `x`.
  static func exp(_ x: Double) -> Double { systemExp(x) }

  /// e to the power of `x`, minus one, without cancellation near zero.
  static func expm1(_ x: Double) -> Double { systemExpm1(x) }

  /// The natural logarithm of `x`.
  static func log(_ x: Double) -> Double { systemLog(x) }

  /// The natural logarithm of `1 + x`, without cancellation near zero.
  static func log1p(_ x: Double) -> Double { systemLog1p(x) }

  /// The complementary error function, accurate in relative terms in its upper tail.
  static func erfc(_ x: Double) -> Double { systemErfc(x) }
}

// Inside `Math` the plain names would find the methods themselves.
private func systemExp(_ x: Double) -> Double { exp(x) }
private func systemExpm1(_ x: Double) -> Double { expm1(x) }
private func systemLog(_ x: Double) -> Double { log(x) }
private func systemLog1p(_ x: Double) -> Double { log1p(x) }
private func systemErfc(_ x: Double) -> Double { erfc(x) }
