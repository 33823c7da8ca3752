import Testing

@testable import Attune

/// Pruners by name, with settings.
@Suite struct PrunerCatalogueTests {
  private static let valid: KeyValuePairs = [
    "median": "MedianPruner",
    "median:warmup=5,interval=2": "MedianPruner(warmupSteps: 5, interval: 2)",
    "percentile:25": "PercentilePruner(25.0)",
    "percentile:startup=3,12.5,trials=2":
      "PercentilePruner(12.5, startupTrials: 3, minimumTrials: 2)",
    "successive-halving": "SuccessiveHalvingPruner",
    "successive-halving:minimum=2,factor=3,rate=1,bootstrap=4":
      "SuccessiveHalvingPruner(minimumResource: 2, reductionFactor: 3, "
      + "minimumEarlyStoppingRate: 1, bootstrapCount: 4)",
    "hyperband:maximum=81": "HyperbandPruner(maximumResource: 81)",
    "wilcoxon:threshold=0.05": "WilcoxonPruner(threshold: 0.05)",
    "threshold:upper=10": "ThresholdPruner(upper: 10.0)",
    "threshold:lower=-1e3,upper=inf": "ThresholdPruner(lower: -1000.0)",
    "patient:5": "PatientPruner(patience: 5)",
    "patient:5,delta=0.1,pruner=percentile:25,startup=3":
      "PatientPruner(PercentilePruner(25.0, startupTrials: 3), patience: 5, minimumDelta: 0.1)",
    "metric:maximize=accuracy,pruner=median:startup=3":
      "MetricPruner(accuracy, maximize, MedianPruner(startupTrials: 3))",
    "metric:minimize=ms,pruner=patient:2,pruner=median":
      "MetricPruner(ms, minimize, PatientPruner(MedianPruner, patience: 2))",
    "dominated:maximize=speed,minimize=loss,fraction=0.25,startup=2,warmup=3,interval=4,trials=5":
      "DominancePruner(loss: minimize, speed: maximize, fraction: 0.25, startupTrials: 2, "
      + "warmupSteps: 3, interval: 4, minimumTrials: 5)",
    "none": "NopPruner",
  ]

  @Test func `a specification describes a pruner`() throws {
    for (text, summary) in Self.valid {
      #expect(try PrunerCatalogue.pruner(text).summary == summary, "\(text)")
    }
  }

  @Test(arguments: [
    ("percentile", "needs a number from 0.0 to 100.0, as in percentile:25"),
    ("percentile:200", "as in percentile:25, not 200"),
    ("median:5", "unknown setting \"5\"; choose from startup=…, warmup=…"),
    ("none:x", "unknown setting \"x\"; the pruner has none"),
    ("patient", "needs an integer of at least 0, as in patient:5"),
    ("patient:1.5", "not 1.5"),
    ("patient:5,pruner=best", "unknown pruner \"best\"; choose from median, "),
    ("patient:pruner=none,5", "unknown pruner \"none,5\""),
    ("successive-halving:bootstrap=1", "\"bootstrap\" needs \"minimum=\" as well"),
    ("hyperband:factor=1", "\"factor\" needs an integer of at least 2, not \"1\""),
    ("hyperband:maximum=0", "\"maximum\" needs an integer of at least 1, not \"0\""),
    ("threshold:lower=2,upper=1", "\"upper\" needs a number of at least 2.0, not \"1\""),
    ("threshold:lower=nan", "\"lower\" needs a number, not \"nan\""),
    ("wilcoxon:threshold=2", "\"threshold\" needs a number from 0.0 to 1.0, not \"2\""),
    ("metric", "needs the name of one metric with its direction, and a pruner, as in metric:maxim"),
    ("metric:minimize=a,minimize=b,pruner=median", "needs the name of one metric"),
    ("metric:minimize=,pruner=median", "needs the name of one metric"),
    ("metric:minimize=a", "and a pruner, as in metric:maximize=accuracy,pruner=median"),
    ("metric:minimize=a,pruner=best", "unknown pruner \"best\""),
    ("dominated", "needs the names of different metrics with their directions, as in dominated:"),
    ("dominated:minimize=a,maximize=a", "needs the names of different metrics"),
    ("dominated:minimize=a,fraction=0", "\"fraction\" needs a number from 0.001 to 1.0, not \"0\""),
    ("dominated:minimize=a,minimize", "unknown setting \"minimize\"; choose from minimize=…"),
    ("", "unknown pruner \"\"; choose from median, percentile, "),
  ])
  func `an invalid specification is an error that names the mistake`(
    text: String, message: String
  ) {
    let error = #expect(throws: StrategySpecificationError.self) {
      try PrunerCatalogue.pruner(text)
    }
    #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
  }

  @Test func `a pruner is found by its summary`() throws {
    for text in PrunerCatalogue.specifications {
      let summary = try PrunerCatalogue.pruner(text).summary
      #expect(PrunerCatalogue.pruner(recordedAs: summary)?.summary == summary)
    }
    #expect(PrunerCatalogue.pruner(recordedAs: "CeilingPruner(3.0)") == nil)
    let other = PrunerCatalogue.pruner(recordedAs: "HyperbandPruner(maximumResource: 7)")
    #expect(other is HyperbandPruner)
  }
}
