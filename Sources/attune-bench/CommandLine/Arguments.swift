/// The arguments of a command line, from which a command removes the options that it knows.
///
/// Arguments that remain afterwards are errors.
struct Arguments {
  private var arguments: [String]

  /// Creates the arguments from those after the program's name.
  init(_ arguments: some Sequence<String>) {
    self.arguments = Array(arguments)
  }

  /// Removes and returns the next argument if it is a command rather than an option.
  mutating func command() -> String? {
    guard let first = arguments.first, !first.hasPrefix("-") else { return nil }
    return arguments.removeFirst()
  }

  /// Removes an option without a value; returns whether it was present.
  mutating func flag(_ name: String) -> Bool {
    let count = arguments.count
    arguments.removeAll { $0 == name }
    return arguments.count < count
  }

  /// Removes an option, `--name value` or `--name=value`; returns its value, nil if absent.
  mutating func value(_ name: String) throws -> String? {
    if let index = arguments.firstIndex(where: { $0.hasPrefix(name + "=") }) {
      return String(arguments.remove(at: index).dropFirst(name.count + 1))
    }
    guard let index = arguments.firstIndex(of: name) else { return nil }
    guard index + 1 < arguments.count, !arguments[index + 1].hasPrefix("--") else {
      throw CommandError("\(name) needs a value")
    }
    defer { arguments.removeSubrange(index...index + 1) }
    return arguments[index + 1]
  }

  /// Removes an option and returns its value, an integer of at least 1.
  mutating func count(_ name: String, default standard: Int) throws -> Int {
    guard let text = try value(name) else { return standard }
    guard let number = Int(text), number >= 1 else {
      throw CommandError("\(name) needs an integer of at least 1, not \(text)")
    }
    return number
  }

  /// Removes an option and returns its value, a list separated by commas; nil if it is absent.
  mutating func list(_ name: String) throws -> [String]? {
    try value(name)?.split(separator: ",").map(String.init)
  }

  /// Throws an error if arguments remain.
  func finish() throws {
    guard let argument = arguments.first else { return }
    throw CommandError(
      argument.hasPrefix("-") ? "unknown option \(argument)" : "unexpected argument \(argument)")
  }
}
