import Attune

/// The direction of an objective on the command line.
enum DirectionName: String, CaseIterable {
  case minimize, maximize

  var direction: Direction { self == .minimize ? .minimize : .maximize }
}

extension Arguments {
  /// The directions that one of two options gives; empty if neither is given.
  ///
  /// - Parameters:
  ///   - single: The option for a single-objective study.
  ///   - several: The option for a multi-objective study.
  func directions(of single: Option, or several: Option) throws(UsageError) -> [Direction] {
    guard !has(single) || !has(several) else {
      throw UsageError("\(single.spelling) and \(several.spelling) exclude each other")
    }
    return choices(of: has(several) ? several : single, as: DirectionName.self).map(\.direction)
  }
}
