import AttuneEvaluation
import Foundation
import Testing

@Suite struct TransformationTests {
  /// A table with missing values, and scikit-learn's transformations of its later rows.
  private struct References: Decodable {
    let training: [[Double?]]
    let later: [[Double?]]
    let results: [String: [[Double?]]]
  }

  private struct Example: Equatable {
    var features: [Double]
    var label: Int
  }

  private static func numbers(_ table: [[Double?]]) -> [[Double]] {
    table.map { $0.map { $0 ?? .nan } }
  }

  @Test(arguments: ["standardization", "min-max", "mean", "median", "median, then standardization"])
  func `transformed rows equal those of scikit-learn`(name: String) throws {
    let references = try Fixture.read("Transformations/scikit-learn", as: References.self)
    let training = Self.numbers(references.training)
    let later = Self.numbers(references.later)
    let results =
      switch name {
      case "standardization": try Standardization().fitted(to: training).apply(to: later)
      case "min-max": try MinMaxScaling().fitted(to: training).apply(to: later)
      case "mean": try Imputation().fitted(to: training).apply(to: later)
      case "median": try Imputation(.median).fitted(to: training).apply(to: later)
      default:
        try Imputation(.median).then(Standardization()).fitted(to: training).apply(to: later)
      }
    let expected = Self.numbers(try #require(references.results[name]))
    #expect(results.count == 12 && expected.count == 12)
    for (own, reference) in zip(results.joined(), expected.joined()) {
      #expect(
        own.isNaN ? reference.isNaN : abs(own - reference) <= 1e-9 * max(1, abs(reference)))
    }
  }

  @Test func `a transformation applied to a key path changes only that property`() throws {
    let examples = [Example(features: [0], label: 3), Example(features: [4], label: 5)]
    let fitted = try MinMaxScaling().applied(to: \Example.features).fitted(to: examples)
    #expect(
      try fitted.apply(to: Example(features: [2], label: 7)) == Example(features: [0.5], label: 7))
  }

  @Test func `rows stay unchanged without a transformation`() throws {
    let fold = Fold(training: [0, 2], validation: [1])
    let parts = try fold.parts(of: ["a", "b", "c"])
    #expect(parts.training == ["a", "c"] && parts.validation == ["b"])
  }

  @Test func `a fitted transformation can be encoded and decoded`() throws {
    let chain = Imputation().then(Standardization())
    let fitted = try chain.fitted(to: [[1, .nan], [3, 4], [8, 6]])
    let copy = try JSONDecoder().decode(
      type(of: fitted), from: try JSONEncoder().encode(fitted))
    #expect(try copy.apply(to: [.nan, 5]) == fitted.apply(to: [.nan, 5]))
  }

  @Test(arguments: [
    ([], "no training rows"),
    ([[1, 2], [1]], "a row has 1 features and others have 2"),
    ([[1, .nan], [2, .nan]], "feature 1 has no value"),
    ([[.infinity], [0]], "feature 0 is infinite"),
  ])
  func `rows that permit no fit are refused`(rows: [[Double]], reason: String) {
    func refusal(_ fit: () throws -> Void) -> String {
      do { try fit() } catch { return "\(error)" }
      return "none"
    }
    #expect(refusal { _ = try Standardization().fitted(to: rows) }.contains(reason))
    #expect(refusal { _ = try MinMaxScaling().fitted(to: rows) }.contains(reason))
    #expect(refusal { _ = try Imputation().fitted(to: rows) }.contains(reason))
  }

  /// The references are `scale_` of `StandardScaler` in scikit-learn 1.9.1; only the last deviation
  /// exceeds the rounding error.
  @Test(
    arguments: [
      ([0.1 + 0.2, 0.3, 0.3, 0.3], 1), ([1, 1 + 1e-15, 1], 1), ([1, 1 + 1e-14, 1], 4.71027738e-15),
    ] as [([Double], Double)])
  func `a deviation within the rounding error is not scaled`(
    _ values: [Double], _ scale: Double
  ) throws {
    let scaling = try Standardization().fitted(to: values.map { [$0] })
    #expect(abs(scaling.scales[0] / scale - 1) < 1e-8)
  }

  @Test func `a range that overflows is refused`() {
    let message = EvaluationError(
      .invalidInput, "the values of feature 1 are too large to be scaled; use another unit")
    #expect(throws: message) { try MinMaxScaling().fitted(to: [[1, 1e308], [2, -1e308]]) }
  }

  @Test func `a row of another length than the training rows is refused`() throws {
    let scaling = try Standardization().fitted(to: [[1, 2], [3, 4]])
    #expect(throws: EvaluationError.self) { try scaling.apply(to: [1]) }
    let imputation = try Imputation().fitted(to: [[1, 2], [3, 4]])
    #expect(throws: EvaluationError.self) { try imputation.apply(to: [1, 2, 3]) }
  }

  @Test func `a constant feature becomes zero`() throws {
    // The sum of ten tenths is not one.
    let rows = Array(repeating: [0.1], count: 10)
    #expect(try Standardization().fitted(to: rows).apply(to: [0.1]) == [0])
    #expect(try MinMaxScaling().fitted(to: rows).apply(to: [0.1]) == [0])
  }
}
