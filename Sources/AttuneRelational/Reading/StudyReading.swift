internal import Attune

/// The changes that the rows of a study mean after a position.
struct StudyReading {
  /// The changes, in their order.
  private(set) var changes: [StorageChange] = []
  /// The position after the changes.
  private(set) var end: TablePosition
  /// The ids of the trials that the transaction with a token created, by ascending number.
  private(set) var tokens: [(token: JSONValue, trial: Int)] = []

  private let study: Int
  private let displayName: String

  /// Decodes the rows of a ``StudyQuery``.
  ///
  /// - Throws: An error that names the table, the column and the trial.
  init(
    _ rows: [[SQLValue]], of query: StudyQuery, displayName: String,
    decoder: inout ParameterDecoder
  ) throws(StorageError) {
    study = query.study
    end = query.position
    self.displayName = displayName
    guard let name = try studyName(rows), end.studyName?.isIdentical(to: name) ?? true else {
      changes = [.deleted]
      return
    }
    end.studyName = name
    try addAttributes(rows)
    try addTrials(rows, &decoder)
    end.isIncomplete = query.lastTrial != nil
  }

  private func studyName(_ rows: [[SQLValue]]) throws(StorageError) -> String? {
    guard let row = rows.first(where: { $0[0] == .int(StudyQuery.Kind.study.rawValue) }) else {
      return nil
    }
    return try tableRow(row, .study).requiredText("study_name", at: 4)
  }

  private mutating func addAttributes(_ rows: [[SQLValue]]) throws(StorageError) {
    var user = AttributeRows()
    var system = AttributeRows()
    var hasher = Hasher()
    for row in rows {
      guard let kind = kind(row), kind == .studyUserAttribute || kind == .studySystemAttribute
      else { continue }
      hasher.combine(row)
      if kind == .studyUserAttribute {
        try user.add(tableRow(row, kind))
      } else {
        try system.add(tableRow(row, kind))
      }
    }
    let hash = hasher.finalize()
    guard hash != end.attributes else { return }
    end.attributes = hash
    let owner = "study \(study) in \(displayName)"
    var systemAttributes = try system.object(of: owner)
    systemAttributes[SystemAttribute.token] = nil
    changes.append(.attributes(user: try user.object(of: owner), system: systemAttributes))
  }

  private mutating func addTrials(
    _ rows: [[SQLValue]], _ decoder: inout ParameterDecoder
  ) throws(StorageError) {
    var trials: [TrialRows] = []
    for row in rows where kind(row) == .trial {
      let trial = try TrialRows(tableRow(row, .trial))
      // The query for many queued trials returns some that have finished before.
      guard trial.id > end.lastTrial || end.openTrials[trial.id] != nil else { continue }
      trials.append(trial)
    }
    guard !trials.isEmpty || !end.openTrials.isEmpty else { return }
    trials.sort { $0.id < $1.id }
    let indices = Dictionary(
      uniqueKeysWithValues: trials.indices.map { (trials[$0].id, $0) })
    for row in rows {
      guard let kind = kind(row), kind.rawValue > StudyQuery.Kind.trial.rawValue,
        case .int(let id) = row[1], let index = indices[id]
      else { continue }
      try trials[index].add(kind, tableRow(row, kind), &decoder)
    }
    for (id, trial) in end.openTrials where !trial.isQueued && indices[id] == nil {
      throw numbering("trial \(id) was deleted")
    }
    for index in trials.indices { try add(&trials[index]) }
  }

  /// Adds a trial and moves the position.
  private mutating func add(_ trial: inout TrialRows) throws(StorageError) {
    guard let number = trial.number else { throw numbering("trial \(trial.id) has no number") }
    let isNew = trial.id > end.lastTrial
    if isNew {
      guard number == end.trialCount else {
        throw numbering(
          "trial \(trial.id) has the number \(number) and not \(end.trialCount)")
      }
      end.trialCount += 1
      end.lastTrial = trial.id
    }
    let contents = try trial.contents(displayName)
    if isNew, let token = trial.token { tokens.append((token, trial.id)) }
    end.openTrials[trial.id] =
      trial.state.isFinished
      ? nil : TablePosition.OpenTrial(state: trial.state, start: trial.start)
    changes.append(.trial(id: trial.id, number: number, contents))
  }

  private func numbering(_ problem: String) -> StorageError {
    StorageError(
      .corrupt,
      "the trials of the study \(study) in \(displayName) are not numbered in the order of their ids "
        + "without gaps: \(problem); run `attune doctor` for a diagnosis")
  }

  private func kind(_ row: [SQLValue]) -> StudyQuery.Kind? {
    guard case .int(let kind) = row[0] else { return nil }
    return StudyQuery.Kind(rawValue: kind)
  }

  private func tableRow(_ row: [SQLValue], _ kind: StudyQuery.Kind) -> TableRow {
    let table =
      switch kind {
      case .study: "studies"
      case .studyUserAttribute: "study_user_attributes"
      case .studySystemAttribute: "study_system_attributes"
      case .trial: "trials"
      case .parameter: "trial_params"
      case .value: "trial_values"
      case .intermediateValue: "trial_intermediate_values"
      case .userAttribute: "trial_user_attributes"
      case .systemAttribute: "trial_system_attributes"
      case .heartbeat: "trial_heartbeats"
      }
    let isOfStudy = kind.rawValue < StudyQuery.Kind.trial.rawValue
    var id = "?"
    if case .int(let value) = row[1] { id = String(value) }
    return TableRow(
      table: table, owner: (isOfStudy ? "study " : "trial ") + id, displayName: displayName,
      values: row)
  }
}
