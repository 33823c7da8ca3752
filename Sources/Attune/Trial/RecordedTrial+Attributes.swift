import Synchronization

/// Records attributes, constraints and files.
extension RecordedTrial {
  func setUserAttribute(_ key: String, to value: JSONValue) throws {
    try commit([.setTrialUserAttribute(trial: id, key: key, value: value)])
  }

  func setSystemAttribute(_ key: String, to value: JSONValue) throws {
    try commit([.setTrialSystemAttribute(trial: id, key: key, value: value)])
  }

  func setConstraint(_ name: String, to value: Double) throws -> Bool {
    let (isNew, isFirstRepeat) = progress.withLock {
      ($0.setConstraints.insert(Name(name)).inserted, $0.repeatIndex == 0)
    }
    guard isNew else { return false }
    let key = TrialSnapshot.constraintPrefix + name
    // A trial is feasible if all its repeats are.
    let earlier =
      isFirstRepeat ? nil : history.systemAttributes(of: number)[key].flatMap(\.doubleValue)
    try setSystemAttribute(key, to: .float(max(value, earlier ?? value)))
    return true
  }

  var artifacts: (any ArtifactStore)? { shared.artifacts }

  func artifactKey(_ name: String) throws -> ArtifactKey {
    // A file belongs to the parameters with which it was made.
    try recordParameters()
    return try shared.artifactKey(name, ofTrial: number, in: snapshot.artifactRecords)
  }

  func artifactKey(_ name: String, of trial: TrialSnapshot) throws -> ArtifactKey {
    try shared.artifactKey(name, ofTrial: trial.number, in: trial.artifactRecords)
  }

  func recordArtifact(_ key: ArtifactKey) throws {
    let record = ArtifactRecord(id: key.id, name: key.name)
    if snapshot.systemAttributes[record.key] != nil { return }
    try setSystemAttribute(record.key, to: record.value)
  }
}
