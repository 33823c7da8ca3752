/// The brackets of Hyperband, and the fractions of trials that they get.
struct HyperbandBrackets: Sendable {
  private let studyName: String

  /// The number of trials of each bracket in a round of all brackets.
  let budgets: [Int]

  /// - Parameters:
  ///   - minimumResource: The step of the first rung of the first bracket, at least 1.
  ///   - maximumResource: The largest number of steps of a trial, at least 1.
  ///   - reductionFactor: The factor between the steps of rungs, at least 2.
  init(studyName: String, minimumResource: Int, maximumResource: Int, reductionFactor: Int) {
    self.studyName = studyName
    // s_max + 1 = ⌊log_η (R / r)⌋ + 1. As in Optuna, it is one less for some powers of η, such as
    // 243 = 3⁵: the rounded quotient of the rounded logarithms is just below the integer.
    let ratio = PreciseLogarithm.log(Double(maximumResource) / Double(minimumResource))
    let count = Int((ratio / PreciseLogarithm.log(Double(reductionFactor))).rounded(.down)) + 1
    budgets = (0..<max(count, 0)).map { bracket in
      // n = ⌈(s_max + 1) / (s + 1) · η^s⌉, Algorithm 1, line 3, with s = s_max, …, 0.
      let s = count - 1 - bracket
      let power = (0..<s).reduce(1.0) { power, _ in power * Double(reductionFactor) }
      let budget = (Double(count) * power / Double(s + 1)).rounded(.up)
      // The hash has 32 bits, so larger budgets make no difference.
      return Int(min(budget, 0x1p40))
    }
  }

  /// The bracket of a trial; nil if there are no brackets, as with a maximum resource below the minimum.
  func bracket(ofTrial number: Int) -> Int? {
    guard !budgets.isEmpty else { return nil }
    var position = Int(CRC32.checksum("\(studyName)_\(number)".utf8)) % budgets.reduce(0, +)
    for (bracket, budget) in budgets.enumerated() {
      position -= budget
      if position < 0 { return bracket }
    }
    return nil
  }
}
