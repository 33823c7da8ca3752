import Attune

/// An objective that runs a program and finds its value in the output.
struct ProgramObjective: Sendable {
  var parameters: [ParameterSpecification]
  /// The program and its arguments.
  let words: [TextTemplate]
  /// Variables for its environment besides those that are there.
  let variables: [(name: String, value: TextTemplate)]
  /// What finds the objective values, one pattern for each.
  let objectives: [OutputPattern]
  /// What finds values on the way.
  let report: ReportPattern?

  /// Runs the program for a trial, to its end or until the trial is given up or interrupted.
  func values(of trial: Trial, in study: String) throws -> [Double] {
    var texts = ["trial": String(trial.number)]
    for parameter in parameters {
      texts[parameter.name] = parameter.text(
        of: try trial.suggest(parameter.name, from: parameter.distribution))
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
        // A line may take some time, and there are many.
        try trial.checkCancellation()
        guard let report = reader.read(line) else { continue }
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
    of trial: Trial, in study: String, _ texts: [String: String], folder: String
  ) -> [String: String] {
    var environment = Spawning.environment
    // Python keeps back what it writes to a pipe, and reports would all come at the end.
    environment["PYTHONUNBUFFERED", default: "1"] += ""
    environment["ATTUNE_STUDY"] = study
    environment["ATTUNE_TRIAL"] = String(trial.number)
    environment["ATTUNE_ATTEMPT"] = String(trial.attempt)
    environment["ATTUNE_FOLDER"] = folder
    for parameter in parameters {
      environment["ATTUNE_PARAM_" + parameter.name] = texts[parameter.name]
    }
    for variable in variables { environment[variable.name] = variable.value.filled(texts) }
    return environment
  }
}
