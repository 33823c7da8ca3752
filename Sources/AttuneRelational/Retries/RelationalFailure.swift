internal import Attune

/// A failure of a series of statements.
enum RelationalFailure: Error {
  /// The database reported an error, after which the series may be repeated.
  case database(SQLError)
  /// The contents of the database, or what is to be recorded, are invalid; repeating changes nothing.
  case storage(StorageError)

  /// Performs what has nothing to do with the database's answers.
  static func passingOn<Result>(
    _ body: () throws(StorageError) -> Result
  ) throws(RelationalFailure) -> Result {
    do throws(StorageError) {
      return try body()
    } catch {
      throw .storage(error)
    }
  }
}
