/// The varying parameters that trials have had, in the order in which they first had them, with their
/// latest distributions.
struct SeenParameters: Sendable {
  struct Seen: Sendable, Hashable {
    let name: Name
    var distribution: Distribution
  }

  private var indices: [Name: Int] = [:]
  private(set) var parameters: [Seen] = []

  /// Adds the parameters of a trial.
  mutating func add(_ trial: TrialSnapshot) {
    for parameter in trial.parameters where !parameter.distribution.isConstant {
      let seen = Seen(name: parameter.key, distribution: parameter.distribution)
      if let index = indices[seen.name] {
        parameters[index] = seen
      } else {
        append(seen)
      }
    }
  }

  /// Adds the parameters of an earlier study that are missing.
  mutating func addMissing(_ others: SeenParameters) {
    for seen in others.parameters where indices[seen.name] == nil { append(seen) }
  }

  private mutating func append(_ seen: Seen) {
    indices[seen.name] = parameters.count
    parameters.append(seen)
  }

  /// The parameters as coordinates, with the orders of choices that others have.
  func axes(like others: [ModelSpace.Axis]) -> [ModelSpace.Axis] {
    parameters.map { seen in
      let order = others.first { $0.name == seen.name }?.order
      // Choices may have been added since.
      let isComplete = order?.count == seen.distribution.valueCount
      return ModelSpace.Axis(seen.name, seen.distribution, order: isComplete ? order : nil)
    }
  }

  /// The parameters as coordinates.
  ///
  /// - Parameter hints: Returns the hints of a space's parameters; none if there are none.
  func axes(_ hints: (SearchSpace) -> [ParameterHints]) -> [ModelSpace.Axis] {
    parameters.map { seen in
      let order = hints(SearchSpace([seen.name: seen.distribution])).first?.order
      return ModelSpace.Axis(seen.name, seen.distribution, order: order)
    }
  }
}
