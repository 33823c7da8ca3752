/// An error in a call to a trial or in an added trial, such as an invalid suggestion, report or constraint.
public struct TrialError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kind of an error.
  public struct Code: Sendable, Hashable {
    private enum Value {
      case conflictingDefinition, missingValue, invalidValue, invalidReport, invalidConstraint
      case noBudget, noMember, invalidName, noArtifacts, invalidCheckpoint, finished, takenOver,
        unsatisfiedCondition
    }

    private let value: Value

    /// The parameter is defined differently, earlier in this trial or in another one.
    public static let conflictingDefinition = Code(value: .conflictingDefinition)
    /// A fixed trial has no value for the parameter.
    public static let missingValue = Code(value: .missingValue)
    /// The fixed, enqueued or recorded value is not one of the parameter's values, or the objective values
    /// of an added trial do not match its state or the directions.
    public static let invalidValue = Code(value: .invalidValue)
    /// No values that satisfy the condition of parameters that are suggested together were found.
    public static let unsatisfiedCondition = Code(value: .unsatisfiedCondition)
    /// The step is negative, or the study is multi-objective.
    public static let invalidReport = Code(value: .invalidReport)
    /// The constraint is NaN or has a value already.
    public static let invalidConstraint = Code(value: .invalidConstraint)
    /// The trial has no budget.
    public static let noBudget = Code(value: .noBudget)
    /// The trial belongs to no population.
    public static let noMember = Code(value: .noMember)
    /// The name of a parameter is empty, or that of an artifact is not valid for a file.
    public static let invalidName = Code(value: .invalidName)
    /// The study is not in a journal, so its trials cannot save artifacts.
    public static let noArtifacts = Code(value: .noArtifacts)
    /// The checkpoint cannot be recorded, or is not a value of the requested type.
    public static let invalidCheckpoint = Code(value: .invalidCheckpoint)
    /// The trial is finished, so nothing more can be recorded.
    public static let finished = Code(value: .finished)
    /// Another worker has taken the trial over.
    public static let takenOver = Code(value: .takenOver)
  }

  /// The kind of the error.
  public let code: Code

  /// What happened, in which trial, and what to do about it.
  public let description: String

  /// The underlying error, such as a `DecodingError` of a checkpoint; nil if there is none.
  ///
  /// Comparisons ignore it.
  public var underlyingError: (any Error)? { underlying.error }

  private let underlying: UnderlyingError

  init(_ code: Code, _ description: String, underlyingError: (any Error)? = nil) {
    self.code = code
    self.description = description
    underlying = UnderlyingError(underlyingError)
  }
}
