package import Attune

extension RelationalStorage {
  /// Removes all tables, with all studies of all programs; for checks of storages.
  package func removeTables() throws(StorageError) {
    try perform(.recording) { session throws(RelationalFailure) in
      for table in (Schema.tables + [Schema.versionTable]).reversed() {
        try session.execute([SQLStatement("DROP TABLE IF EXISTS \(table.name)")])
      }
      guard session.driver.dialect == .postgreSQL else { return }
      for type in Schema.enumerationNames {
        try session.execute([SQLStatement("DROP TYPE IF EXISTS \(type)")])
      }
    }
  }
}
