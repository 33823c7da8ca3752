public import Attune

extension Trial {
  /// Suggests values for all hyperparameters of a space.
  ///
  /// - Throws: The same errors as the other suggestions; ``EvaluationError`` if the declaration of
  ///   the space is invalid.
  public func suggest<Space: TypedSpace>(_ space: Space.Type) throws -> Space {
    try Space(from: self, prefix: "")
  }
}

extension TrialSnapshot {
  /// Returns the hyperparameters of this trial.
  ///
  /// - Throws: ``EvaluationError`` if the trial lacks a hyperparameter of the space, or has a value
  ///   that is not in the space.
  public func parameters<Space: TypedSpace>(as space: Space.Type) throws -> Space {
    do {
      return try FixedTrial(self).trial.suggest(space)
    } catch {
      throw EvaluationError(
        .incomparable, "trial \(number) was not run with \(Space.self) as it is now: \(error)",
        underlyingError: error)
    }
  }
}

extension Study {
  /// Returns the hyperparameters of the best trial; nil if there is none.
  ///
  /// - Throws: ``EvaluationError`` if the trial lacks a hyperparameter of the space, or has a value
  ///   that is not in the space.
  public func best<Space: TypedSpace>(as space: Space.Type) throws -> Space? {
    try bestTrial?.parameters(as: space)
  }

  /// Enqueues a trial with the defaults of a space, which is trial 0 of a new study.
  ///
  /// If a trial with these values exists, nothing is enqueued, so a script can be run again.
  ///
  /// - Returns: The number of the trial; nil if a trial with these values exists.
  /// - Throws: ``EvaluationError`` if the declaration of the space is invalid; `StudyError` if the
  ///   study was deleted; `StorageError`.
  @discardableResult
  public func enqueueDefaults<Space: TypedSpace>(of space: Space.Type) throws -> Int? {
    try enqueue(Space(parameters: [:]).parameters, skipIfExists: true)
  }
}
