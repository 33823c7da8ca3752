/// Numbers divided by a power of two so that the largest is between 1 and 2: sums of them, or of their
/// squares, neither overflow nor vanish.
///
/// Powers of two change no digit, so results are the same as without, as long as that has no overflow.
struct ScaledNumbers {
  /// The numbers divided by the power of two.
  let values: [Double]

  /// The power of two.
  private let exponent: Int

  /// Scales numbers; leaves them as they are where one is not finite.
  init(_ numbers: [Double]) {
    let largest = numbers.allSatisfy(\.isFinite) ? numbers.map(\.magnitude).max() ?? 0 : 0
    let exponent = largest > 0 ? Int(largest.exponent) : 0
    self.init(values: numbers.map { $0.scaled(by: -exponent) }, exponent: exponent)
  }

  private init(values: [Double], exponent: Int) {
    self.values = values
    self.exponent = exponent
  }

  /// The differences of numbers, which may be larger than any finite number.
  init(_ a: [Double], minus b: [Double]) {
    let differences = zip(a, b).map { $0 - $1 }
    if differences.allSatisfy(\.isFinite) {
      self.init(differences)
    } else {
      let halves = ScaledNumbers(zip(a, b).map { $0 / 2 - $1 / 2 })
      self.init(values: halves.values, exponent: halves.exponent + 1)
    }
  }

  /// What a result in the unit of the scaled numbers, to some power, is in the unit of the numbers.
  func unscaled(_ result: Double, power: Int = 1) -> Double {
    result.scaled(by: power * exponent)
  }

  /// The ratio of two results in the squares of their units.
  static func ratio(
    _ a: Double, of numerators: ScaledNumbers, to b: Double, of denominators: ScaledNumbers
  ) -> Double {
    (a / b).scaled(by: 2 * (numerators.exponent - denominators.exponent))
  }
}

extension Double {
  /// The product with a power of two.
  func scaled(by exponent: Int) -> Double {
    exponent == 0 ? self : Double(sign: .plus, exponent: exponent, significand: self)
  }
}
