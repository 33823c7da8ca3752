// The model whose hyperparameters the example tunes.

import AttuneEvaluation
import ExampleSupport

/// A small network that predicts from eight measurements whether a patient has diabetes.
///
/// It needs measurements without missing values and on similar scales.
struct DiabetesNetwork: Estimator {
  /// The hyperparameters: three choices for each of five.
  struct Settings: TypedSpace, Hashable {
    @Tuned var activation = Activation.relu
    @Tuned var optimizer = OptimizerName.adam
    @Tuned var initialization = Initialization.scaled
    @Tuned(from: [8, 16, 32]) var batchSize = 16
    @Tuned(from: [25, 50, 100]) var epochs = 50
  }

  private let settings: Settings
  private var network: Network

  init(_ settings: Settings) {
    self.settings = settings
    // All settings have the same random initial weights and shuffles, so that only they differ.
    network = Network(
      inputs: Patient.measurementNames.count, widths: [12, 8], outputs: 2,
      activation: settings.activation, initialization: settings.initialization, seed: 1)
  }

  mutating func fit(_ measurements: [[Double]], _ hasDiabetes: [Bool]) {
    var patients = Dataset(width: Patient.measurementNames.count)
    for (measurements, hasDiabetes) in zip(measurements, hasDiabetes) {
      patients.append(measurements.map { Float($0) }, label: hasDiabetes ? 1 : 0)
    }
    var generator = SplitMix64(seed: 2)
    for _ in 0..<settings.epochs {
      network.trainEpoch(
        on: patients, by: settings.optimizer.optimizer, batchSize: settings.batchSize,
        using: &generator)
    }
  }

  func predict(_ measurements: [[Double]]) -> [Bool] {
    network.classes(of: measurements.joined().map { Float($0) }).map { $0 == 1 }
  }
}
