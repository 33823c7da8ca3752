/// A split of a data set into a training and a validation part, given by the indices of their
/// elements.
///
/// The static functions of `[Fold]` create lists of folds:
///
/// ```swift
/// let folds: [Fold] = try .stratified(5, labels: species, shuffleSeed: 1)
/// for fold in folds {
///   let model = fit(fold.training(of: flowers))
///   print(error(of: model, on: fold.validation(of: flowers)))
/// }
/// ```
public struct Fold: Sendable, Hashable {
  /// The indices of the training elements.
  public let training: [Int]
  /// The indices of the validation elements, which are disjoint from the training elements.
  public let validation: [Int]

  /// Creates a fold.
  ///
  /// - Precondition: No index is in both parts.
  public init(training: [Int], validation: [Int]) {
    precondition(
      Set(training).isDisjoint(with: validation),
      "an index is in both the training and the validation part")
    self.init(disjoint: training, validation)
  }

  /// Creates a fold of parts that are known to be disjoint.
  init(disjoint training: [Int], _ validation: [Int]) {
    self.training = training
    self.validation = validation
  }
}

// MARK: The elements themselves

extension Fold {
  /// Returns the training elements.
  ///
  /// - Parameter elements: The data set; indices count from its start.
  /// - Precondition: Every index of the part is below the number of elements.
  /// - Complexity: O(*n*) for *n* elements in the part.
  public func training<Elements: RandomAccessCollection>(of elements: Elements)
    -> [Elements.Element]
  {
    elements.elements(at: training)
  }

  /// Returns the validation elements.
  ///
  /// - Parameter elements: The data set; indices count from its start.
  /// - Precondition: Every index of the part is below the number of elements.
  /// - Complexity: O(*n*) for *n* elements in the part.
  public func validation<Elements: RandomAccessCollection>(of elements: Elements)
    -> [Elements.Element]
  {
    elements.elements(at: validation)
  }
}

extension RandomAccessCollection {
  /// Returns the elements at the given offsets from the start.
  func elements(at offsets: [Int]) -> [Element] {
    offsets.map { self[index(startIndex, offsetBy: $0)] }
  }
}
