/// The words of a command line, from which a command takes the options that it knows.
///
/// What is left when it has taken them all is a mistake of the user's.
struct Arguments {
  private var words: [String]

  /// Creates the arguments from the words behind the program's and the command's name.
  init(_ words: some Sequence<String>) {
    self.words = Array(words)
  }

  /// Takes the next word when it names a command rather than an option.
  mutating func command() -> String? {
    guard let first = words.first, !first.hasPrefix("-") else { return nil }
    return words.removeFirst()
  }

  /// Takes an option without a value; returns whether it was there.
  mutating func flag(_ name: String) -> Bool {
    let count = words.count
    words.removeAll { $0 == name }
    return words.count < count
  }

  /// Takes an option with its value, `--name value` or `--name=value`; nil when it is not there.
  mutating func value(_ name: String) throws -> String? {
    if let place = words.firstIndex(where: { $0.hasPrefix(name + "=") }) {
      return String(words.remove(at: place).dropFirst(name.count + 1))
    }
    guard let place = words.firstIndex(of: name) else { return nil }
    guard place + 1 < words.count, !words[place + 1].hasPrefix("--") else {
      throw CommandError("\(name) needs a value")
    }
    defer { words.removeSubrange(place...place + 1) }
    return words[place + 1]
  }

  /// Takes an option whose value is a whole number from 1 on.
  mutating func count(_ name: String, default standard: Int) throws -> Int {
    guard let text = try value(name) else { return standard }
    guard let number = Int(text), number >= 1 else {
      throw CommandError("\(name) needs a whole number from 1 on, not \(text)")
    }
    return number
  }

  /// Takes an option whose value is a list with commas; nil when it is not there.
  mutating func list(_ name: String) throws -> [String]? {
    try value(name)?.split(separator: ",").map(String.init)
  }

  /// Complains about what has not been taken.
  func finish() throws {
    guard let word = words.first else { return }
    throw CommandError(
      word.hasPrefix("-") ? "there is no option \(word) here" : "\(word) is one word too many")
  }
}
