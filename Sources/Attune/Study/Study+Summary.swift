extension Study {
  /// What there is to say of the study, as last seen, in a few lines.
  public var summary: StudySummary { snapshot.summary }
}
