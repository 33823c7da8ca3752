extension Study {
  /// A summary of the study, as last seen.
  public var summary: StudySummary { snapshot.summary }
}
