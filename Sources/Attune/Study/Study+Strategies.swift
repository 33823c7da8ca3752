import Synchronization

extension Study {
  /// A sampler, a pruner or a setting of a run that differs from the recorded one.
  struct StrategyChange: Sendable {
    /// Which of these it is.
    let role: String
    /// The attribute under which it is recorded.
    let key: String
    /// The recorded one; nil before the first trial.
    let before: String?
    let now: String
  }

  /// The summary of a sampler or pruner and the attribute under which it is recorded.
  typealias RecordedStrategy = (role: String, key: String, text: String)

  /// The summaries of the sampler and the pruner that are recorded.
  static func strategies(_ sampler: any Sampler, _ pruner: any Pruner) -> [RecordedStrategy] {
    [
      ("sampler", SystemAttribute.sampler, sampler.summary),
      ("pruner", SystemAttribute.pruner, pruner.summary),
    ]
  }

  /// The strategies that differ from the recorded ones; none once they have been reported.
  ///
  /// Compared when a trial starts, not when the study is opened: a program that only reads the study need
  /// not give them.
  ///
  /// - Parameter settings: The settings of the run, as recorded; empty for a trial started by `ask`.
  func strategyChanges(_ study: StudyState, settings: [RecordedStrategy]) -> [StrategyChange] {
    guard !hasComparedStrategies.load(ordering: .relaxed) else { return [] }
    var changes = Self.strategies(sampler, pruner).compactMap { role, key, text in
      let recorded = study.systemAttributes[key]?.stringValue
      let before = recorded.map(SettingsSummary.withCurrentNames) ?? "another"
      // A former name may also be that of a parameter, or of a setting of a user's sampler.
      return recorded == text || before == text
        ? nil : StrategyChange(role: role, key: key, before: before, now: text)
    }
    for (role, key, text) in settings {
      let before = study.systemAttributes[key]?.stringValue ?? RunOptions.absent
      guard before != text else { continue }
      let hasBegun = study.history.contains { $0.state != .waiting }
      changes.append(
        StrategyChange(role: role, key: key, before: hasBegun ? before : nil, now: text))
    }
    return changes
  }

  /// The operations that record the changes, so that they are reported once.
  func operations(recording changes: [StrategyChange]) -> [StorageOperation] {
    changes.map { .setStudySystemAttribute(key: $0.key, value: .string($0.now)) }
  }

  /// Reports the changes, once they are recorded.
  func report(_ changes: [StrategyChange]) {
    hasComparedStrategies.store(true, ordering: .relaxed)
    for change in changes {
      guard let before = change.before else { continue }
      Logging.log(
        .warning,
        "The study \"\(name.printable)\"\(replica.storage.inDisplayName) continues with the \(change.role) \(change.now); "
          + "until now it was \(before).")
    }
  }
}
