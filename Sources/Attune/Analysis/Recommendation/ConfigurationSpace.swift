/// The parameters of configurations as coordinates of a Gaussian process.
///
/// A parameter that a trial does not have is in the middle of its range, or a separate category.
struct ConfigurationSpace: Sendable {
  private var indices: [Name: Int] = [:]
  private var distributions: [Distribution] = []

  /// The parameters of some trials that vary, each with its latest distribution.
  init(_ trials: some Sequence<TrialSnapshot>) {
    for trial in trials {
      for parameter in trial.parameters where !parameter.distribution.isConstant {
        if let index = indices[parameter.key] {
          distributions[index] = parameter.distribution
        } else {
          indices[parameter.key] = distributions.count
          distributions.append(parameter.distribution)
        }
      }
    }
  }

  /// The kinds of the coordinates; empty if no parameter varies.
  var kinds: [CoordinateTable.Kind] {
    distributions.map { distribution in
      if case .categorical = distribution { .category } else { .numeric }
    }
  }

  /// The coordinates of a trial's parameters.
  func point(of trial: TrialSnapshot) -> [Double] {
    var point = kinds.map { $0 == .category ? -1 : 0.5 }
    for parameter in trial.parameters {
      guard let index = indices[parameter.key],
        let value = distributions[index].value(labelled: parameter.value)
      else { continue }
      if case .choice(let choice) = value {
        point[index] = Double(choice)
      } else {
        point[index] = distributions[index].position(of: value)
      }
    }
    return point
  }
}
