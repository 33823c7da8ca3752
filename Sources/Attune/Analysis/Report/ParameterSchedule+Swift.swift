extension ParameterSchedule {
  /// The schedule as the declaration of an array in Swift, with a line for each change.
  ///
  /// ```swift
  /// let schedule: [(slices: Int, rate: Double, weightDecay: Double)] = [
  ///   (3, 0.05, 0.0001),
  ///   (2, 0.04, 0.00012),
  /// ]
  /// ```
  ///
  /// The values are exact. A parameter that not all slices ask for is an optional.
  public var swiftSource: String {
    let names = names
    let types = names.map { name in
      var types = Set(steps.compactMap { $0.parameters[name].map(Self.type) })
      let type = types.count == 1 ? types.removeFirst() : "JSONValue"
      return type + (steps.contains { $0.parameters[name] == nil } ? "?" : "")
    }
    let columns = zip(Self.identifiers(names), types).map { ", \($0): \($1)" }.joined()
    let rows = runs(of: names).map { count, values in
      let literals = values.map { $0.map { SwiftSource.literal($0) } ?? "nil" }
      return "  (" + (["\(count)"] + literals).joined(separator: ", ") + "),\n"
    }
    return "let schedule: [(slices: Int\(columns))] = [\n\(rows.joined())]"
  }

  /// The names of all parameters, in the order in which they were first suggested.
  private var names: [String] {
    var seen: Set<Name> = []
    return steps.flatMap(\.parameters).filter { seen.insert($0.key).inserted }.map(\.name)
  }

  /// The values of consecutive slices that have the same ones, and the number of these slices.
  private func runs(of names: [String]) -> [(count: Int, values: [JSONValue?])] {
    var runs: [(count: Int, values: [JSONValue?])] = []
    for step in steps {
      let values = names.map { step.parameters[$0] }
      if let last = runs.last, last.values == values {
        runs[runs.count - 1].count += 1
      } else {
        runs.append((1, values))
      }
    }
    return runs
  }

  private static func type(of value: JSONValue) -> String {
    switch value {
    case .int: "Int"
    case .float, .literal: "Double"
    case .bool: "Bool"
    case .string: "String"
    case .null, .array, .object: "JSONValue"
    }
  }

  /// Distinct identifiers in camel case.
  private static func identifiers(_ names: [String]) -> [String] {
    var used: Set<String> = ["slices"]
    return names.map { name in
      let words = name.split { !$0.isLetter && !$0.isNumber }
      let joined = words.enumerated().map { index, word in
        index == 0 ? String(word) : word.prefix(1).uppercased() + word.dropFirst()
      }.joined()
      let plain = joined.first?.isLetter == true ? joined : "p" + joined
      var identifier = plain
      var number = 2
      while !used.insert(identifier).inserted {
        identifier = "\(plain)\(number)"
        number += 1
      }
      return identifier
    }
  }
}
