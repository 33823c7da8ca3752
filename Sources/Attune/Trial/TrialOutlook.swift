/// What a trial may know of the others.
enum TrialOutlook: Sendable {
  /// Those finished before its start; in the eyes of the pruner, those finished by now.
  case current
  /// These, the first ones of the study, whatever becomes of the others meanwhile.
  case fixed(TrialHistory)
}
