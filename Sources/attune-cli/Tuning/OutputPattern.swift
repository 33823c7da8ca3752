/// A regular expression that finds numbers in the lines of a program's output.
struct OutputPattern: Sendable, Equatable {
  /// The pattern as it was written.
  let text: String
  /// How many groups it has.
  let groupCount: Int

  /// Reads the pattern that an option gives.
  ///
  /// - Parameter groups: How many groups it may have.
  /// - Throws: `UsageError` when it is no regular expression, or has another number of groups.
  init(_ text: String, of option: Option, groups: ClosedRange<Int>) throws(UsageError) {
    self.text = text
    do {
      _ = try Regex(text)
      // Only a match tells how many there are; an optional one is found in the empty text.
      let match = try Regex("(?:\(text))?").prefixMatch(in: "")
      groupCount = (match?.output.count ?? 1) - 1
    } catch {
      throw UsageError("\(option.spelling) \"\(text)\" is no regular expression: \(error)")
    }
    guard groups.contains(groupCount) else {
      let wanted = groups.count == 1 ? "one group" : "one or two groups"
      throw UsageError(
        "\(option.spelling) \"\(text)\" has \(groupCount) groups in parentheses and needs \(wanted)"
          + ", as in \"loss: ([0-9.e+-]+)\"")
    }
  }

  /// What finds it.
  ///
  /// Regular expressions cannot be shared between threads, so each trial has its own.
  func search() -> Search { Search(self) }

  /// The pattern made ready to search lines.
  struct Search {
    private let pattern: OutputPattern
    /// The pattern as it was written.
    var text: String { pattern.text }

    private let regex: Regex<AnyRegexOutput>

    fileprivate init(_ pattern: OutputPattern) {
      self.pattern = pattern
      guard let regex = try? Regex(pattern.text) else {
        preconditionFailure("\(pattern.text) was a regular expression before")
      }
      // Numbers and names are made of single scalars, and comparing those takes a fraction of the time.
      self.regex = regex.matchingSemantics(.unicodeScalar)
    }

    /// What the groups of the last match in a line hold; nil when there is none.
    func last(in line: String) -> [String]? {
      guard let match = line.matches(of: regex).last else { return nil }
      return match.output.dropFirst().map { $0.substring.map(String.init) ?? "" }
    }

    /// The number that a text from a group spells.
    func number(_ text: String) throws(ProgramFailure) -> Double {
      guard let number = Double(text) else {
        throw ProgramFailure("\"\(pattern.text)\" has found \"\(text)\", which is not a number")
      }
      return number
    }
  }
}
