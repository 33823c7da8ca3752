import Attune

extension TypedSpace {
  /// Returns the values of all parameters in a grid: the given ones, and the default of each other
  /// parameter.
  ///
  /// An optional property that is nil by default is used only if values are given for it or for a
  /// parameter within it.
  func gridValues(_ values: [String: [JSONValue]]) -> [String: [JSONValue]] {
    var all: [String: [JSONValue]] = [:]
    for (name, label) in allLabels(prefix: "", optionalsUsed: false) {
      all[name] = [label]
    }
    for name in values.keys {
      var property = ""
      for part in name.split(separator: ".") {
        property += property.isEmpty ? part : ".\(part)"
        let switchName = TunedSwitch.name(of: property)
        if all[switchName] != nil { all[switchName] = [true] }
      }
    }
    return all.merging(values) { $1 }
  }

  /// Checks the values of a grid.
  ///
  /// - Throws: ``EvaluationError`` if the space has no such parameter or value.
  static func checkGrid(_ values: [String: [JSONValue]]) throws {
    let space = try searchSpace
    for (name, values) in values.sorted(by: { $0.key < $1.key }) {
      guard let distribution = space[name] else {
        throw EvaluationError(
          .invalidValue,
          "\(Self.self) has no parameter \"\(name)\"; it has "
            + "\(space.parameters.map(\.name))")
      }
      let unknown = values.first {
        distribution.value(labelled: $0).map { !distribution.canDraw($0) } ?? true
      }
      if let unknown {
        throw EvaluationError(
          .invalidValue,
          "the value \(unknown) for \"\(name)\" is not \(distribution); remove it, or allow it in "
            + "\(Self.self)")
      }
    }
  }
}
