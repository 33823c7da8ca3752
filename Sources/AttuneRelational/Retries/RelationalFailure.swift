internal import Attune

/// A failure of a series of statements.
enum RelationalFailure: Error {
  /// The database reported an error, after which the series may be repeated.
  case database(SQLError)
  /// The contents of the database, or what is to be recorded, are invalid; repeating changes nothing.
  case storage(StorageError)
}
