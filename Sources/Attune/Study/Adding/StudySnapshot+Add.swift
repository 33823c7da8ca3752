extension StudySnapshot {
  /// Checks trials as ``Study/add(contentsOf:)`` does, without recording them.
  ///
  /// - Parameter subject: Names the trial at an index, for errors.
  /// - Throws: ``TrialError`` or ``SearchSpaceError`` for the first invalid trial.
  package func check(_ records: [TrialRecord], subject: (Int) -> String) throws {
    var check = TrialRecordCheck(trials)
    for (index, record) in records.enumerated() {
      _ = try check.template(
        of: record, number: trials.count + index, at: .now(), subject: subject(index))
    }
  }
}
