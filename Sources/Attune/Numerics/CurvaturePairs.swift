/// The recent steps of a quasi-Newton method and the changes of the gradient along them, which
/// approximate the inverse of the Hessian matrix.
///
/// - Note: Implements the two-loop recursion of J. Nocedal and S. J. Wright, "Numerical
///   Optimization", 2nd edition, Springer 2006, algorithm 7.4.
struct CurvaturePairs {
  private var pairs: [(step: [Double], change: [Double])] = []

  /// The largest number of pairs; older ones are removed.
  let capacity: Int

  init(capacity: Int) { self.capacity = capacity }

  var isEmpty: Bool { pairs.isEmpty }

  mutating func removeAll() { pairs.removeAll() }

  /// Adds a pair unless its curvature stepᵀ change is not clearly positive.
  mutating func append(step: [Double], change: [Double]) {
    let curvature = Self.product(step, change)
    guard curvature > 1e-10 * Self.product(change, change).squareRoot() * Self.norm(step) else {
      return
    }
    if pairs.count == capacity { pairs.removeFirst() }
    pairs.append((step, change))
  }

  /// The descent direction −H g, with H the approximate inverse of the Hessian matrix.
  ///
  /// - Parameters:
  ///   - gradient: The gradient g.
  ///   - isFree: The coordinates to change. All others are ignored, and 0 in the result.
  /// - Complexity: O(*k n*) for *k* pairs and *n* coordinates.
  func direction(_ gradient: [Double], isFree: [Bool]) -> [Double] {
    func masked(_ vector: [Double]) -> [Double] {
      vector.indices.map { isFree[$0] ? vector[$0] : 0 }
    }
    var q = masked(gradient)
    // Within the free coordinates, the curvature of a pair may be negative.
    let usable = pairs.map { (masked($0.step), masked($0.change)) }
      .filter { Self.product($0.0, $0.1) > 1e-12 * Self.norm($0.0) * Self.norm($0.1) }
    var factors: [Double] = []
    for (step, change) in usable.reversed() {
      let factor = Self.product(step, q) / Self.product(step, change)
      for index in q.indices { q[index] -= factor * change[index] }
      factors.append(factor)
    }
    if let (step, change) = usable.last {
      // Eq. 7.20: the scale of the initial matrix.
      let scale = Self.product(step, change) / Self.product(change, change)
      for index in q.indices { q[index] *= scale }
    }
    for ((step, change), factor) in zip(usable, factors.reversed()) {
      let correction = factor - Self.product(change, q) / Self.product(step, change)
      for index in q.indices { q[index] += correction * step[index] }
    }
    return q.map { -$0 }
  }

  /// The inner product of two vectors.
  static func product(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for index in a.indices { sum += a[index] * b[index] }
    return sum
  }

  private static func norm(_ vector: [Double]) -> Double { product(vector, vector).squareRoot() }
}
