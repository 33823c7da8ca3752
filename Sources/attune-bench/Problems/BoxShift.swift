import Attune
import Foundation

/// Moves the box of a problem such that its optimum is at a random position in the box.
///
/// Most problems have their optima well inside of the box, which favors samplers that start at its
/// center. In a moved box the relative position of the optimum is uniform in 0.05...0.95 in every
/// dimension, independently, on the scale of the parameter; the width of the box is unchanged.
///
/// The position depends only on the names of problem and parameter and on the seed, so that all
/// samplers have the same box: it is 0.05 + 0.9 `CounterNoise.uniform(hash + bits(seed))`, where
/// `hash` is the 64-bit FNV-1a hash of the UTF-8 text "problem/parameter".
struct BoxShift: Sendable {
  private let problem: String
  private let optimum: [String: Double]
  private let seed: UInt64

  /// Creates the shift of a problem for a seed.
  init(_ problem: String, around optimum: [String: Double], seed: UInt64) {
    self.problem = problem
    self.optimum = optimum
    self.seed = seed
  }

  /// The moved range of a parameter; unchanged if its optimal value is not known.
  func moved(
    _ range: ClosedRange<Double>, of name: String, scale: Scale
  ) -> ClosedRange<Double> {
    guard let optimum = optimum[name] else { return range }
    let position = position(of: name)
    switch scale {
    case .linear:
      let width = range.upperBound - range.lowerBound
      return optimum - position * width...optimum + (1 - position) * width
    case .log:
      let ratio = range.upperBound / range.lowerBound
      return optimum * pow(ratio, -position)...optimum * pow(ratio, 1 - position)
    }
  }

  /// The position of the optimum relative to the bounds of a parameter.
  private func position(of name: String) -> Double {
    let hash = "\(problem)/\(name)".utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01b3
    }
    return 0.05 + 0.9 * CounterNoise.uniform(hash &+ CounterNoise.bits(seed))
  }
}
