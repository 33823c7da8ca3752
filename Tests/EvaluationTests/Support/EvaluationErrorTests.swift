import Attune
import AttuneEvaluation
import Testing

/// The codes of errors, and their underlying errors.
@Suite struct EvaluationErrorTests {
  struct Settings: TypedSpace {
    @Tuned(in: 1...3) var layers = 2
  }
  struct OutOfRange: TypedSpace {
    @Tuned(in: 1...3) var layers = 5
  }
  struct NoScale: TypedSpace {
    @Tuned(in: 0...3, scale: .log) var rate = 1.5
  }
  struct Twice: TypedSpace {
    @Tuned(from: ["a", "a"]) var name = "a"
  }

  /// A call that throws, and the code of its error.
  struct FailingCall: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let code: EvaluationError.Code
    let call: @Sendable () throws -> Void

    init(
      _ description: String, _ code: EvaluationError.Code,
      _ call: @escaping @Sendable () throws -> Void
    ) {
      testDescription = description
      self.code = code
      self.call = call
    }
  }

  /// A study whose trial does not have the parameters of ``Settings``.
  private static func otherStudy() throws -> Study {
    let study = try Study(sampler: .random, seed: 1)
    try study.optimize(trials: 1) { Double(try $0.suggest("units", in: 100...100)) }
    return study
  }

  static let calls: [FailingCall] = [
    FailingCall("lists of different length", .invalidInput) {
      _ = try RegressionScores(truth: [1], predicted: [])
    },
    FailingCall("labels without groups", .invalidInput) {
      _ = try [Fold].stratifiedGrouped(2, labels: [1, 2], groups: [1, 2, 3])
    },
    FailingCall("rows of different length", .invalidInput) {
      _ = try Standardization().fitted(to: [[1, 2], [3]])
    },
    FailingCall("too many folds", .invalidSplit) { _ = try [Fold].kFold(5, count: 4) },
    FailingCall("large hold-out", .invalidSplit) { _ = try HoldOut(count: 1, validation: 0.5) },
    FailingCall("fold of other data", .invalidSplit) {
      _ = try Fold(training: [0, 3], validation: [1]).reindexed(by: [7, 5, 3])
    },
    FailingCall("trial with other parameters", .incomparable) {
      _ = try otherStudy().best(as: Settings.self)
    },
    FailingCall("default out of range", .invalidSpace) { _ = try OutOfRange.searchSpace },
    FailingCall("logarithm of zero", .invalidSpace) { _ = try NoScale.searchSpace },
    FailingCall("repeated choice", .invalidSpace) { _ = try Twice.searchSpace },
    FailingCall("text that is not JSON", .invalidValue) { _ = try Settings(json: "{") },
    FailingCall("JSON of another kind", .invalidValue) { _ = try Settings(json: "[]") },
    FailingCall("unknown parameter", .invalidValue) { _ = try Settings(parameters: ["depth": 2]) },
    FailingCall("impossible value", .invalidValue) { _ = try Settings(parameters: ["layers": 4]) },
    FailingCall("study without trials", .noResult) {
      _ = try NestedCrossValidation([Fold].kFold(2, count: 4), name: "n", seed: 1).scores(
        study: { name, seed in try Study(name, seed: seed) },
        tune: { study, _ in try study.optimize(trials: 0) { _ in 0.0 } },
        evaluate: { _, _, _ in 0 })
    },
    FailingCall("no code", .other) { throw EvaluationError("no idea") },
  ]

  @Test(arguments: calls)
  func `an error has a code`(failing: FailingCall) {
    let error = #expect(throws: EvaluationError.self) { try failing.call() }
    #expect(error?.code == failing.code)
  }

  @Test func `an error that quotes another has it as the underlying error`() {
    let changed = #expect(throws: EvaluationError.self) {
      try Self.otherStudy().best(as: Settings.self)
    }
    #expect((changed?.underlyingError as? TrialError)?.code == .missingValue)
    let value = #expect(throws: EvaluationError.self) { try Settings(parameters: ["layers": 4]) }
    #expect((value?.underlyingError as? TrialError)?.code == .invalidValue)
    let scale = #expect(throws: EvaluationError.self) { try NoScale.searchSpace }
    #expect((scale?.underlyingError as? SearchSpaceError)?.code == .invalidScale)
    let choices = #expect(throws: EvaluationError.self) { try Twice.searchSpace }
    #expect((choices?.underlyingError as? SearchSpaceError)?.code == .invalidChoices)
    let text = #expect(throws: EvaluationError.self) { try Settings(json: "{") }
    #expect(text?.underlyingError != nil)
    let kind = #expect(throws: EvaluationError.self) { try Settings(json: "[]") }
    #expect(kind?.underlyingError == nil)
  }

  @Test func `comparisons ignore underlying errors`() {
    let caused = EvaluationError("a", underlyingError: CancellationError())
    #expect(caused == EvaluationError(.other, "a"))
    #expect(caused != EvaluationError(.noResult, "a"))
    #expect(caused.underlyingError is CancellationError)
  }
}
