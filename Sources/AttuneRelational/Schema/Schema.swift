/// The tables of Optuna 5, revision `v3.2.0.a` of its schema.
enum Schema {
  /// The revision, which Optuna compares with its own when it opens a database.
  static let revision = "v3.2.0.a"
  /// The version of the schema that accompanies the revision.
  static let version = 12
  /// The version of Optuna that creates these tables; informative.
  static let library = "5.0.0"

  /// The earlier revisions, which `optuna storage upgrade` brings to the current one.
  static let earlierRevisions: Set<String> = [
    "v0.9.0.a", "v1.2.0.a", "v1.3.0.a", "v2.4.0.a", "v2.6.0.a", "v3.0.0.a", "v3.0.0.b",
    "v3.0.0.c", "v3.0.0.d",
  ]

  /// The longest name of a study, a parameter or an attribute, in characters.
  static let maxNameLength = 512

  /// The type of a column.
  enum ColumnType {
    /// An integer that the database assigns: the primary key.
    case id
    case int
    case double
    case text
    case string(Int)
    case time
    /// An enumeration: the name of its type, and its labels in their order.
    case enumeration(String, [String])
  }

  struct Column {
    let name: String
    let type: ColumnType
    var isRequired = false
    /// The table whose id the column has.
    var reference: String?
  }

  struct Table {
    let name: String
    let columns: [Column]
    /// The columns whose values together are unique; none if empty.
    var uniqueKey: [String] = []
    /// Whether the first column alone is the primary key without being assigned by the database.
    var check: String?
  }

  static let states = ["RUNNING", "COMPLETE", "PRUNED", "FAIL", "WAITING"]

  private static let studyID = Column(name: "study_id", type: .int, reference: "studies")
  private static let trialID = Column(name: "trial_id", type: .int, reference: "trials")
  private static let requiredTrialID = Column(
    name: "trial_id", type: .int, isRequired: true, reference: "trials")

  private static func attributes(_ owner: String, _ kind: String, _ id: Column) -> Table {
    Table(
      name: "\(owner)_\(kind)_attributes",
      columns: [
        Column(name: "\(owner)_\(kind)_attribute_id", type: .id), id,
        Column(name: "key", type: .string(maxNameLength)),
        Column(name: "value_json", type: .text),
      ],
      uniqueKey: [id.name, "key"])
  }

  /// The tables, each after those it refers to.
  static let tables: [Table] = [
    Table(
      name: "studies",
      columns: [
        Column(name: "study_id", type: .id),
        Column(name: "study_name", type: .string(maxNameLength), isRequired: true),
      ]),
    Table(
      name: "version_info",
      columns: [
        Column(name: "version_info_id", type: .int, isRequired: true),
        Column(name: "schema_version", type: .int),
        Column(name: "library_version", type: .string(256)),
      ],
      check: "version_info_id"),
    Table(
      name: "study_directions",
      columns: [
        Column(name: "study_direction_id", type: .id),
        Column(
          name: "direction",
          type: .enumeration("studydirection", ["NOT_SET", "MINIMIZE", "MAXIMIZE"]),
          isRequired: true),
        Column(name: "study_id", type: .int, isRequired: true, reference: "studies"),
        Column(name: "objective", type: .int, isRequired: true),
      ],
      uniqueKey: ["study_id", "objective"]),
    attributes("study", "user", studyID),
    attributes("study", "system", studyID),
    Table(
      name: "trials",
      columns: [
        Column(name: "trial_id", type: .id),
        Column(name: "number", type: .int),
        studyID,
        Column(name: "state", type: .enumeration("trialstate", states), isRequired: true),
        Column(name: "datetime_start", type: .time),
        Column(name: "datetime_complete", type: .time),
      ]),
    attributes("trial", "user", trialID),
    attributes("trial", "system", trialID),
    Table(
      name: "trial_params",
      columns: [
        Column(name: "param_id", type: .id), trialID,
        Column(name: "param_name", type: .string(maxNameLength)),
        Column(name: "param_value", type: .double),
        Column(name: "distribution_json", type: .text),
      ],
      uniqueKey: ["trial_id", "param_name"]),
    Table(
      name: "trial_values",
      columns: [
        Column(name: "trial_value_id", type: .id), requiredTrialID,
        Column(name: "objective", type: .int, isRequired: true),
        Column(name: "value", type: .double),
        Column(
          name: "value_type",
          type: .enumeration("trialvaluetype", ["FINITE", "INF_POS", "INF_NEG"]),
          isRequired: true),
      ],
      uniqueKey: ["trial_id", "objective"]),
    Table(
      name: "trial_intermediate_values",
      columns: [
        Column(name: "trial_intermediate_value_id", type: .id), requiredTrialID,
        Column(name: "step", type: .int, isRequired: true),
        Column(name: "intermediate_value", type: .double),
        Column(
          name: "intermediate_value_type",
          type: .enumeration(
            "trialintermediatevaluetype", ["FINITE", "INF_POS", "INF_NEG", "NAN"]),
          isRequired: true),
      ],
      uniqueKey: ["trial_id", "step"]),
    Table(
      name: "trial_heartbeats",
      columns: [
        Column(name: "trial_heartbeat_id", type: .id), requiredTrialID,
        Column(name: "heartbeat", type: .time, isRequired: true),
      ],
      uniqueKey: ["trial_id"]),
  ]

  /// Columns of names, as `table.column`, which must distinguish case.
  static let nameColumns = [
    "trial_params.param_name", "trial_user_attributes.key", "studies.study_name",
  ]

  /// The types that PostgreSQL has for enumerations.
  static var enumerationNames: [String] {
    tables.flatMap(\.columns).compactMap { column in
      if case .enumeration(let name, _) = column.type { name } else { nil }
    }
  }

  /// The table that Optuna's migrations keep.
  static let versionTable = Table(
    name: "alembic_version",
    columns: [Column(name: "version_num", type: .string(32), isRequired: true)])
}
