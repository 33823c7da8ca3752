/// Rows that keep SQLite from assigning the ids of deleted rows again.
///
/// Optuna's tables assign the highest id of all rows plus one. A reader of a deleted study would not notice
/// that another study has its id. The rows belong to no study, so that Optuna does not see them.
enum Tombstone {
  /// The key of the attribute with the highest id of a deleted study.
  static let studyKey = "attune:lastStudy"

  /// The statements before the deletion of a study.
  static func statements(ofStudy study: Int) -> [SQLStatement] {
    [
      SQLStatement(
        "INSERT INTO study_system_attributes (study_id, \"key\", value_json) VALUES (NULL, ?, ?)",
        [.text(studyKey), .text(String(study))]),
      SQLStatement(
        "DELETE FROM study_system_attributes WHERE study_id IS NULL AND \"key\" = ? "
          + "AND CAST(value_json AS INTEGER) < ?",
        [.text(studyKey), .int(study)]),
      // The trial with the highest id remains, without a study. An earlier such row is not needed any more.
      SQLStatement(
        "DELETE FROM trials WHERE study_id IS NULL "
          + "AND trial_id < (SELECT max(trial_id) FROM trials)"),
      SQLStatement(
        "INSERT INTO trials (number, study_id, state) "
          + "SELECT NULL, NULL, 'FAIL' WHERE EXISTS (SELECT 1 FROM trials WHERE study_id = ? "
          + "AND trial_id = (SELECT max(trial_id) FROM trials))",
        [.int(study)]),
    ]
  }
}
