import Testing

@testable import Attune

/// Losses in the unit cube, all with the minimum 0, and runs that minimize them.
enum TestLosses {
  /// The squared distance from (0.3, …, 0.3).
  static func sphere(_ x: [Double]) -> Double {
    x.reduce(0) { $0 + ($1 - 0.3) * ($1 - 0.3) }
  }

  /// The sphere with axes of lengths from 1 to 1000, rotated by 45° in pairs of dimensions.
  static func ellipsoid(_ x: [Double]) -> Double {
    var total = 0.0
    for index in x.indices {
      let partner = index ^ 1
      let centered = x[index] - 0.3
      let other = partner < x.count ? x[partner] - 0.3 : 0
      let rotated = (centered + (index < partner ? other : -other)) * 0.5.squareRoot()
      let weight = Math.exp(Double(index) / Double(x.count - 1) * Math.log(1e6))
      total += weight * rotated * rotated
    }
    return total
  }

  /// Rosenbrock's function on −2...2, whose minimum is at (1, …, 1).
  static func rosenbrock(_ x: [Double]) -> Double {
    let z = x.map { 4 * $0 - 2 }
    return zip(z, z.dropFirst()).reduce(0) { sum, pair in
      let valley = pair.1 - pair.0 * pair.0
      return sum + 100 * valley * valley + (1 - pair.0) * (1 - pair.0)
    }
  }
}

extension CMAES {
  /// Minimizes a loss of encoded points.
  ///
  /// - Returns: The number of evaluations until a loss was below `target`, or nil if it was not
  ///   within `limit` evaluations.
  mutating func evaluations(
    until target: Double, limit: Int, seed: UInt64, _ loss: ([Double]) -> Double
  ) -> Int? {
    var random = RandomStream(seed: seed)
    var count = 0
    while count < limit {
      var solutions: [(point: [Double], loss: Double)] = []
      for _ in 0..<populationSize {
        let candidate = ask { random.normal() }
        let value = loss(candidate.encoded)
        count += 1
        if value < target { return count }
        solutions.append((candidate.sampled, value))
      }
      tell(solutions)
    }
    return nil
  }
}
