import Attune

/// Exports the trials of a study as CSV or JSON.
enum ExportCommand: Command {
  private enum Format: String, CaseIterable {
    case csv, json, jsonl
  }

  private static let format = Option.choice(
    "format", letter: "f", of: Format.self, "Write this format.", default: Format.csv)
  private static let nonFinite = Option.choice(
    "non-finite", of: JSONNonFinite.self,
    "Write NaN and infinities in JSON as text, null or bare tokens.",
    default: JSONNonFinite.text)
  private static let guards = Option.flag(
    "guard-formulas",
    "Put an apostrophe before texts that a spreadsheet would read as formulas.")

  static let description = CommandDescription(
    "export", .inspecting, "Export the trials of a study as CSV or JSON.",
    discussion: TrialSelection.discussion + """


      CSV follows RFC 4180 and has the columns of Optuna's trials_dataframe; jsonl is one object \
      per line. Texts are written unchanged. A spreadsheet reads texts that start with = + - @ as \
      formulas, so use --guard-formulas if the texts come from an untrusted source.

      In JSON, NaN and infinities are the texts "NaN", "Infinity" and "-Infinity". With \
      --non-finite null they are null; with --non-finite token they are bare words, which Python \
      reads and most other programs reject. An unpaired surrogate, which only Python's strings can \
      contain, is written as \\ud800.
      """,
    options: [StudySelection.storage, StudySelection.study] + TrialSelection.all
      + [format, nonFinite, OutputFile.option, guards])

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
    let format: Format = arguments.choice(of: format) ?? .csv
    guard format == .csv || !arguments.has(guards) else {
      throw UsageError("--guard-formulas needs --format csv")
    }
    guard format != .csv || !arguments.has(nonFinite) else {
      throw UsageError("--non-finite needs --format json or jsonl")
    }
    let nonFinite: JSONNonFinite = arguments.choice(of: nonFinite) ?? .text
    let study = try arguments.study(in: arguments.existingStorage())
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
