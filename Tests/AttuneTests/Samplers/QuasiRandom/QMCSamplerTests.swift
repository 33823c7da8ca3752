import Testing

@testable import Attune

/// The assignment of points and dimensions to trials and parameters.
@Suite struct QMCSamplerTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let sampler: any Sampler

    init(_ name: String) {
      testDescription = name
      sampler = (try? SamplerCatalogue.sampler(name)) ?? .random
    }

    static let all = [
      "qmc", "qmc:halton", "qmc:scramble=false", "qmc:halton,scramble=false", "lhs", "lhs:trials=8",
    ].map(Case.init)
  }

  private enum Kind: String, CaseIterable {
    case small, large
  }

  private static func flat(_ trial: Trial) throws -> Double {
    let x = try trial.suggest("x", in: -5.0...5.0)
    let rate = try trial.suggest("rate", in: 1e-5...1.0, scale: .log)
    let layers = try trial.suggest("layers", in: 1...9, step: 2)
    let kind = try trial.suggest("kind", from: Kind.allCases)
    return x * x + rate + Double(layers) + (kind == .small ? 0 : 1)
  }

  private static func branches(_ trial: Trial) throws -> Double {
    let kind = try trial.suggest("kind", from: Kind.allCases)
    let own: Double
    switch kind {
    case .small: own = try trial.suggest("a", in: 0.0...1.0)
    case .large: own = try trial.suggest("b", in: 0.0...1.0) + trial.suggest("c", in: 0.0...1.0)
    }
    return own + (try trial.suggest("common", in: 0.0...1.0))
  }

  // MARK: Workers and interruptions

  @Test(arguments: Case.all)
  func `four workers give the trials of one`(_ item: Case) throws {
    let one = try Study("s", sampler: item.sampler, seed: 5)
    try one.optimize(trials: 40, progress: .none, Self.flat)
    let four = try Study("s", sampler: item.sampler, seed: 5)
    try four.optimize(trials: 40, parallelism: 4, progress: .none, Self.flat)
    expectEqual(four, one)
  }

  @Test(arguments: Case.all)
  func `with a batch size, four workers give the same conditional trials`(_ item: Case) throws {
    let studies = try [1, 4].map { workers in
      let study = try Study("s", sampler: item.sampler, seed: 5)
      try study.optimize(
        trials: 40, parallelism: .workers(workers), batchSize: 4, progress: .none, Self.branches)
      return study
    }
    expectEqual(studies[1], studies[0])
  }

  @Test(arguments: Case.all, [nil, 4] as [Int?])
  func `a trial that is interrupted after any parameter keeps its values`(
    _ item: Case, batchSize: Int?
  ) throws {
    @Sendable func study(_ storage: InMemoryStorage) throws -> Study {
      try Study("s", storage: storage, sampler: item.sampler, seed: 3)
    }
    let whole = try study(InMemoryStorage())
    try whole.optimize(
      trials: 8, parallelism: 1, batchSize: batchSize, progress: .none, Self.branches)
    for (interrupted, suggestionCount) in [(0, 1), (0, 2), (0, 3), (1, 1), (6, 2), (6, 3)] {
      let storage = InMemoryStorage()
      let first = try study(storage)
      #expect(throws: CancellationError.self) {
        try first.optimize(
          trials: 8, parallelism: 1, batchSize: batchSize, progress: .none
        ) { trial in
          guard trial.number == interrupted else { return try Self.branches(trial) }
          let kind = try trial.suggest("kind", from: Kind.allCases)
          if suggestionCount > 1 {
            _ = try trial.suggest(kind == .small ? "a" : "b", in: 0.0...1.0)
          }
          if suggestionCount > 2 {
            _ = try trial.suggest(kind == .small ? "common" : "c", in: 0.0...1.0)
          }
          // Another worker defines names that the trial does not have yet.
          try study(storage).optimize(additionalTrials: 3, progress: .none) { trial in
            try trial.suggest("other", in: 0.0...1.0) + trial.suggest("common", in: 0.0...1.0)
          }
          throw CancellationError()
        }
      }
      let last = try study(storage)
      try last.optimize(
        trials: last.trials.count, parallelism: 1, batchSize: batchSize, progress: .none,
        Self.branches)
      #expect(last.trials[interrupted].state == .complete)
      #expect(last.trials[interrupted].parameters == whole.trials[interrupted].parameters)
    }
  }

  @Test(arguments: Case.all)
  func `an interrupted trial keeps its values although an earlier one defines others meanwhile`(
    _ item: Case
  ) throws {
    func run(interrupts: Bool) throws -> ParameterList {
      let study = try Study(sampler: item.sampler, seed: 3)
      let earlier = try study.ask()
      _ = try earlier.suggest("kind", from: Kind.self)
      var later = try study.ask()
      _ = try later.suggest("kind", from: Kind.self)
      _ = try later.suggest("b1", in: 0.0...1.0)
      _ = try earlier.suggest("a1", in: 0.0...1.0)
      _ = try earlier.suggest("a2", in: 0.0...1.0)
      if interrupts {
        try study.interrupt(later)
        later = try study.ask()
        _ = try later.suggest("kind", from: Kind.self)
      }
      _ = try later.suggest("b2", in: 0.0...1.0)
      #expect(later.number == 1)
      return later.snapshot.parameters
    }
    #expect(try run(interrupts: true) == run(interrupts: false))
  }

  @Test func `the parameters that have dimensions are recorded only while earlier trials run`()
    throws
  {
    let study = try Study(sampler: .qmc(), seed: 1)
    let trials = try (0..<3).map { _ in try study.ask() }
    for trial in trials {
      _ = try trial.suggest("x", in: 0.0...1.0)
      try study.tell(trial, 0.5)
    }
    try study.optimize(trials: 5, progress: .none) { try $0.suggest("x", in: 0.0...1.0) }
    #expect(
      study.trials.map { $0.systemAttributes["attune:dimensions"] } == [nil, [], [], nil, nil])
  }

  // MARK: Dimensions

  /// The dimensions of the parameters of a trial, found by comparing its values with a point.
  private static func dimensions(
    _ trial: TrialSnapshot, _ sequence: SobolSequence
  ) -> [String: Int?] {
    let point = sequence.point(at: UInt64(trial.number))
    return Dictionary(
      uniqueKeysWithValues: trial.parameters.map { parameter in
        (parameter.name, point.firstIndex { $0 == parameter.value.doubleValue })
      })
  }

  private static func sequence(_ dimensionCount: Int, _ study: Study) throws -> SobolSequence {
    var stream = SamplingContext(history: study.trials, trialNumber: 0, seed: study.seed)
      .studyStream("qmc")
    return try #require(SobolSequence(dimensionCount: dimensionCount, seed: stream.next()))
  }

  @Test func `each parameter of a conditional space has its own dimension`() throws {
    let study = try Study(sampler: .qmc(), seed: 1)
    try study.optimize(trials: 6, progress: .none) { trial in
      _ = try trial.suggest("single", in: 3...3)
      let own = trial.number % 2 == 0 ? ["a"] : ["b", "c"]
      for name in ["first"] + own + ["common"] { _ = try trial.suggest(name, in: 0.0...1.0) }
      return 0
    }
    let sequence = try Self.sequence(8, study)
    #expect(
      study.trials.map { Self.dimensions($0, sequence) } == [
        ["single": nil, "first": 0, "a": 1, "common": 2],
        ["single": nil, "first": 0, "b": 3, "c": 4, "common": 2],
        ["single": nil, "first": 0, "a": 1, "common": 2],
        ["single": nil, "first": 0, "b": 3, "c": 4, "common": 2],
        ["single": nil, "first": 0, "a": 1, "common": 2],
        ["single": nil, "first": 0, "b": 3, "c": 4, "common": 2],
      ])
  }

  @Test
  func `a parameter of which a trial has the first single value has a dimension where it has more`()
    throws
  {
    let study = try Study(sampler: .qmc(), seed: 1)
    try study.optimize(trials: 3, progress: .none) { trial in
      let high = trial.number == 0 ? 0.0 : 1
      for name in ["x", "y"] { _ = try trial.suggest(name, in: 0...high) }
      return try trial.suggest("z", in: 0.0...1.0)
    }
    let sequence = try Self.sequence(8, study)
    #expect(
      study.trials.dropFirst().map { Self.dimensions($0, sequence) }
        == Array(repeating: ["x": 1, "y": 2, "z": 0], count: 2))
  }

  @Test func `enqueued values take the dimensions of their parameters`() throws {
    let study = try Study(sampler: .qmc(), seed: 1)
    try study.enqueue(["x": 0.125])
    try study.enqueue(["y": 0.125])
    try study.optimize(trials: 3, progress: .none) { trial in
      try trial.suggest("x", in: 0.0...1.0) + trial.suggest("y", in: 0.0...1.0)
    }
    let sequence = try Self.sequence(8, study)
    #expect(
      study.trials.map { Self.dimensions($0, sequence) } == [
        ["x": nil, "y": 1], ["x": 0, "y": nil], ["x": 0, "y": 1],
      ])
  }

  @Test func `names of trials that run at the same time never share a dimension in a trial`() throws
  {
    let study = try Study(sampler: .qmc(), seed: 1)
    let trials = try (0..<4).map { _ in try study.ask() }
    for step in 0..<3 {
      for trial in trials { _ = try trial.suggest("\(trial.number) \(step)", in: 0.0...1.0) }
    }
    for trial in trials { try study.tell(trial, 0) }
    try study.optimize(trials: 5, progress: .none) { trial in
      for name in ["3 2", "0 1", "1 0", "new"] { _ = try trial.suggest(name, in: 0.0...1.0) }
      return 0
    }
    let sequence = try Self.sequence(16, study)
    for trial in study.trials.prefix(4) {
      #expect(Self.dimensions(trial, sequence).values.compactMap(\.self).sorted() == [0, 1, 2])
    }
    #expect(
      Self.dimensions(study.trials[4], sequence) == ["3 2": 11, "0 1": 1, "1 0": 3, "new": 12])
  }

  @Test(arguments: QMCSampler.Sequence.allCases)
  func `the 1,025th parameter has no value`(sequence: QMCSampler.Sequence) throws {
    let study = try Study(sampler: .qmc(sequence), seed: 1)
    let trial = try study.ask()
    for index in 0..<QMCSampler.maximumParameterCount {
      _ = try trial.suggest("x\(index)", in: 0.0...1.0)
    }
    #expect(Set(trial.snapshot.parameters.map(\.recordedValue)).count == 1024)
    let error = #expect(throws: SamplingError.self) {
      try trial.suggest("more", in: 0.0...1.0)
    }
    #expect(
      error?.description
        == "QMCSampler cannot give a value to \"more\" of trial 0: the sequence has "
        + "1024 dimensions, and the parameters of the study that were defined before take all of "
        + "them; use fewer names, or another sampler such as .latinHypercube or .random")
    #expect(try trial.suggest("constant", in: 1...1) == 1)
  }

  @Test func `records of other programs give no error`() throws {
    var trial = TrialSnapshot(number: 0, id: 0, state: .running)
    trial.systemAttributes["attune:dimensions"] = [1, "x", nil, "x", "y"]
    var history = TrialHistory(directions: [.minimize])
    history.append(trial)
    let context = SamplingContext(history: history, trialNumber: 0)
    var random = RandomStream(seed: 0)
    let value = try QMCSampler(scramble: false).sample(
      ParameterRequest("y", from: .int(IntDistribution(0...3))), in: context, using: &random)
    #expect(value == .int(0))
    #expect(ParameterDimensions(in: context)["y"] == 1)
    #expect(ParameterDimensions(in: context)["z"] == 2)
  }

  // MARK: Values

  /// In each dimension, and in each pair of the first two, every box of a net has one point.
  @Test(arguments: [true, false], [1, 2, 3] as [UInt64])
  func `the trials of a study are a net`(scramble: Bool, seed: UInt64) throws {
    let study = try Study(sampler: .qmc(scramble: scramble), seed: seed)
    try study.optimize(trials: 64, parallelism: 4, progress: .none) { trial in
      try trial.suggest("x", in: 0.0...1.0) + trial.suggest("y", in: 0.0...1.0)
    }
    for exponent in 0...6 {
      let (columns, rows) = (Double(1 << exponent), Double(64 >> exponent))
      let boxes = study.trials.map { trial in
        [
          Int((trial.parameters["x"]?.doubleValue ?? -1) * columns),
          Int((trial.parameters["y"]?.doubleValue ?? -1) * rows),
        ]
      }
      #expect(Set(boxes).count == 64)
    }
  }

  @Test(arguments: Case.all.filter { !$0.testDescription.contains("trials=") })
  func `choices and values of grids occur equally often`(_ item: Case) throws {
    let study = try Study(sampler: item.sampler, seed: 2)
    try study.optimize(trials: 64, progress: .none) { trial in
      _ = try trial.suggest("kind", from: ["a", "b", "c", "d"])
      _ = try trial.suggest("n", in: 1...4)
      _ = try trial.suggest("step", in: 0.0...0.75, step: 0.25)
      return 0
    }
    for name in ["kind", "n", "step"] {
      let counts = Dictionary(grouping: study.trials) { $0.parameters[name]?.description ?? "" }
        .mapValues(\.count)
      #expect(counts.count == 4)
      #expect(counts.values.allSatisfy { 14...18 ~= $0 }, "\(name): \(counts)")
    }
  }

  @Test func `the seed selects the scrambling, and nothing else depends on it`() throws {
    func values(_ sampler: some Sampler, seed: UInt64) throws -> [Double] {
      let study = try Study(sampler: sampler, seed: seed)
      try study.optimize(trials: 4, progress: .none) { try $0.suggest("x", in: 0.0...1.0) }
      return study.trials.compactMap(\.value)
    }
    for sequence in QMCSampler.Sequence.allCases {
      #expect(try values(.qmc(sequence), seed: 1) != values(.qmc(sequence), seed: 2))
      #expect(
        try values(.qmc(sequence, scramble: false), seed: 1)
          == values(.qmc(sequence, scramble: false), seed: 2))
    }
    // One sampler in several studies, more than it keeps sequences for.
    let sampler = QMCSampler(.halton)
    let all = try (0..<10).map { try values(sampler, seed: $0) }
    #expect(Set(all).count == 10)
    #expect(try all == (0..<10).map { try values(.qmc(.halton), seed: $0) })
  }

  @Test func `summaries name the settings`() throws {
    #expect(QMCSampler().summary == "QMCSampler")
    #expect(
      QMCSampler(.halton, scramble: false).summary
        == "QMCSampler(sequence: halton, isScrambled: false)")
    for name in ["qmc", "qmc:halton", "qmc:scramble=false", "lhs", "lhs:trials=16"] {
      let sampler = try SamplerCatalogue.sampler(name)
      #expect(SamplerCatalogue.sampler(recordedAs: sampler.summary)?.summary == sampler.summary)
    }
    #expect(throws: SamplerSpecificationError.self) { try SamplerCatalogue.sampler("qmc:lhs") }
    #expect(throws: SamplerSpecificationError.self) { try SamplerCatalogue.sampler("lhs:trials=0") }
  }
}
