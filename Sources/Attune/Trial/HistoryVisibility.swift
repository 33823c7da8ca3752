/// What a trial may know of the others.
enum HistoryVisibility: Sendable {
  /// Those finished before its start; in the eyes of the pruner, those finished by now.
  case current
  /// These, the first ones of the study, whatever becomes of the others meanwhile.
  case fixed(TrialHistory)
}
