import Attune

/// Draws a plot of a study.
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
    "PLOT", "The plot to draw.", choices: Plot.all.map(\.name))
  private static let parameter = Option.value(
    "param", letter: "p", value: "NAME", "Show this parameter.", default: "all",
    isRepeatable: true)
  private static let objective = Option.value(
    "objective", value: "INDEX", "Show the objective value at this index, counted from 0.")
  private static let reference = Option.value(
    "reference", value: "NUMBER", "Use this reference point for hypervolume-history.",
    default: "the worst values", takesSeveral: true)
  private static let theme = Option.choice(
    "theme", of: Theme.self, "Use this colour theme; automatic follows the viewer's system.",
    default: .automatic)

  private static let log = Option.flag(
    "log", "Use logarithmic axes and colour scales for objective values.")
  private static let linear = Option.flag(
    "linear", "Use linear axes and colour scales for objective values.")
  private static let noClip = Option.flag(
    "no-clip", "Include outliers in the range of the axes.")

  static let description = CommandDescription(
    "plot", .inspecting, "Draw a plot of a study as SVG.",
    discussion: """
      By default an axis is logarithmic if all values are positive and span several decades. \
      Otherwise it ends before outliers, which are drawn as triangles at the edge and counted \
      below the plot. Axes of parameters follow the search space.
      """,
    operands: [plot],
    options: [
      StudySelection.storage, StudySelection.study, parameter, objective, reference,
      log, linear, noClip, theme, OutputFile.option,
    ])

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
    guard var plot = Plot.all.first(where: { $0.name == arguments.text(of: plot) }) else {
      throw UsageError("PLOT is missing")
    }
    let names = arguments.texts(of: parameter)
    if !names.isEmpty { plot = plot.showing(parameters: names) }
    if let index = try arguments.int(of: objective, in: 0...Int.max) {
      plot = plot.showing(objective: index)
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
    let study = try arguments.study(in: arguments.existingStorage())
    let theme: Theme = arguments.choice(of: theme) ?? .automatic
    let picture = try study.chart(plot, axes: axes).svg(theme: theme.theme)
    try console.write(document: picture + "\n", toFile: arguments.text(of: OutputFile.option))
    return .success
  }
}
