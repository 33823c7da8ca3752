/// What a trial of a population trains: a member, for one slice of its training.
///
/// The trials of a member, one for each slice, continue one another. When a member is replaced by a copy of
/// another one, its next trial continues the trial of that one: the trials of a population form a tree.
public struct PopulationMember: Sendable, Hashable {
  /// The number of the member in its population, counted from 0.
  public let index: Int
  /// The number of the slice, counted from 0.
  public let slice: Int
  /// The number of the trial whose state and values this one continues; nil if it has none.
  public let parent: Int?
  /// A seed for the random numbers of the slice, such as those of initial weights and of shuffles.
  ///
  /// It depends on the seed of the study, the member and the slice. It is below 2⁵³.
  public let seed: UInt64

  /// Creates the member of a trial.
  init(index: Int, slice: Int, parent: Int?, seed: UInt64) {
    self.index = index
    self.slice = slice
    self.parent = parent
    self.seed = seed
  }

  /// Reads the record of a trial; nil if it has none, or an invalid one.
  init?(of number: Int, in attributes: JSONObject) {
    guard let object = attributes[SystemAttribute.member]?.objectValue,
      let index = object["index"]?.intValue, let slice = object["slice"]?.intValue,
      let seed = object["seed"]?.intValue, seed >= 0,
      // A file may name any number; sums of these do not overflow.
      (0...Int(Int32.max)).contains(index), (0...Int(Int32.max)).contains(slice)
    else { return nil }
    // Links that only go back have an end.
    let parent = object["parent"]?.intValue.flatMap { (0..<number).contains($0) ? $0 : nil }
    self.init(index: index, slice: slice, parent: parent, seed: UInt64(seed))
  }

  /// The record of a trial.
  var json: JSONValue {
    var object: JSONObject = [
      "index": .int(index), "slice": .int(slice), "seed": .int(Int(seed)),
    ]
    object["parent"] = parent.map { .int($0) }
    return .object(object)
  }
}

extension TrialSnapshot {
  /// The member and the slice that the trial trains; nil outside a population.
  public var member: PopulationMember? { PopulationMember(of: number, in: systemAttributes) }
}
