extension Distribution {
  /// Creates a distribution from JSON in the format of Optuna's `distribution_to_json`.
  ///
  /// An example is
  /// `{"name": "IntDistribution", "attributes": {"low": 1, "high": 8, "log": false, "step": 1}}`. The
  /// names of older versions of Optuna are also supported.
  ///
  /// - Throws: ``SearchSpaceError`` when the JSON is not a distribution, or no value can be sampled from
  ///   the distribution.
  public init(json: JSONValue) throws(SearchSpaceError) {
    let distribution: Distribution
    do {
      distribution = try DistributionCodec.decode(json)
    } catch {
      let cause = error.underlyingError as? SearchSpaceError
      throw SearchSpaceError(
        cause?.code ?? .invalidFormat,
        "\(error.reason); describe it as Optuna's distribution_to_json does",
        underlyingError: error)
    }
    if let obstacle = distribution.samplingObstacle { throw obstacle }
    self = distribution.recorded(as: nil)
  }

  /// The distribution as JSON, in the format of Optuna's `distribution_to_json`.
  public var json: JSONValue { .object(DistributionCodec.encode(self)) }

  /// The JSON text that journals and tables record: the text that was read, if there is one.
  package var recordedText: String {
    record?.text ?? JSONWriter.text(.object(DistributionCodec.encode(self)))
  }
}
