/// The query for everything of a study that is new since a position.
///
/// It is one statement, which all databases answer from one snapshot of all tables, so that no trial is seen
/// in part. Rows of all tables have the same columns: the kind of row, the id of the trial, an integer, a
/// floating-point value, and three texts.
struct StudyQuery {
  /// The kind of a row.
  enum Kind: Int, CaseIterable {
    case study = 0
    case studyUserAttribute, studySystemAttribute
    case trial
    case parameter, value, intermediateValue, userAttribute, systemAttribute, heartbeat
  }

  /// The number of queued trials up to which the query lists their ids.
  private static let maxListLength = 256

  let dialect: SQLDialect
  let study: Int
  let position: TablePosition
  /// The highest id of a trial to be read; nil for all trials.
  var lastTrial: Int?
  /// Whether the rows of trials in all tables are read; otherwise those that tell whether any are new.
  var hasDetails: Bool

  /// Creates the query for what is new after a position.
  ///
  /// Most databases plan a query again each time. If no trial is known to be running, a shorter query without
  /// details finds whether there is anything new.
  init(dialect: SQLDialect, study: Int, position: TablePosition) {
    self.dialect = dialect
    self.study = study
    self.position = position
    hasDetails =
      position.isIncomplete || position.openTrials.values.contains { !$0.isQueued }
  }

  /// Returns the query for the details, if the answer of this one shows that there are any.
  func continued(after rows: [[SQLValue]]) -> StudyQuery? {
    guard !hasDetails, rows.contains(where: { $0[0] == .int(Kind.trial.rawValue) }) else {
      return nil
    }
    var query = self
    query.hasDetails = true
    return query
  }

  var statement: SQLStatement {
    var values: [SQLValue] = []
    var text = "WITH t AS (\(trials(&values))) "
    var arms = [
      studyArm(&values),
      attributesArm(.studyUserAttribute, "study_user", &values),
      attributesArm(.studySystemAttribute, "study_system", &values),
      arm(.trial, "trial_id", "number", nil, ["state", "datetime_start", "datetime_complete"]),
    ]
    if hasDetails { arms += detailArms }
    text += arms.joined(separator: " UNION ALL ")
    return SQLStatement(text, values)
  }

  private var detailArms: [String] {
    [
      arm(
        .parameter, "trial_id", "p.param_id", "p.param_value",
        [dialect.text("p.param_name"), dialect.text("p.distribution_json")], "trial_params p"),
      arm(
        .value, "trial_id", "p.objective", "p.value", [dialect.text("p.value_type")],
        "trial_values p"),
      arm(
        .intermediateValue, "trial_id", "p.step", "p.intermediate_value",
        [dialect.text("p.intermediate_value_type")], "trial_intermediate_values p"),
      arm(
        .userAttribute, "trial_id", "p.trial_user_attribute_id", nil,
        [dialect.text("p.\(dialect.key)"), dialect.text("p.value_json")],
        "trial_user_attributes p"),
      arm(
        .systemAttribute, "trial_id", "p.trial_system_attribute_id", nil,
        [dialect.text("p.\(dialect.key)"), dialect.text("p.value_json")],
        "trial_system_attributes p"),
      arm(
        .heartbeat, "trial_id", "p.trial_heartbeat_id", nil, [dialect.time("p.heartbeat")],
        "trial_heartbeats p"),
    ]
  }

  /// The trials whose contents are read.
  private func trials(_ values: inout [SQLValue]) -> String {
    // The first time, the index of the study finds its trials. Later, all new trials are few, and reading the
    // whole study would not be; the sum keeps a database from choosing that index.
    let study = position.isIncomplete ? "study_id" : "study_id + 0"
    let select =
      "SELECT trial_id, number, \(dialect.text("state")) AS state, "
      + "\(dialect.time("datetime_start")) AS datetime_start, "
      + "\(dialect.time("datetime_complete")) AS datetime_complete FROM trials WHERE \(study) = ? AND "
    var conditions = ["trial_id > ?"]
    values += [.int(self.study), .int(position.lastTrial)]
    if let lastTrial {
      conditions[0] += " AND trial_id <= ?"
      values.append(.int(lastTrial))
    }
    let active = position.openTrials.filter { !$0.value.isQueued }.keys.sorted()
    if !active.isEmpty { add("", active, to: &conditions, &values) }
    let queued = position.openTrials.filter(\.value.isQueued).keys.sorted()
    if let first = queued.first, let last = queued.last {
      // Nothing else of a queued trial changes.
      let isChanged = " AND (state <> 'WAITING' OR datetime_start IS NOT NULL)"
      if queued.count <= Self.maxListLength {
        add(isChanged, queued, to: &conditions, &values)
      } else {
        conditions.append("trial_id BETWEEN ? AND ?" + isChanged)
        values += [.int(self.study), .int(first), .int(last)]
      }
    }
    // Each condition uses an index. `UNION` omits the trials that two of them select.
    return conditions.map { select + $0 }.joined(separator: " UNION ")
  }

  private func add(
    _ condition: String, _ ids: [Int], to conditions: inout [String], _ values: inout [SQLValue]
  ) {
    // A power of two, so that few texts of statements have to be prepared.
    var count = 1
    while count < ids.count { count *= 2 }
    let padded = ids + Array(repeating: ids[ids.count - 1], count: count - ids.count)
    let list = Array(repeating: "?", count: count).joined(separator: ", ")
    conditions.append("trial_id IN (\(list))" + condition)
    values.append(.int(study))
    values += padded.map { .int($0) }
  }

  private func studyArm(_ values: inout [SQLValue]) -> String {
    values.append(.int(study))
    return columns(.study, "study_id", "0", nil, [dialect.text("study_name")])
      + " FROM studies WHERE study_id = ?"
  }

  private func attributesArm(
    _ kind: Kind, _ name: String, _ values: inout [SQLValue]
  ) -> String {
    values.append(.int(study))
    return columns(
      kind, "study_id", "\(name)_attribute_id", nil,
      [dialect.text(dialect.key), dialect.text("value_json")])
      + " FROM \(name)_attributes WHERE study_id = ?"
  }

  private func arm(
    _ kind: Kind, _ id: String, _ int: String, _ double: String?, _ texts: [String],
    _ table: String? = nil
  ) -> String {
    columns(kind, "t.\(id)", int, double, texts) + " FROM t"
      + (table.map { " \(dialect.orderedJoin) \($0) ON p.trial_id = t.trial_id" } ?? "")
  }

  private func columns(
    _ kind: Kind, _ id: String, _ int: String, _ double: String?, _ texts: [String]
  ) -> String {
    let texts = texts + Array(repeating: dialect.nullText, count: 3 - texts.count)
    return "SELECT \(kind.rawValue), \(id), \(int), \(double ?? dialect.nullDouble), "
      + texts.joined(separator: ", ")
  }
}
