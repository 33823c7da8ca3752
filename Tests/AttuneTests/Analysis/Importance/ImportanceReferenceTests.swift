import Testing

@testable import Attune

/// Comparison with the importances of Python Optuna 5.0; see `Fixtures/Importance/README.md`.
@Suite struct ImportanceReferenceTests {
  @Test func `references exist`() throws {
    #expect(try Reference.all(of: "PED-ANOVA").count >= 15)
    #expect(try Reference.all(of: "fANOVA").count >= 9)
    #expect(try Reference.all(of: "MDI").count >= 9)
  }

  /// The formula is the same: values differ only by rounding in a sum of at most fifty terms.
  @Test func `PED-ANOVA matches Optuna`() throws {
    for reference in try Reference.all(of: "PED-ANOVA") {
      var configuration = PEDANOVAEvaluator.Configuration()
      if let quantile = reference.entry["target_quantile"]?.doubleValue {
        configuration.targetQuantile = quantile
      }
      if let quantile = reference.entry["region_quantile"]?.doubleValue {
        configuration.regionQuantile = quantile
      }
      if let isLocal = reference.entry["is_local"]?.boolValue { configuration.isLocal = isLocal }
      let own = try reference.importances(by: .pedANOVA(configuration))
      let expected = try reference.entry.object("expected")
      #expect(own.keys.sorted() == expected.map(\.key).sorted(), "\(reference.entry)")
      for (name, value) in own {
        let reference = try expected.double(name)
        #expect(
          abs(value - reference) <= 1e-10 * max(1e-3, reference), "\(name) of \(expected)")
      }
    }
  }

  @Test(arguments: ["fANOVA", "MDI"])
  func `forests match Optuna's within its spread over seeds`(
    method: String
  ) throws {
    let seedCount = 8
    let referenceSeedCount = Double(
      try Fixture.object("Importance/importances.json").int("forest_seeds"))
    for reference in try Reference.all(of: method) {
      var sums: [String: Double] = [:]
      for seed in 0..<seedCount {
        var configuration = FANOVAEvaluator.Configuration()
        configuration.seed = UInt64(seed)
        if let depth = reference.entry["maximum_depth"]?.intValue {
          configuration.maximumDepth = depth
        }
        let evaluator: any ImportanceEvaluator =
          method == "MDI" ? .meanDecreaseInImpurity(configuration) : .fANOVA(configuration)
        for (name, value) in try reference.importances(by: evaluator) {
          sums[name, default: 0] += value
        }
      }
      let expected = try reference.entry.object("expected")
      #expect(sums.keys.sorted() == expected.map(\.key).sorted(), "\(reference.entry)")
      for (name, sum) in sums {
        let (mean, deviation) = try (expected.doubles(name)[0], expected.doubles(name)[1])
        // The distance of two means over seeds in standard errors. Optuna's forest uses single
        // precision, which shifts thresholds slightly.
        let error = deviation * (1 / Double(seedCount) + 1 / referenceSeedCount).squareRoot()
        let own = sum / Double(seedCount)
        #expect(
          abs(own - mean) <= 4 * error + 1e-6,
          "\(name): \(own), not \(mean) ± \(error) as in \(reference.entry)")
      }
    }
  }
}

private struct Reference {
  let entry: JSONObject

  static func all(of method: String) throws -> [Reference] {
    try Fixture.object("Importance/importances.json").array("cases").compactMap(\.objectValue)
      .filter { $0["method"]?.stringValue == method }.map { Reference(entry: $0) }
  }

  /// Returns the raw importances of an evaluator by name.
  func importances(by evaluator: any ImportanceEvaluator) throws -> [String: Double] {
    let name = try entry.string("study")
    let path = try Fixture.path("Importance/\(name).log")
    let study = try #require(try JournalStorage(path: path).study(named: name))
    let found = try study.importances(
      by: evaluator, of: entry["parameters"]?.arrayValue?.compactMap(\.stringValue),
      for: target, isNormalized: false)
    #expect(found.map(\.value) == found.map(\.value).sorted(by: >))
    return Dictionary(uniqueKeysWithValues: found.map { ($0.name, $0.value) })
  }

  private var target: ImportanceTarget {
    switch entry["target"]?.stringValue {
    case "objective 0": .objective(0)
    case "objective 1": .objective(1)
    case "duration": .duration
    default: .objectives
    }
  }
}
