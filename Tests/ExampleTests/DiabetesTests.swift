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

  @Test func `impossible zeros are missing values`() {
    // Counted in the file with awk, column by column.
    let gaps = Patient.measurementNames.indices.map { measurement in
      patients.count { $0.measurements[measurement].isNaN }
    }
    #expect(patients.count == 768)
    #expect(patients.count(where: \.hasDiabetes) == 268)
    #expect(gaps == [0, 5, 35, 227, 374, 11, 0, 0])
    // Zero pregnancies is a valid value.
    #expect(patients.contains { $0.measurements[0] == 0 })
  }

  @Test(arguments: OptimizerName.allCases, Initialization.allCases)
  func `every optimizer learns with every initialization`(
    _ optimizer: OptimizerName, _ initialization: Initialization
  ) throws {
    var settings = DiabetesNetwork.Settings()
    settings.activation = .tanh
    settings.optimizer = optimizer
    settings.initialization = initialization
    settings.batchSize = 8
    // Plain gradient descent is slow to leave the plateau around small weights.
    settings.epochs = optimizer == .sgd && initialization != .scaled ? 100 : 25
    let known = patients.prefix(500)
    let others = patients.dropFirst(500)
    let preparation = try Imputation(.median).then(Standardization())
      .fitted(to: known.map(\.measurements))
    var network = DiabetesNetwork(settings)
    try network.fit(preparation.apply(to: known.map(\.measurements)), known.map(\.hasDiabetes))
    let prepared = try preparation.apply(to: others.map(\.measurements))
    let predictions = network.predict(prepared)
    let matrix = try ConfusionMatrix(truth: others.map(\.hasDiabetes), predicted: predictions)
    // 65 % have no diabetes.
    #expect(matrix.accuracy > 0.7, "\(matrix)")
    // A prediction does not depend on the other patients.
    #expect(prepared.map { network.predict([$0])[0] } == predictions)
  }

  @Test func `an invalid option value is an error that names it`() throws {
    let outcome = try BuiltProgram("diabetes").run(["--seeds", "none"])
    #expect(outcome.status == 1)
    #expect(outcome.errors == "error: --seeds needs an integer of at least 1, not none\n")
  }
}
