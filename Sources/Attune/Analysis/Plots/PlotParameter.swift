/// A parameter over some trials, as an axis of a picture.
struct PlotParameter: Sendable {
  let name: String
  /// The labels of a categorical parameter in the order in which trials could choose them.
  private(set) var labels: [String]?
  private let isLog: Bool
  private let isWhole: Bool
  /// The values trial by trial: numbers, or places among the labels; NaN where a trial has none.
  private(set) var values: [Double]

  // Trials share few distributions, so the places of labels are looked up once for each.
  private var places: [JSONValue: Double] = [:]
  private var knownChoices: [JSONValue] = []

  private init(_ parameter: Parameter, count: Int) {
    name = parameter.name
    values = [Double](repeating: .nan, count: count)
    switch parameter.distribution {
    case .float(let float): (labels, isLog, isWhole) = (nil, float.scale == .log, false)
    case .int(let int): (labels, isLog, isWhole) = (nil, int.scale == .log, true)
    case .categorical: (labels, isLog, isWhole) = ([], false, false)
    }
  }

  /// The parameters of some trials, sorted by name.
  ///
  /// The first trial that has a parameter says whether it is a number or a choice. Another program's
  /// value that is something else counts as not there.
  static func all(of trials: [TrialSnapshot]) -> [PlotParameter] {
    var columns: [PlotParameter] = []
    var indices: [Name: Int] = [:]
    for (row, trial) in trials.enumerated() {
      for (place, parameter) in trial.parameters.enumerated() {
        // Trials mostly have the same parameters in the same order.
        var index = place
        if place >= columns.count || Name(columns[place].name) != parameter.key {
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
      if categorical.choices != knownChoices { learn(categorical.choices) }
      values[row] = places[categorical.choices[choice]] ?? .nan
    case nil where labels == nil: values[row] = parameter.value.doubleValue ?? .nan
    default: break
    }
  }

  private mutating func learn(_ choices: [JSONValue]) {
    knownChoices = choices
    for choice in choices where places[choice] == nil {
      places[choice] = Double(labels?.count ?? 0)
      labels?.append(PlotText.label(choice))
    }
  }
}

extension PlotParameter {
  /// The axis on which all values have a place.
  var axis: ChartAxis { ChartAxis(name, scale, hasGrid: labels == nil) }

  /// The scale on which all values have a place.
  var scale: ChartScale {
    labels.map { .categories($0) } ?? .covering(values, isWhole: isWhole, isLog: isLog)
  }
}

extension PlotSource {
  /// The parameters to be shown, sorted by name, and what is to be said about the choice.
  ///
  /// - Parameters:
  ///   - limit: How many are shown at most: the most important ones.
  ///   - least: How many there must be.
  /// - Throws: When one that was asked for is not there, or too few are.
  func parameters(
    of trials: [TrialSnapshot], limit: Int, least: Int = 1
  ) throws(AnalysisError) -> (parameters: [PlotParameter], notes: [String]) {
    let all = PlotParameter.all(of: trials)
    var chosen = all
    if let names = plot.parameters {
      for name in names where !all.contains(where: { $0.name.isIdentical(to: name) }) {
        let known = all.prefix(20).map { PlotText.shortened($0.name) }.joined(separator: ", ")
        throw missing(
          "no complete trial has a parameter \"\(PlotText.shortened(name))\"",
          remedy: all.isEmpty ? "no trial has any parameters" : "choose from \(known)")
      }
      chosen = all.filter { names.contains(name: $0.name) }
    }
    guard chosen.count >= least else {
      throw missing(
        least == 1
          ? "its complete trials have no parameters"
          : "\(counted(chosen.count, "parameter")) cannot make a pair",
        remedy: least == 1
          ? "suggest at least one" : "choose at least two, or draw the slice of one")
    }
    guard chosen.count > limit else { return (chosen, []) }
    let importances = try study.importances(
      of: plot.parameters, for: .objective(plot.objective ?? 0))
    let names = importances.prefix(limit).map(\.name)
    return (
      chosen.filter { names.contains(name: $0.name) },
      ["The \(limit) most important of \(chosen.count) parameters are shown; others can be chosen."]
    )
  }
}
