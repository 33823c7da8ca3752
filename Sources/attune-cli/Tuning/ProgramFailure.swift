/// Why a trial of a program failed.
struct ProgramFailure: Error, Equatable, CustomStringConvertible {
  /// What happened and, where they say more, the last lines of the output.
  let description: String

  init(_ what: String, lastLines: [String] = []) {
    description =
      lastLines.isEmpty ? what : "\(what); the last lines: " + lastLines.joined(separator: " | ")
  }
}
