/// The arguments of a command line: options with values, and the others in their order.
struct Arguments {
  /// A command line that makes no sense.
  struct Misuse: Error, CustomStringConvertible {
    let description: String
  }

  private var plain: [String] = []
  private var options: [String: String] = [:]

  /// Sorts the arguments behind the program's name.
  init(_ arguments: some Sequence<String>) {
    var name: String?
    for word in arguments {
      if let option = name {
        options[option] = word
        name = nil
      } else if word.hasPrefix("--") {
        name = word
      } else {
        plain.append(word)
      }
    }
  }

  /// Takes the next word that belongs to no option.
  mutating func next() -> String? {
    plain.isEmpty ? nil : plain.removeFirst()
  }

  /// Takes the arguments that are left.
  mutating func rest() -> [String] {
    defer { plain = [] }
    return plain
  }

  /// Takes the next word, which must be there.
  mutating func required(_ what: String) throws -> String {
    guard let word = next() else { throw Misuse(description: "\(what) is missing") }
    return word
  }

  /// Takes an option.
  mutating func option(_ name: String) -> String? {
    options.removeValue(forKey: name)
  }

  /// Takes an option whose value is a number.
  mutating func number<Number: FixedWidthInteger>(
    _ name: String, default standard: Number
  ) throws -> Number {
    guard let text = option(name) else { return standard }
    guard let number = Number(text) else {
      throw Misuse(description: "\(name) needs a whole number, not \(text)")
    }
    return number
  }

  /// Complains about what nobody has taken.
  func finish() throws {
    if let word = options.keys.first ?? plain.first {
      throw Misuse(description: "nobody knows what \(word) is for")
    }
  }
}
