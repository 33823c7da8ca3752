/// A subcommand of `attune`.
///
/// To add one, add a file to this folder and a line to ``Commands``.
protocol Command: SendableMetatype {
  /// The name, operands, options and help of the command.
  static var description: CommandDescription { get }

  /// Runs the command.
  ///
  /// - Returns: The exit code.
  /// - Throws: `UsageError` if the arguments are invalid, and any other error if the command fails.
  ///   Both are reported in one line.
  static func run(_ arguments: Arguments, _ console: Console) async throws -> ExitCode
}
