import Attune

/// The resource of a search by successive halving, of which later iterations use more.
public struct HalvingResource: Sendable, Hashable {
  enum Kind: Sendable, Hashable {
    /// Examples; the class of each of them, a number from 0 on, if subsets are stratified.
    case examples(classes: [Int]?)
    /// The parameter with a name.
    case parameter(String)
  }

  let kind: Kind

  /// The examples: an iteration uses a random subset of both parts of each fold.
  ///
  /// The subsets are the same for all candidates of an iteration, and each contains those of the earlier
  /// iterations. The last iteration does not necessarily use all examples; the best model is always fitted
  /// to all of them.
  public static var examples: HalvingResource { HalvingResource(kind: .examples(classes: nil)) }

  /// The examples: an iteration uses a random subset of both parts of each fold, with the proportions of the
  /// classes in that part.
  ///
  /// In a subset of a part, the number of elements of a class differs from the exact proportion by less than
  /// one for two classes, and rarely by more for several ones.
  ///
  /// - Parameter labels: The class of each example, in the order of the examples that the search gets.
  /// - Complexity: O(*n*) for *n* examples.
  public static func examples(
    stratifiedBy labels: some Collection<some Hashable>
  ) -> HalvingResource {
    var classes = [Int](repeating: 0, count: labels.count)
    for (number, members) in Classes(labels).members.enumerated() {
      for index in members { classes[index] = number }
    }
    return HalvingResource(kind: .examples(classes: classes))
  }

  /// A numeric parameter of the model's settings, such as the number of trees or of epochs.
  ///
  /// It is named as in ``TypedSpace/parameters``, and cannot be searched as well. The best settings have its
  /// value of the last iteration.
  public static func parameter(_ name: String) -> HalvingResource {
    HalvingResource(kind: .parameter(name))
  }
}

/// The resources of the first iteration of a search by successive halving.
///
/// An integer is a number of resources: `minResources: 50`.
public struct HalvingMinimum: Sendable, Hashable, ExpressibleByIntegerLiteral {
  enum Kind: Sendable, Hashable {
    case exhaust, smallest
    case count(Int)
  }

  let kind: Kind

  /// As many resources as possible, so that the last iteration has nearly all of them; at least
  /// ``smallest``.
  public static var exhaust: HalvingMinimum { HalvingMinimum(kind: .exhaust) }

  /// The least resources.
  ///
  /// Of examples these are two for each fold, and for each class of stratified ones; of a parameter, 1 or
  /// the lower bound of its range.
  public static var smallest: HalvingMinimum { HalvingMinimum(kind: .smallest) }

  /// A number of resources, which is positive.
  public static func count(_ count: Int) -> HalvingMinimum { HalvingMinimum(kind: .count(count)) }

  /// A number of resources, which is positive.
  public init(integerLiteral count: Int) { self.init(kind: .count(count)) }

  private init(kind: Kind) {
    self.kind = kind
  }
}
