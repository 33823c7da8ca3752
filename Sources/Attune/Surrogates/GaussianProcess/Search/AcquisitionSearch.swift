/// The search of the maximum of an acquisition function over continuous, stepped and categorical
/// coordinates.
///
/// It evaluates points spread over the space and perturbations of the best observed points, improves
/// the best of these by random mutations of decreasing size, and then alternates between a
/// quasi-Newton method for the continuous coordinates and a search along each discrete one.
///
/// The result depends only on the arguments and the random stream.
struct AcquisitionSearch: Sendable {
  /// The possible values of each coordinate.
  let axes: [SearchAxis]

  var effort = Effort()

  /// How many points are evaluated.
  struct Effort: Sendable, Hashable {
    /// The number of points spread over the space.
    var spreadCount = 512

    /// The number of perturbations of each size, of each given good point.
    var perturbationCount = 20

    /// The standard deviations of perturbations.
    var perturbationSizes = [0.2, 0.05, 0.01, 0.002]

    /// The number of points that are mutated.
    var mutatedCount = 8

    /// The number of mutations of a point in a round.
    var mutationCount = 20

    /// The standard deviation of mutations in each round.
    var mutationSizes = [0.1, 0.05, 0.02, 0.01]

    /// The number of points that are improved by the last step.
    var polishedCount = 3

    /// The largest number of rounds over all coordinates in the last step.
    var polishRounds = 5

    /// The largest number of iterations of the quasi-Newton method in a round.
    var polishIterations = 20
  }

  /// A point and the acquisition function there.
  struct Candidate: Sendable, Hashable {
    var point: [Double]
    var value: Double
  }

  /// Returns distinct points with high values, the best first; none without coordinates.
  ///
  /// There are several, so that the caller can skip those that were already evaluated.
  ///
  /// - Parameters:
  ///   - acquisition: The function to maximize. Points where it is NaN are ignored.
  ///   - seeds: Good points, such as the best observed ones. They are rounded to possible values,
  ///     and are candidates too.
  ///   - random: The source of random numbers.
  func maxima(
    of acquisition: some AcquisitionFunction, near seeds: [[Double]],
    using random: inout RandomStream
  ) -> [Candidate] {
    guard !axes.isEmpty else { return [] }
    let seeds = seeds.map(rounded)
    var points = spreadPoints(using: &random)
    points += seeds
    for size in effort.perturbationSizes {
      for seed in seeds {
        for _ in 0..<effort.perturbationCount {
          points.append(mutation(of: seed, size: size, using: &random))
        }
      }
    }
    var best = Array(ranked(points, acquisition).prefix(effort.mutatedCount))
    for size in effort.mutationSizes {
      best = mutated(best, size: size, acquisition, using: &random)
    }
    let mutated = distinct(best)
    let improved = mutated.prefix(effort.polishedCount).map { polished($0, acquisition) }
    return distinct(improved + mutated.dropFirst(effort.polishedCount))
  }

  /// The kinds of the coordinates.
  var kinds: [CoordinateTable.Kind] { axes.map(\.kind) }

  private func rounded(_ point: [Double]) -> [Double] {
    zip(axes, point).map { $0.rounded($1) }
  }

  /// Points of the Sobol sequence, shifted modulo 1 by a random vector; random points if the sequence
  /// has not as many dimensions.
  ///
  /// - Note: R. Cranley and T. N. L. Patterson, "Randomization of Number Theoretic Methods for
  ///   Multiple Integration", SIAM J. Numer. Anal. 13(6), 1976, doi:10.1137/0713071. It takes less time
  ///   than scrambling.
  private func spreadPoints(using random: inout RandomStream) -> [[Double]] {
    let shifts = axes.map { _ in random.uniform() }
    guard let sequence = SobolSequence(dimensionCount: axes.count) else {
      return (0..<effort.spreadCount).map { _ in axes.map { $0.value(at: random.uniform()) } }
    }
    return (0..<effort.spreadCount).map { index in
      axes.indices.map { dimension in
        let sum = sequence.coordinate(dimension, at: UInt64(index)) + shifts[dimension]
        return axes[dimension].value(at: sum < 1 ? sum : sum - 1)
      }
    }
  }

  /// The candidates at points, the best first, without equal points.
  private func ranked(
    _ points: [[Double]], _ acquisition: some AcquisitionFunction
  ) -> [Candidate] {
    let values = acquisition.values(at: CoordinateTable(kinds: kinds, points: points))
    return distinct(zip(points, values).map { Candidate(point: $0, value: $1) })
  }

  private func distinct(_ candidates: some Sequence<Candidate>) -> [Candidate] {
    // Equal values keep their order, so the result does not depend on the sorting algorithm.
    let sorted = candidates.filter { !$0.value.isNaN }.enumerated().sorted {
      ($1.element.value, $0.offset) < ($0.element.value, $1.offset)
    }
    var seen: Set<[Double]> = []
    return sorted.map(\.element).filter { seen.insert($0.point).inserted }
  }
}

// MARK: - Mutations

extension AcquisitionSearch {
  /// Returns the point with random changes of at least one coordinate.
  private func mutation(
    of point: [Double], size: Double, using random: inout RandomStream
  ) -> [Double] {
    var result = point
    let probability = max(0.3, 1.5 / Double(axes.count))
    let always = random.index(below: axes.count)
    for (index, axis) in axes.enumerated() {
      guard random.uniform() < probability || index == always else { continue }
      switch axis {
      case .continuous, .interval, .stepped:
        result[index] = axis.rounded(point[index] + size * random.normal())
      case .categorical:
        if random.uniform() < 0.3 { result[index] = axis.value(at: random.uniform()) }
      case .fixed: break
      }
    }
    return result
  }

  /// Replaces each candidate by its best mutation where that is better.
  private func mutated(
    _ candidates: [Candidate], size: Double, _ acquisition: some AcquisitionFunction,
    using random: inout RandomStream
  ) -> [Candidate] {
    var points: [[Double]] = []
    for candidate in candidates {
      for _ in 0..<effort.mutationCount {
        points.append(mutation(of: candidate.point, size: size, using: &random))
      }
    }
    let values = acquisition.values(at: CoordinateTable(kinds: kinds, points: points))
    var result = candidates
    for (index, value) in values.enumerated()
    where value > result[index / effort.mutationCount].value {
      result[index / effort.mutationCount] = Candidate(point: points[index], value: value)
    }
    return result
  }
}

// MARK: - Polishing

extension AcquisitionSearch {
  /// Improves a candidate by alternating between the continuous and each discrete coordinate.
  private func polished(
    _ candidate: Candidate, _ acquisition: some AcquisitionFunction
  ) -> Candidate {
    var best = candidate
    for _ in 0..<effort.polishRounds {
      let before = best
      improveContinuous(&best, acquisition)
      for (index, axis) in axes.enumerated() where !axis.isConstant {
        improve(&best, index, axis, acquisition)
      }
      // Only changes of discrete coordinates make another round useful.
      if axes.indices.allSatisfy({
        axes[$0] == .continuous || best.point[$0] == before.point[$0]
      }) {
        break
      }
    }
    return best
  }

  private func improveContinuous(
    _ best: inout Candidate, _ acquisition: some AcquisitionFunction
  ) {
    let free = axes.indices.filter { axes[$0].isContinuous }
    guard !free.isEmpty else { return }
    var point = best.point
    let minimizer = LBFGS(
      maxIterations: effort.polishIterations, gradientTolerance: 1e-6, valueTolerance: 1e-9)
    let result = minimizer.minimize(
      from: free.map { best.point[$0] },
      within: BoxBounds(
        lows: free.map { axes[$0].bounds?.lowerBound ?? 0 },
        highs: free.map { axes[$0].bounds?.upperBound ?? 1 })
    ) { coordinates, gradient in
      for (index, value) in zip(free, coordinates) { point[index] = value }
      var full = [Double](repeating: 0, count: point.count)
      let value = acquisition.value(at: point, addingTo: &full)
      for (position, index) in free.enumerated() { gradient[position] = -full[index] }
      return -value
    }
    guard -result.value > best.value else { return }
    for (index, value) in zip(free, result.point) { best.point[index] = value }
    best.value = -result.value
  }

  /// Improves a discrete coordinate: by all values if they are few, otherwise by steps of several
  /// sizes while they help.
  private func improve(
    _ best: inout Candidate, _ index: Int, _ axis: SearchAxis,
    _ acquisition: some AcquisitionFunction
  ) {
    switch axis {
    case .continuous, .interval, .fixed: return
    // Of more choices, mutations try some at random.
    case .categorical(let count) where count > Self.choiceCount: return
    case .categorical(let count):
      choose(&best, index, (0..<count).map(Double.init), acquisition)
    case .stepped(let levels) where levels.count <= Self.exhaustiveCount:
      choose(&best, index, (0..<levels.count).map(levels.coordinate), acquisition)
    case .stepped(let levels):
      for _ in 0..<Self.exhaustiveCount {
        let level = levels.nearest(to: best.point[index])
        let before = best.value
        var near: [Int] = []
        var step = 1
        while step < levels.count {
          near += [level - step, level + step].filter { 0..<levels.count ~= $0 }
          step *= 2
        }
        choose(&best, index, near.map(levels.coordinate), acquisition)
        if best.value <= before { break }
      }
    }
  }

  /// Replaces a coordinate by the best of some values if it is better.
  private func choose(
    _ best: inout Candidate, _ index: Int, _ values: [Double],
    _ acquisition: some AcquisitionFunction
  ) {
    let points = values.map { value in
      var point = best.point
      point[index] = value
      return point
    }
    for candidate in ranked(points, acquisition).prefix(1) where candidate.value > best.value {
      best = candidate
    }
  }

  /// Up to this many choices are all evaluated.
  private static let choiceCount = 256

  /// Up to this many values of a stepped coordinate are all evaluated.
  private static let exhaustiveCount = 16
}
