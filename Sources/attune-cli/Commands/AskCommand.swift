import Attune

/// Starts a trial whose result is reported later, by `tell`.
enum AskCommand: Command {
  private static let space = Option.value(
    "search-space", value: "JSON",
    "Describe parameters as an object of names and the JSON of Optuna's distribution_to_json.")
  private static let sampler = Option.value(
    "sampler", value: "SAMPLER",
    "Use this sampler instead of the one recorded with the study: "
      + SamplerSpecification.names + ".")

  private static let format = Option.choice(
    "format", letter: "f", of: TableFormat.self, "Print in this format.", default: .json)

  static let description = CommandDescription(
    "ask", .managing, "Start a trial and print its parameter values.",
    discussion: """
      The trial runs until `attune tell` ends it, in this or another process. Enqueued trials come \
      first. The default output is {"number": 7, "params": {"rate": 0.02}}. The sampler recorded \
      with the study is used; if the command cannot tell its settings, with the default ones.


      """ + ParameterSpecification.discussion,
    options: [
      StudySelection.storage, StudySelection.study, ParameterSpecification.option, space, sampler,
      format,
    ])

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
    var parameters = try parameters(arguments)
    let storage = try arguments.existingStorage()
    let snapshot = try arguments.study(in: storage)
    let sampler =
      try arguments.text(of: sampler).map(SamplerSpecification.sampler(_:))
      ?? SamplerSpecification.sampler(recordedWith: snapshot)
    let study = try Study(
      loading: snapshot.name, storage: storage, sampler: sampler,
      pruner: PrunerSpecification.pruner(recordedWith: snapshot))
    parameters = try study.resuming(parameters)
    let trial = try study.ask(detached: true)
    var values: [(String, JSONValue)] = []
    do {
      for parameter in parameters {
        values.append(
          (parameter.name, try trial.suggest(parameter.name, from: parameter.distribution)))
      }
    } catch {
      // The values were not printed, so no result can be reported for this trial.
      try study.tell(trial, .failed(reason: "\(error)"))
      throw error
    }
    let table = DataTable(
      columns: [.init("number")] + values.map { .init($0.0, group: "params") },
      rows: [[.int(trial.number)] + values.map(\.1)])
    let format: TableFormat = arguments.choice(of: format) ?? .json
    if format == .json {
      let object: JSONValue = ["number": .int(trial.number), "params": .object(JSONObject(values))]
      try console.writeLine(object.text(nonFinite: .text))
    } else {
      try console.show(table, as: format)
    }
    return .success
  }

  private static func parameters(
    _ arguments: Arguments
  ) throws(UsageError) -> [ParameterSpecification] {
    let own = try ParameterSpecification.all(arguments.texts(of: ParameterSpecification.option))
    guard let text = arguments.text(of: space) else { return own }
    let others = try ParameterSpecification.all(searchSpace: text)
    if let both = own.first(where: { parameter in
      others.contains { $0.name.isIdentical(to: parameter.name) }
    }) {
      throw UsageError(
        "the parameter \"\(both.name)\" is described by both --param and --search-space; remove one"
      )
    }
    return own + others
  }
}
