import Attune

/// Why a trial of a program failed.
struct ProgramFailure: Error, Equatable, CustomStringConvertible {
  /// The reason and, if given, the last lines of the output.
  let description: String

  /// The maximum size of the reason in bytes, since it may contain a piece of the output.
  private static let lengthLimit = 1000

  init(_ what: String, lastLines: [String] = []) {
    let what = what.shortened(toBytes: Self.lengthLimit)
    description =
      lastLines.isEmpty ? what : "\(what); the last lines: " + lastLines.joined(separator: " | ")
  }
}
