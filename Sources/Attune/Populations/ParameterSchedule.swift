/// The values of parameters over the slices of a training, as a population has found them.
///
/// ```swift
/// let schedule = try #require(population.bestSchedule)
/// let (network, losses) = try schedule.replay(trainSlice)
/// ```
///
/// The steps are those of one line of copies: each continues the state that the one before has left, whichever
/// member it belonged to.
public struct ParameterSchedule: Sendable, Hashable {
  /// A slice of the training.
  public struct Step: Sendable, Hashable {
    /// The number of the trial.
    public let trialNumber: Int
    /// The member that was trained, and its seed for the slice.
    public let member: PopulationMember
    /// The values of the parameters.
    public let parameters: ParameterList
    /// The value of the objective after the slice.
    public let value: Double
  }

  /// The slices in the order of the training.
  public let steps: [Step]

  /// Creates a schedule.
  init(steps: [Step]) {
    self.steps = steps
  }

  /// The values of a parameter in all slices; nil for those that did not ask for it.
  public func values(of name: String) -> [JSONValue?] { steps.map { $0.parameters[name] } }
}

extension TrialHistory {
  /// The schedule that led to a trial of a population: its own values, those of the trial that it continues, and so
  /// on; nil if the trial is not complete, or not one of a population.
  ///
  /// - Precondition: There is such a trial.
  /// - Complexity: O(*k*) for *k* slices.
  public func schedule(ofTrial number: Int) -> ParameterSchedule? {
    var steps: [ParameterSchedule.Step] = []
    var next: Int? = number
    while let current = next {
      let trial = self[current]
      guard let member = trial.member, let value = trial.value, trial.state == .complete else {
        return nil
      }
      steps.append(
        ParameterSchedule.Step(
          trialNumber: current, member: member, parameters: trial.parameters, value: value))
      next = member.parent
    }
    return ParameterSchedule(steps: steps.reversed())
  }
}
