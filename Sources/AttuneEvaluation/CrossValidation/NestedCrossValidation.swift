public import Attune

/// Estimates how good a whole procedure is, tuning included: a study inside each outer fold.
///
/// The best cross-validated score of a study is too good to be true, as the best of many attempts on
/// the same data. Here each outer fold has a study of its own, which sees only the fold's training part,
/// and what it finds is judged by the validation part that neither models nor tuning have seen.
///
/// ```swift
/// let nested = NestedCrossValidation(outer, name: "digits", seed: 1)
/// let scores = try nested.scores(
///   study: { name, seed in try Study(name, storage: .journal("digits.journal"), seed: seed) },
///   tune: { study, training in
///     try study.optimize(trials: 30) { trial in
///       try trial.crossValidate(inner.map { try $0.within(training) }) { … }
///     }
///   },
///   judge: { trial, training, validation in
///     Model(try trial.suggest("depth", in: 1...9), fittedTo: training).error(on: validation)
///   })
/// ```
///
/// Where a search tunes an ``Estimator``, ``scores(of:_:_:scoring:search:)`` needs the search alone.
///
/// The mean estimates the procedure, not one model: the final model comes from the same
/// procedure on all the data.
///
/// - Note: G. Cawley and N. Talbot, "On Over-fitting in Model Selection and Subsequent Selection
///   Bias in Performance Evaluation", Journal of Machine Learning Research 11, 2010.
public struct NestedCrossValidation: Sendable, Hashable {
  /// The outer folds.
  public let folds: [Fold]
  /// What the names of the studies start with.
  public let name: String
  /// What the seeds of the studies derive from.
  public let seed: UInt64

  /// Creates a nested cross-validation.
  ///
  /// - Precondition: There is at least one fold.
  public init(_ folds: [Fold], name: String, seed: UInt64) {
    precondition(!folds.isEmpty, "a cross-validation needs a fold")
    self.folds = folds
    self.name = name
    self.seed = seed
  }

  /// The name of the study of an outer fold, as in `digits fold 0`.
  public func studyName(ofFold index: Int) -> String { "\(name) fold \(index)" }

  /// The seed of the study of an outer fold.
  ///
  /// - Precondition: The index is not negative.
  public func studySeed(ofFold index: Int) -> UInt64 {
    var random = RandomStream(seed: seed, stream: UInt64(index), purpose: "nested")
    // Any reader of a journal can hold 53 bits in a double.
    return random.next() >> 11
  }

  /// Tunes within each outer fold, one after the other, and judges the best trial of each.
  ///
  /// With a journal it can be interrupted and run again: studies go on where they were, and the score
  /// of a best trial that has been judged, which is recorded as the attribute `outer score` of the
  /// study, is not computed again.
  ///
  /// - Parameters:
  ///   - study: Creates or continues the study of a name and seed.
  ///   - tune: Runs the study with the elements of the fold's training part; it returns what
  ///     `optimize` does.
  ///   - judge: Fits a model with the values of the best trial, to the elements with the first
  ///     indices, and judges it by those with the second.
  /// - Returns: The scores of the outer folds.
  /// - Throws: What the closures throw; ``EvaluationError`` for a study without a best trial, and for
  ///   one with the name of an earlier fold's; `CancellationError` when a study was interrupted.
  public func scores(
    study: (_ name: String, _ seed: UInt64) throws -> Study,
    tune: (_ study: Study, _ training: [Int]) throws -> StopReason,
    judge: (_ best: Trial, _ training: [Int], _ validation: [Int]) throws -> Double
  ) throws -> CrossValidationScores {
    var names = Set<Name>()
    let scores = try folds.enumerated().map { index, fold in
      let study = try study(studyName(ofFold: index), studySeed(ofFold: index))
      try takeNote(of: study.name, ofFold: index, in: &names)
      let best = try bestTrial(of: study, after: try tune(study, fold.training))
      if let known = recordedScore(of: best, on: fold, in: study) { return known }
      let score = try judge(FixedTrial(best).trial, fold.training, fold.validation)
      try record(score, of: best, on: fold, in: study)
      return score
    }
    return CrossValidationScores(scores)
  }

  /// Tunes and judges asynchronously, one fold after the other.
  ///
  /// - Throws: As the synchronous method does.
  public func scores(
    study: (_ name: String, _ seed: UInt64) throws -> Study,
    tune: (_ study: Study, _ training: [Int]) async throws -> StopReason,
    judge: (_ best: Trial, _ training: [Int], _ validation: [Int]) async throws -> Double
  ) async throws -> CrossValidationScores {
    var names = Set<Name>()
    var scores: [Double] = []
    for (index, fold) in folds.enumerated() {
      let study = try study(studyName(ofFold: index), studySeed(ofFold: index))
      try takeNote(of: study.name, ofFold: index, in: &names)
      let best = try bestTrial(of: study, after: try await tune(study, fold.training))
      if let known = recordedScore(of: best, on: fold, in: study) {
        scores.append(known)
      } else {
        let score = try await judge(FixedTrial(best).trial, fold.training, fold.validation)
        try record(score, of: best, on: fold, in: study)
        scores.append(score)
      }
    }
    return CrossValidationScores(scores)
  }

  /// Makes sure that each outer fold has a study of its own: one that an earlier fold has tuned knows
  /// what judges this one.
  func takeNote(
    of studyName: String, ofFold index: Int, in names: inout Set<Name>
  ) throws(EvaluationError) {
    guard names.insert(Name(studyName)).inserted else {
      throw EvaluationError(
        "outer fold \(index) has a study \"\(studyName)\" as an earlier one; give it the name that the "
          + "closure is given, \"\(self.studyName(ofFold: index))\"")
    }
  }

  private static let attribute = "outer score"

  private func bestTrial(of study: Study, after reason: StopReason) throws -> TrialSnapshot {
    guard reason != .interrupted else { throw CancellationError() }
    guard let best = study.bestTrial else {
      throw EvaluationError(
        "the study \"\(study.name)\" has no best trial to judge; it needs one direction and a "
          + "trial that was completed")
    }
    return best
  }

  /// The score that the same trial got before on the same fold.
  private func recordedScore(
    of best: TrialSnapshot, on fold: Fold, in study: Study
  ) -> Double? {
    guard let record = study.userAttributes[Self.attribute]?.objectValue,
      record["trial"]?.intValue == best.number,
      record["parts"]?.stringValue == Fold.fingerprint(of: [fold])
    else { return nil }
    return record["score"]?.doubleValue
  }

  private func record(
    _ score: Double, of best: TrialSnapshot, on fold: Fold, in study: Study
  ) throws {
    try study.setUserAttribute(
      Self.attribute,
      to: JSONValue.object([
        "trial": .int(best.number), "parts": .string(Fold.fingerprint(of: [fold])),
        "score": .float(score),
      ]))
  }
}
