import AttuneKernels

/// A kernel density estimate: a mixture of a kernel for each observation and a prior.
///
/// With weights wᵢ that sum to 1, kernels kᵢ around the n observations and the prior k₀,
///
///     p(x) = Σᵢ₌₀…ₙ wᵢ Π_d kᵢ(x_d)
///
/// A kernel is a product over the dimensions, as in BOHB (Falkner et al. 2018), so the mixture
/// represents dependencies between parameters. Along a numeric dimension with bounds L and H, kᵢ is
/// a normal density truncated to [L, H], over logarithms where the scale is logarithmic. On a grid,
/// the density at a value is replaced by the mass over half a step to either side.
///
/// The bandwidth σᵢ of an observation is the distance to its farther neighbour (Bergstra et al.
/// 2011, section 4.2), with a minimum that decreases with n ("magic clip"). So an observation that
/// is added or removed changes few kernels, and an estimator can be updated. An updated estimator
/// equals, to the last bit, a new one with the same observations.
///
/// - Note: J. Bergstra, R. Bardenet, Y. Bengio and B. Kégl, "Algorithms for Hyper-Parameter
///   Optimization", NeurIPS 2011; S. Watanabe, "Tree-Structured Parzen Estimator", arXiv
///   2304.11127, section 3 and appendix C; over several dimensions S. Falkner, A. Klein and F.
///   Hutter, "BOHB", ICML 2018.
struct ParzenEstimator: Sendable {
  let layout: ParzenLayout
  let configuration: ParzenConfiguration

  /// The identifiers of the observations, ascending: the numbers of trials.
  private(set) var numbers: [Int] = []

  /// The kernels: the prior at index 0, then one for each observation in the order of `numbers`.
  private var table: KernelTable

  /// For each numeric row, the kernels of the observations in ascending order of coordinates, equal
  /// ones in the order of numbers; empty for categorical rows.
  private var orders: [[Int32]]

  /// For each kernel, the sum of its normalizers over the dimensions.
  private var normalizers: [Double] = [0]

  /// For each kernel, ln wᵢ − Σ_d ln Zᵢ, with the normalizer Zᵢ of each dimension.
  private var bases: [Double] = []

  /// For each categorical row, ln(hit / miss): the decrease of ln kᵢ at choices other than the
  /// observed.
  private var misses: [Double]

  /// For each categorical row, the kernel that all observations have in common; nil for numeric
  /// rows.
  private var categories: [CategoricalKernel?]

  private var weighting: Weighting

  /// The minimum bandwidth of the current kernels as a fraction of an axis' width; nil when all
  /// bandwidths have to be recomputed.
  private var floorFraction: Double?

  /// Creates an estimator without observations, which is the prior.
  init(layout: ParzenLayout, configuration: ParzenConfiguration) {
    self.layout = layout
    self.configuration = configuration
    weighting = .byAge(configuration.weights)
    let rowCount = layout.axes.count
    table = KernelTable(rowCount: rowCount, count: 1)
    for (row, prior) in layout.priors.enumerated() {
      table.means[row * table.stride] = prior.mean
      if case .normal(_, let deviation) = prior {
        table.inverses[row * table.stride] = Self.rootHalf / deviation
      }
    }
    orders = Array(repeating: [], count: rowCount)
    misses = Array(repeating: 0, count: rowCount)
    categories = Array(repeating: nil, count: rowCount)
    updateNormalizers()
  }

  /// The number of observations.
  var count: Int { numbers.count }

  /// Whether there is an observation with a number.
  func contains(_ number: Int) -> Bool { numbers.containsSorted(number) }

  /// The weights wᵢ of the observations, oldest first, and then of the prior; they sum to 1.
  var weights: [Double] {
    var weights = [Double](repeating: configuration.priorWeight, count: count + 1)
    weights.withUnsafeMutableBufferPointer { weighting.write(to: $0.prefix(count)) }
    let sum = weighting.sum(count: count) + configuration.priorWeight
    return weights.map { $0 / sum }
  }

  /// The unnormalized weights of the observations.
  private enum Weighting: Sendable, Equatable {
    case byAge(ObservationWeights)
    case explicit([Double])

    func sum(count: Int) -> Double {
      switch self {
      case .byAge(let weights): weights.sum(count: count)
      case .explicit(let weights): weights.reduce(0, +)
      }
    }

    func write(to slice: Slice<UnsafeMutableBufferPointer<Double>>) {
      let cells = UnsafeMutableBufferPointer(rebasing: slice)
      switch self {
      case .byAge(let weights): weights.write(to: cells)
      case .explicit(let weights): for index in cells.indices { cells[index] = weights[index] }
      }
    }
  }

  private static let rootHalf = 0.5.squareRoot()
}

// MARK: - Observations

extension ParzenEstimator {
  /// Removes observations and adds others.
  ///
  /// - Parameters:
  ///   - removed: The numbers of existing observations.
  ///   - added: The numbers of new observations.
  ///   - weights: The weights of all observations after the change, in ascending order of numbers;
  ///     nil for weights by age.
  ///   - coordinate: Returns the coordinate of an added observation in a row.
  /// - Complexity: Each addition or removal takes O(*d* · log *n*) calculations for *n*
  ///   observations and *d* dimensions, and moves O(*n* · *d*) numbers unless the observation is
  ///   the last one. A call takes O(*n*) in addition.
  mutating func change(
    removing removed: [Int], adding added: [Int], weights: [Double]? = nil,
    coordinate: (_ number: Int, _ row: Int) -> Double
  ) {
    let weighting = weights.map(Weighting.explicit) ?? .byAge(configuration.weights)
    guard !removed.isEmpty || !added.isEmpty || weighting != self.weighting else { return }
    self.weighting = weighting
    for number in removed { remove(number) }
    // Sorting all observations takes less time than inserting many one by one.
    if added.count > 32, added.count > numbers.count {
      addMany(added, coordinate)
    } else {
      for number in added { add(number, coordinate) }
    }
    updateNormalizers()
  }

  private mutating func add(_ number: Int, _ coordinate: (_ number: Int, _ row: Int) -> Double) {
    let index = numbers.partitioningIndex { $0 >= number }
    let kernel = index + 1  // kernel 0 is the prior
    numbers.insert(number, at: index)
    table.insert(at: kernel)
    normalizers.insert(0, at: kernel)
    var changed: [Int32] = []
    for row in layout.axes.indices {
      table.means[row * table.stride + kernel] = coordinate(number, row)
      guard case .numeric(let axis) = layout.axes[row] else { continue }
      if kernel < numbers.count {
        for position in orders[row].indices where orders[row][position] >= kernel {
          orders[row][position] += 1
        }
      }
      let position = position(of: kernel, row)
      orders[row].insert(Int32(kernel), at: position)
      changed += updateBandwidths(row, axis, near: position)
    }
    for kernel in changed { normalizers[Int(kernel)] = table.normalizer(of: Int(kernel)) }
  }

  private mutating func remove(_ number: Int) {
    let index = numbers.partitioningIndex { $0 >= number }
    let kernel = index + 1
    let positions = layout.axes.indices.map { row in
      orders[row].isEmpty ? 0 : position(of: kernel, row)
    }
    numbers.remove(at: index)
    table.remove(at: kernel)
    normalizers.remove(at: kernel)
    var changed: [Int32] = []
    for row in layout.axes.indices {
      guard case .numeric(let axis) = layout.axes[row] else { continue }
      orders[row].remove(at: positions[row])
      if kernel <= numbers.count {
        for position in orders[row].indices where orders[row][position] > kernel {
          orders[row][position] -= 1
        }
      }
      changed += updateBandwidths(row, axis, near: positions[row])
    }
    for kernel in changed { normalizers[Int(kernel)] = table.normalizer(of: Int(kernel)) }
  }

  /// Adds observations by sorting all of them; `updateNormalizers()` then recomputes all
  /// bandwidths.
  private mutating func addMany(
    _ added: [Int], _ coordinate: (_ number: Int, _ row: Int) -> Double
  ) {
    let old = self
    numbers = (old.numbers + added).sorted()
    table = KernelTable(rowCount: layout.axes.count, count: numbers.count + 1)
    normalizers = Array(repeating: 0, count: table.count)
    floorFraction = nil
    for row in layout.axes.indices {
      let (start, oldStart) = (row * table.stride, row * old.table.stride)
      table.means[start] = old.table.means[oldStart]
      table.inverses[start] = old.table.inverses[oldStart]
      var next = 1  // the next kernel of the old table
      for (index, number) in numbers.enumerated() {
        if next <= old.count, old.numbers[next - 1] == number {
          table.means[start + index + 1] = old.table.means[oldStart + next]
          next += 1
        } else {
          table.means[start + index + 1] = coordinate(number, row)
        }
      }
      guard case .numeric = layout.axes[row] else { continue }
      let means = table.means[start...]
      orders[row] = (1...Int32(numbers.count)).sorted {
        (means[start + Int($0)], $0) < (means[start + Int($1)], $1)
      }
    }
  }

  /// The position of a kernel in the order of a row, or the position at which to insert it.
  private func position(of kernel: Int, _ row: Int) -> Int {
    let start = row * table.stride
    let coordinate = table.means[start + kernel]
    return table.means.withUnsafeBufferPointer { means in
      orders[row].partitioningIndex { other in
        let otherCoordinate = means[start + Int(other)]
        return otherCoordinate > coordinate
          || (otherCoordinate == coordinate && Int(other) >= kernel)
      }
    }
  }
}

// MARK: - Kernels

extension ParzenEstimator {
  /// Recomputes the bandwidths of the observations at a position in the order of a row and next to
  /// it.
  ///
  /// - Returns: The kernels of these observations; none if all bandwidths have to be recomputed,
  ///   since the minimum bandwidth has changed.
  private mutating func updateBandwidths(
    _ row: Int, _ axis: NumericAxis, near position: Int
  ) -> ArraySlice<Int32> {
    guard floorFraction == configuration.floorFraction(count: count) else {
      floorFraction = nil
      return []
    }
    let positions = max(0, position - 1)..<min(orders[row].count, position + 2)
    updateBandwidths(row, axis, positions)
    return orders[row][positions]
  }

  /// Recomputes the bandwidths σᵢ at some positions in the order of a row, and their normalizers.
  ///
  /// For observations m₁ ≤ … ≤ mₙ, with m₀ = L and mₙ₊₁ = H (Bergstra et al. 2011, section 4.2),
  ///
  ///     σᵢ = max(mᵢ − mᵢ₋₁, mᵢ₊₁ − mᵢ), clipped to [σ_min, H − L]
  ///
  /// Unless end points are considered, the first and the last observation only use their neighbour
  /// among the observations if n > 1.
  private mutating func updateBandwidths(
    _ row: Int, _ axis: NumericAxis, _ positions: Range<Int>
  ) {
    let start = row * table.stride
    var placement = attune_placement()
    placement.count = count
    (placement.low, placement.high) = (axis.low, axis.high)
    placement.floor = configuration.floor(along: axis, count: count)
    placement.considers_ends = configuration.considersEndpoints ? 1 : 0
    placement.is_density = axis.step == nil ? 1 : 0
    orders[row].withUnsafeBufferPointer { order in
      table.means.withUnsafeBufferPointer { means in
        table.inverses.withUnsafeMutableBufferPointer { inverses in
          table.normalizers.withUnsafeMutableBufferPointer { normalizers in
            placement.order = order.baseAddress
            placement.coordinates = means.baseAddress.map { $0 + start }
            attune_place_kernels(
              &placement, positions.lowerBound, positions.upperBound,
              inverses.baseAddress.map { $0 + start }, normalizers.baseAddress.map { $0 + start })
          }
        }
      }
    }
  }

  /// Recomputes everything that depends on the number of observations: the minimum bandwidth (and
  /// with it all bandwidths, if it has changed), the sum of the weights, the categorical kernels,
  /// and the bases.
  private mutating func updateNormalizers() {
    let fraction = configuration.floorFraction(count: count)
    if floorFraction != fraction {
      floorFraction = fraction
      for (row, axis) in layout.axes.enumerated() {
        guard case .numeric(let axis) = axis else { continue }
        updateBandwidths(row, axis, orders[row].indices)
      }
      for kernel in 0..<table.count { normalizers[kernel] = table.normalizer(of: kernel) }
    }
    // ln wᵢ = ln(unnormalized weight) − ln(sum of the unnormalized weights).
    var common = Math.log(weighting.sum(count: count) + configuration.priorWeight)
    var prior = common - Math.log(configuration.priorWeight)
    for (row, axis) in layout.axes.enumerated() {
      let normalizers = normalizers(along: axis, row)
      common += normalizers.common
      prior += normalizers.prior
    }
    updateBases(common: common, prior: prior)
  }

  /// ln Z along a dimension, of a kernel with the minimum bandwidth far from the bounds, and of the
  /// prior.
  ///
  /// A truncated normal density has Z = σ √(2π) (Φ(b) − Φ(a)) with a = (L − μ)/σ and b = (H − μ)/σ;
  /// a mass over a cell has Z = Φ(b) − Φ(a). The default prior has a = −½ and b = ½. For choices, Z
  /// is the inverse of the highest probability.
  private mutating func normalizers(
    along axis: ParzenAxis, _ row: Int
  ) -> (common: Double, prior: Double) {
    switch axis {
    case .numeric(let axis):
      let (mass, deviation) = priorMass(along: axis, row)
      guard axis.step == nil else { return (0, mass) }
      return (
        Math.log(configuration.floor(along: axis, count: count)) + NormalDistribution.logRootTwoPi,
        mass + Math.log(deviation) + NormalDistribution.logRootTwoPi
      )
    case .categorical(let choiceCount):
      let kernel = CategoricalKernel(
        choiceCount: choiceCount, observationCount: count, priorWeight: configuration.priorWeight)
      categories[row] = kernel
      misses[row] = Math.log(kernel.hit) - Math.log(kernel.miss)
      let prior = layout.priors[row]
      guard case .probabilities(let probabilities) = prior, let highest = probabilities.max() else {
        return (-Math.log(kernel.hit), Math.log(Double(choiceCount)))
      }
      return (-Math.log(kernel.hit), -Math.log(highest))
    }
  }

  /// The logarithm of the prior's mass Φ(b) − Φ(a) within the bounds, and its deviation.
  private func priorMass(along axis: NumericAxis, _ row: Int) -> (log: Double, deviation: Double) {
    let width = axis.high - axis.low
    guard case .normal(let mean, let deviation) = layout.priors[row],
      deviation != width || mean != axis.low + width / 2
    else { return (NormalDistribution.logMass(from: -0.5, to: 0.5), width) }
    let (a, b) = ((axis.low - mean) / deviation, (axis.high - mean) / deviation)
    return (NormalDistribution.logMass(from: a, to: b), deviation)
  }

  /// Recomputes the bases.
  ///
  /// - Parameters:
  ///   - common: The value to subtract from the bases of all observations.
  ///   - prior: The value to subtract from the base of the prior, including its weight.
  private mutating func updateBases(common: Double, prior: Double) {
    if bases.count < table.paddedCount { bases = [Double](repeating: 0, count: table.stride) }
    let (weighting, observations) = (weighting, 1..<table.count)
    let padding = table.count..<table.paddedCount
    bases.withUnsafeMutableBufferPointer { bases in
      normalizers.withUnsafeBufferPointer { normalizers in
        weighting.write(to: bases[observations])
        attune_log_all(bases.baseAddress.map { $0 + 1 }, observations.count)
        bases[0] = -prior
        for kernel in observations { bases[kernel] -= normalizers[kernel] + common }
        // Padding to whole blocks: kernels without mass.
        for kernel in padding { bases[kernel] = -1e300 }
      }
    }
  }
}

// MARK: - Densities

extension ParzenEstimator {
  /// ln p(x) at each point, by log-sum-exp over the kernels.
  ///
  /// - Complexity: O(*p* · *n* · *d*) for *p* points, *n* observations and *d* dimensions.
  func logDensities(at points: ParzenPoints) -> [Double] {
    var results = [Double](repeating: 0, count: points.count)
    withMixture { mixture in
      attune_log_densities(mixture, points.lows, points.highs, points.count, &results)
    }
    return results
  }

  /// The index of the point with the highest ratio of another density to this one; the first of
  /// equal ones.
  ///
  /// - Parameter logDensities: ln of the other density at each of the points; there is at least
  ///   one.
  /// - Complexity: O(*p* · *n* · *d*) as for all densities; on average, a fraction of that.
  func highestRatio(of logDensities: [Double], at points: ParzenPoints) -> Int {
    var progress = [attune_progress](repeating: attune_progress(), count: points.count)
    return withMixture { mixture in
      attune_highest_ratio(
        mixture, points.lows, points.highs, points.count, logDensities, &progress)
    }
  }

  private func withMixture<Result>(_ body: (UnsafePointer<attune_mixture>) -> Result) -> Result {
    bases.withUnsafeBufferPointer { bases in
      table.means.withUnsafeBufferPointer { means in
        table.inverses.withUnsafeBufferPointer { inverses in
          misses.withUnsafeBufferPointer { misses in
            var mixture = attune_mixture(
              count: table.paddedCount, stride: table.stride,
              continuous_count: layout.count(of: .continuous),
              categorical_count: layout.count(of: .categorical),
              grid_count: layout.count(of: .grid), bases: bases.baseAddress,
              means: means.baseAddress, inverses: inverses.baseAddress,
              misses: misses.baseAddress)
            return body(&mixture)
          }
        }
      }
    }
  }

  /// Draws points from the mixture: a kernel i with probability wᵢ, then all dimensions from that
  /// kernel.
  func sample(_ count: Int, using random: inout RandomStream) -> ParzenPoints {
    let weights = weights
    var points = ParzenPoints(layout: layout, capacity: count)
    for _ in 0..<count {
      var remaining = random.uniform()
      var index = 0
      while index < weights.count - 1, remaining >= weights[index] {
        remaining -= weights[index]
        index += 1
      }
      // The prior's weight is the last one, its kernel the first one.
      let kernel = index < self.count ? index + 1 : 0
      for (row, axis) in layout.axes.enumerated() {
        points.append(
          sample(row, axis, kernel, using: &random), along: axis, prior: layout.priors[row])
      }
    }
    return points
  }

  private func sample(
    _ row: Int, _ axis: ParzenAxis, _ kernel: Int, using random: inout RandomStream
  ) -> Double {
    let cell = row * table.stride + kernel
    switch axis {
    case .numeric(let axis):
      return axis.sample(
        mean: table.means[cell], deviation: Self.rootHalf / table.inverses[cell], using: &random)
    case .categorical(let choiceCount):
      if kernel == 0, case .probabilities(let probabilities) = layout.priors[row] {
        return Double(probabilities.index(at: random.uniform()))
      }
      let observed = kernel == 0 ? nil : Int(table.means[cell])
      let choice = categories[row]?.sample(observed: observed, using: &random)
      return Double(choice ?? choiceCount - 1)
    }
  }
}

extension ParzenEstimator {
  /// The mean μ and bandwidth σ of each kernel along a numeric dimension, the prior's last.
  func shapes(row: Int) -> [(mean: Double, deviation: Double)] {
    (Array(1..<table.count) + [0]).map { kernel in
      let cell = row * table.stride + kernel
      return (table.means[cell], Self.rootHalf / table.inverses[cell])
    }
  }

  /// The probabilities of the choices under each kernel of a categorical dimension, the prior's
  /// last.
  ///
  /// - Returns: Probabilities of shape [kernel][choice]; they sum to 1 for each kernel.
  func probabilities(row: Int) -> [[Double]] {
    guard let kernel = categories[row] else { return [] }
    return (Array(1..<table.count) + [0]).map { index in
      let observed = Int(table.means[row * table.stride + index])
      return (0..<kernel.choiceCount).map {
        observed < 0 ? 1 / Double(kernel.choiceCount) : $0 == observed ? kernel.hit : kernel.miss
      }
    }
  }
}
