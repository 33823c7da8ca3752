/// The arguments of a command line: options with values, and positional arguments.
struct Arguments {
  /// An invalid command line.
  struct Misuse: Error, CustomStringConvertible {
    let description: String
  }

  private var positional: [String] = []
  private var options: [String: String] = [:]

  /// Parses the arguments after the program's name.
  init(_ arguments: some Sequence<String>) {
    var name: String?
    for argument in arguments {
      if let option = name {
        options[option] = argument
        name = nil
      } else if argument.hasPrefix("--") {
        name = argument
      } else {
        positional.append(argument)
      }
    }
  }

  /// Removes and returns the next positional argument.
  mutating func next() -> String? {
    positional.isEmpty ? nil : positional.removeFirst()
  }

  /// Removes and returns the remaining positional arguments.
  mutating func rest() -> [String] {
    defer { positional = [] }
    return positional
  }

  /// Removes and returns the next positional argument.
  ///
  /// - Throws: ``Misuse`` if there is none.
  mutating func required(_ what: String) throws -> String {
    guard let argument = next() else { throw Misuse(description: "\(what) is missing") }
    return argument
  }

  /// Removes an option and returns its value.
  mutating func option(_ name: String) -> String? {
    options.removeValue(forKey: name)
  }

  /// Removes an option and returns its value, an integer.
  mutating func number<Number: FixedWidthInteger>(
    _ name: String, default standard: Number
  ) throws -> Number {
    guard let text = option(name) else { return standard }
    guard let number = Number(text) else {
      throw Misuse(description: "\(name) needs an integer, not \(text)")
    }
    return number
  }

  /// Throws an error if unknown options or surplus arguments remain.
  func finish() throws {
    if let name = options.keys.first {
      throw Misuse(description: "unknown option \(name)")
    }
    if let argument = positional.first {
      throw Misuse(description: "unexpected argument \(argument)")
    }
  }
}
