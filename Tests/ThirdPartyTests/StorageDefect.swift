/// A violation of the contract of storages.
enum StorageDefect: CaseIterable {
  // Studies.
  case startsWithStudy, listsNewestFirst, forgetsDirections, losesStudyAttributes
  case resetsTakenStudies, returnsTakenStudies, refusesSimilarNames, findsSimilarNames
  case ignoresCase, isSharedWithoutName, readsOtherStudies, readsPartly, readsToNowhere
  case forgetsWhenReopened
  // Deletion.
  case keepsDeletedStudies, listsDeletedStudies, deniesDeletion, deletesUnknownStudies
  case changesOthersOnDeletion, hidesDeletion, hidesUnknownStudies, recordsInReusedNames
  case reusesStudyIDs, reusesTrialIDs
  // Operations.
  case dropsFloats, dropsInts, dropsChoices, dropsReports, dropsTrialUserAttributes
  case dropsTrialSystemAttributes, dropsStudyUserAttributes, dropsStudySystemAttributes
  case dropsResults, dropsStarts, dropsReturns, recordsInOtherStudies
  case reversesCommits, losesLastOperation, recordsTwice
  case movesParameters, sortsParameters, keepsFirstParameters, keepsFirstReports
  case keepsFirstAttributes, clearsStartTimes, clearsValues
  // Values.
  case roundsParameters, roundsReports, roundsValues, dropsNaN, clampsInfinities
  case losesNegativeZeros, flushesSubnormals, replacesNaNInAttributes, turnsIntegersIntoFloats
  case normalizesText, losesEmptyNames, lowercasesNames, truncatesText
  case truncatesTimes, losesEndTimes
  // Templates.
  case createsRunningTrials, losesTemplateParameters, losesTemplateReports
  // Rules.
  case changesFinishedTrials, restartsFinishedTrials, restartsRunningTrials
  case checksStatesOncePerCommit
  // Positions.
  case repeatsLastChange, repeatsAllChanges, skipsFirstChange, neverCompletes, completesEarly
  case returnsEarlyEnd, forgetsOldPositions, forgetsFinishedTrials, repeatsFinishedTrials
  case repeatsInReverse
  // Decisions.
  case hidesNews, repeatsNews, asksNever, recordsEmptyDecisions, recordsFirstAnswer
  case recordsAllAnswers, repeatsChangesOnRetry
  case swallowsErrors, wrapsErrors, recordsInSpiteOfErrors, staysLocked
  case returnsIDsReversed, returnsNoIDs, returnsWrongIDs, numbersTrialsDownwards
  case numbersTrialsByStudy
  // Several threads and objects.
  case decidesUnlocked, decidesOnOldChanges, locksEachObject, comparesCountsOfTrials
  case createsStudiesUnlocked, splitsCommits, createsStudiesInSteps
  // Conditions and heartbeats.
  case ignoresStates, ignoresAttributes, ignoresValuesOfAttributes, appendsToFinishedTrials
  case appendsNothing, appendsAnyway, acceptsEverything, deniesAppending, appendsFirstOperation
  case checksBeforeAppending, recordsHeartbeatsAsAttributes, recordsOneHeartbeat
  // Whole studies.
  case losesReportsOfLongStudies

  /// A part of the violated requirement.
  var requirement: String {
    switch self {
    default: "?"
    }
  }

  /// The mistake in tables that causes the violation; nil if it is one of any storage.
  var flaw: TableFlaw? {
    switch self {
    case .reusesStudyIDs: .reusesStudyIDs
    case .reusesTrialIDs: .reusesTrialIDs
    case .numbersTrialsDownwards: .numbersTrialsDownwards
    case .numbersTrialsByStudy: .numbersTrialsByStudy
    case .changesFinishedTrials: .changesFinishedTrials
    case .restartsFinishedTrials: .restartsFinishedTrials
    case .restartsRunningTrials: .restartsRunningTrials
    case .checksStatesOncePerCommit: .checksStatesOncePerCommit
    case .clearsStartTimes: .clearsStartTimes
    case .clearsValues: .clearsValues
    case .keepsFirstParameters: .keepsFirstParameters
    case .keepsFirstReports: .keepsFirstReports
    case .keepsFirstAttributes: .keepsFirstAttributes
    case .movesParameters: .movesParameters
    case .sortsParameters: .sortsParameters
    case .forgetsFinishedTrials: .forgetsFinishedTrials
    case .repeatsFinishedTrials: .repeatsFinishedTrials
    case .repeatsInReverse: .repeatsInReverse
    case .ignoresStates: .ignoresStates
    case .ignoresAttributes: .ignoresAttributes
    case .ignoresValuesOfAttributes: .ignoresValuesOfAttributes
    case .appendsToFinishedTrials: .appendsToFinishedTrials
    case .appendsNothing: .appendsNothing
    case .appendsAnyway: .appendsAnyway
    case .acceptsEverything: .acceptsEverything
    case .deniesAppending: .deniesAppending
    case .appendsFirstOperation: .appendsFirstOperation
    case .checksBeforeAppending: .checksBeforeAppending
    case .recordsHeartbeatsAsAttributes: .recordsHeartbeatsAsAttributes
    case .recordsOneHeartbeat: .recordsOneHeartbeat
    default: nil
    }
  }
}
