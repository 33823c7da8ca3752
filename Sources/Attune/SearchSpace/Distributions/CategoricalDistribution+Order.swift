extension CategoricalDistribution {
  /// Returns the distribution with the recorded choices first, if it has all of them.
  ///
  /// Recorded choices keep their positions; a new order of the same choices, as after sorting the cases of
  /// an enum, is not a change.
  func withFirst(_ recorded: [JSONValue]) throws(SearchSpaceError) -> CategoricalDistribution {
    if recorded == choices { return try CategoricalDistribution(recordedChoices: recorded) }
    guard recorded.allSatisfy(choices.contains) else { return self }
    return try CategoricalDistribution(
      choices: recorded + choices.filter { !recorded.contains($0) })
  }
}
