/// The kernels of a Parzen estimator along a categorical dimension.
///
/// Each favours the choice it was observed at and leaves a little to every other; the prior, the last
/// kernel, has none to favour.
struct CategoricalKernels: Sendable {
  private let choiceCount: Int
  private let observed: [Int]
  private let hit: Double
  private let miss: Double
  private let logHit: Double
  private let logMiss: Double
  private let logUniform: Double

  /// Places a kernel on each observation, the place of a choice, and one over all choices.
  init(choiceCount: Int, observations: [Double], priorWeight: Double) {
    self.choiceCount = choiceCount
    observed = observations.map { Int($0) }
    let share = priorWeight / Double(observations.count + 1)
    let sum = 1 + share * Double(choiceCount)
    hit = (1 + share) / sum
    miss = share / sum
    logHit = Math.log(hit)
    logMiss = Math.log(miss)
    logUniform = -Math.log(Double(choiceCount))
  }

  /// Adds each kernel's logarithm at a choice.
  func add(at value: Double, to logs: inout [Double]) {
    let choice = Int(value)
    for (index, observed) in observed.enumerated() {
      logs[index] += observed == choice ? logHit : logMiss
    }
    logs[logs.count - 1] += logUniform
  }

  /// Draws a choice from a kernel.
  func sample(kernel: Int, using random: inout RandomStream) -> Double {
    let u = random.uniform()
    guard kernel < observed.count else { return Double(place(of: u * Double(choiceCount))) }
    // The favoured choice lies at its place among the others, wider than they are.
    let favoured = observed[kernel]
    let start = Double(favoured) * miss
    if u < start { return Double(place(of: u / miss)) }
    if u < start + hit { return Double(favoured) }
    return Double(place(of: (u - hit) / miss + 1))
  }

  private func place(of position: Double) -> Int {
    min(Int(position), choiceCount - 1)
  }

  /// The probabilities of the choices under each kernel, the prior last.
  var probabilities: [[Double]] {
    let uniform = [Double](repeating: 1 / Double(choiceCount), count: choiceCount)
    return observed.map { observed in
      (0..<choiceCount).map { $0 == observed ? hit : miss }
    } + [uniform]
  }
}
