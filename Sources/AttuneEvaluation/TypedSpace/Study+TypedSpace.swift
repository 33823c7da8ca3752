public import Attune

extension Trial {
  /// The hyperparameters that this trial has.
  ///
  /// - Throws: As the other suggestions do; ``EvaluationError`` when the space is not declared well.
  public func suggest<Space: TypedSpace>(_ space: Space.Type) throws -> Space {
    try Space(from: self, prefix: "")
  }
}

extension TrialSnapshot {
  /// The hyperparameters that this trial had.
  ///
  /// - Throws: ``EvaluationError`` when the trial does not have one of them, or a value that is not in
  ///   the space.
  public func parameters<Space: TypedSpace>(as space: Space.Type) throws -> Space {
    do {
      return try FixedTrial(self).trial.suggest(space)
    } catch {
      throw EvaluationError("trial \(number) was not run with \(Space.self) as it is now: \(error)")
    }
  }
}

extension Study {
  /// The hyperparameters of the best trial; nil when there is none.
  ///
  /// - Throws: ``EvaluationError`` when the trial does not have one of them, or a value that is not in
  ///   the space.
  public func best<Space: TypedSpace>(as space: Space.Type) throws -> Space? {
    try bestTrial?.parameters(as: space)
  }

  /// Puts a trial with the defaults of a space into the queue, as trial 0 of a new study.
  ///
  /// Does nothing when a trial with these values is there, so that a script can be run again.
  ///
  /// - Returns: The number of the trial; nil when one with these values is there.
  /// - Throws: ``EvaluationError`` when the space is not declared well; `StudyError` when the study
  ///   was deleted; `StorageError`.
  @discardableResult
  public func enqueueDefaults<Space: TypedSpace>(of space: Space.Type) throws -> Int? {
    try enqueue(Space(parameters: [:]).parameters, skipIfExists: true)
  }
}
