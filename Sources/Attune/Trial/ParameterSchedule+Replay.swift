extension ParameterSchedule {
  /// Trains one new model with the values of the schedule.
  ///
  /// With the closure of the population, and the same data, the values are those of the schedule: each slice gets
  /// the seed that it had. Use it to train on more data, or to repeat the training with another closure.
  ///
  /// - Parameter slice: Trains the model for a slice, as the closure of ``Population`` does. It may ask for the
  ///   parameters of the schedule only.
  /// - Returns: The state after the last slice, and the values of all slices.
  /// - Throws: What the closure throws; ``TrialError`` when it asks for a parameter that the slice does not have.
  public func replay<State>(
    _ slice: (Trial, inout State?) throws -> Double
  ) throws -> (state: State?, values: [Double]) {
    var state: State?
    let values = try steps.map { step in
      let parameters = JSONObject(step.parameters.map { ($0.name, $0.value) })
      let fixed = FixedTrial(parameters, number: step.trialNumber, member: step.member)
      return try slice(fixed.trial, &state)
    }
    return (state, values)
  }
}
