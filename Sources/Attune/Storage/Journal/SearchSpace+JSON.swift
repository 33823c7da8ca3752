extension SearchSpace {
  /// The distributions by name, each in the format of Optuna's `distribution_to_json`.
  public var json: JSONValue {
    .object(JSONObject(parameters.map { ($0.name, $0.distribution.json) }))
  }
}
