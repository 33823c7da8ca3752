/// The error that ends the objective of a trial whose values are those of an earlier one.
///
/// Thrown by the first suggestion of a trial under ``DuplicatePolicy/reuse``. `optimize` records the trial as
/// complete, with the values of the earlier one. After ``Study/ask(detached:)``, tell the study ``values``.
public struct TrialRepeated: Error, Sendable, Hashable {
  /// The number of the earlier trial.
  public let number: Int

  /// Its objective values.
  public let values: [Double]

  init(_ trial: TrialSnapshot) {
    number = trial.number
    values = trial.values
  }
}
