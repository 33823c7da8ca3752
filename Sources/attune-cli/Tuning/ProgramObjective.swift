import Attune

/// An objective that runs a program and reads its values from the output.
struct ProgramObjective: Sendable {
  var parameters: [ParameterSpecification]
  /// The program and its arguments.
  let words: [TextTemplate]
  /// Additional variables for its environment.
  let variables: [(name: String, value: TextTemplate)]
  /// The patterns of the objective values.
  let objectives: [OutputPattern]
  /// The pattern of intermediate values.
  let report: ReportPattern?
  /// Whether trials have budgets.
  let hasBudget: Bool
  /// Whether the program runs several times for each trial.
  let hasRepeats: Bool
  /// The error that ends the run, if something other than a program fails.
  let failure = RunFailure()

  /// The name of the file with the output of a trial.
  static let outputName = "output.txt"

  /// Runs the program for a trial, to its end or until the trial is pruned or interrupted.
  func values(of trial: Trial, in study: String) throws -> [Double] {
    var texts: [Name: String] = ["trial": String(trial.number)]
    for parameter in parameters {
      let value = try trial.suggest(parameter.name, from: parameter.distribution)
      texts[Name(parameter.name)] = ByteText.text(of: parameter.text(of: value))
    }
    if hasBudget { texts["budget"] = String(try trial.budget) }
    // A parameter may have that name.
    if usesSeed, texts["seed"] == nil { texts["seed"] = String(try trial.seed) }
    let (path, descriptor) = try createOutput(of: trial)
    var output = ProgramOutput(path: path, descriptor: descriptor)
    try trial.setUserAttribute("output", to: path)
    let lower = try trial.lowerRungPaths(ofArtifact: Self.outputName).first
    let environment = environment(
      of: trial, in: study, texts, folder: Self.folder(ofOutput: path),
      lowerFolder: lower.map(Self.folder(ofOutput:)))
    let program = try start(words.map { $0.filled(texts) }, environment)
    do {
      return try follow(program, &output, trial)
    } catch {
      // The reason for stopping takes precedence over a full disk.
      program.stop { try? output.keep($0) }
      guard error is CommandError else { throw error }
      throw failure.interruption(by: error)
    }
  }

  /// Whether the program gets a seed.
  private var usesSeed: Bool {
    hasRepeats || (words + variables.map(\.value)).contains { $0.placeholders.contains("seed") }
  }

  /// The folder of the files of a trial, from the path of its output.
  private static func folder(ofOutput path: String) -> String {
    String(path.dropLast(outputName.count + 1))
  }

  private func createOutput(of trial: Trial) throws -> (path: String, descriptor: Int32) {
    do {
      return try trial.createArtifact(named: Self.outputName)
    } catch {
      throw failure.interruption(by: error)
    }
  }

  private func start(
    _ words: [String], _ environment: ProcessEnvironment
  ) throws -> SupervisedProgram {
    do {
      return try SupervisedProgram(words, environment: environment)
    } catch {
      throw failure.interruption(by: error)
    }
  }

  private func follow(
    _ program: SupervisedProgram, _ output: inout ProgramOutput, _ trial: Trial
  ) throws -> [Double] {
    var reader = OutputReader(objectives, report: report)
    func read(_ lines: [String]) throws {
      for line in lines {
        // Matching takes time, and there may be many lines.
        try trial.checkCancellation()
        guard let report = reader.read(line) else { continue }
        try trial.report(report.value, step: report.step)
        try trial.checkPruning()
      }
    }
    while true {
      switch program.next() {
      case .output(let bytes): try read(try output.take(bytes))
      case .timeout: break
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
    of trial: Trial, in study: String, _ texts: [Name: String], folder: String,
    lowerFolder: String?
  ) -> ProcessEnvironment {
    let current = ProcessEnvironment.current
    var own = [
      (key: "ATTUNE_STUDY", value: ByteText.text(of: study)),
      (key: "ATTUNE_TRIAL", value: String(trial.number)),
      (key: "ATTUNE_ATTEMPT", value: String(trial.attempt)),
      (key: "ATTUNE_FOLDER", value: ByteText.text(of: folder)),
    ]
    if hasBudget {
      own.append((key: "ATTUNE_BUDGET", value: texts["budget"] ?? ""))
      // Empty rather than absent: an outer run of this command may have set it.
      own.append((key: "ATTUNE_LOWER_FOLDER", value: lowerFolder.map(ByteText.text(of:)) ?? ""))
    }
    if hasRepeats {
      own.append((key: "ATTUNE_SEED", value: texts["seed"] ?? ""))
      own.append((key: "ATTUNE_REPEAT", value: String(trial.repeatIndex)))
    }
    // Python buffers output to a pipe, and all reports would arrive at the end.
    if !current.has("PYTHONUNBUFFERED") { own.append((key: "PYTHONUNBUFFERED", value: "1")) }
    for parameter in parameters {
      let name = ByteText.text(of: "ATTUNE_PARAM_" + parameter.name)
      own.append((key: name, value: texts[Name(parameter.name)] ?? ""))
    }
    own += variables.map { (key: $0.name, value: $0.value.filled(texts)) }
    return current.setting(own)
  }
}
