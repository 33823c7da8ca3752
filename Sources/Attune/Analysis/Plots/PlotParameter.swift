/// The values of a parameter in some trials, for an axis of a chart.
struct PlotParameter: Sendable {
  let name: String
  /// The labels of a categorical parameter in the order of its choices; nil for numerical parameters.
  private(set) var labels: [String]?
  private let isLog: Bool
  private let isInteger: Bool
  /// The value in each trial: a number, or the index of a label; NaN if the trial lacks the parameter.
  private(set) var values: [Double]

  // Trials share few distributions, so label indices are computed once for each.
  private var labelIndices: [JSONValue: Double] = [:]
  private var knownChoices: [JSONValue] = []

  private init(_ parameter: Parameter, count: Int) {
    name = parameter.name
    values = [Double](repeating: .nan, count: count)
    switch parameter.distribution {
    case .float(let float): (labels, isLog, isInteger) = (nil, float.scale == .log, false)
    case .int(let int): (labels, isLog, isInteger) = (nil, int.scale == .log, true)
    case .categorical: (labels, isLog, isInteger) = ([], false, false)
    }
  }

  /// Returns the parameters of some trials, sorted by name.
  ///
  /// The first trial with a parameter determines whether it is numerical or categorical. Values of the
  /// other kind, which other programs may record, count as missing.
  static func all(of trials: [TrialSnapshot]) -> [PlotParameter] {
    var columns: [PlotParameter] = []
    var indices: [Name: Int] = [:]
    for (row, trial) in trials.enumerated() {
      for (position, parameter) in trial.parameters.enumerated() {
        // Most trials have the same parameters in the same order.
        var index = position
        if position >= columns.count || Name(columns[position].name) != parameter.key {
          if let known = indices[parameter.key] {
            index = known
          } else {
            index = columns.count
            indices[parameter.key] = index
            columns.append(PlotParameter(parameter, count: trials.count))
          }
        }
        columns[index].set(parameter, row: row)
      }
    }
    return columns.sorted { Name($0.name) < Name($1.name) }
  }

  private mutating func set(_ parameter: Parameter, row: Int) {
    switch parameter.distribution.value(recorded: parameter.recordedValue) {
    case .float(let value) where labels == nil: values[row] = value
    case .int(let value) where labels == nil: values[row] = Double(value)
    case .choice(let choice):
      guard labels != nil, case .categorical(let categorical) = parameter.distribution else {
        return
      }
      if categorical.choices != knownChoices { addLabels(of: categorical.choices) }
      values[row] = labelIndices[categorical.choices[choice]] ?? .nan
    case nil where labels == nil: values[row] = parameter.value.doubleValue ?? .nan
    default: break
    }
  }

  private mutating func addLabels(of choices: [JSONValue]) {
    knownChoices = choices
    for choice in choices where labelIndices[choice] == nil {
      labelIndices[choice] = Double(labels?.count ?? 0)
      labels?.append(PlotText.label(choice))
    }
  }
}

extension PlotParameter {
  /// The axis for all values.
  var axis: ChartAxis { ChartAxis(name, scale, hasGrid: labels == nil) }

  /// The scale for all values.
  var scale: ChartScale {
    labels.map { .categories($0) } ?? .covering(values, isInteger: isInteger, isLog: isLog)
  }
}

extension PlotSource {
  /// Returns the parameters to show, sorted by name, and notes on the selection.
  ///
  /// - Parameters:
  ///   - trials: The trials.
  ///   - limit: The maximum number of parameters; the most important ones are kept.
  ///   - least: The minimum number of parameters.
  /// - Throws: ``AnalysisError`` if a requested parameter is missing, or there are too few.
  func parameters(
    of trials: [TrialSnapshot], limit: Int, least: Int = 1
  ) throws(AnalysisError) -> (parameters: [PlotParameter], notes: [String]) {
    let all = PlotParameter.all(of: trials)
    var chosen = all
    if let names = plot.parameters {
      for name in names where !all.contains(where: { $0.name.isIdentical(to: name) }) {
        let known = all.prefix(20).map { PlotText.shortened($0.name) }.joined(separator: ", ")
        throw missing(
          .invalidRequest, "no complete trial has a parameter \"\(PlotText.shortened(name))\"",
          remedy: all.isEmpty ? "no trial has any parameters" : "choose from \(known)")
      }
      chosen = all.filter { names.contains(name: $0.name) }
    }
    guard chosen.count >= least else {
      throw missing(
        .noParameters,
        least == 1
          ? "its complete trials have no parameters"
          : "\(counted(chosen.count, "parameter")) cannot make a pair",
        remedy: least == 1
          ? "suggest at least one" : "choose at least two, or draw the slice plot")
    }
    guard chosen.count > limit else { return (chosen, []) }
    let importances = try study.importances(
      of: plot.parameters, for: .objective(plot.objective ?? 0))
    let names = importances.prefix(limit).map(\.name)
    return (
      chosen.filter { names.contains(name: $0.name) },
      [
        "The \(limit) most important of \(chosen.count) parameters are shown; others can be selected."
      ]
    )
  }
}
