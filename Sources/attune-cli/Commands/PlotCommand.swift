import Attune

/// Draws a picture of a study.
enum PlotCommand: Command {
  private enum Theme: String, CaseIterable {
    case automatic, light, dark

    var theme: ChartTheme {
      switch self {
      case .automatic: .automatic
      case .light: .light
      case .dark: .dark
      }
    }
  }

  private static let plot = Operand(
    "PLOT", "What to draw.", choices: Plot.all.map(\.name))
  private static let parameter = Option.value(
    "param", letter: "p", value: "NAME", "A parameter to show.", standard: "all",
    isRepeatable: true)
  private static let objective = Option.value(
    "objective", value: "PLACE", "Which of several objective values to show, from 0.")
  private static let reference = Option.value(
    "reference", value: "NUMBER", "The reference point of hypervolume-history.",
    standard: "the worst values", takesSeveral: true)
  private static let theme = Option.choice(
    "theme", of: Theme.self, "The colours; automatic follows the reader's system.",
    standard: .automatic)

  private static let log = Option.flag(
    "log", "Draw axes and colours of values logarithmic, whatever the values.")
  private static let linear = Option.flag(
    "linear", "Draw them linear, whatever the values.")
  private static let noClip = Option.flag(
    "no-clip", "Draw all values to scale, outliers too.")

  static let description = CommandDescription(
    "plot", .looking, "Draw a picture of a study, as SVG.",
    discussion: """
      Axes stay readable: they are logarithmic where all values are above zero and span decades, and \
      otherwise end before outliers, which are drawn as triangles at the edge and counted below the \
      picture. The axes of parameters are as their search space.
      """,
    operands: [plot],
    options: [
      StudySelection.journal, StudySelection.study, parameter, objective, reference,
      log, linear, noClip, theme, OutputFile.option,
    ])

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
    guard var plot = Plot.all.first(where: { $0.name == arguments.text(of: plot) }) else {
      throw UsageError("PLOT is missing")
    }
    let names = arguments.texts(of: parameter)
    if !names.isEmpty { plot = plot.showing(parameters: names) }
    if let place = try arguments.int(of: objective, in: 0...Int.max) {
      plot = plot.showing(objective: place)
    }
    if arguments.has(reference) {
      plot = plot.referencePoint(
        try arguments.texts(of: reference).map { text throws(UsageError) in
          try Arguments.number(text, of: reference.spelling)
        })
    }
    if arguments.has(log), arguments.has(linear) {
      throw UsageError("--log and --linear exclude each other")
    }
    let axes = AxisOptions(
      scale: arguments.has(log) ? .log : arguments.has(linear) ? .linear : .automatic,
      clipsOutliers: !arguments.has(noClip))
    let study = try arguments.study(in: arguments.existingJournal())
    let theme: Theme = arguments.choice(of: theme) ?? .automatic
    let picture = try study.chart(plot, axes: axes).svg(theme: theme.theme)
    try console.write(document: picture + "\n", toFile: arguments.text(of: OutputFile.option))
    return .success
  }
}
