import Attune

/// An objective with a known optimum, on which samplers are measured.
struct Problem: Sendable {
  /// The name of the problem.
  let name: String
  /// Whether the objective is minimized or maximized.
  let direction: Direction
  /// The optimal value.
  let optimum: Double
  /// The parameters of a trial with the optimal value.
  let optimalParameters: [String: JSONValue]
  /// Whether the box of the parameters can be moved: the objective is defined outside of it, and is
  /// nowhere better than at the optimum.
  let isMovable: Bool
  /// The noise added to a trial's value, by the trial's number; nil if values are exact.
  let noise: (@Sendable (Int) -> Double)?

  private let body: @Sendable (ProblemTrial) throws -> Double

  /// Creates a problem.
  ///
  /// - Parameters:
  ///   - name: The name of the problem.
  ///   - direction: Whether the objective is minimized or maximized.
  ///   - optimum: The optimal value.
  ///   - optimalParameters: The parameters of a trial with that value.
  ///   - isMovable: Whether the box of the parameters can be moved.
  ///   - noise: The noise added to a trial's value, by the trial's number.
  ///   - body: The value without noise.
  init(
    _ name: String, direction: Direction = .minimize, optimum: Double,
    at optimalParameters: [String: JSONValue], isMovable: Bool = false,
    noise: (@Sendable (Int) -> Double)? = nil,
    body: @escaping @Sendable (ProblemTrial) throws -> Double
  ) {
    self.name = name
    self.direction = direction
    self.optimum = optimum
    self.optimalParameters = optimalParameters
    self.isMovable = isMovable
    self.noise = noise
    self.body = body
  }

  /// The value without noise of a trial, whose box is moved if a shift is given.
  func objective(_ trial: Trial, shift: BoxShift? = nil) throws -> Double {
    try body(ProblemTrial(trial, shift: shift))
  }

  /// The shift of the box for the runs with a seed; nil if the box cannot be moved.
  func shift(seed: UInt64) -> BoxShift? {
    isMovable
      ? BoxShift(
        name, around: optimalParameters.compactMapValues(\.doubleValue), seed: seed) : nil
  }
}
