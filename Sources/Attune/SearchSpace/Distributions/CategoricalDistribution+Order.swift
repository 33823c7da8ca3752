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
  /// The indices of the choices in a distribution that has the same choices in another order.
  func indices(in other: CategoricalDistribution) -> [Int] {
    choices == other.choices
      ? Array(choices.indices) : choices.compactMap { other.choices.firstIndex(of: $0) }
  }
}

extension Prior {
  /// Returns the prior with its weights in the order of a distribution with the same choices.
  func reordered(from asked: CategoricalDistribution, _ other: CategoricalDistribution) -> Prior {
    guard case .weights(let weights) = self, asked.choices != other.choices else { return self }
    var reordered = weights
    for (index, weight) in zip(asked.indices(in: other), weights) { reordered[index] = weight }
    return .weights(reordered)
  }
}
