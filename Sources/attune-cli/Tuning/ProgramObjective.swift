import Attune

/// An objective that runs a program and finds its value in the output.
struct ProgramObjective: Sendable {
  let parameters: [ParameterSpecification]
  /// The program and its arguments.
  let words: [TextTemplate]
  /// Variables for its environment besides those that are there.
  let variables: [(name: String, value: TextTemplate)]
  /// What finds the objective values, one pattern for each.
  let objectives: [OutputPattern]
  /// What finds values on the way.
  let report: OutputPattern?

  /// Runs the program for a trial, to its end or until the trial is given up or interrupted.
  func values(of trial: Trial, in study: String) throws -> [Double] {
    var texts: [Name: String] = ["trial": String(trial.number)]
    for parameter in parameters {
      texts[Name(parameter.name)] = try trial.suggest(parameter.name, from: parameter.distribution)
        .text
    }
    let outputName = "output.txt"
    let path = try trial.artifactPath(named: outputName)
    try trial.setUserAttribute("output", to: path)
    var output = try ProgramOutput(path: path)
    let environment = environment(
      of: trial, in: study, texts, folder: String(path.dropLast(outputName.count + 1)))
    let program = try SupervisedProgram(
      words.map { $0.filled(texts) }, environment: environment)
    do {
      return try follow(program, &output, trial)
    } catch {
      // Why it was stopped counts more than a full disk.
      program.stop { try? output.keep($0) }
      throw error
    }
  }

  private func follow(
    _ program: SupervisedProgram, _ output: inout ProgramOutput, _ trial: Trial
  ) throws -> [Double] {
    var reader = OutputReader(objectives, report: report)
    func read(_ lines: [String]) throws {
      for line in lines {
        guard let report = try reader.read(line) else { continue }
        try trial.report(report.value, step: report.step)
        try trial.checkPruning()
      }
    }
    while true {
      switch program.next() {
      case .output(let bytes): try read(try output.take(bytes))
      case .nothing: break
      case .ended(let end):
        try read(output.finish())
        guard end == .exit(0) else {
          throw ProgramFailure("the program ended with \(end)", lastLines: output.lastLines)
        }
        do {
          return try reader.values()
        } catch {
          throw ProgramFailure(error.description, lastLines: output.lastLines)
        }
      }
      try trial.checkCancellation()
    }
  }

  private func environment(
    of trial: Trial, in study: String, _ texts: [Name: String], folder: String
  ) -> [Name: String] {
    var environment = Spawning.environment
    // Python keeps back what it writes to a pipe, and reports would all come at the end.
    environment["PYTHONUNBUFFERED", default: "1"] += ""
    environment["ATTUNE_STUDY"] = study
    environment["ATTUNE_TRIAL"] = String(trial.number)
    environment["ATTUNE_ATTEMPT"] = String(trial.attempt)
    environment["ATTUNE_FOLDER"] = folder
    for parameter in parameters {
      environment[Name("ATTUNE_PARAM_" + parameter.name)] = texts[Name(parameter.name)]
    }
    for variable in variables { environment[Name(variable.name)] = variable.value.filled(texts) }
    return environment
  }
}

extension JSONValue {
  /// The value as a word of a command line: text as it is, anything else as JSON.
  fileprivate var text: String { stringValue ?? description }
}
