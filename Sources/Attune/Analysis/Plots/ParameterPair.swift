/// The two parameters of a panel.
struct ParameterPair {
  let x: PlotParameter
  let y: PlotParameter

  /// Whether the trial at an index has both parameters.
  func has(_ index: Int) -> Bool { x.values[index].isFinite && y.values[index].isFinite }

  /// Returns the two parameters of a trial.
  func parameters(of trial: TrialSnapshot) -> [Parameter] {
    trial.parameters.filter { $0.name.isIdentical(to: x.name) || $0.name.isIdentical(to: y.name) }
  }
}

extension PlotSource {
  /// Returns the pairs of parameters that at least one trial has together, each once.
  ///
  /// - Throws: ``AnalysisError`` if there is no such pair.
  func pairs(of parameters: [PlotParameter]) throws(AnalysisError) -> [ParameterPair] {
    let all = parameters.indices.flatMap { first in
      parameters[(first + 1)...].map { ParameterPair(x: parameters[first], y: $0) }
    }
    let pairs = all.filter { pair in pair.x.values.indices.contains { pair.has($0) } }
    guard !pairs.isEmpty else {
      throw missing(
        .noParameters, "no trial has two of the parameters together",
        remedy: "choose other parameters, or draw the slice plot")
    }
    return pairs
  }
}
