/// The operation codes of a journal (`op_code`).
enum JournalOpcode: Int {
  case createStudy = 0
  case deleteStudy = 1
  case setStudyUserAttribute = 2
  case setStudySystemAttribute = 3
  case createTrial = 4
  case setParameter = 5
  case setState = 6
  case setIntermediateValue = 7
  case setTrialUserAttribute = 8
  case setTrialSystemAttribute = 9
  case discardTrials = 10

  init(_ operation: LogOperation) {
    self =
      switch operation {
      case .createStudy: .createStudy
      case .deleteStudy: .deleteStudy
      case .setStudyUserAttribute: .setStudyUserAttribute
      case .setStudySystemAttribute: .setStudySystemAttribute
      case .createTrial: .createTrial
      case .setParameter: .setParameter
      case .setState: .setState
      case .setIntermediateValue: .setIntermediateValue
      case .setTrialUserAttribute: .setTrialUserAttribute
      case .setTrialSystemAttribute: .setTrialSystemAttribute
      case .discardTrials: .discardTrials
      }
  }
}
