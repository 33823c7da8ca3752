/// The minimization of a smooth function, optionally within bounds, by the limited-memory
/// quasi-Newton method of Broyden, Fletcher, Goldfarb and Shanno.
///
/// Coordinates at a bound from which the function decreases only outside are fixed for an iteration;
/// the step of the others is projected to the bounds. The line search ensures a sufficient decrease
/// and, where the step meets no bound, a sufficient increase of the slope (the weak Wolfe
/// conditions), which keeps the approximate Hessian matrix positive definite.
///
/// - Note: J. Nocedal and S. J. Wright, "Numerical Optimization", 2nd edition, Springer 2006,
///   sections 3.1 and 7.2; for bounds, D. P. Bertsekas, "Projected Newton Methods for Optimization
///   Problems with Simple Constraints", SIAM J. Control Optim. 20(2), 1982, doi:10.1137/0320018; for
///   the line search, A. S. Lewis and M. L. Overton, "Nonsmooth Optimization via Quasi-Newton
///   Methods", Mathematical Programming 141, 2013, doi:10.1007/s10107-012-0514-2, algorithm 2.6.
struct LBFGS: Sendable {
  /// The largest number of iterations.
  var maxIterations = 100

  /// The minimization ends when no component of the projected gradient exceeds this magnitude.
  var gradientTolerance = 1e-5

  /// The minimization ends when an iteration decreases the value by less than this, relative to
  /// the value or to 1, whichever is larger.
  var valueTolerance = 1e-12

  /// The number of steps that approximate the Hessian matrix.
  var memory = 10

  /// The largest number of evaluations of a line search.
  var maxLineSearchSteps = 20

  /// A function that returns its value at a point and sets the gradient.
  ///
  /// A value that is NaN or infinite is a point outside the function's domain.
  typealias Function = (_ point: [Double], _ gradient: inout [Double]) -> Double

  /// The end of a minimization.
  struct Result: Sendable {
    var point: [Double]
    var value: Double
    var gradient: [Double]
    var iterationCount = 0
    var evaluationCount = 0
  }

  /// Returns the best point found from a start.
  ///
  /// - Parameters:
  ///   - start: The first point; it is moved into the bounds.
  ///   - bounds: Nil for none.
  ///   - function: If its value at the start is NaN or infinite, the start is returned.
  func minimize(
    from start: [Double], within bounds: BoxBounds? = nil, _ function: Function
  ) -> Result {
    let bounds = bounds ?? .unbounded(start.count)
    let point = bounds.projection(of: start)
    var current = Result(
      point: point, value: 0, gradient: [Double](repeating: 0, count: point.count))
    current.value = function(point, &current.gradient)
    current.evaluationCount = 1
    guard isUsable(current) else { return current }
    var pairs = CurvaturePairs(capacity: memory)
    while current.iterationCount < maxIterations {
      let isFree = point.indices.map {
        !bounds.blocks($0, at: current.point, gradient: current.gradient)
      }
      guard projectedGradient(current, bounds) > gradientTolerance else { break }
      var direction = pairs.direction(current.gradient, isFree: isFree)
      if !(CurvaturePairs.product(direction, current.gradient) < 0) {
        pairs.removeAll()
        direction = point.indices.map { isFree[$0] ? -current.gradient[$0] : 0 }
      }
      var next = step(
        from: current, along: direction, bounds, isFirst: pairs.isEmpty, function)
      if next == nil, !pairs.isEmpty {
        // Rounding may spoil the approximate Hessian matrix; start it again.
        pairs.removeAll()
        direction = point.indices.map { isFree[$0] ? -current.gradient[$0] : 0 }
        next = step(from: current, along: direction, bounds, isFirst: true, function)
      }
      guard let next else { break }
      pairs.append(
        step: point.indices.map { next.point[$0] - current.point[$0] },
        change: point.indices.map { next.gradient[$0] - current.gradient[$0] })
      let decrease = current.value - next.value
      current = next
      current.iterationCount += 1
      if decrease <= valueTolerance * max(1, abs(current.value)) { break }
    }
    return current
  }

  /// The largest magnitude of P(x − g) − x, which is 0 at a minimum.
  private func projectedGradient(_ result: Result, _ bounds: BoxBounds) -> Double {
    let moved = result.point.indices.map { result.point[$0] - result.gradient[$0] }
    return zip(bounds.projection(of: moved), result.point).reduce(0) {
      max($0, abs($1.0 - $1.1))
    }
  }

  private func isUsable(_ result: Result) -> Bool {
    result.value.isFinite && result.gradient.allSatisfy(\.isFinite)
  }

  /// Returns the end of a line search, or nil if no point with a sufficient decrease was found.
  private func step(
    from start: Result, along direction: [Double], _ bounds: BoxBounds, isFirst: Bool,
    _ function: Function
  ) -> Result? {
    let slope = CurvaturePairs.product(direction, start.gradient)
    guard slope < 0 else { return nil }
    let length = CurvaturePairs.product(direction, direction).squareRoot()
    var (low, high) = (0.0, Double.infinity)
    // Without an approximate Hessian matrix, the length of the direction has no meaning.
    var size = isFirst ? min(1, 1 / length) : 1
    var best: Result?
    var evaluationCount = start.evaluationCount
    for _ in 0..<maxLineSearchSteps {
      let unbounded = start.point.indices.map { start.point[$0] + size * direction[$0] }
      var next = start
      next.point = bounds.projection(of: unbounded)
      if next.point == start.point { break }
      next.value = function(next.point, &next.gradient)
      evaluationCount += 1
      let expected = start.point.indices.reduce(0) {
        $0 + start.gradient[$1] * (next.point[$1] - start.point[$1])
      }
      if !isUsable(next) {
        high = size
        size = 0.5 * (low + 0.1 * high)
      } else if next.value > start.value + Self.sufficientDecrease * expected || expected >= 0 {
        high = size
        // The minimum of the parabola through the value and slope at the start and the value here.
        let parabola = -0.5 * slope * size * size / (next.value - start.value - slope * size)
        let width = high - low
        size =
          parabola.isFinite
          ? min(max(parabola, low + 0.1 * width), high - 0.1 * width) : low + 0.5 * width
      } else {
        if best.map({ next.value < $0.value }) ?? true { best = next }
        let isInside = next.point == unbounded
        let slopeHere = CurvaturePairs.product(direction, next.gradient)
        guard isInside, slopeHere < Self.slopeRatio * slope else { break }
        low = size
        size = high < .infinity ? 0.5 * (low + high) : 2 * size
      }
    }
    best?.evaluationCount = evaluationCount
    return best
  }

  /// c₁ of the Wolfe conditions.
  private static let sufficientDecrease = 1e-4

  /// c₂ of the Wolfe conditions.
  private static let slopeRatio = 0.9
}
