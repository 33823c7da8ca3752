import Attune
import AttuneEvaluation

/// Ridge regression with one feature, which has a closed-form solution.
struct Ridge: Estimator {
  struct Settings: TypedSpace, Hashable {
    @Tuned(in: 1e-3...1e3, scale: .log) var alpha = 1.0
    @Tuned var intercept = true
  }

  private let settings: Settings
  private(set) var slope = 0.0
  private(set) var offset = 0.0

  init(_ settings: Settings) {
    self.settings = settings
  }

  mutating func fit(_ inputs: [Double], _ outputs: [Double]) throws {
    let center = settings.intercept ? Self.mean(inputs) : 0
    let level = settings.intercept ? Self.mean(outputs) : 0
    let products = zip(inputs, outputs).map { ($0 - center) * ($1 - level) }
    let squares = inputs.map { ($0 - center) * ($0 - center) }
    slope = products.reduce(0, +) / (squares.reduce(0, +) + settings.alpha)
    offset = level - slope * center
  }

  func predict(_ inputs: [Double]) -> [Double] { inputs.map { slope * $0 + offset } }

  @Sendable static func negativeSquaredError(_ outputs: [Double], _ predictions: [Double]) -> Double
  {
    -mean(zip(outputs, predictions).map { ($0 - $1) * ($0 - $1) })
  }

  private static func mean(_ numbers: [Double]) -> Double {
    numbers.reduce(0, +) / Double(numbers.count)
  }

  // MARK: Examples

  static let inputs = (0..<30).map { number in Double(number * 7 % 23) / 8 }
  static let outputs = (0..<30).map { number in
    let noise = Double(number * 11 % 17) / 4
    return 2 * inputs[number] + noise + 3
  }

  /// The folds of scikit-learn's `KFold(5)` for 30 examples.
  static let folds = (0..<5).map { fold in
    let validation = fold * 6..<fold * 6 + 6
    return Fold(
      training: (0..<30).filter { !validation.contains($0) }, validation: Array(validation))
  }
}
