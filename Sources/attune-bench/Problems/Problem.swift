import Attune

/// An objective whose optimum is known, to measure samplers on.
struct Problem: Sendable {
  /// What it is called.
  let name: String
  /// Whether small or large values are wanted.
  let direction: Direction
  /// The best value there is.
  let optimum: Double
  /// What is added to the value of the trial of a number; nil when values are exact.
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

  /// The problems, in the order in which tables show them.
  static let all = [
    sphere, rosenbrock, rastrigin, ackley, branin, hartmann, supportVectorMachine, network,
    noisyBowl, classifierTable,
  ]

  /// The problem of a name.
  static func named(_ name: String) throws -> Problem {
    guard let problem = (all + control).first(where: { $0.name == name }) else {
      let names = (all + control).map(\.name).joined(separator: ", ")
      throw CommandError("there is no problem \"\(name)\"; there are \(names)")
    }
    return problem
  }
}

extension Trial {
  /// The numbers `x0`, `x1`, …, all from one range.
  func suggestVector(_ count: Int, in range: ClosedRange<Double>) throws -> [Double] {
    try (0..<count).map { try suggest("x\($0)", in: range) }
  }
}
