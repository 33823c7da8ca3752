extension Study {
  /// A summary of the study as last read from the storage.
  public var summary: StudySummary { snapshot.summary }
}
