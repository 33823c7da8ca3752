/// Numbers divided by a power of two so that the largest magnitude is in `1..<2`.
///
/// Sums of them or of their squares neither overflow nor underflow. Scaling by a power of two is
/// exact, so results are the same as without scaling wherever that does not overflow.
struct ScaledNumbers {
  /// The numbers divided by the power of two.
  let values: [Double]

  /// The power of two.
  private let exponent: Int

  /// Scales the numbers; leaves them unchanged if one of them is not finite.
  init(_ numbers: [Double]) {
    let largest = numbers.allSatisfy(\.isFinite) ? numbers.map(\.magnitude).max() ?? 0 : 0
    let exponent = largest > 0 ? Int(largest.exponent) : 0
    self.init(values: numbers.map { $0.scaled(by: -exponent) }, exponent: exponent)
  }

  private init(values: [Double], exponent: Int) {
    self.values = values
    self.exponent = exponent
  }

  /// Scales the differences of numbers, which may overflow before they are scaled.
  init(_ a: [Double], minus b: [Double]) {
    let differences = zip(a, b).map { $0 - $1 }
    if differences.allSatisfy(\.isFinite) {
      self.init(differences)
    } else {
      let halves = ScaledNumbers(zip(a, b).map { $0 / 2 - $1 / 2 })
      self.init(values: halves.values, exponent: halves.exponent + 1)
    }
  }

  /// Converts a result in a power of the scaled unit to the same power of the original unit.
  func unscaled(_ result: Double, power: Int = 1) -> Double {
    result.scaled(by: power * exponent)
  }

  /// Returns the ratio of two results, each in the squared unit of its scaled numbers.
  static func ratio(
    _ a: Double, of numerators: ScaledNumbers, to b: Double, of denominators: ScaledNumbers
  ) -> Double {
    (a / b).scaled(by: 2 * (numerators.exponent - denominators.exponent))
  }
}

extension Double {
  /// Returns the product with 2 to the power of `exponent`.
  func scaled(by exponent: Int) -> Double {
    exponent == 0 ? self : Double(sign: .plus, exponent: exponent, significand: self)
  }
}
