import Synchronization

/// The repeats of the objective.
extension RecordedTrial {
  var directionCount: Int { shared.directions.count }

  var repeatIndex: Int { progress.withLock(\.repeatIndex) }

  func seed() throws -> UInt64 {
    try checkCancellation()
    // The plan may say that the trial repeats another one.
    try recordPlan()
    let index = progress.withLock { $0.firstRepeat + $0.repeatIndex }
    return RandomStream.repeatSeed(index, seed: shared.seed)
  }

  func beginRepeat(_ index: Int) {
    progress.withLock { progress in
      progress.repeatIndex = index
      // Each repeat sets them.
      progress.setConstraints = []
    }
  }

  func recordRepeat(_ attributes: JSONObject, report: IntermediateValue?) throws {
    let operations: [StorageOperation] = attributes.map {
      .setTrialSystemAttribute(trial: id, key: $0.key, value: $0.value)
    }
    // As one step, since the report shows on resumption that the objective reports nothing itself.
    try commit(
      operations
        + [report].compactMap(\.self).map {
          .setIntermediateValue(trial: id, $0)
        })
    if report != nil { shared.hasReported() }
  }
}

extension RandomStream {
  /// The seed of the repeats with an index in all trials of a study, below 2⁵³ so that any program can
  /// represent it as a double.
  static func repeatSeed(_ index: Int, seed: UInt64) -> UInt64 {
    var stream = RandomStream(seed: seed, stream: UInt64(index), purpose: "repeat")
    return stream.next() >> 11
  }
}
