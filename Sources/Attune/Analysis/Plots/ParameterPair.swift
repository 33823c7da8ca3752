/// Two parameters that span a panel.
struct ParameterPair {
  let x: PlotParameter
  let y: PlotParameter

  /// Each pair once.
  static func all(of parameters: [PlotParameter]) -> [ParameterPair] {
    parameters.indices.flatMap { first in
      parameters[(first + 1)...].map { ParameterPair(x: parameters[first], y: $0) }
    }
  }

  /// Whether the trial at a place has both.
  func has(_ index: Int) -> Bool { x.values[index].isFinite && y.values[index].isFinite }

  /// Both as a trial has them.
  func parameters(of trial: TrialSnapshot) -> [Parameter] {
    trial.parameters.filter { $0.name == x.name || $0.name == y.name }
  }
}
