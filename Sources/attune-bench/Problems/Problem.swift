import Attune

/// An objective with a known optimum, on which samplers are measured.
struct Problem: Sendable {
  /// The name of the problem.
  let name: String
  /// Whether the objective is minimized or maximized.
  let direction: Direction
  /// The optimal value.
  let optimum: Double
  /// The noise added to a trial's value, by the trial's number; nil if values are exact.
  let noise: (@Sendable (Int) -> Double)?
  /// The value without noise.
  let objective: @Sendable (Trial) throws -> Double

  /// Creates a problem.
  init(
    _ name: String, direction: Direction = .minimize, optimum: Double,
    noise: (@Sendable (Int) -> Double)? = nil,
    objective: @escaping @Sendable (Trial) throws -> Double
  ) {
    self.name = name
    self.direction = direction
    self.optimum = optimum
    self.noise = noise
    self.objective = objective
  }

  /// The problems in the order of the tables.
  static let all = [
    sphere, rosenbrock, rastrigin, ackley, branin, hartmann, supportVectorMachine, network,
    noisyBowl, classifierTable,
  ]

  /// The problem with a name.
  static func named(_ name: String) throws -> Problem {
    guard let problem = (all + control).first(where: { $0.name == name }) else {
      let names = (all + control).map(\.name).joined(separator: ", ")
      throw CommandError("unknown problem \"\(name)\"; choose from \(names)")
    }
    return problem
  }
}

extension Trial {
  /// The parameters `x0`, `x1`, …, all in one range.
  func suggestVector(_ count: Int, in range: ClosedRange<Double>) throws -> [Double] {
    try (0..<count).map { try suggest("x\($0)", in: range) }
  }
}
