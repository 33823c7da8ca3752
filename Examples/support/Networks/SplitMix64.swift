// A small seeded generator, so that every run of an example has the same random numbers.

import Foundation

/// The SplitMix64 generator of Steele, Lea and Flood (OOPSLA 2014).
///
/// The standard library does not guarantee that `random(in:)` and `shuffled(using:)` give the same
/// values in every release, so the functions that the examples need are implemented here.
package struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Creates a generator from a seed.
  package init(seed: UInt64) {
    state = seed
  }

  /// The next 64 random bits.
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

  /// A number drawn uniformly from [-limit, limit).
  mutating func uniform(within limit: Float) -> Float {
    let unit = Float(next() >> 40) * 0x1p-24
    return (2 * unit - 1) * limit
  }

  /// A number drawn from the standard normal distribution, by the method of Box and Muller (1958).
  mutating func normal() -> Float {
    let radius = (-2 * log(Float((next() >> 40) + 1) * 0x1p-24)).squareRoot()
    return radius * cos(2 * Float.pi * Float(next() >> 40) * 0x1p-24)
  }

  /// An integer drawn uniformly from `0..<bound`.
  ///
  /// The bias of multiplying instead of rejecting is below 2^-50 for the sizes used here.
  mutating func index(below bound: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// The integers 0 ..< count in random order (Fisher-Yates).
  package mutating func permutation(of count: Int) -> [Int] {
    var order = Array(0..<count)
    for last in stride(from: count - 1, to: 0, by: -1) {
      order.swapAt(last, index(below: last + 1))
    }
    return order
  }
}
