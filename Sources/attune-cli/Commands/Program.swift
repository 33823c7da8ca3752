import Attune

/// The entry point of the program.
enum Program {
  static let version = LibraryVersion.text

  /// Runs the command that the arguments name, and reports errors in one line.
  ///
  /// - Parameter words: The arguments after the program's name, as ``ByteText``.
  static func run(_ words: [String], _ console: Console) async -> ExitCode {
    do {
      let words = try ByteText.plain(words)
      guard let verb = words.first else {
        console.printNotice("attune: no command is given; `attune --help` lists the commands")
        return .usage
      }
      switch verb {
      case "-h", "--help": try console.write(HelpText.overall(Commands.descriptions))
      case "--version": try console.writeLine("attune \(version)")
      default:
        guard !verb.hasPrefix("-") else {
          throw UsageError("there is no option \(verb); options follow a command")
        }
        return await run(try Commands.named(verb), Array(words.dropFirst()), console)
      }
      return .success
    } catch let error as UsageError {
      console.reportError(error, hint: "; `attune --help` lists the commands")
      return .usage
    } catch {
      console.reportError(error)
      return .failure
    }
  }

  private static func run(
    _ command: any Command.Type, _ words: [String], _ console: Console
  ) async -> ExitCode {
    let description = command.description
    let subject = "attune \(description.name)"
    do {
      let arguments = try ArgumentParser.parse(words, by: description)
      guard !arguments.has(CommandDescription.help) else {
        try console.write(HelpText.of(description))
        return .success
      }
      return try await command.run(arguments, console)
    } catch let error as UsageError {
      console.reportError(error, of: subject, hint: "; see `\(subject) --help`")
      if let excerpt = error.excerpt { console.printNotice(excerpt) }
      return .usage
    } catch is CancellationError {
      return .interrupted
    } catch {
      console.reportError(error, of: subject)
      return .failure
    }
  }
}
