extension SearchSpace {
  /// The distributions by name, each as Optuna's `distribution_to_json` describes it.
  public var json: JSONValue {
    .object(JSONObject(parameters.map { ($0.name, $0.distribution.json) }))
  }
}
