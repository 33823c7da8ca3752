extension ReportPage {
  /// The maximum number of best trials, and of failure reasons, that are listed.
  private static let listLimit = 20

  /// The summary section.
  var summary: HTML {
    var entries: HTML = ""
    func add(_ label: String, _ content: HTML) {
      entries += "<div><dt>\(label)</dt><dd>\(content)</dd></div>\n"
    }
    for (objective, direction) in study.directions.enumerated() {
      let name = study.objectiveNames[objective]
      if study.directions.count == 1, let trial = best.first, let value = trial.value {
        add(
          "Best value",
          "<strong>\(PlotText.number(value))</strong> in trial \(trial.number)")
        if let recommended {
          add("Best estimate", "\(recommended.description)")
        }
      }
      add(
        study.directions.count == 1 ? "Objective" : "Objective \(objective)",
        "\(direction.description) <bdi>\(name)</bdi>")
    }
    if study.directions.count > 1 {
      add("Pareto front", "\(ReportText.counted(best.count, "Pareto-optimal trial"))")
    }
    let states = TrialState.allCases.filter { study.trials.count(of: $0) > 0 }
      .map { "\(study.trials.count(of: $0)) \($0)" }
    add(
      "Trials",
      "\(study.trials.count)\(states.isEmpty ? "" : ": " + states.joined(separator: ", "))")
    if let feasibility = study.feasibility {
      add("Constraints", "\(feasibility.description)")
    }
    let starts = study.trials.compactMap(\.startTime)
    if let first = starts.min() {
      add("Start", "\(ReportText.moment(first)) UTC")
    }
    if let last = study.trials.compactMap(\.endTime).max() {
      add("End", "\(ReportText.moment(last)) UTC")
      let spent = study.trials.compactMap(\.duration).reduce(.zero, +)
      add("Total trial time", "\(ReportText.duration(spent))")
    }
    if let sampler = study.sampler { add("Sampler", "<bdi>\(sampler)</bdi>") }
    if let pruner = study.pruner { add("Pruner", "<bdi>\(pruner)</bdi>") }
    if let seed = study.seed { add("Seed", "\(String(seed))") }
    return "<section id=\"summary\"><h2>Summary</h2>\n<dl>\n\(entries)</dl></section>\n"
  }

  /// The section of the best trials: the Pareto front, if any, and the parameters as Swift code.
  var bestTrials: HTML {
    guard !best.isEmpty else {
      return """
        <section id="best"><h2>Best parameters</h2>
        <p>No complete, feasible trial yet.</p>
        \(front)</section>

        """
    }
    var list: HTML = ""
    for trial in best.prefix(Self.listLimit) {
      let snippet = Self.snippet(trial.parameters)
      if study.directions.count == 1 {
        list += "\(snippet)\n"
      } else {
        let values = trial.values.map { PlotText.number($0) }.joined(separator: ", ")
        list += "<details><summary>Trial \(trial.number): \(values)</summary>\(snippet)</details>\n"
      }
    }
    if let recommended {
      list += """
        <h3>Recommended parameters</h3>
        <p>The best estimate, \(recommended.description). The best value may be due to luck.</p>
        \(Self.snippet(recommended.trial.parameters))

        """
    }
    if best.count > Self.listLimit {
      list += "<p>\(best.count - Self.listLimit) more are highlighted in the table of trials.</p>\n"
    }
    guard study.directions.count > 1 else {
      return "<section id=\"best\"><h2>Best parameters</h2>\n\(list)</section>\n"
    }
    return """
      <section id="best"><h2>Best trials</h2>
      <div class="figures">
      \(front)<div><h3>Parameters</h3>
      \(list)</div></div></section>

      """
  }

  /// Returns parameters as Swift code: a dictionary for `enqueue` or `FixedTrial`.
  ///
  /// Parameters without a valid recorded value are omitted. Each literal is in a separate element, so
  /// that right-to-left text does not reorder the rest of the line.
  static func snippet(_ parameters: ParameterList) -> HTML {
    var entries: HTML = ""
    for parameter in parameters where parameter.parameterValue != nil {
      let name = SwiftSource.literal(parameter.name)
      entries += "  <bdi>\(name)</bdi>: <bdi>\(SwiftSource.literal(parameter.value))</bdi>,\n"
    }
    let dictionary: HTML = entries == "" ? "[:]" : "[\n\(entries)]"
    return """
      <div class="snippet"><button type="button" class="live" hidden>Copy</button>
      <pre tabindex="0"><code>let best: [String: JSONValue] = \(dictionary)
      try study.enqueue(best)
      let again = FixedTrial(best)</code></pre></div>
      """
  }

  /// Returns a text in a box that scrolls if the text is long.
  private static func bounded(_ text: String) -> HTML {
    "<div dir=\"auto\">\(text)</div>"
  }

  /// The section of the study's user attributes.
  var attributes: HTML {
    guard !study.userAttributes.isEmpty else { return "" }
    var rows: HTML = ""
    for (name, value) in study.userAttributes {
      let text = value.stringValue ?? value.description
      rows +=
        "<tr><th scope=\"row\">\(Self.bounded(name))</th><td>\(Self.bounded(text))</td></tr>\n"
    }
    return """
      <section id="attributes"><h2>User attributes</h2>
      <div class="wide"><table class="texts"><tbody>
      \(rows)</tbody></table></div></section>

      """
  }

  /// The section of failure reasons, the most frequent first.
  var failures: HTML {
    var numbers: [Name: [Int]] = [:]
    var reasons: [Name] = []
    for trial in study.trials where trial.state == .failed {
      let reason = Name(trial.failureReason ?? "no reason recorded")
      if numbers[reason] == nil { reasons.append(reason) }
      numbers[reason, default: []].append(trial.number)
    }
    guard !reasons.isEmpty else { return "" }
    let groups = reasons.map { (reason: $0, numbers: numbers[$0] ?? []) }
      .enumerated()
      .sorted { ($1.element.numbers.count, $0.offset) < ($0.element.numbers.count, $1.offset) }
      .map(\.element)
    var rows: HTML = ""
    for group in groups.prefix(Self.listLimit) {
      let first = group.numbers.prefix(10).map(String.init).joined(separator: ", ")
      rows += """
        <tr><td class="number">\(group.numbers.count)</td>\
        <td>\(first)\(group.numbers.count > 10 ? ", …" : "")</td>\
        <td>\(Self.bounded(group.reason.text))</td></tr>

        """
    }
    var more: HTML = ""
    if groups.count > Self.listLimit {
      more = "<p>\(groups.count - Self.listLimit) more reasons are not listed.</p>\n"
    }
    return """
      <section id="failures"><h2>Failures</h2>
      <div class="wide"><table class="texts"><thead><tr><th scope="col">count</th>\
      <th scope="col">trials</th><th scope="col">reason</th></tr></thead><tbody>
      \(rows)</tbody></table></div>
      \(more)</section>

      """
  }
}
