public import Attune

/// An estimate of how well a model performs including its tuning, with one study per outer fold.
///
/// The best cross-validated score of a study is optimistic, since it is the best of many attempts
/// on the same data. In a nested cross-validation each outer fold has a separate study that uses
/// only the fold's training part. The best trial is then scored on the validation part, which
/// neither the models nor the tuning have used.
///
/// ```swift
/// let nested = NestedCrossValidation(outer, name: "digits", seed: 1)
/// let scores = try nested.scores(
///   study: { name, seed in try Study(name, storage: .journal("digits.journal"), seed: seed) },
///   tune: { study, training in
///     try study.optimize(trials: 30) { trial in
///       try trial.crossValidate(inner.map { try $0.reindexed(by: training) }) { … }
///     }
///   },
///   evaluate: { trial, training, validation in
///     Model(try trial.suggest("depth", in: 1...9), fittedTo: training).error(on: validation)
///   })
/// ```
///
/// To tune an ``Estimator`` with a search, use ``scores(of:_:_:scoring:search:)``.
///
/// The mean estimates the procedure, not a single model. To get the final model, run the same
/// procedure on all data.
///
/// - Note: G. Cawley and N. Talbot, "On Over-fitting in Model Selection and Subsequent Selection
///   Bias in Performance Evaluation", Journal of Machine Learning Research 11, 2010.
public struct NestedCrossValidation: Sendable, Hashable {
  /// The outer folds.
  public let folds: [Fold]
  /// The prefix of the names of the studies.
  public let name: String
  /// The seed from which the seeds of the studies are derived.
  public let seed: UInt64

  /// Creates a nested cross-validation.
  ///
  /// - Precondition: `folds` is not empty.
  public init(_ folds: [Fold], name: String, seed: UInt64) {
    precondition(!folds.isEmpty, "a nested cross-validation needs at least one fold")
    self.folds = folds
    self.name = name
    self.seed = seed
  }

  /// Returns the name of the study of an outer fold, as in `digits fold 0`.
  public func studyName(ofFold index: Int) -> String { "\(name) fold \(index)" }

  /// Returns the seed of the study of an outer fold.
  ///
  /// - Precondition: `index` is not negative.
  public func studySeed(ofFold index: Int) -> UInt64 {
    var random = RandomStream(seed: seed, stream: UInt64(index), purpose: "nested")
    // 53 bits, so that readers that parse JSON numbers as doubles keep the exact value.
    return random.next() >> 11
  }

  /// Tunes within each outer fold, one after the other, and scores the best trial of each.
  ///
  /// With a journal, an interrupted run can be resumed by the same call: studies continue where
  /// they stopped. The score of each best trial is recorded as the study's attribute `outer score`
  /// and is not computed again.
  ///
  /// - Parameters:
  ///   - study: Creates or continues the study with the given name and seed.
  ///   - tune: Runs the study on the elements of the fold's training part and returns the result of
  ///     `optimize`.
  ///   - evaluate: Fits a model with the parameters of the best trial to the elements at the
  ///     `training` indices and returns its score on those at the `validation` indices.
  /// - Returns: The scores of the outer folds.
  /// - Throws: Errors of the closures; ``EvaluationError`` if a study has no best trial, or has the
  ///   same name as the study of an earlier fold; `CancellationError` if a study was interrupted.
  public func scores(
    study: (_ name: String, _ seed: UInt64) throws -> Study,
    tune: (_ study: Study, _ training: [Int]) throws -> StopReason,
    evaluate: (_ best: Trial, _ training: [Int], _ validation: [Int]) throws -> Double
  ) throws -> CrossValidationScores {
    var names = Set<Name>()
    let scores = try folds.enumerated().map { index, fold in
      let study = try study(studyName(ofFold: index), studySeed(ofFold: index))
      try recordStudy(named: study.name, ofFold: index, in: &names)
      let best = try bestTrial(of: study, after: try tune(study, fold.training))
      if let known = recordedScore(of: best, on: fold, in: study) { return known }
      let score = try evaluate(FixedTrial(best).trial, fold.training, fold.validation)
      try record(score, of: best, on: fold, in: study)
      return score
    }
    return CrossValidationScores(scores)
  }

  /// Tunes within each outer fold asynchronously, one after the other, and scores the best trial of
  /// each.
  ///
  /// - Throws: The same errors as the synchronous method.
  public func scores(
    study: (_ name: String, _ seed: UInt64) throws -> Study,
    tune: (_ study: Study, _ training: [Int]) async throws -> StopReason,
    evaluate: (_ best: Trial, _ training: [Int], _ validation: [Int]) async throws -> Double
  ) async throws -> CrossValidationScores {
    var names = Set<Name>()
    var scores: [Double] = []
    for (index, fold) in folds.enumerated() {
      let study = try study(studyName(ofFold: index), studySeed(ofFold: index))
      try recordStudy(named: study.name, ofFold: index, in: &names)
      let best = try bestTrial(of: study, after: try await tune(study, fold.training))
      if let known = recordedScore(of: best, on: fold, in: study) {
        scores.append(known)
      } else {
        let score = try await evaluate(FixedTrial(best).trial, fold.training, fold.validation)
        try record(score, of: best, on: fold, in: study)
        scores.append(score)
      }
    }
    return CrossValidationScores(scores)
  }

  /// Records the name of the study of an outer fold, and throws if an earlier fold has the same
  /// study.
  ///
  /// The trials of an earlier fold were tuned on data that include this fold's validation part.
  func recordStudy(
    named studyName: String, ofFold index: Int, in names: inout Set<Name>
  ) throws(EvaluationError) {
    guard names.insert(Name(studyName)).inserted else {
      throw EvaluationError(
        .invalidInput,
        "outer fold \(index) uses the study \"\(studyName)\" of an earlier fold; use the name that is "
          + "passed to the closure, \"\(self.studyName(ofFold: index))\"")
    }
  }

  private static let attribute = "outer score"

  private func bestTrial(of study: Study, after reason: StopReason) throws -> TrialSnapshot {
    guard reason != .interrupted else { throw CancellationError() }
    guard let best = study.bestTrial else {
      throw EvaluationError(
        .noResult,
        "the study \"\(study.name)\" has no best trial; it needs a single objective and at least one "
          + "completed trial")
    }
    return best
  }

  /// Returns the score that an earlier run recorded for the same trial and fold.
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
