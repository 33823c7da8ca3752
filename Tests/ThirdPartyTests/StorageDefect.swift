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
  case reusesStudyIDs, reusesTrialIDs, deletesForReaders, deletesForWriters
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
  case createsStudiesUnlocked, splitsCommits, createsStudiesInSteps, remembersBatches
  // Conditions and heartbeats.
  case ignoresStates, ignoresAttributes, ignoresValuesOfAttributes, appendsToFinishedTrials
  case appendsNothing, appendsAnyway, acceptsEverything, deniesAppending, appendsFirstOperation
  case checksBeforeAppending, recordsHeartbeatsAsAttributes, recordsOneHeartbeat
  case renewsLeasesOfOthers, hidesHeartbeats
  // Whole studies.
  case losesReportsOfLongStudies

  /// A part of the violated requirement.
  var requirement: String {
    switch self {
    case .startsWithStudy: "a new storage is empty"
    case .isSharedWithoutName: "has a name for messages"
    case .listsNewestFirst, .forgetsDirections, .forgetsWhenReopened:
      "in the order of their creation, with their names and directions"
    case .losesStudyAttributes: "a new study has the attributes of its template"
    case .resetsTakenStudies: "a study whose name is asked for again is unchanged"
    case .returnsTakenStudies: "creating a study returns nil if its name is taken"
    case .refusesSimilarNames: "a study is created if its name is not taken"
    case .findsSimilarNames, .ignoresCase: "found by exactly the code points of its name"
    case .readsOtherStudies: "no study is found by an unknown name"
    case .keepsDeletedStudies: "reading all studies, or one by its name, passes on exactly these"
    case .readsPartly, .truncatesTimes, .repeatsNews, .returnsEarlyEnd, .recordsTwice,
      .numbersTrialsByStudy, .repeatsInReverse, .changesOthersOnDeletion:
      "reading studies passes on all their changes"
    case .readsToNowhere, .repeatsLastChange, .repeatsAllChanges:
      "no changes after the end of its last batch"
    case .deletesForReaders, .deletesForWriters: "read as deleted only after its deletion"
    case .deniesDeletion: "an existing study is deleted"
    case .deletesUnknownStudies: "deleting an unknown study returns false"
    case .listsDeletedStudies: "a deleted study is not listed or found"
    case .hidesDeletion, .skipsFirstChange, .remembersBatches:
      "readers of a deleted study are notified"
    case .hidesUnknownStudies: "a study that does not exist is read as a deleted one"
    case .recordsInReusedNames: "a decision about a deleted study is notified"
    case .completesEarly: "deleting a study does not change others"
    case .reusesStudyIDs: "the id of a deleted study is not assigned again"
    case .reusesTrialIDs: "the ids of the trials of a deleted study are not assigned again"
    case .acceptsEverything: "nothing is recorded in a deleted study"
    case .dropsFloats, .roundsParameters, .sortsParameters, .reversesCommits, .returnsWrongIDs:
      "floating-point parameters are recorded exactly"
    case .dropsInts: "integer parameters are recorded exactly"
    case .dropsChoices: "choices with labels of every kind are recorded exactly"
    case .dropsReports, .roundsReports, .dropsNaN, .clampsInfinities, .losesNegativeZeros,
      .flushesSubnormals:
      "intermediate values are recorded exactly"
    case .dropsTrialUserAttributes, .losesEmptyNames, .normalizesText, .replacesNaNInAttributes,
      .turnsIntegersIntoFloats:
      "user attributes of a trial are recorded exactly"
    case .dropsTrialSystemAttributes: "system attributes of a trial are recorded exactly"
    case .dropsStudyUserAttributes: "user attributes of a study are recorded exactly"
    case .dropsStudySystemAttributes: "system attributes of a study are recorded exactly"
    case .dropsResults, .roundsValues, .losesEndTimes, .forgetsFinishedTrials:
      "objective values are recorded exactly"
    case .dropsStarts, .returnsIDsReversed: "a waiting trial is started"
    case .dropsReturns, .clearsStartTimes: "returns to the queue and keeps its start time"
    case .recordsInOtherStudies: "operations change only the study that they are committed in"
    case .losesLastOperation, .recordsAllAnswers, .returnsNoIDs:
      "a commit returns the ids of the created trials"
    case .movesParameters, .keepsFirstParameters: "a parameter that is set again"
    case .keepsFirstReports: "a report that is set again has the last value"
    case .keepsFirstAttributes: "an attribute that is set again has the last value"
    case .clearsValues: "a trial that has values keeps them"
    case .lowercasesNames: "names are recorded with exactly their code points"
    case .truncatesText: "large values are recorded whole"
    case .createsRunningTrials: "trials are created in the order of their operations"
    case .losesTemplateParameters, .losesTemplateReports:
      "a trial is created with all its contents"
    case .changesFinishedTrials, .restartsFinishedTrials, .appendsToFinishedTrials:
      "a finished trial never changes"
    case .restartsRunningTrials: "a running trial is not started again"
    case .checksStatesOncePerCommit:
      "operations after the end of a trial in one commit are refused"
    case .neverCompletes: "a batch is complete when there are no further changes"
    case .forgetsOldPositions: "a position stays valid"
    case .repeatsFinishedTrials: "nothing is returned twice"
    case .hidesNews, .repeatsChangesOnRetry: "a decision receives all changes that are new"
    case .asksNever: "a commit asks for a decision"
    case .recordsEmptyDecisions: "an empty decision records nothing"
    case .recordsFirstAnswer: "exactly the last answer is recorded"
    case .swallowsErrors, .wrapsErrors: "throws the error of its decision unchanged"
    case .recordsInSpiteOfErrors: "a decision that throws records nothing"
    case .staysLocked: "does not keep the storage locked"
    case .numbersTrialsDownwards: "the ids of the trials of a study ascend"
    case .decidesUnlocked, .decidesOnOldChanges, .locksEachObject:
      "nothing is recorded between the changes that a decision receives and its operations"
    case .comparesCountsOfTrials: "each waiting trial is started by exactly one worker"
    case .createsStudiesUnlocked: "exactly one creates it"
    case .splitsCommits: "readers see all operations of a commit or none"
    case .createsStudiesInSteps: "a study is created with all its attributes at once"
    case .ignoresStates: "a condition on a trial that waits, which returns false"
    case .ignoresAttributes, .ignoresValuesOfAttributes:
      "a condition on a trial that has another attribute, which returns false"
    case .appendsAnyway: "nothing is recorded under a condition on a trial that waits"
    case .appendsNothing, .appendsFirstOperation:
      "operations are recorded if their condition holds; but"
    case .deniesAppending: "if their condition holds, which returns true"
    case .checksBeforeAppending: "exactly one is recorded"
    case .recordsHeartbeatsAsAttributes: "a heartbeat does not change the contents of a trial"
    case .recordsOneHeartbeat: "a storage records all heartbeats or none"
    case .renewsLeasesOfOthers:
      "no heartbeat is recorded under a condition on a trial that has another attribute"
    case .hidesHeartbeats: "readers receive a recorded heartbeat"
    case .losesReportsOfLongStudies: "a study that is run in parts gives the same trials"
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
    case .renewsLeasesOfOthers: .renewsLeasesOfOthers
    case .hidesHeartbeats: .hidesHeartbeats
    default: nil
    }
  }
}
