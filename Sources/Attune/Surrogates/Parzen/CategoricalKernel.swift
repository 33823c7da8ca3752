/// The kernel of a Parzen estimator along a categorical dimension.
///
/// It favours the choice it was observed at and leaves a little to every other.
struct CategoricalKernel: Sendable {
  let choiceCount: Int
  /// The probability of the favoured choice.
  let hit: Double
  /// The probability of every other choice.
  let miss: Double

  /// Creates the kernel that each of some observations has.
  init(choiceCount: Int, observationCount: Int, priorWeight: Double) {
    self.choiceCount = choiceCount
    let share = priorWeight / Double(observationCount + 1)
    let sum = 1 + share * Double(choiceCount)
    hit = (1 + share) / sum
    miss = share / sum
  }

  /// Draws a choice.
  ///
  /// - Parameter favoured: The observed choice; nil for the prior, which has none to favour.
  func sample(favoured: Int?, using random: inout RandomStream) -> Int {
    let u = random.uniform()
    guard let favoured else { return place(of: u * Double(choiceCount)) }
    // The favoured choice lies at its place among the others, wider than they are.
    let start = Double(favoured) * miss
    if u < start { return place(of: u / miss) }
    if u < start + hit { return favoured }
    return place(of: (u - hit) / miss + 1)
  }

  private func place(of position: Double) -> Int {
    min(Int(position), choiceCount - 1)
  }
}
