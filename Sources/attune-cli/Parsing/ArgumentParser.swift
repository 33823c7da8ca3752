import Attune

/// Parses the arguments after a command name into options and operands.
///
/// Accepts `--name value`, `--name=value`, `-n value`, `-nvalue` and grouped flags, `-ab`. After
/// `--` every argument is an operand. A number, such as `-0.5`, is never an option.
struct ArgumentParser {
  private let description: CommandDescription
  private var words: ArraySlice<String>
  private var values: [Option: [String]] = [:]
  private var operands: [String] = []

  private init(_ words: [String], _ description: CommandDescription) {
    self.words = words[...]
    self.description = description
  }

  /// Parses arguments by the description of a command.
  static func parse(
    _ words: [String], by description: CommandDescription
  ) throws(UsageError) -> Arguments {
    var parser = ArgumentParser(words, description)
    try parser.parseWords()
    let asksForHelp = parser.values[CommandDescription.help] != nil
    return Arguments(
      description, values: parser.values,
      operands: asksForHelp ? [:] : try parser.assignOperands())
  }

  private mutating func parseWords() throws(UsageError) {
    while let word = words.popFirst() {
      if word == "--" {
        operands += words
        return
      } else if word.hasPrefix("--") {
        try parseLongOption(word.dropFirst(2))
      } else if Self.isOption(word) {
        try parseShortOptions(word.dropFirst())
      } else {
        operands.append(word)
      }
    }
  }

  private static func isOption(_ word: String) -> Bool {
    word.hasPrefix("-") && word.count > 1 && Double(word) == nil
  }

  private mutating func parseLongOption(_ word: Substring) throws(UsageError) {
    let parts = word.split(atScalar: "=", maxSplits: 1)
    let name = parts[0]
    guard let option = description.options.first(where: { $0.names.contains(name) }) else {
      let known = description.options.flatMap(\.names).map { "--\($0)" }
      throw UsageError(
        "there is no option --\(name)\(EditDistance.hint(for: "--\(name)", among: known))")
    }
    guard option.arity != .flag else {
      guard parts.count == 1 else { throw UsageError("\(option.spelling) takes no value") }
      return try record([], for: option)
    }
    try parseValues(of: option, first: parts.count == 2 ? parts[1] : nil)
  }

  private mutating func parseShortOptions(_ word: Substring) throws(UsageError) {
    var rest = word
    while let letter = rest.popFirst() {
      guard let option = description.options.first(where: { $0.letter == letter }) else {
        throw UsageError("there is no option -\(letter)")
      }
      if option.arity == .flag {
        try record([], for: option)
      } else {
        return try parseValues(of: option, first: rest.isEmpty ? nil : String(rest))
      }
    }
  }

  private mutating func parseValues(of option: Option, first: String?) throws(UsageError) {
    var taken: [String] = []
    if let first {
      taken = [first]
    } else if let next = words.first, !Self.isOption(next) {
      taken = [words.removeFirst()]
    } else {
      throw UsageError("\(option.spelling) needs a value, \(option.valueName)")
    }
    if option.arity == .several, first == nil {
      while let next = words.first, !Self.isOption(next) { taken.append(words.removeFirst()) }
    }
    try record(taken, for: option)
  }

  private mutating func record(_ taken: [String], for option: Option) throws(UsageError) {
    for value in taken where !option.choices.isEmpty && !option.choices.contains(value) {
      throw Self.unknownChoice(value, for: option.spelling, option.choices)
    }
    guard values[option] == nil || option.isRepeatable || option.arity == .flag else {
      throw UsageError("\(option.spelling) is given twice")
    }
    values[option, default: []] += taken
  }

  private static func unknownChoice(
    _ value: String, for subject: String, _ choices: [String]
  ) -> UsageError {
    let hint = EditDistance.hint(for: value, among: choices)
    let list = hint.isEmpty ? "; give one of \(choices.joined(separator: ", "))" : hint
    return UsageError("\(subject) cannot be \"\(value)\"\(list)")
  }

  private func assignOperands() throws(UsageError) -> [Operand: [String]] {
    var rest = operands[...]
    var result: [Operand: [String]] = [:]
    for operand in description.operands {
      let taken = Array(rest.prefix(operand.maximum))
      rest = rest.dropFirst(taken.count)
      guard taken.count >= operand.minimum else {
        throw UsageError("\(operand.name) is missing")
      }
      for value in taken where !operand.choices.isEmpty && !operand.choices.contains(value) {
        throw Self.unknownChoice(value, for: operand.name, operand.choices)
      }
      result[operand] = taken
    }
    if let extra = rest.first { throw UsageError("unexpected argument \"\(extra)\"") }
    return result
  }
}
