import Foundation

/// Noise that depends only on a counter: it is the same for every sampler, seed and language.
enum CounterNoise {
  /// SplitMix64 of a counter.
  static func bits(_ counter: UInt64) -> UInt64 {
    var z = counter &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A sample of the standard normal distribution, by the Box–Muller transform.
  static func normal(_ counter: UInt64) -> Double {
    sqrt(-2 * log(1 - uniform(2 * counter))) * cos(2 * Double.pi * uniform(2 * counter + 1))
  }

  /// A sample of the uniform distribution on 0..<1.
  static func uniform(_ counter: UInt64) -> Double {
    Double(bits(counter) >> 11) * 0x1p-53
  }
}
