/// Which elements of a data set a model is fitted on, and which ones judge it, by their indices.
public struct Fold: Sendable, Hashable {
  /// The elements to fit on.
  public let training: [Int]
  /// The elements that judge; none of them is fitted on.
  public let validation: [Int]

  /// Creates a fold.
  ///
  /// - Precondition: No index is in both parts.
  public init(training: [Int], validation: [Int]) {
    precondition(
      Set(training).isDisjoint(with: validation), "an element cannot both be fitted on and judge")
    self.training = training
    self.validation = validation
  }
}
