import AttuneKernels

/// A mixture of kernels, one on each observation and a prior over the whole space.
///
/// A kernel is a product over the dimensions, so the mixture knows how parameters go together. Along
/// numeric dimensions it is a normal distribution cut off at the bounds; coordinates are logarithms
/// where the scale is logarithmic; on a grid its mass over the half step to either side of a point takes
/// the place of its density.
///
/// The bandwidth of an observation is the distance to its farther neighbour, with a floor that shrinks as
/// observations come in ("magic clip"). So few kernels change when an observation comes or goes, and an
/// estimator is kept and changed; it is the same, to the last bit, as one made anew of the same
/// observations.
///
/// - Note: J. Bergstra, R. Bardenet, Y. Bengio and B. Kégl, "Algorithms for Hyper-Parameter
///   Optimization", NeurIPS 2011; over several dimensions S. Falkner, A. Klein and F. Hutter, "BOHB",
///   ICML 2018.
struct ParzenEstimator: Sendable {
  let layout: ParzenLayout
  let configuration: ParzenConfiguration

  /// What tells the observations apart, ascending: the numbers of trials.
  private(set) var numbers: [Int] = []

  /// The prior, which never moves, and behind it the kernels of the observations.
  private var table: KernelTable

  /// By row: the kernels of the observations by ascending coordinate, equal ones by number; none along
  /// categorical dimensions.
  private var orders: [[Int32]]

  /// By kernel: the sum of its normalizers.
  private var normalizers: [Double] = [0]

  /// By kernel: ln of the weight, less the normalizers of all dimensions.
  private var bases: [Double] = []

  /// By row: by how much the logarithm is lower at a choice that a kernel does not favour.
  private var misses: [Double]

  /// By row: the kernel of each observation along a categorical dimension.
  private var categories: [CategoricalKernel?]

  private var weighting: Weighting

  /// The least bandwidth as a share of the width of an axis; nil before kernels are placed.
  private var floorShare: Double?

  /// Creates the estimator of no observations: the prior.
  init(layout: ParzenLayout, configuration: ParzenConfiguration) {
    self.layout = layout
    self.configuration = configuration
    weighting = .byAge(configuration.weights)
    let rowCount = layout.axes.count
    table = KernelTable(rowCount: rowCount, count: 1)
    for (row, axis) in layout.axes.enumerated() {
      table.means[row * table.stride] = axis.priorCentre
      // The prior is as wide as the axis.
      if case .numeric(let axis) = axis {
        table.inverses[row * table.stride] = Self.rootHalf / (axis.high - axis.low)
      }
    }
    orders = Array(repeating: [], count: rowCount)
    misses = Array(repeating: 0, count: rowCount)
    categories = Array(repeating: nil, count: rowCount)
    settle()
  }

  /// How many observations there are.
  var count: Int { numbers.count }

  /// Whether there is an observation of a number.
  func contains(_ number: Int) -> Bool { numbers.containsSorted(number) }

  /// The weights of the observations, oldest first, and of the prior; they sum to 1.
  var weights: [Double] {
    var weights = [Double](repeating: configuration.priorWeight, count: count + 1)
    weights.withUnsafeMutableBufferPointer { weighting.write(to: $0.prefix(count)) }
    let sum = weighting.sum(count: count) + configuration.priorWeight
    return weights.map { $0 / sum }
  }

  private enum Weighting: Sendable, Equatable {
    case byAge(ObservationWeights)
    case own([Double])

    func sum(count: Int) -> Double {
      switch self {
      case .byAge(let weights): weights.sum(count: count)
      case .own(let weights): weights.reduce(0, +)
      }
    }

    func write(to slice: Slice<UnsafeMutableBufferPointer<Double>>) {
      let cells = UnsafeMutableBufferPointer(rebasing: slice)
      switch self {
      case .byAge(let weights): weights.write(to: cells)
      case .own(let weights): for index in cells.indices { cells[index] = weights[index] }
      }
    }
  }

  private static let rootHalf = 0.5.squareRoot()
}

// MARK: - Observations

extension ParzenEstimator {
  /// Takes some observations away and adds others.
  ///
  /// - Parameters:
  ///   - removed: The numbers of observations that are there.
  ///   - added: The numbers of observations that are not.
  ///   - weights: The weights of all observations afterwards, by number; nil for those by age.
  ///   - coordinate: The coordinate of an added observation along the dimension of a row.
  /// - Complexity: For each change the calculations are O(*d* · log *n*), for *n* observations and *d*
  ///   dimensions; O(*n* · *d*) numbers are moved, unless the observation is the last one. Then O(*n*).
  mutating func change(
    removing removed: [Int], adding added: [Int], weights: [Double]? = nil,
    coordinate: (_ number: Int, _ row: Int) -> Double
  ) {
    let weighting = weights.map(Weighting.own) ?? .byAge(configuration.weights)
    guard !removed.isEmpty || !added.isEmpty || weighting != self.weighting else { return }
    self.weighting = weighting
    for number in removed { remove(number) }
    if added.count > 32, added.count > numbers.count {
      addMany(added, coordinate)
    } else {
      for number in added { add(number, coordinate) }
    }
    settle()
  }

  private mutating func add(_ number: Int, _ coordinate: (_ number: Int, _ row: Int) -> Double) {
    let index = numbers.partitioningIndex { $0 >= number }
    let kernel = index + 1
    numbers.insert(number, at: index)
    table.insert(at: kernel)
    normalizers.insert(0, at: kernel)
    var changed: [Int32] = []
    for row in layout.axes.indices {
      table.means[row * table.stride + kernel] = coordinate(number, row)
      guard case .numeric(let axis) = layout.axes[row] else { continue }
      if kernel < numbers.count {
        for place in orders[row].indices where orders[row][place] >= kernel {
          orders[row][place] += 1
        }
      }
      let place = place(of: kernel, row)
      orders[row].insert(Int32(kernel), at: place)
      changed += placeKernels(row, axis, near: place)
    }
    for kernel in changed { normalizers[Int(kernel)] = table.normalizer(of: Int(kernel)) }
  }

  private mutating func remove(_ number: Int) {
    let index = numbers.partitioningIndex { $0 >= number }
    let kernel = index + 1
    let places = layout.axes.indices.map { row in
      orders[row].isEmpty ? 0 : place(of: kernel, row)
    }
    numbers.remove(at: index)
    table.remove(at: kernel)
    normalizers.remove(at: kernel)
    var changed: [Int32] = []
    for row in layout.axes.indices {
      guard case .numeric(let axis) = layout.axes[row] else { continue }
      orders[row].remove(at: places[row])
      if kernel <= numbers.count {
        for place in orders[row].indices where orders[row][place] > kernel {
          orders[row][place] -= 1
        }
      }
      changed += placeKernels(row, axis, near: places[row])
    }
    for kernel in changed { normalizers[Int(kernel)] = table.normalizer(of: Int(kernel)) }
  }

  /// Adds so many observations that sorting all of them takes less time than finding a place for each.
  private mutating func addMany(
    _ added: [Int], _ coordinate: (_ number: Int, _ row: Int) -> Double
  ) {
    let old = self
    numbers = (old.numbers + added).sorted()
    table = KernelTable(rowCount: layout.axes.count, count: numbers.count + 1)
    normalizers = Array(repeating: 0, count: table.count)
    floorShare = nil
    for row in layout.axes.indices {
      let (start, oldStart) = (row * table.stride, row * old.table.stride)
      table.means[start] = old.table.means[oldStart]
      table.inverses[start] = old.table.inverses[oldStart]
      var next = 1
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

  /// Where in the order of a row a kernel stands, or is to be put.
  private func place(of kernel: Int, _ row: Int) -> Int {
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
  /// Finds the bandwidths of the observations at a place in the order of a row and next to it.
  ///
  /// - Returns: Those kernels; none when all of them are going to be placed anew.
  private mutating func placeKernels(
    _ row: Int, _ axis: NumericAxis, near place: Int
  ) -> ArraySlice<Int32> {
    guard floorShare == configuration.floorShare(count: count) else {
      floorShare = nil
      return []
    }
    let places = max(0, place - 1)..<min(orders[row].count, place + 2)
    placeKernels(row, axis, places)
    return orders[row][places]
  }

  private mutating func placeKernels(_ row: Int, _ axis: NumericAxis, _ places: Range<Int>) {
    let start = row * table.stride
    var placement = attune_placement()
    placement.count = count
    (placement.low, placement.high) = (axis.low, axis.high)
    placement.floor = floor(axis)
    placement.considers_ends = configuration.considersEndpoints ? 1 : 0
    placement.is_density = axis.step == nil ? 1 : 0
    orders[row].withUnsafeBufferPointer { order in
      table.means.withUnsafeBufferPointer { means in
        table.inverses.withUnsafeMutableBufferPointer { inverses in
          table.normalizers.withUnsafeMutableBufferPointer { normalizers in
            placement.order = order.baseAddress
            placement.coordinates = means.baseAddress.map { $0 + start }
            attune_place_kernels(
              &placement, places.lowerBound, places.upperBound,
              inverses.baseAddress.map { $0 + start }, normalizers.baseAddress.map { $0 + start })
          }
        }
      }
    }
  }

  /// The least bandwidth along an axis.
  private func floor(_ axis: NumericAxis) -> Double {
    (axis.high - axis.low) * configuration.floorShare(count: count)
  }

  /// Brings up to date what depends on how many observations there are.
  private mutating func settle() {
    let share = configuration.floorShare(count: count)
    if floorShare != share {
      floorShare = share
      for (row, axis) in layout.axes.enumerated() {
        guard case .numeric(let axis) = axis else { continue }
        placeKernels(row, axis, orders[row].indices)
      }
      for kernel in 0..<table.count { normalizers[kernel] = table.normalizer(of: kernel) }
    }
    var common = Math.log(weighting.sum(count: count) + configuration.priorWeight)
    var prior = common - Math.log(configuration.priorWeight)
    for (row, axis) in layout.axes.enumerated() {
      let normalizers = normalizers(along: axis, row)
      common += normalizers.common
      prior += normalizers.prior
    }
    weigh(common: common, prior: prior)
  }

  /// The logarithms of the normalizers that most kernels have along a dimension, and that the prior has.
  private mutating func normalizers(
    along axis: ParzenAxis, _ row: Int
  ) -> (common: Double, prior: Double) {
    switch axis {
    case .numeric(let axis):
      let mass = NormalDistribution.logMass(from: -0.5, to: 0.5)
      guard axis.step == nil else { return (0, mass) }
      return (
        Math.log(floor(axis)) + NormalDistribution.logRootTwoPi,
        mass + Math.log(axis.high - axis.low) + NormalDistribution.logRootTwoPi
      )
    case .categorical(let choiceCount):
      let kernel = CategoricalKernel(
        choiceCount: choiceCount, observationCount: count, priorWeight: configuration.priorWeight)
      categories[row] = kernel
      misses[row] = Math.log(kernel.hit) - Math.log(kernel.miss)
      return (-Math.log(kernel.hit), Math.log(Double(choiceCount)))
    }
  }

  /// Fills in the bases, given what comes off all of them but the prior's, and off that one.
  private mutating func weigh(common: Double, prior: Double) {
    if bases.count < table.paddedCount { bases = [Double](repeating: 0, count: table.stride) }
    let (weighting, observations) = (weighting, 1..<table.count)
    let padding = table.count..<table.paddedCount
    bases.withUnsafeMutableBufferPointer { bases in
      normalizers.withUnsafeBufferPointer { normalizers in
        weighting.write(to: bases[observations])
        attune_log_all(bases.baseAddress.map { $0 + 1 }, observations.count)
        bases[0] = -prior
        for kernel in observations { bases[kernel] -= normalizers[kernel] + common }
        for kernel in padding { bases[kernel] = -1e300 }
      }
    }
  }
}

// MARK: - Densities

extension ParzenEstimator {
  /// ln of the density at each of some points.
  ///
  /// - Complexity: O(*p* · *n* · *d*) for *p* points, *n* observations and *d* dimensions.
  func logDensities(at points: ParzenPoints) -> [Double] {
    var results = [Double](repeating: 0, count: points.count)
    withMixture { mixture in
      attune_log_densities(mixture, points.lows, points.highs, points.count, &results)
    }
    return results
  }

  /// Which of some points has the highest ratio of another density to this one, the first of equal ones.
  ///
  /// - Parameter logDensities: ln of the other density at each of the points, of which there is at least
  ///   one.
  /// - Complexity: As for all densities, but a fraction of it in the mean.
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

  /// Draws points: for each a kernel by its weight, then every dimension from that kernel.
  func sample(_ count: Int, using random: inout RandomStream) -> ParzenPoints {
    let weights = weights
    var points = ParzenPoints(layout: layout, capacity: count)
    for _ in 0..<count {
      var rest = random.uniform()
      var place = 0
      while place < weights.count - 1, rest >= weights[place] {
        rest -= weights[place]
        place += 1
      }
      // The prior's weight comes last, its kernel first.
      let kernel = place < self.count ? place + 1 : 0
      for (row, axis) in layout.axes.enumerated() {
        points.append(sample(row, axis, kernel, using: &random), along: axis)
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
      let favoured = kernel == 0 ? nil : Int(table.means[cell])
      let choice = categories[row]?.sample(favoured: favoured, using: &random)
      return Double(choice ?? choiceCount - 1)
    }
  }
}

extension ParzenEstimator {
  /// The mean and deviation of each kernel along a numeric dimension, the prior last.
  func shapes(row: Int) -> [(mean: Double, deviation: Double)] {
    (Array(1..<table.count) + [0]).map { kernel in
      let cell = row * table.stride + kernel
      return (table.means[cell], Self.rootHalf / table.inverses[cell])
    }
  }

  /// The probabilities of the choices under each kernel of a categorical dimension, the prior last.
  func probabilities(row: Int) -> [[Double]] {
    guard let kernel = categories[row] else { return [] }
    return (Array(1..<table.count) + [0]).map { index in
      let favoured = Int(table.means[row * table.stride + index])
      return (0..<kernel.choiceCount).map {
        favoured < 0 ? 1 / Double(kernel.choiceCount) : $0 == favoured ? kernel.hit : kernel.miss
      }
    }
  }
}
