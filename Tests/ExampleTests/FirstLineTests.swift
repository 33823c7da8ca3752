import ProgramTesting
import Testing

/// The lines that users of Optuna and of Swift type first compile, or fail with a message that names the
/// right spelling.
@Suite(.enabled(if: SwiftCompiler.isInstalled, "there is no swiftc on the search path"))
struct FirstLineTests {
  private static let compiling = [
    // Opening a study
    #"let _ = try Study(direction: .maximize)"#,
    #"let _ = try Study("digits", storage: "x.journal")"#,
    #"let _ = try Study(sampler: TPESampler())"#,
    #"let _ = try Study(sampler: RandomSampler(), seed: 42)"#,
    #"let _ = try Study(sampler: .tpe(multivariate: true), pruner: MedianPruner())"#,
    #"let _ = try Study(pruner: .median(startupTrials: 8))"#,
    #"let _ = try Study(pruner: .none)"#,
    // Suggestions
    #"let _ = try trial.suggest("x", in: -10.0...10.0)"#,
    #"let _: Double = try trial.suggest("x", in: 0...1)"#,
    #"let _ = try trial.suggest("rate", in: 1e-5...1e-1, scale: .log)"#,
    #"let _ = try trial.suggest("layers", in: 1...3)"#,
    #"let _ = try trial.suggest("layers", in: 0..<10)"#,
    #"let _ = try trial.suggest("optimizer", from: ["adam", "sgd"])"#,
    #"let _ = try trial.suggest("activation", from: Activation.self)"#,
    #"let _ = try trial.suggest("bias", from: [true, false])"#,
    // Pruning
    #"try trial.report(loss, step: epoch)"#,
    #"if try trial.shouldPrune() { throw TrialPruned() }"#,
    #"throw TrialPruned()"#,
    // Running
    #"try study.optimize(trials: 100, objective)"#,
    #"try study.optimize(trials: 100) { trial in try trial.suggest("x", in: 0.0...1.0) }"#,
    #"try study.optimize(trials: 10, parallelism: .allCores) { try objective($0) }"#,
    #"try study.optimize(trials: 10, timeLimit: .seconds(60), objective)"#,
    #"try study.tell(study.ask(), 0.5)"#,
    #"try study.enqueue(["x": 1, "optimizer": "adam"])"#,
    // Results
    #"let _ = (study.bestValue, study.bestParameters, study.bestTrial?.parameters)"#,
    #"let _ = (study.bestTrials.count, study.trials.count)"#,
    #"try study.setUserAttribute("data", to: "digits")"#,
  ]

  private static let failing: KeyValuePairs = [
    // Opening a study
    #"_ = try createStudy()"#: #"Study("name", direction: .minimize)"#,
    #"_ = try createStudy(direction: "maximize")"#: #"Study("name", direction: .maximize)"#,
    #"_ = try createStudy(studyName: "s", storage: "x.journal", loadIfExists: true)"#: "Study(",
    #"_ = try createStudy(direction: .maximize, sampler: .random, pruner: .none)"#: "Study(",
    #"_ = try loadStudy(studyName: "s", storage: "x.journal")"#: "Study(loading:",
    #"_ = try Study(direction: "maximize")"#: "direction: .maximize",
    #"_ = try Study("s", storage: "x.journal", loadIfExists: true)"#: "opening: .createOnly",
    #"_ = try Study("s", storage: .journal("x"), loadIfExists: true)"#: "opening: .createOnly",
    #"_ = try Study("s", loadIfExists: true)"#: "opening: .createOnly",
    #"_ = try Study(sampler: TPESampler(seed: 42))"#: "Study(seed: 42)",
    #"_ = try Study(sampler: RandomSampler(seed: 42))"#: "Study(seed: 42)",
    #"_ = try Study(sampler: .tpe(seed: 42))"#: "Study(seed: 42)",
    #"_ = try Study(pruner: MedianPruner(nStartupTrials: 8))"#: ".median(startupTrials: 5",
    #"_ = try Study(pruner: MedianPruner(nWarmupSteps: 5))"#: "warmupSteps: 0)",
    #"_ = try Study(pruner: MedianPruner(startupTrials: 8))"#: ".median(startupTrials: 5",
    #"_ = try Study(pruner: .median(nStartupTrials: 8))"#: "startupTrials:",
    // Suggestions
    #"_ = try trial.suggestFloat("x", 0, 1)"#: #"suggest("x", in: 0.0...1.0)"#,
    #"_ = try trial.suggestFloat("x", 1e-5, 1e-1, log: true)"#: "suggest(_:in:)",
    #"_ = try trial.suggestFloat("x", in: 0...1)"#: "suggest(_:in:scale:step:)",
    #"_ = try trial.suggestInt("n", 1, 10)"#: #"suggest("n", in: 1...8)"#,
    #"_ = try trial.suggestInt("n", in: 1...10)"#: "suggest(_:in:scale:step:)",
    #"_ = try trial.suggestCategorical("o", ["adam", "sgd"])"#: "suggest(_:from:)",
    #"_ = try trial.suggest("rate", in: 1e-5...1e-1, log: true)"#: "scale: .log",
    #"_ = try trial.suggest("width", in: 8...512, step: 8, log: true)"#: "scale: .log",
    #"_ = try trial.suggest("x", in: 0.0..<1.0)"#: "0.0...1.0",
    #"_ = try trial.suggest("x", 0.0...1.0)"#: #"suggest("x", in: 0.0...1.0)"#,
    #"_ = try trial.suggest("o", in: ["adam", "sgd"])"#: #"suggest("kind", from: ["a", "b"])"#,
    #"_ = try trial.suggest("o", ["adam", "sgd"])"#: "from:",
    // Pruning and attributes
    #"try trial.report(loss, epoch)"#: "step:",
    #"if try trial.shouldPrune(step: epoch) { throw TrialPruned() }"#: "report(_:step:)",
    #"try trial.setUserAttr("k", 1)"#: "setUserAttribute(_:to:)",
    #"try trial.setUserAttribute("k", 1)"#: "to:",
    #"_ = trial.params"#: "snapshot.parameters",
    #"_ = trial.userAttrs"#: "snapshot.userAttributes",
    // Running
    #"try study.optimize(objective, nTrials: 100)"#: "optimize(trials: 100, objective)",
    #"try study.optimize(objective, nTrials: 100, timeout: 600, nJobs: -1)"#: "trials: 100",
    #"try study.optimize(objective, trials: 100)"#: "optimize(trials: 100, objective)",
    #"try study.optimize(nTrials: 100, objective)"#: "additionalTrials:",
    #"try study.optimize(nTrials: 9) { try $0.suggest("x", in: 0.0...1.0) }"#: "trials:",
    #"try study.optimize(trials: 100, timeout: 60, objective)"#: "timeLimit: .seconds(60)",
    #"try study.optimize(trials: 100, timeLimit: 60, objective)"#: "timeLimit: .seconds(60)",
    #"try study.optimize(trials: 100, nJobs: -1, objective)"#: ".allCores",
    #"try study.optimize(trials: 100, showProgressBar: true, objective)"#: "progress: .none",
    #"try study.enqueueTrial(["x": 1, "o": "adam"])"#: "enqueue(_:userAttributes:skipIfExists:)",
    // Results
    #"_ = study.bestParams"#: "bestParameters",
    #"_ = study.bestTrial?.params"#: "parameters",
    #"_ = study.bestTrial?.userAttrs"#: "userAttributes",
    #"_ = study.trialsDataframe()"#: "snapshot.trialTable",
    #"_ = study.direction"#: "directions[0]",
    #"_ = study.userAttrs"#: "userAttributes",
    #"try study.setUserAttr("k", 1)"#: "setUserAttribute(_:to:)",
  ]

  @Test func `typical first lines compile`() throws {
    let (source, _) = Self.program(Self.compiling)
    for (line, errors) in try SwiftCompiler.errors(in: source).sorted(by: { $0.key < $1.key }) {
      Issue.record("\(source.split(separator: "\n")[line - 1]): \(errors)")
    }
  }

  @Test func `other spellings fail with a message that names the right one`() throws {
    let (source, first) = Self.program(Self.failing.map(\.key))
    var errors = try SwiftCompiler.errors(in: source)
    for (index, (line, spelling)) in Self.failing.enumerated() {
      let messages = errors.removeValue(forKey: first + index) ?? []
      #expect(messages.contains { $0.contains(spelling) }, "\(line): \(messages)")
    }
    #expect(errors.isEmpty, "errors outside the lines")
  }

  /// Returns a program that contains the lines, each in a scope, and the number of the first one.
  private static func program(_ lines: [String]) -> (source: String, first: Int) {
    let start = [
      "import Attune",
      "enum Activation: CaseIterable { case relu, tanh }",
      "func objective(_ trial: Trial) throws -> Double { try trial.suggest(\"x\", in: 0.0...1.0) }",
      "func lines(study: Study, trial: Trial, loss: Double, epoch: Int) throws {",
    ]
    let source = start + lines.map { "do { \($0) }" } + ["}"]
    return (source.joined(separator: "\n"), start.count + 1)
  }
}
