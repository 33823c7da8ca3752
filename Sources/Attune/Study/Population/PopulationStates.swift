import Synchronization

/// Where the states of members are between slices.
///
/// The state of a trial counts once the trial is complete. It belongs to the attempt that completed the trial, so
/// that an earlier attempt, whose worker was considered lost, cannot replace it.
struct PopulationStates<State: Sendable>: Sendable {
  /// Returns the state after a complete trial; nil if the trial has left none.
  let load: @Sendable (TrialSnapshot) throws -> State?
  /// Saves the state after a trial that is going to be complete.
  let save: @Sendable (State?, Trial) throws -> Void
  /// Removes the state after a trial, if there is one.
  let remove: @Sendable (TrialSnapshot) throws -> Void
}

extension Population {
  /// States in memory, which end with the population.
  func statesInMemory<State: Sendable>() -> PopulationStates<State> {
    PopulationStates(
      load: { trial in
        guard let state = self.memory.withLock({ $0[trial.number] }) else {
          throw self.missing("the state after trial \(trial.number)")
        }
        return state as? State
      },
      save: { state, trial in self.memory.withLock { $0[trial.number] = .some(state) } },
      remove: { trial in self.memory.withLock { $0[trial.number] = nil } })
  }

  /// States as JSON in the files of trials.
  func statesInFiles<State: Codable & Sendable>(
    _ store: any ArtifactStore
  ) -> PopulationStates<State> {
    PopulationStates(
      load: { try self.state(after: $0, in: store) },
      save: { state, trial in
        let json = try JSONValueEncoder.encode(state)
        try store.write(
          Array(JSONWriter.text(json, style: .compact).utf8),
          as: self.stateKey(trial.number, attempt: trial.attempt))
      },
      remove: { trial in
        for attempt in 1...Self.attempt(of: trial) {
          try store.remove(self.stateKey(trial.number, attempt: attempt))
        }
      })
  }

  /// Reads the state after a trial.
  func state<State: Decodable>(
    after trial: TrialSnapshot, in store: any ArtifactStore
  ) throws -> State? {
    let key = stateKey(trial.number, attempt: Self.attempt(of: trial))
    guard let bytes = try store.read(key) else {
      throw missing("the file \"\(key.name)\" of trial \(trial.number)")
    }
    do {
      let json = try bytes.withUnsafeBytes { try JSONParser.parse($0) }
      return try JSONValueDecoder.decode(State?.self, from: json)
    } catch {
      throw StorageError(
        .unreadable,
        "the state after trial \(trial.number) of the population \"\(study.name)\" is not a value of "
          + "\(State.self): \(error); restore the type, or train a new population",
        underlyingError: error)
    }
  }

  private func missing(_ what: String) -> StorageError {
    StorageError(
      .unreadable,
      "the population \"\(study.name)\" cannot continue, since \(what) is missing; restore it, or train a "
        + "new population")
  }

  /// The key of the state that an attempt at a trial leaves: a file, or a folder without an extension.
  func stateKey(_ trial: Int, attempt: Int, _ ending: String = ".json") -> ArtifactKey {
    ArtifactKey(
      studyID: study.id, studyName: study.name, trialNumber: trial,
      name: "state-\(attempt)\(ending)")
  }

  /// The attempt that completed a trial.
  static func attempt(of trial: TrialSnapshot) -> Int {
    // A file may record any number.
    min(max(1, SystemAttribute.attempt(in: trial.systemAttributes) ?? 1), 1000)
  }
}
