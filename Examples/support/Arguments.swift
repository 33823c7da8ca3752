// Reads the command lines of the examples.

/// Options of the form `--name value`.
package struct Arguments {
  /// A command line that cannot be understood.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  private var values: [String: String] = [:]

  /// Reads the arguments behind the program's name.
  ///
  /// - Parameters:
  ///   - arguments: The options and their values.
  ///   - program: The name of the program.
  ///   - options: What stands for the value of each option.
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

  /// The text of an option.
  package func text(_ name: String) -> String? { values[name] }

  /// A whole number from 1 on.
  package func count(_ name: String) throws -> Int? {
    try number(name, from: 1)
  }

  /// A whole number from 0 on.
  package func seed(_ name: String) throws -> UInt64? {
    try number(name, from: 0)
  }

  private func number<Number: FixedWidthInteger>(_ name: String, from least: Number) throws
    -> Number?
  {
    try values[name].map { text in
      guard let number = Number(text), number >= least else {
        throw Failure(description: "\(name) needs a whole number from \(least) on, not \(text)")
      }
      return number
    }
  }
}
