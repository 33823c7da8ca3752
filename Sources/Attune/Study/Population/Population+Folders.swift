extension Population {
  /// Trains all members with states in folders, one slice after the other.
  ///
  /// For frameworks that save models themselves. The closure gets the folder that the member's last slice has
  /// left, nil at its start, which it must not change, and a new, empty folder for its own state.
  ///
  /// ```swift
  /// try population.trainInFolders(slices: 40) { trial, previous, next in
  ///   let rate = try trial.suggest("rate", in: 1e-5...1e-2, scale: .log)
  ///   let model = try previous.map { try Model(contentsOf: $0) } ?? Model()
  ///   let loss = model.train(rate: rate)
  ///   try model.save(to: next)
  ///   return loss
  /// }
  /// ```
  ///
  /// The folders are in the folder for files of trials, and what is no longer needed is removed. The parameters are those
  /// of `train`.
  ///
  /// - Returns: The reason for the end of the run.
  /// - Throws: The same errors as `train`; ``StudyError`` when the files of the study are not in a folder.
  /// - Precondition: As for `train`.
  @discardableResult
  public func trainInFolders(
    slices: Int, timeLimit: Duration? = nil, until rule: StopRule? = nil,
    maxConsecutiveFailures: Int = 3, abortOn abortTypes: [any Error.Type] = [],
    progress: ProgressDisplay = .onTerminal,
    onTrialEnd: ((Study, TrialSnapshot) throws -> Void)? = nil,
    _ slice: (_ trial: Trial, _ previous: String?, _ next: String) throws -> Double
  ) throws -> StopReason {
    let folder = try artifactFolder()
    return try train(
      options(slices: slices, timeLimit, rule, maxConsecutiveFailures, abortTypes, progress),
      statesInFolders(folder), onTrialEnd
    ) { trial, path in try self.run(trial, &path, in: folder, slice) }
  }

  /// Trains members with states in folders, on several threads at once.
  ///
  /// - Throws: The same errors as the sequential form.
  /// - Precondition: As for the sequential form.
  @discardableResult
  public func trainInFolders(
    slices: Int, timeLimit: Duration? = nil, until rule: StopRule? = nil,
    parallelism: Parallelism, maxConsecutiveFailures: Int = 3,
    abortOn abortTypes: [any Error.Type] = [], progress: ProgressDisplay = .onTerminal,
    onTrialEnd: (@Sendable (Study, TrialSnapshot) throws -> Void)? = nil,
    _ slice: @Sendable (_ trial: Trial, _ previous: String?, _ next: String) throws -> Double
  ) throws -> StopReason {
    let folder = try artifactFolder()
    return try train(
      options(slices: slices, timeLimit, rule, maxConsecutiveFailures, abortTypes, progress),
      parallelism, statesInFolders(folder), onTrialEnd
    ) { trial, path in try self.run(trial, &path, in: folder, slice) }
  }

  /// The folder that the best trial has left; nil when there is no trial.
  ///
  /// It is kept, unlike those of other trials that no member continues from.
  ///
  /// - Throws: ``StudyError`` when the files of the study are not in a folder; ``StorageError``.
  public func bestFolder() throws -> String? {
    guard let best else { return nil }
    let folder = try artifactFolder()
    return try folder.path(of: stateKey(best.number, attempt: Self.attempt(of: best), ""))
  }

  private func artifactFolder() throws -> ArtifactFolder {
    if let folder = study.shared.artifacts as? ArtifactFolder { return folder }
    throw StudyError(
      .invalidValue,
      "the population \"\(study.name)\" has no folder for the states of its members; give it one, such as "
        + "artifacts: .folder(\"states\")")
  }

  private func run(
    _ trial: Trial, _ path: inout String?, in folder: ArtifactFolder,
    _ slice: (Trial, String?, String) throws -> Double
  ) throws -> Double {
    let next = try folder.createFolder(stateKey(trial.number, attempt: trial.attempt, ""))
    let value = try slice(trial, path, next)
    path = next
    return value
  }

  private func statesInFolders(_ folder: ArtifactFolder) -> PopulationStates<String> {
    PopulationStates(
      load: { try folder.path(of: self.stateKey($0.number, attempt: Self.attempt(of: $0), "")) },
      save: { _, trial in
        try folder.synchronizeFolder(self.stateKey(trial.number, attempt: trial.attempt, ""))
      },
      remove: { trial in
        for attempt in 1...Self.attempt(of: trial) {
          try folder.removeFolder(self.stateKey(trial.number, attempt: attempt, ""))
        }
      })
  }
}
