import Attune
import ProgramTesting
import Testing

/// The codes of errors, and their underlying errors.
@Suite struct ErrorCodeTests {
  /// A call that throws, and the code of its error.
  struct Failing<Code: Sendable>: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let code: Code
    let call: @Sendable () throws -> Void

    init(_ description: String, _ code: Code, _ call: @escaping @Sendable () throws -> Void) {
      testDescription = description
      self.code = code
      self.call = call
    }
  }

  // MARK: Search spaces

  static let searchSpaces: [Failing<SearchSpaceError.Code>] = [
    Failing("empty range", .invalidRange) { _ = try FloatDistribution(low: 1, high: 0) },
    Failing("infinite range", .invalidRange) {
      _ = try FloatDistribution(low: 0, high: .infinity)
    },
    Failing("empty half-open range", .invalidRange) {
      _ = try FixedTrial(["n": 1]).trial.suggest("n", in: 3..<3)
    },
    Failing("integers beyond 2⁵³", .invalidRange) { _ = try IntDistribution(0...Int.max) },
    Failing("floating-point step", .invalidStep) { _ = try FloatDistribution(0...1, step: 0) },
    Failing("integer step", .invalidStep) { _ = try IntDistribution(0...1, step: 0) },
    Failing("step of a suggestion", .invalidStep) {
      _ = try FixedTrial(["x": 1]).trial.suggest("x", in: 0.0...1.0, step: -1)
    },
    Failing("logarithm of zero", .invalidScale) {
      _ = try FloatDistribution(0...1, scale: .log)
    },
    Failing("logarithmic scale with a step", .invalidScale) {
      _ = try IntDistribution(1...9, scale: .log, step: 2)
    },
    Failing("no choices", .invalidChoices) { _ = try CategoricalDistribution(choices: []) },
    Failing("repeated choice", .invalidChoices) {
      _ = try CategoricalDistribution(choices: ["a", "a"])
    },
    Failing("prior of choices for a number", .invalidPrior) {
      _ = try FixedTrial(["x": 1]).trial.suggest("x", in: 0...1, prior: .weights([1, 1]))
    },
    Failing("JSON of another kind", .invalidFormat) { _ = try Distribution(json: "float") },
    Failing("JSON without choices", .invalidChoices) {
      _ = try Distribution(
        json: ["name": "CategoricalDistribution", "attributes": ["choices": []]])
    },
    Failing("JSON with an infinite range", .invalidRange) {
      _ = try Distribution(
        json: [
          "name": "FloatDistribution", "attributes": ["low": 0.0, "high": .float(.infinity)],
        ])
    },
  ]

  @Test(arguments: searchSpaces)
  func `an invalid distribution has a code`(failing: Failing<SearchSpaceError.Code>) {
    let error = #expect(throws: SearchSpaceError.self) { try failing.call() }
    #expect(error?.code == failing.code)
  }

  @Test func `the underlying error of a JSON error is that of its reader`() throws {
    let error = try #require(throws: SearchSpaceError.self) { try Distribution(json: "float") }
    let cause = try #require(error.underlyingError)
    #expect("\(cause)" == "the distribution \"float\" is not an object")
  }

  // MARK: Trials

  struct Unrecordable: Encodable {
    func encode(to encoder: any Encoder) throws {
      throw EncodingError.invalidValue(
        self, EncodingError.Context(codingPath: [], debugDescription: "no value"))
    }
  }

  private static func makeTrial(directions: [Direction] = [.minimize]) throws -> Trial {
    try Study(directions: directions, sampler: .random, seed: 1).ask()
  }

  static let trials: [Failing<TrialError.Code>] = [
    Failing("unsatisfied condition", .unsatisfiedCondition) {
      _ = try FixedTrial(["x": 1]).trial.suggest(["x": 0...1]) { $0["x"] < 1 }
    },
    Failing("definition of a fixed trial", .conflictingDefinition) {
      let trial = FixedTrial(["x": 0.5]).trial
      _ = try trial.suggest("x", in: 0.0...1.0)
      _ = try trial.suggest("x", in: 0.0...2.0)
    },
    Failing("definition within a trial", .conflictingDefinition) {
      let trial = try makeTrial()
      _ = try trial.suggest("x", in: 0.0...1.0)
      _ = try trial.suggest("x", in: 0.0...2.0)
    },
    Failing("definition of another trial", .conflictingDefinition) {
      let study = try Study(sampler: .random, seed: 1)
      _ = try study.ask().suggest("x", in: 0.0...1.0)
      _ = try study.ask().suggest("x", in: 0...1)
    },
    Failing("missing value", .missingValue) {
      _ = try FixedTrial(["y": 1]).trial.suggest("x", in: 0.0...1.0)
    },
    Failing("fixed value", .invalidValue) {
      _ = try FixedTrial(["x": 2]).trial.suggest("x", in: 0.0...1.0)
    },
    Failing("enqueued value", .invalidValue) {
      let study = try Study(sampler: .random, seed: 1)
      try study.enqueue(["x": 2])
      _ = try study.ask().suggest("x", in: 0.0...1.0)
    },
    Failing("negative step", .invalidReport) { try makeTrial().report(1.0, step: -1) },
    Failing("report of several objectives", .invalidReport) {
      try makeTrial(directions: [.minimize, .maximize]).report(1.0, step: 0)
    },
    Failing("undefined constraint", .invalidConstraint) {
      try makeTrial().setConstraint("memory", to: .nan)
    },
    Failing("repeated constraint", .invalidConstraint) {
      let trial = try makeTrial()
      try trial.setConstraint("memory", to: 0)
      try trial.setConstraint("memory", to: 1)
    },
    Failing("name with a slash", .invalidName) { _ = try makeTrial().artifact(named: "a/b") },
    Failing("artifact without a journal", .noArtifacts) {
      _ = try makeTrial().artifact(named: "a")
    },
    Failing("checkpoint without a value", .invalidCheckpoint) {
      try makeTrial().saveCheckpoint(Unrecordable())
    },
    Failing("large checkpoint", .invalidCheckpoint) {
      try makeTrial().saveCheckpoint(String(repeating: "a", count: 1_000_000))
    },
    Failing("checkpoint of another type", .invalidCheckpoint) {
      let trial = try makeTrial()
      try trial.saveCheckpoint("a")
      _ = try trial.checkpoint(as: Int.self)
    },
    Failing("finished trial", .finished) {
      let study = try Study(sampler: .random, seed: 1)
      let trial = try study.ask()
      try study.tell(trial, 1)
      try trial.report(1.0, step: 0)
    },
  ]

  @Test(arguments: trials)
  func `an error of a trial has a code`(failing: Failing<TrialError.Code>) {
    let error = #expect(throws: TrialError.self) { try failing.call() }
    #expect(error?.code == failing.code)
  }

  @Test func `the underlying error of a checkpoint is that of its coding`() throws {
    let trial = try Self.makeTrial()
    let unrecorded = #expect(throws: TrialError.self) {
      try trial.saveCheckpoint(Unrecordable())
    }
    #expect(unrecorded?.underlyingError is EncodingError)
    try trial.saveCheckpoint("a")
    let unread = #expect(throws: TrialError.self) { try trial.checkpoint(as: Int.self) }
    #expect(unread?.underlyingError is DecodingError)
  }

  // MARK: Samplers

  struct Constant: Sampler {
    let result: Result<ParameterValue, SamplingError>

    func sample(
      _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
    ) throws(SamplingError) -> ParameterValue {
      try result.get()
    }
  }

  private static func sample(by sampler: some Sampler) throws {
    _ = try Study(sampler: sampler, seed: 1).ask().suggest("x", in: 0.0...1.0)
  }

  static let samplers: [Failing<SamplingError.Code>] = [
    Failing("parameter that is not in the grid", .unknownParameter) {
      try sample(by: .grid(["y": [1]]))
    },
    Failing("value of the grid", .invalidValue) { try sample(by: .grid(["x": [2]])) },
    Failing("sampled value", .invalidValue) {
      try sample(by: Constant(result: .success(.float(2))))
    },
    Failing("code of the sampler", .invalidValue) {
      try sample(by: Constant(result: .failure(SamplingError(.invalidValue, "no idea"))))
    },
    Failing("no code", .other) {
      try sample(by: Constant(result: .failure(SamplingError("no idea"))))
    },
  ]

  @Test(arguments: samplers)
  func `an error of a sampler has a code`(failing: Failing<SamplingError.Code>) {
    let error = #expect(throws: SamplingError.self) { try failing.call() }
    #expect(error?.code == failing.code)
  }

  @Test func `the underlying error of a sampler is passed on`() {
    let sampler = Constant(
      result: .failure(SamplingError("no idea", underlyingError: CancellationError())))
    let error = #expect(throws: SamplingError.self) { try Self.sample(by: sampler) }
    #expect(error?.description.contains("\"x\" of trial 0: no idea") == true)
    #expect(error?.underlyingError is CancellationError)
  }

  // MARK: Analyses

  /// A study whose trials have the parameter `x` and a constant value.
  private static func makeStudy(trials: Int = 1) throws -> StudySnapshot {
    let study = try Study(sampler: .random, seed: 1)
    try study.optimize(trials: trials) { trial -> Double in
      _ = try trial.suggest("x", in: 0.0...1.0)
      return 1
    }
    return study.snapshot
  }

  static let analyses: [Failing<AnalysisError.Code>] = [
    Failing("importances without trials", .noTrials) { _ = try makeStudy(trials: 0).importances() },
    Failing("plot without reports", .noTrials) { _ = try makeStudy().chart(.intermediateValues) },
    Failing("pair of one parameter", .noParameters) { _ = try makeStudy().chart(.contour) },
    Failing("unknown parameter", .invalidRequest) { _ = try makeStudy().importances(of: ["y"]) },
    Failing("unknown objective", .invalidRequest) {
      _ = try makeStudy().importances(for: .objective(1))
    },
    Failing("unknown column", .invalidRequest) { _ = try makeStudy().trialTable.column("y") },
    Failing("Pareto front of one objective", .unsupported) {
      _ = try makeStudy().chart(.paretoFront)
    },
    Failing("no code", .other) { throw AnalysisError("no idea") },
  ]

  @Test(arguments: analyses)
  func `an error of an analysis has a code`(failing: Failing<AnalysisError.Code>) {
    let error = #expect(throws: AnalysisError.self) { try failing.call() }
    #expect(error?.code == failing.code)
  }

  // MARK: Studies and storages

  struct Missing: Error {
    let trialNumber: Int
  }

  @Test func `the underlying error of repeated failures is that of the last trial`() throws {
    let study = try Study(sampler: .random, seed: 1)
    let error = #expect(throws: StudyError.self) {
      try study.optimize(trials: 9) { trial -> Double in
        throw Missing(trialNumber: trial.number)
      }
    }
    #expect(error?.code == .repeatedFailure)
    #expect((error?.underlyingError as? Missing)?.trialNumber == 2)
  }

  @Test func `repeated invalid values have no underlying error`() throws {
    let study = try Study(sampler: .random, seed: 1)
    let error = #expect(throws: StudyError.self) {
      try study.optimize(trials: 9) { _ -> Double in .nan }
    }
    #expect(error?.code == .repeatedFailure)
    #expect(error?.underlyingError == nil)
  }

  @Test func `the underlying error of a journal is that of the system`() throws {
    try withTemporaryFolder { folder in
      let unread = #expect(throws: StorageError.self) {
        try JournalStorage(path: "\(folder)/none.journal").diagnose()
      }
      #expect(unread?.code == .unreadable)
      let unwritten = #expect(throws: StorageError.self) {
        try Study("s", storage: .journal("\(folder)/none/s.journal"))
      }
      #expect(unwritten?.code == .unwritable)
      for error in [unread, unwritten] {
        let cause = try #require(error?.underlyingError)
        #expect("\(cause)" == "No such file or directory")
      }
    }
  }

  @Test func `the underlying error of a corrupt journal is that of its line`() throws {
    try withTemporaryJournal(of: Array("x\n{}\n".utf8)) { journal in
      let error = #expect(throws: StorageError.self) {
        try Study(loading: "s", storage: .journal(journal.path))
      }
      #expect(error?.code == .corrupt)
      let cause = try #require(error?.underlyingError)
      #expect("\(cause)".contains("the line is not JSON"))
    }
  }

  // MARK: Comparisons

  @Test func `comparisons ignore underlying errors`() {
    let plain = StorageError(.corrupt, "a")
    let caused = StorageError(.corrupt, "a", underlyingError: CancellationError())
    #expect(caused.underlyingError is CancellationError)
    #expect(plain.underlyingError == nil)
    #expect(plain == caused)
    #expect(Set([plain, caused]).count == 1)
    #expect(plain != StorageError(.unreadable, "a"))
    #expect(
      SamplingError("a") == SamplingError(.other, "a", underlyingError: Missing(trialNumber: 0)))
    #expect(AnalysisError("a") != AnalysisError(.noTrials, "a"))
  }
}
