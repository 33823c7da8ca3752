import Attune

/// Writes the trials of a study for other programs.
enum ExportCommand: Command {
  private enum Format: String, CaseIterable {
    case csv, json, jsonl
  }

  private static let format = Option.choice(
    "format", letter: "f", of: Format.self, "What to write.", standard: Format.csv)
  private static let nonFinite = Option.choice(
    "non-finite", of: JSONNonFinite.self,
    "How NaN and infinities are written in JSON, which has no numbers for them.",
    standard: JSONNonFinite.text)
  private static let guards = Option.flag(
    "guard-formulas",
    "Put an apostrophe before texts that a spreadsheet would take for formulas.")

  static let description = CommandDescription(
    "export", .looking, "Write the trials of a study for other programs.",
    discussion: TrialSelection.discussion + """


      CSV is as RFC 4180 has it, with the columns of Optuna's trials_dataframe; jsonl is an object a \
      line. Texts are written as they are. A spreadsheet takes those that start with = + - @ for \
      formulas, so if somebody else wrote them, use --guard-formulas.

      In JSON, NaN and infinities are the texts "NaN", "Infinity" and "-Infinity"; with --non-finite \
      null they are null, and with --non-finite token the bare words that Python reads and most other \
      programs refuse. Half a character (a surrogate without its partner, which only Python's texts \
      can hold) is written as \\ud800.
      """,
    options: [StudySelection.journal, StudySelection.study] + TrialSelection.all
      + [format, nonFinite, OutputFile.option, guards])

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
    let format: Format = arguments.choice(of: format) ?? .csv
    guard format == .csv || !arguments.has(guards) else {
      throw UsageError("--guard-formulas goes with --format csv")
    }
    guard format != .csv || !arguments.has(nonFinite) else {
      throw UsageError("--non-finite goes with --format json and jsonl")
    }
    let nonFinite: JSONNonFinite = arguments.choice(of: nonFinite) ?? .text
    let study = try arguments.study(in: arguments.existingJournal())
    let all = try arguments.selectedTrials(of: study)
    let table =
      try arguments.selectedColumns().map { try all.selecting($0) } ?? all.withoutSystemAttributes
    let text =
      switch format {
      case .csv: table.csv(guardsFormulas: arguments.has(guards))
      case .json: table.json(nonFinite: nonFinite)
      case .jsonl: table.jsonLines(nonFinite: nonFinite)
      }
    try console.write(text, toFile: arguments.text(of: OutputFile.option))
    return .success
  }
}
