internal import Attune

/// A single split of a data set into a training, a validation and a test part.
///
/// The test part estimates the performance of the chosen model. Use it once, at the end, since the
/// estimate is optimistic otherwise. Indices cannot enforce that; a ``TestSet`` does.
///
/// ```swift
/// let parts = try HoldOut(labels: species, validation: 0.2, test: 0.2, shuffleSeed: 1)
/// let model = fit(parts.fold.training(of: flowers))
/// print(error(of: model, on: parts.test(of: flowers)))
/// ```
public struct HoldOut: Sendable, Hashable {
  /// The indices of the training elements, in ascending order.
  public let training: [Int]
  /// The indices of the validation elements, in ascending order.
  public let validation: [Int]
  /// The indices of the test elements, in ascending order.
  public let test: [Int]

  /// The training and the validation part as a fold.
  public var fold: Fold { Fold(disjoint: training, validation) }

  /// Splits a data set.
  ///
  /// The sizes of the validation and the test part are rounded up, as in scikit-learn's
  /// `train_test_split`. The other elements are the training part. Fractions are computed as the
  /// decimals that were written: 0.07 of 100 elements are 7, whereas scikit-learn takes 8, since
  /// its binary product is slightly larger.
  ///
  /// - Parameters:
  ///   - count: The number of elements.
  ///   - validation: The fraction of the validation part.
  ///   - test: The fraction of the test part.
  ///   - shuffleSeed: The seed for shuffling the elements; nil keeps their order, with the training
  ///     elements first and the test elements last, as is appropriate for a time series.
  /// - Throws: ``EvaluationError`` if a fraction is negative, or if no element is left for
  ///   training.
  /// - Complexity: O(*n*) for *n* elements.
  public init(
    count: Int, validation: Double, test: Double = 0, shuffleSeed: UInt64? = nil
  ) throws(EvaluationError) {
    let sizes = try Self.sizes(count: count, validation: validation, test: test)
    var order = Array(0..<count)
    if let shuffleSeed {
      var random = RandomStream(seed: shuffleSeed, purpose: "hold-out")
      random.shuffle(&order)
    }
    self.init(
      training: order[..<sizes.training],
      validation: order[sizes.training..<(count - sizes.test)],
      test: order[(count - sizes.test)...])
  }

  /// Splits a data set into parts that preserve the proportions of the classes.
  ///
  /// The sizes of the validation and the test part are rounded up, as in scikit-learn's
  /// `train_test_split`; fractions are computed as the decimals that were written. The test part is
  /// split off first, and then the rest is split. In each of the two splits, the number of a part's
  /// elements of a class differs from the exact proportion by less than one.
  ///
  /// - Parameters:
  ///   - labels: The class of each element.
  ///   - validation: The fraction of the validation part.
  ///   - test: The fraction of the test part.
  ///   - shuffleSeed: The seed for shuffling the members of each class.
  /// - Throws: ``EvaluationError`` if a fraction is negative, if no element is left for training,
  ///   if a part has fewer elements than there are classes, or if a class has fewer members than
  ///   there are parts.
  /// - Complexity: O(*n* + *c* log *c*) for *n* elements and *c* classes.
  public init(
    labels: some Collection<some Hashable>, validation: Double, test: Double = 0,
    shuffleSeed: UInt64
  ) throws(EvaluationError) {
    let sizes = try Self.sizes(count: labels.count, validation: validation, test: test)
    let classes = Classes(labels)
    let filled = [sizes.training, sizes.validation, sizes.test].filter { $0 > 0 }
    for size in filled where size < classes.values.count {
      throw EvaluationError(
        .invalidSplit,
        "a part of \(size) elements cannot contain all \(classes.values.count) classes; use other "
          + "fractions")
    }
    for (value, members) in zip(classes.values, classes.members)
    where members.count < filled.count {
      throw EvaluationError(
        .invalidSplit,
        "the class \(value) has \(members.count) members, too few for \(filled.count) parts; remove "
          + "it, or split without labels")
    }
    var random = RandomStream(seed: shuffleSeed, purpose: "stratified hold-out")
    // The test part is split off first, as by two calls of `train_test_split`. `rest` and `fitted`
    // are the numbers of members of each class in the rest and in the training part.
    let counts = classes.members.map(\.count)
    let rest = Self.allocation(sizes.training + sizes.validation, of: counts, using: &random)
    let fitted = Self.allocation(sizes.training, of: rest, using: &random)
    var parts: (training: [Int], validation: [Int], test: [Int]) = ([], [], [])
    for (index, var members) in classes.members.enumerated() {
      random.shuffle(&members)
      parts.training += members[..<fitted[index]]
      parts.validation += members[fitted[index]..<rest[index]]
      parts.test += members[rest[index]...]
    }
    self.init(
      training: parts.training[...], validation: parts.validation[...], test: parts.test[...])
  }

  /// Splits a data set.
  ///
  /// It is equivalent to `init(count:validation:test:shuffleSeed:)` with the number of elements.
  public init(
    of elements: some RandomAccessCollection, validation: Double, test: Double = 0,
    shuffleSeed: UInt64? = nil
  ) throws(EvaluationError) {
    try self.init(
      count: elements.count, validation: validation, test: test, shuffleSeed: shuffleSeed)
  }

  /// Returns the test elements.
  ///
  /// - Parameter elements: The data set; indices count from its start.
  /// - Precondition: Every index of the part is below the number of elements.
  /// - Complexity: O(*n*) for *n* elements in the part.
  public func test<Elements: RandomAccessCollection>(of elements: Elements) -> [Elements.Element] {
    elements.elements(at: test)
  }

  private init(training: ArraySlice<Int>, validation: ArraySlice<Int>, test: ArraySlice<Int>) {
    self.training = training.sorted()
    self.validation = validation.sorted()
    self.test = test.sorted()
  }

  /// Returns the number of elements in each part.
  private static func sizes(
    count: Int, validation: Double, test: Double
  ) throws(EvaluationError) -> (training: Int, validation: Int, test: Int) {
    guard validation >= 0, test >= 0, validation + test < 1 else {
      throw EvaluationError(
        .invalidSplit,
        "the fractions are \(validation) and \(test); they must not be negative, and their sum must be "
          + "below 1")
    }
    let sizes = [validation, test].map(count.partSize)
    let training = count - sizes[0] - sizes[1]
    guard training > 0 else {
      throw EvaluationError(
        .invalidSplit,
        "the fractions \(validation) and \(test) of \(count) elements leave none for training; use "
          + "smaller fractions")
    }
    return (training, sizes[0], sizes[1])
  }

  /// Allocates a number of elements to classes in proportion to their sizes, by the largest
  /// remainder method.
  ///
  /// Classes with equal remainders are chosen in random order.
  private static func allocation(
    _ total: Int, of counts: [Int], using random: inout RandomStream
  ) -> [Int] {
    let sum = counts.reduce(0, +)
    let exact = counts.map { ($0 * total).quotientAndRemainder(dividingBy: sum) }
    var allocation = exact.map(\.quotient)
    var order = Array(counts.indices)
    random.shuffle(&order)
    // Sorting keeps the order of equal elements.
    order.sort { exact[$0].remainder > exact[$1].remainder }
    for index in order.prefix(total - allocation.reduce(0, +)) { allocation[index] += 1 }
    return allocation
  }
}
