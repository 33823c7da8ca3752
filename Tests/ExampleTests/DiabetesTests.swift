import AttuneEvaluation
import ExampleSupport
import ProgramTesting
import Testing

@testable import diabetes

@Suite struct DiabetesTests {
  private let patients: [Patient]

  init() throws {
    patients = try Patient.all()
  }

  @Test func `zeros that nobody lives with are missing values`() {
    // Counted in the file with awk, column by column.
    let gaps = Patient.measurementNames.indices.map { measurement in
      patients.count { $0.measurements[measurement].isNaN }
    }
    #expect(patients.count == 768)
    #expect(patients.count(where: \.hasDiabetes) == 268)
    #expect(gaps == [0, 5, 35, 227, 374, 11, 0, 0])
    // To have been pregnant zero times is no gap.
    #expect(patients.contains { $0.measurements[0] == 0 })
  }

  @Test(arguments: OptimizerName.allCases, Initialization.allCases)
  func `every optimizer learns from every start`(
    _ optimizer: OptimizerName, _ initialization: Initialization
  ) throws {
    var settings = DiabetesNetwork.Settings()
    settings.activation = .tanh
    settings.optimizer = optimizer
    settings.initialization = initialization
    settings.batchSize = 8
    // Plain gradient descent takes long to leave the plateau around small weights.
    settings.epochs = optimizer == .sgd && initialization != .scaled ? 100 : 25
    var network = DiabetesNetwork(settings)
    let learned = patients.prefix(500)
    try network.fit(learned.map(\.measurements), learned.map(\.hasDiabetes))
    let others = patients.dropFirst(500)
    let matrix = try ConfusionMatrix(
      truth: others.map(\.hasDiabetes),
      predicted: network.predict(others.map(\.measurements)))
    // 65 % have no diabetes.
    #expect(matrix.accuracy > 0.7, "\(matrix)")
  }

  @Test func `a prediction does not depend on who else is asked about`() throws {
    var settings = DiabetesNetwork.Settings()
    settings.epochs = 2
    var network = DiabetesNetwork(settings)
    let learned = patients.prefix(300)
    try network.fit(learned.map(\.measurements), learned.map(\.hasDiabetes))
    let others = patients.dropFirst(300).map(\.measurements)
    #expect(try others.map { try network.predict([$0])[0] } == network.predict(others))
  }

  @Test func `an option that makes no sense is named`() throws {
    let outcome = try BuiltProgram("diabetes").run(["--seeds", "none"])
    #expect(outcome.status == 1)
    #expect(outcome.errors == "error: --seeds needs a whole number from 1 on, not none\n")
  }
}
