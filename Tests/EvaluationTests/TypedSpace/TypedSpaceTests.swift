import Attune
import AttuneEvaluation
import Testing

@Suite struct TypedSpaceTests {
  enum Activation: String, CaseIterable { case relu, tanh }
  enum Kernel: CaseIterable { case box, gauss, cone }

  struct Momentum: TypedSpace, Hashable {
    @Tuned(in: 0.5...0.99) var decay = 0.9
    @Tuned var isNesterov = false
  }

  struct Optimizer: TypedSpace, Hashable {
    @Tuned(in: 1e-4...1e-1, scale: .log) var rate = 0.01
    @Tuned var momentum: Momentum? = nil
  }

  struct Settings: TypedSpace, Hashable {
    @Tuned(in: 1...3) var layers = 2
    @Tuned(in: 0...1, step: 0.25) var noise: Float = 0.25
    @Tuned(in: 0.1...0.5) var dropout: Double? = nil
    @Tuned var activation = Activation.tanh
    @Tuned(from: [.box, .gauss]) var kernel = Kernel.gauss
    @Tuned(from: [16, 32, 64]) var batchSize = 32
    @Tuned var optimizer = Optimizer()
    var epochs = 10
  }

  private static let defaults: [String: JSONValue] = [
    "layers": 2, "noise": 0.25, "dropout used": false, "activation": "tanh", "kernel": "gauss",
    "batchSize": 32, "optimizer.rate": 0.01, "optimizer.momentum used": false,
  ]

  @Test func `the search space has the parameters of the suggestions`() throws {
    let description = try Settings.searchSpace.description
    #expect(
      description == """
        activation: one of ["relu", "tanh"]
        batchSize: one of [16, 32, 64]
        dropout: a float in 0.1...0.5
        dropout used: one of [false, true]
        kernel: one of ["box", "gauss"]
        layers: an integer in 1...3
        noise: a float in 0.0...1.0 by 0.25
        optimizer.momentum used: one of [false, true]
        optimizer.momentum.decay: a float in 0.5...0.99
        optimizer.momentum.isNesterov: one of [false, true]
        optimizer.rate: a float in 0.0001...0.1 on a logarithmic scale
        """)
    let study = try Study(sampler: .random, seed: 1)
    try study.optimize(trials: 30) { trial in
      _ = try trial.suggest(Settings.self)
      return 0.5
    }
    let space = try Settings.searchSpace
    let suggested = study.trials.flatMap(\.parameters)
    #expect(suggested.allSatisfy { space[$0.name] == $0.distribution })
    #expect(Set(suggested.map(\.name)) == Set(space.parameters.map(\.name)))
  }

  @Test func `parameters of unused optional properties are not suggested`() throws {
    let study = try Study(sampler: .random, seed: 1)
    try study.optimize(trials: 30) { trial in
      let settings = try trial.suggest(Settings.self)
      let names = Set(trial.snapshot.parameters.map(\.name))
      #expect((settings.dropout != nil) == names.contains("dropout"))
      #expect((settings.optimizer.momentum != nil) == names.contains("optimizer.momentum.decay"))
      #expect(settings.epochs == 10)
      return 0.5
    }
  }

  @Test func `the defaults are enqueued once, as trial 0`() throws {
    let study = try Study(sampler: .random, seed: 1)
    #expect(try study.enqueueDefaults(of: Settings.self) == 0)
    #expect(try study.enqueueDefaults(of: Settings.self) == nil)
    try study.optimize(trials: 1) { trial in
      let settings = try trial.suggest(Settings.self)
      #expect(settings == Settings())
      return 0.5
    }
    #expect(Settings().parameters == Self.defaults)
    #expect(study.trials[0].parameters.allSatisfy { Self.defaults[$0.name] == $0.value })
  }

  @Test func `the settings of trials can be read back`() throws {
    let study = try Study(sampler: .random, seed: 2)
    #expect(try study.best(as: Settings.self) == nil)
    var tried: [Settings] = []
    try study.optimize(trials: 20) { trial in
      tried.append(try trial.suggest(Settings.self))
      _ = try trial.suggest("something else", in: 0.0...1.0)
      return -Double(trial.number)
    }
    #expect(try study.best(as: Settings.self) == tried.last)
    for (trial, settings) in zip(study.trials, tried) {
      #expect(try trial.parameters(as: Settings.self) == settings)
    }
  }

  @Test func `changing a copy does not affect the original`() throws {
    let original = try FixedTrial(Self.defaults).trial.suggest(Settings.self)
    var copy = original
    copy.layers = 3
    copy.optimizer.rate = 0.1
    copy.optimizer.momentum = Momentum()
    copy.optimizer.momentum?.decay = 0.5
    var third = copy
    third.optimizer.momentum?.decay = 0.75
    #expect(original == Settings())
    #expect(copy != original)
    #expect((copy.layers, copy.optimizer.rate) == (3, 0.1))
    #expect(copy.optimizer.momentum?.decay == 0.5)
    #expect(third.optimizer.momentum?.decay == 0.75)
    #expect(Settings().layers == 2)
  }

  @Test func `a space can be written to and read from JSON`() throws {
    var settings = Settings()
    settings.dropout = 0.125
    settings.activation = .relu
    settings.optimizer.momentum = Momentum()
    let text =
      #"{"layers": 2, "noise": 0.25, "dropout used": true, "dropout": 0.125, "#
      + #""activation": "relu", "kernel": "gauss", "batchSize": 32, "optimizer.rate": 0.01, "#
      + #""optimizer.momentum used": true, "optimizer.momentum.decay": 0.9, "#
      + #""optimizer.momentum.isNesterov": false}"#
    #expect(settings.json == text)
    #expect(try Settings(json: text) == settings)
    #expect(try Settings(json: "{}") == Settings())
    #expect(try Settings(json: #"{"layers": 3}"#).layers == 3)
    let json = try Momentum.searchSpace.json
    #expect(
      json.description
        == #"{"decay": {"name": "FloatDistribution", "attributes": {"step": null, "low": 0.5, "#
        + #""high": 0.99, "log": false}}, "isNesterov": {"name": "CategoricalDistribution", "#
        + #""attributes": {"choices": [false, true]}}}"#)
  }

  @Test(arguments: [
    ("[]", "not a JSON object"), ("{", "not a JSON object"),
    (#"{"lay": 2}"#, #"no parameter "lay"; it has ["#),
    (#"{"dropout": 0.2}"#, #""dropout" belongs to an optional property"#),
    (#"{"dropout used": true}"#, #"no value for "dropout""#),
    (#"{"layers": 4}"#, #"4 of "layers" is not an integer in 1...3"#),
    (#"{"activation": "cosh"}"#, #"["relu", "tanh"]"#),
    (#"{"noise": 0.3}"#, #"0.3 of "noise" is not a float in 0.0...1.0 by 0.25"#),
  ])
  func `values that are not in the space are refused`(_ text: String, _ message: String) {
    let error = #expect(throws: EvaluationError.self) { try Settings(json: text) }
    #expect(error?.description.contains(message) == true)
  }

  @Test func `the description has names and values`() {
    #expect("\(Momentum())" == "decay: 0.9, isNesterov: false")
  }

  struct Optionals: TypedSpace, Hashable {
    @Tuned var activation: Activation? = nil
    @Tuned var kernel: Kernel? = .gauss
    @Tuned var isNesterov: Bool? = nil
    @Tuned(from: [16, 32, 64]) var batchSize: Int? = nil
    @Tuned(from: [.cone, .box]) var secondKernel: Kernel? = nil
    @Tuned(from: [.tanh]) var secondActivation: Activation? = .tanh
  }

  @Test func `an optional choice is suggested only if it is used`() throws {
    #expect(
      try Optionals.searchSpace.description == """
        activation: one of ["relu", "tanh"]
        activation used: one of [false, true]
        batchSize: one of [16, 32, 64]
        batchSize used: one of [false, true]
        isNesterov: one of [false, true]
        isNesterov used: one of [false, true]
        kernel: one of ["box", "gauss", "cone"]
        kernel used: one of [false, true]
        secondActivation: one of ["tanh"]
        secondActivation used: one of [false, true]
        secondKernel: one of ["cone", "box"]
        secondKernel used: one of [false, true]
        """)
    #expect(
      Optionals().json
        == #"{"activation used": false, "kernel used": true, "kernel": "gauss", "#
        + #""isNesterov used": false, "batchSize used": false, "secondKernel used": false, "#
        + #""secondActivation used": true, "secondActivation": "tanh"}"#)
    let study = try Study(sampler: .random, seed: 1)
    try study.enqueueDefaults(of: Optionals.self)
    var tried: [Optionals] = []
    try study.optimize(trials: 30) { trial in
      tried.append(try trial.suggest(Optionals.self))
      return 0.5
    }
    #expect(tried[0] == Optionals())
    #expect(Set(tried.map(\.activation)) == [nil, .relu, .tanh])
    #expect(Set(tried.map(\.isNesterov)) == [nil, false, true])
    for (trial, settings) in zip(study.trials, tried) {
      #expect((trial.parameters["batchSize"] != nil) == (settings.batchSize != nil))
      #expect(try trial.parameters(as: Optionals.self) == settings)
      #expect(try Optionals(json: settings.json) == settings)
    }
  }

  struct OutOfRange: TypedSpace { @Tuned(in: 1...3) var layers = 5 }
  struct OffStep: TypedSpace { @Tuned(in: 32...512, step: 32) var units = 100 }
  struct NoScale: TypedSpace { @Tuned(in: 0...3, scale: .log) var rate = 1.5 }
  struct Twice: TypedSpace { @Tuned(from: ["a", "a"]) var name = "a" }
  struct Nothing: TypedSpace { @Tuned(from: []) var name: String? = nil }

  @Test func `an invalid declaration is an error`() {
    #expect(throws: EvaluationError.self) { try OutOfRange.searchSpace }
    #expect(throws: EvaluationError.self) { try OffStep.searchSpace }
    #expect(throws: EvaluationError.self) { try NoScale.searchSpace }
    #expect(throws: EvaluationError.self) { try Twice.searchSpace }
    #expect(throws: EvaluationError.self) { try Nothing.searchSpace }
    #expect(throws: EvaluationError.self) {
      try Study(seed: 1).enqueueDefaults(of: OutOfRange.self)
    }
  }

  struct Tenths: TypedSpace, Hashable {
    @Tuned(in: 0.0...1.0, step: 0.1) var fraction = 3 * 0.1  // differs from 0.3 by rounding
    @Tuned(in: 0.0...1.0, step: 0.1) var part: Float = 0.7
  }

  @Test func `a number may be off its step by rounding`() throws {
    let tenths = try Tenths(parameters: ["part": 0.9])
    #expect(abs(tenths.fraction - 0.3) < 1e-15 && tenths.part == 0.9)
  }

  @Test func `a trial can be read after a change of steps, but not as another space`() throws {
    let study = try Study(seed: 1)
    try study.optimize(trials: 1) { Double(try $0.suggest("units", in: 100...100)) }
    #expect(try study.best(as: OffStep.self)?.units == 100)
    let error = #expect(throws: EvaluationError.self) { try study.best(as: Momentum.self) }
    #expect(error?.description.hasPrefix("trial 0 was not run with Momentum") == true)
    #expect(error?.description.contains(#"no value for "decay"; it has ["units"]"#) == true)
  }

  struct Shared: TypedSpace {
    static let only = Shared(1)
    @Tuned(in: 1...3) var layers = 2
    init(_ layers: Int) { self.layers = layers }
    init() { self = Shared.only }
  }

  @Test func `shared defaults are refused and not changed`() throws {
    #expect(throws: EvaluationError.self) {
      try FixedTrial(["layers": 3]).trial.suggest(Shared.self)
    }
    #expect(Shared.only.layers == 1)
  }
}
