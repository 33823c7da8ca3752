/// A verb of `attune`.
///
/// A new one is a file of its own in this folder and a line in ``Commands``.
protocol Command: SendableMetatype {
  /// What it is called, takes and does.
  static var description: CommandDescription { get }

  /// Does it.
  ///
  /// - Returns: How it went, where that is not said by an error.
  /// - Throws: `UsageError` when the arguments make no sense, and any other error when it cannot be
  ///   done; both are reported in one line.
  static func run(_ arguments: Arguments, _ console: Console) async throws -> ExitCode
}
