extension Distribution {
  /// Creates the distribution that JSON describes as Optuna's `distribution_to_json` does, as
  /// `{"name": "IntDistribution", "attributes": {"low": 1, "high": 8, "log": false, "step": 1}}`.
  ///
  /// The names of older versions of Optuna are understood as well.
  ///
  /// - Throws: ``SearchSpaceError`` when it describes none, or one from which no value can be sampled.
  public init(json: JSONValue) throws(SearchSpaceError) {
    let distribution: Distribution
    do {
      distribution = try DistributionCodec.decode(json)
    } catch {
      throw SearchSpaceError("\(error.reason); describe it as Optuna's distribution_to_json does")
    }
    if let obstacle = distribution.samplingObstacle { throw SearchSpaceError(obstacle) }
    self = distribution.recorded(as: nil)
  }

  /// The description by which other programs know the distribution, as Optuna's
  /// `distribution_to_json` gives it.
  public var json: JSONValue { .object(DistributionCodec.encode(self)) }
}
