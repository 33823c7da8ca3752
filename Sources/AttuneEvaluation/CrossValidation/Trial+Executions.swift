public import Attune

extension Trial {
  /// Runs an evaluation several times, and takes the mean: for training that depends on chance.
  ///
  /// ```swift
  /// try trial.average(executions: 3) { execution in
  ///   train(rate, seed: UInt64(execution))
  /// }
  /// ```
  ///
  /// Reports, pruning, attributes and interruptions are as in a cross-validation with the executions as
  /// its folds, and so is what the pruners get to compare. With the same seeds in each
  /// trial, trials differ by their parameters alone.
  ///
  /// - Parameters:
  ///   - executions: How many times, at least 1.
  ///   - name: What the names of the attributes start with.
  ///   - score: Gets the number of the execution, from 0 on, to derive a seed from.
  /// - Returns: The scores; they can be the objective's value.
  /// - Throws: What `score` throws, and what a cross-validation does.
  public func average(
    executions: Int, named name: String = "executions", _ score: (Int) throws -> Double
  ) throws -> CrossValidationScores {
    var series = try series(executions, name)
    return try series.evaluate(score)
  }

  /// Runs an asynchronous evaluation several times, one after the other, and takes the mean.
  ///
  /// - Throws: As the synchronous method does.
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
