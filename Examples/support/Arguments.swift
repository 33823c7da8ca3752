// Parses the command lines of the examples.

/// Options of the form `--name value`.
package struct Arguments {
  /// An invalid command line.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  private var values: [String: String] = [:]

  /// Parses the arguments after the program's name.
  ///
  /// - Parameters:
  ///   - arguments: The options and their values.
  ///   - program: The name of the program.
  ///   - options: The options, each with the placeholder for its value in the usage.
  package init(
    _ arguments: some Sequence<String>, of program: String, options: KeyValuePairs<String, String>
  ) throws {
    let usage = options.map { "[\($0) \($1)]" }.joined(separator: " ")
    var arguments = arguments.makeIterator()
    while let name = arguments.next() {
      guard options.contains(where: { $0.key == name }) else {
        throw Failure(description: "unknown option \(name); usage: \(program) \(usage)")
      }
      guard let value = arguments.next() else {
        throw Failure(description: "\(name) needs a value; usage: \(program) \(usage)")
      }
      values[name] = value
    }
  }

  /// The value of an option; nil if it is absent.
  package func text(_ name: String) -> String? { values[name] }

  /// The value of an option, an integer of at least 1; nil if it is absent.
  package func count(_ name: String) throws -> Int? {
    try number(name, atLeast: 1)
  }

  /// The value of an option, an integer of at least 0; nil if it is absent.
  package func seed(_ name: String) throws -> UInt64? {
    try number(name, atLeast: 0)
  }

  private func number<Number: FixedWidthInteger>(_ name: String, atLeast minimum: Number) throws
    -> Number?
  {
    try values[name].map { text in
      guard let number = Number(text), number >= minimum else {
        throw Failure(description: "\(name) needs an integer of at least \(minimum), not \(text)")
      }
      return number
    }
  }
}
