import Attune

/// The server side of the line protocol: runs one study after another for another program.
struct DriveSession {
  /// The sampler of every study; nil for that in each study's request.
  private let sampler: SamplerSpecification?
  private var study: Study?
  private var trial: Trial?

  /// Whether the other program has sent "stop".
  private(set) var hasStopped = false

  /// Creates a session.
  init(sampler: SamplerSpecification?) {
    self.sampler = sampler
  }

  /// Handles a request; returns the answer if it has one.
  mutating func answer(_ request: DriveRequest) throws -> JSONValue? {
    switch try request.text("op") {
    case "start":
      study = try newStudy(request)
      trial = nil
    case "begin": trial = try current(study, "\"start\"").ask()
    case "suggest": return try suggest(request, current(trial, "\"begin\""))
    case "report":
      let trial = try current(trial, "\"begin\"")
      let (value, step) = (try request.number("value"), try request.integer("step"))
      if let metric = try request.optionalText("metric") {
        try trial.report(value, step: step, metric: metric)
      } else {
        try trial.report(value, step: step)
      }
      return ["prune": .bool(try trial.shouldPrune())]
    case "end":
      let trial = try current(trial, "\"begin\"")
      try current(study, "\"start\"").tell(trial, result(request))
      self.trial = nil
    case "stop": hasStopped = true
    case let operation: throw CommandError("unknown operation \"\(operation)\"")
    }
    return nil
  }

  private func current<Value>(_ value: Value?, _ operation: String) throws -> Value {
    guard let value else { throw CommandError("\(operation) must precede this operation") }
    return value
  }

  private func newStudy(_ request: DriveRequest) throws -> Study {
    let name = try request.text("direction")
    guard let direction = Direction.allCases.first(where: { $0.description == name }) else {
      throw CommandError("\"direction\" must be minimize or maximize, not \"\(name)\"")
    }
    let sampler = try self.sampler ?? SamplerSpecification(request.text("sampler"))
    let seed = UInt64(truncatingIfNeeded: try request.integer("seed"))
    return try Study(
      direction: direction, sampler: sampler.sampler, pruner: pruner(request), seed: seed)
  }

  private func pruner(_ request: DriveRequest) throws -> any Pruner {
    do {
      return try PrunerCatalogue.pruner(
        request.optionalText("pruner") ?? PrunerCatalogue.names[0])
    } catch let error as StrategySpecificationError {
      throw CommandError(error.description)
    }
  }

  private func suggest(_ request: DriveRequest, _ trial: Trial) throws -> JSONValue {
    let name = try request.text("name")
    switch try request.text("type") {
    case "float":
      let range = try Self.range(request.number("low"), request.number("high"))
      let value = try trial.suggest(
        name, in: range, scale: request.scale, step: request.optionalNumber("step"))
      return ["value": .float(value)]
    case "int":
      let range = try Self.range(request.integer("low"), request.integer("high"))
      let value = try trial.suggest(
        name, in: range, scale: request.scale, step: request.optionalInteger("step") ?? 1)
      return ["value": .int(value)]
    case "categorical":
      let choices = try request.list("choices").enumerated().map(DriveChoice.init)
      return ["index": .int(try trial.suggest(name, from: choices).index)]
    case let type: throw CommandError("unknown type \"\(type)\"")
    }
  }

  private static func range<Bound>(_ low: Bound, _ high: Bound) throws -> ClosedRange<Bound> {
    guard low <= high else { throw CommandError("\"low\" \(low) is greater than \"high\" \(high)") }
    return low...high
  }

  private func result(_ request: DriveRequest) throws -> TrialResult {
    switch try request.optionalText("state") {
    case nil, "complete": .complete(try request.number("value"))
    case "pruned": .pruned
    case let state?: .failed(reason: state)
    }
  }
}

/// A choice of any JSON value, and its index among the choices.
private struct DriveChoice: ChoiceLabel {
  let index: Int
  let choiceLabel: JSONValue

  init(_ pair: (offset: Int, element: JSONValue)) {
    index = pair.offset
    choiceLabel = pair.element
  }
}
