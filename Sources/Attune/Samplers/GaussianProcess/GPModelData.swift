/// The observations of a study as numbers, from which a Gaussian process is fitted.
struct GPModelData: Sendable {
  let space: ModelSpace
  let observations: ModelObservations
  /// The points of the observations.
  let points: [[Double]]
  /// The trials of an earlier study; nil for none.
  let sources: GPSources?
  /// The weights of several objectives.
  let weights: [Double]
  let warp: OutputWarp

  /// The first observations, without the middle ones of many, as the processes take them.
  struct Part: Sendable {
    /// The indices of the observations.
    let indices: [Int]
    /// The points of the observations.
    let own: CoordinateTable
    /// The points of the observations, followed by those of the earlier study.
    let table: CoordinateTable
    /// The transformed scores at the points of `table`.
    let scores: [Double]
    /// How many values the scores are means of; nil if no trial has repeats.
    let counts: OutputCounts?
    /// The names of the constraints, and their values at the points of `own`.
    let constraints: [(name: String, values: FeasibilityScores)]
  }

  /// Creates the data.
  init(
    _ space: ModelSpace, _ observations: ModelObservations, points: [ModelSpace.Point],
    sources: GPSources?, weights: [Double], warp: OutputWarp
  ) {
    self.space = space
    self.observations = observations
    self.points = points.map { space.imputed($0) }
    self.sources = sources
    self.weights = weights
    self.warp = warp
  }

  /// Whether a trial has a finite score.
  var hasScores: Bool {
    observations.hasScores(weights) || sources?.observations.hasScores(weights) == true
  }

  /// Returns the first observations; of more than 500 the newest 300 and the best 200 others.
  ///
  /// Of more than 200 trials of an earlier study, the newest 100 and the best 100 others are taken. The
  /// scores of each study are scaled separately.
  ///
  /// The time of a fit grows with the cube of the number.
  func first(_ count: Int) -> Part {
    let raw = observations.scores(first: count, weights: weights)
    let indices = ModelObservations.selection(of: raw, limit: 500, newest: 300)
    let own = CoordinateTable(kinds: space.kinds, points: indices.map { points[$0] })
    var scores = warp(indices.map { raw[$0] })
    var table = own
    var counts = observations.repeatCounts(of: indices)
    if let sources {
      let raw = sources.observations.scores(
        first: sources.observations.count, weights: weights)
      let selection = ModelObservations.selection(of: raw, limit: 200, newest: 100)
      scores += warp(selection.map { raw[$0] })
      counts += sources.observations.repeatCounts(of: selection)
      for index in selection {
        table.append(space.imputed(sources.points[index], isSource: true))
      }
    }
    return Part(
      indices: indices, own: own, table: table, scores: scores,
      counts: counts.contains { $0 > 1 } ? OutputCounts(counts: counts) : nil,
      constraints: observations.constraints(first: count).map { constraint in
        (constraint.name, FeasibilityScores(indices.map { constraint.scores[$0] }))
      })
  }
}
