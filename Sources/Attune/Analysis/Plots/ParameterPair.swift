/// Two parameters that span a panel.
struct ParameterPair {
  let x: PlotParameter
  let y: PlotParameter

  /// Whether the trial at a place has both.
  func has(_ index: Int) -> Bool { x.values[index].isFinite && y.values[index].isFinite }

  /// Both as a trial has them.
  func parameters(of trial: TrialSnapshot) -> [Parameter] {
    trial.parameters.filter { $0.name.isIdentical(to: x.name) || $0.name.isIdentical(to: y.name) }
  }
}

extension PlotSource {
  /// Each pair of parameters once that some trial has together.
  ///
  /// - Throws: When there is none.
  func pairs(of parameters: [PlotParameter]) throws(AnalysisError) -> [ParameterPair] {
    let all = parameters.indices.flatMap { first in
      parameters[(first + 1)...].map { ParameterPair(x: parameters[first], y: $0) }
    }
    let pairs = all.filter { pair in pair.x.values.indices.contains { pair.has($0) } }
    guard !pairs.isEmpty else {
      throw missing(
        "no trial has two of the parameters together", remedy: "choose others, or draw the slice")
    }
    return pairs
  }
}
