import Attune

/// Why a trial of a program failed.
struct ProgramFailure: Error, Equatable, CustomStringConvertible {
  /// What happened and, where they say more, the last lines of the output.
  let description: String

  /// How many bytes of what happened are recorded, which may hold a piece of the output.
  private static let lengthLimit = 1000

  init(_ what: String, lastLines: [String] = []) {
    let what = what.shortened(toBytes: Self.lengthLimit)
    description =
      lastLines.isEmpty ? what : "\(what); the last lines: " + lastLines.joined(separator: " | ")
  }
}
