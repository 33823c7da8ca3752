/// A mistake in a `TableStorage`, of those that its callers cannot make on purpose.
enum TableFlaw {
  // Ids.
  case reusesStudyIDs, reusesTrialIDs, numbersTrialsDownwards, numbersTrialsByStudy
  // Rules.
  case changesFinishedTrials, restartsFinishedTrials, restartsRunningTrials
  case checksStatesOncePerCommit, clearsStartTimes, clearsValues
  // Values that are set again.
  case keepsFirstParameters, keepsFirstReports, keepsFirstAttributes, movesParameters
  case sortsParameters
  // Reading.
  case forgetsFinishedTrials, repeatsFinishedTrials, repeatsInReverse
  // Conditions.
  case ignoresStates, ignoresAttributes, ignoresValuesOfAttributes, appendsToFinishedTrials
  case appendsNothing, appendsAnyway, acceptsEverything, deniesAppending, appendsFirstOperation
  case checksBeforeAppending
  // Heartbeats.
  case recordsHeartbeatsAsAttributes, recordsOneHeartbeat, renewsLeasesOfOthers, hidesHeartbeats
}
