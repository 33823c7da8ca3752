/// The part of the history that a trial may use.
enum HistoryVisibility: Sendable {
  /// For the sampler the history at its start, for the pruner the current one.
  case current
  /// The given first trials of the study, independently of later changes.
  case fixed(TrialHistory)
}
