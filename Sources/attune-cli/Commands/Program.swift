/// The program from its words to its exit code.
enum Program {
  static let version = "0.1.0"

  /// Does what the words behind the program's name say, and reports errors in a line.
  ///
  /// - Parameter words: As ``ByteText``.
  static func run(_ words: [String], _ console: Console) async -> ExitCode {
    do {
      let words = try ByteText.plain(words)
      guard let verb = words.first else {
        console.note("attune: no command is given; `attune --help` lists them")
        return .usage
      }
      switch verb {
      case "-h", "--help": try console.write(HelpText.overall(Commands.descriptions))
      case "--version": try console.writeLine("attune \(version)")
      default:
        guard !verb.hasPrefix("-") else {
          throw UsageError("there is no option \(verb); options stand behind a command")
        }
        return await run(try Commands.named(verb), Array(words.dropFirst()), console)
      }
      return .success
    } catch let error as UsageError {
      console.complain(error, hint: "; `attune --help` lists the commands")
      return .usage
    } catch {
      console.complain(error)
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
      console.complain(error, of: subject, hint: "; see `\(subject) --help`")
      if let excerpt = error.excerpt { console.note(excerpt) }
      return .usage
    } catch is CancellationError {
      return .interrupted
    } catch {
      console.complain(error, of: subject)
      return .failure
    }
  }
}
