public import Attune

extension Trial {
  /// Runs an evaluation several times and averages the scores, for training that is not
  /// deterministic.
  ///
  /// ```swift
  /// try trial.average(executions: 3) { execution in
  ///   train(rate, seed: UInt64(execution))
  /// }
  /// ```
  ///
  /// Reports, pruning, attributes and interruptions work as in a cross-validation whose folds are
  /// the executions. Use the same seeds in each trial, so that only the parameters differ between
  /// trials.
  ///
  /// - Parameters:
  ///   - executions: The number of executions, at least 1.
  ///   - name: The prefix of the attributes.
  ///   - score: Returns the score of an execution, given its number from 0 on, from which a seed
  ///     can be derived.
  /// - Returns: The scores, which can be returned as the objective's value.
  /// - Throws: Errors of `score`, and the same errors as a cross-validation.
  public func average(
    executions: Int, named name: String = "executions", _ score: (Int) throws -> Double
  ) throws -> CrossValidationScores {
    var series = try series(executions, name)
    return try series.evaluate(score)
  }

  /// Runs an asynchronous evaluation several times, one after the other, and averages the scores.
  ///
  /// - Throws: The same errors as the synchronous method.
  public func average(
    executions: Int, named name: String = "executions", _ score: (Int) async throws -> Double
  ) async throws -> CrossValidationScores {
    var series = try series(executions, name)
    return try await series.evaluate(score)
  }

  private func series(_ executions: Int, _ name: String) throws -> ScoreSeries {
    try ScoreSeries(self, named: name, partCount: executions, parts: "executions")
  }
}
