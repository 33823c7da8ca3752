extension Trial {
  /// The index of the current repeat of the objective among those of this trial, from 0 on.
  ///
  /// It is 0 in a run without `repeats`.
  public var repeatIndex: Int { backend.repeatIndex }

  /// A seed for the random numbers of the objective, below 2⁵³.
  ///
  /// ```swift
  /// let rate = try trial.suggest("rate", in: 1e-4...1e-1, scale: .log)
  /// return train(rate, seed: try trial.seed)
  /// ```
  ///
  /// It follows from the seed of the study and the index of the repeat, so that the first repeats of all trials
  /// have one seed, the second ones another, and so on: trials then differ only by their parameters. A trial
  /// that was started as a repeat of another one, by ``DuplicatePolicy/replicate`` or in a race, continues
  /// with the seeds that the other has not had. A resumed trial has the same seed again.
  ///
  /// - Throws: Errors of the sampler, which plans the trial first, and ``StorageError``.
  public var seed: UInt64 {
    get throws { try backend.seed() }
  }

  /// Runs an objective a number of times, except for the repeats that an earlier attempt has recorded.
  ///
  /// - Returns: The mean of the values for each direction, or the values that cannot be averaged.
  func evaluate<Value: ObjectiveValue>(
    repeats: Int, _ objective: (Trial) throws -> Value
  ) throws -> [Double] {
    guard repeats > 1 else { return try objective(self).objectiveValues }
    var series = RepeatSeries(self, count: repeats)
    while try series.begin() {
      let values = try objective(self).objectiveValues
      guard series.accepts(values) else { return values }
      try series.record(values)
    }
    return series.means
  }

  /// Runs an asynchronous objective a number of times, as the synchronous method does.
  func evaluate<Value: ObjectiveValue>(
    repeats: Int, _ objective: (Trial) async throws -> Value
  ) async throws -> [Double] {
    guard repeats > 1 else { return try await objective(self).objectiveValues }
    var series = RepeatSeries(self, count: repeats)
    while try series.begin() {
      let values = try await objective(self).objectiveValues
      guard series.accepts(values) else { return values }
      try series.record(values)
    }
    return series.means
  }
}
