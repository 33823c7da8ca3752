/// Which elements of a data set a model is fitted on, and which ones judge it, by their indices.
///
/// Folds are usually made several at a time, by the functions on lists of folds, so that a list is
/// written where it is needed:
///
/// ```swift
/// let folds: [Fold] = try .stratified(5, labels: species, shuffleSeed: 1)
/// for fold in folds {
///   let model = fit(fold.training(of: flowers))
///   print(error(of: model, on: fold.validation(of: flowers)))
/// }
/// ```
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
    self.init(disjoint: training, validation)
  }

  /// Creates a fold of parts that are known to have nothing in common.
  init(disjoint training: [Int], _ validation: [Int]) {
    self.training = training
    self.validation = validation
  }
}

// MARK: The elements themselves

extension Fold {
  /// Returns the elements to fit on.
  ///
  /// - Parameter elements: The data set; an index counts from its start.
  /// - Precondition: Every index of the part is below the number of elements.
  /// - Complexity: O(*n*) for *n* elements in the part.
  public func training<Elements: RandomAccessCollection>(of elements: Elements)
    -> [Elements.Element]
  {
    elements.elements(at: training)
  }

  /// Returns the elements that judge.
  ///
  /// - Parameter elements: The data set; an index counts from its start.
  /// - Precondition: Every index of the part is below the number of elements.
  /// - Complexity: O(*n*) for *n* elements in the part.
  public func validation<Elements: RandomAccessCollection>(of elements: Elements)
    -> [Elements.Element]
  {
    elements.elements(at: validation)
  }
}

extension RandomAccessCollection {
  /// The elements at distances from the start.
  func elements(at offsets: [Int]) -> [Element] {
    offsets.map { self[index(startIndex, offsetBy: $0)] }
  }
}
