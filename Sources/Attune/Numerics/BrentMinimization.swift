/// The minimization of a function of one variable without derivatives.
///
/// - Note: Implements the method of R. P. Brent, "Algorithms for Minimization without Derivatives",
///   Prentice-Hall 1973, chapter 5: parabolas through the three best points, and golden sections
///   where these do not help.
enum BrentMinimization {
  /// Returns a local minimum, or nil if no interval that has one inside is found.
  ///
  /// - Parameters:
  ///   - interval: The first guess, which is extended up to 40 times if the function decreases
  ///     towards an end.
  ///   - tolerance: The accuracy relative to the result; values below 1e-8 have no effect.
  ///   - function: NaN is treated as infinity.
  static func minimum(
    near interval: ClosedRange<Double>, tolerance: Double = 1e-8,
    _ function: (Double) -> Double
  ) -> Double? {
    func value(_ x: Double) -> Double {
      let value = function(x)
      return value.isNaN ? .infinity : value
    }
    guard let (low, middle, high) = bracket(interval, value) else { return nil }
    return minimum(low, middle, high, tolerance, value)
  }

  /// Three points of which the middle one has the lowest value.
  private static func bracket(
    _ interval: ClosedRange<Double>, _ function: (Double) -> Double
  ) -> (Double, Double, Double)? {
    var (a, b, c) = (
      interval.lowerBound, 0.5 * (interval.lowerBound + interval.upperBound), interval.upperBound
    )
    var (fa, fb, fc) = (function(a), function(b), function(c))
    for _ in 0..<40 {
      if fb <= fa, fb <= fc { return fb.isFinite ? (a, b, c) : nil }
      if fa < fc {
        (c, fc, b, fb) = (b, fb, a, fa)
        a = b - 2 * (c - b)
        fa = function(a)
      } else {
        (a, fa, b, fb) = (b, fb, c, fc)
        c = b + 2 * (b - a)
        fc = function(c)
      }
    }
    return nil
  }

  private static func minimum(
    _ low: Double, _ middle: Double, _ high: Double, _ tolerance: Double,
    _ function: (Double) -> Double
  ) -> Double {
    let golden = 0.5 * (3 - 5.0.squareRoot())
    var (a, b) = (low, high)
    // The best point, the second best, and the former second best.
    var (x, w, v) = (middle, middle, middle)
    var fx = function(x)
    var (fw, fv) = (fx, fx)
    var (step, before) = (0.0, 0.0)  // the last step and the one before it
    for _ in 0..<200 {
      let center = 0.5 * (a + b)
      let accuracy = max(tolerance, 1e-8) * abs(x) + 1e-11
      if abs(x - center) <= 2 * accuracy - 0.5 * (b - a) { break }
      var isParabola = false
      if abs(before) > accuracy {
        let r = (x - w) * (fx - fv)
        var q = (x - v) * (fx - fw)
        var p = (x - v) * q - (x - w) * r
        q = 2 * (q - r)
        if q > 0 { p = -p } else { q = -q }
        if abs(p) < abs(0.5 * q * before), p > q * (a - x), p < q * (b - x) {
          isParabola = true
          before = step
          step = p / q
          let u = x + step
          if u - a < 2 * accuracy || b - u < 2 * accuracy {
            step = x < center ? accuracy : -accuracy
          }
        }
      }
      if !isParabola {
        before = x < center ? b - x : a - x
        step = golden * before
      }
      let u = x + (abs(step) >= accuracy ? step : step > 0 ? accuracy : -accuracy)
      let fu = function(u)
      if fu <= fx {
        if u < x { b = x } else { a = x }
        (v, fv, w, fw, x, fx) = (w, fw, x, fx, u, fu)
      } else {
        if u < x { a = u } else { b = u }
        if fu <= fw || w == x {
          (v, fv, w, fw) = (w, fw, u, fu)
        } else if fu <= fv || v == x || v == w {
          (v, fv) = (u, fu)
        }
      }
    }
    return x
  }
}
