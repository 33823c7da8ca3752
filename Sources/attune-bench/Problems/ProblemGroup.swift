/// A set of problems with a purpose.
enum ProblemGroup: String, CaseIterable {
  /// The ten problems on which the other optimizers were measured first.
  case `public`
  /// Problems that validate the defaults, which were chosen on the public ones.
  case control
  /// Problems for choosing among variants of samplers, with the public ones.
  case choosing
  /// Problems for the final comparison only, each similar to one for choosing.
  case final

  /// The problems in the order of the tables.
  var problems: [Problem] {
    switch self {
    case .public:
      [
        .sphere, .rosenbrock, .rastrigin, .ackley, .branin, .hartmann, .supportVectorMachine,
        .network, .noisyBowl, .classifierTable,
      ]
    case .control:
      [
        .levy, .griewank, .styblinskiTang, .schwefel, .michalewicz, .manyDimensions, .zakharov,
        .camel, .choices, .integers, .boosting,
      ]
    case .choosing:
      [
        .nestedFamily, .nestedBlocks, .noisyValley, .boostingTable, .border, .roughWaves,
      ]
    case .final:
      [
        .nestedPipeline, .nestedTraining, .noisyTraining, .networkTable, .borderMixed,
        .roughFractal,
      ]
    }
  }

  /// The problems of a list of names of problems and groups, each problem once.
  static func problems(_ names: [String]) throws -> [Problem] {
    var problems: [Problem] = []
    for problem in try names.flatMap(Self.problems(named:))
    where !problems.contains(where: { $0.name == problem.name }) {
      problems.append(problem)
    }
    return problems
  }

  private static func problems(named name: String) throws -> [Problem] {
    try ProblemGroup(rawValue: name)?.problems ?? [Problem.named(name)]
  }
}

extension Problem {
  /// The problems of all groups.
  static let all = ProblemGroup.allCases.flatMap(\.problems)

  /// The problem with a name.
  static func named(_ name: String) throws -> Problem {
    guard let problem = all.first(where: { $0.name == name }) else {
      let names = (ProblemGroup.allCases.map(\.rawValue) + all.map(\.name)).joined(separator: ", ")
      throw CommandError("unknown problem \"\(name)\"; choose from \(names)")
    }
    return problem
  }
}
