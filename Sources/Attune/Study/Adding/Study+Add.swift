extension Study {
  /// Adds a trial that was run elsewhere, like Optuna's `add_trial`.
  ///
  /// Samplers and pruners use it from the next trial on, as one of the study. It counts as a trial in stop
  /// rules such as `trials:`. A waiting trial is run later with its parameters.
  ///
  /// - Parameter trial: The trial.
  /// - Returns: The number of the trial in this study.
  /// - Throws: ``TrialError`` if the objective values do not match the directions or the state, a value is
  ///   NaN, a parameter's value is not one of its distribution, a distribution contradicts the study's, or a
  ///   name is empty; ``SearchSpaceError`` for an invalid distribution; ``StudyError`` if the study was
  ///   deleted; ``StorageError``. Nothing is recorded then.
  @discardableResult
  public func add(_ trial: TrialRecord) throws -> Int {
    try add(contentsOf: [trial]) { _ in "the trial" }.lowerBound
  }

  /// Adds trials that were run elsewhere, like Optuna's `add_trials`: all of them or, if one is invalid, none.
  ///
  /// ```swift
  /// try study.add(contentsOf: other.trials.map { TrialRecord($0) })
  /// ```
  ///
  /// - Parameter trials: The trials, which get consecutive numbers.
  /// - Returns: The numbers of the trials in this study.
  /// - Throws: As ``add(_:)`` for the first invalid trial, whose index is named.
  /// - Complexity: O(*k* · *d*) for *k* trials with *d* parameters.
  @discardableResult
  public func add(contentsOf trials: some Sequence<TrialRecord>) throws -> Range<Int> {
    try add(contentsOf: Array(trials)) { "the trial at index \($0)" }
  }

  /// Adds trials that were run elsewhere.
  ///
  /// - Parameter subject: Names the trial at an index, for errors.
  @discardableResult
  package func add(
    contentsOf records: [TrialRecord], subject: (Int) -> String
  ) throws -> Range<Int> {
    let now = environment.now()
    let added: Result<Range<Int>, any Error> = try commit { study throws(StorageError) in
      let first = study.history.count
      do {
        var check = TrialRecordCheck(study.history)
        let templates = try records.enumerated().map { index, record in
          try check.template(of: record, number: first + index, at: now, subject: subject(index))
        }
        return (
          templates.map { .createTrial($0) }, .success(first..<(first + records.count))
        )
      } catch {
        return ([], .failure(error))
      }
    }
    listeners.notice()
    return try added.get()
  }
}
