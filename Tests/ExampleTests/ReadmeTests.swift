import Attune
import AttuneTesting
import Foundation
import Testing

@Suite struct ReadmeTests {
  // MARK: The text

  @Test func `every Swift block of the README and the guides is code of this module`() throws {
    let regions = Set(try SnippetRegions.all().values)
    for document in try SnippetRegions.documents() {
      let blocks = SnippetRegions.swiftBlocks(of: try SnippetRegions.contents(of: document))
      // The page that maps the names of other libraries has only tables.
      if !document.hasSuffix("ComingFromOtherLibraries.md") {
        #expect(!blocks.isEmpty, "\(document) has no Swift block")
      }
      for block in blocks {
        #expect(
          regions.contains(block),
          "\(document): no snippet of Tests/ExampleTests/Snippets is:\n\(block)")
      }
    }
  }

  @Test func `every snippet of this module is in the README or a guide`() throws {
    let blocks = Set(
      try SnippetRegions.documents().flatMap {
        SnippetRegions.swiftBlocks(of: try SnippetRegions.contents(of: $0))
      })
    for (name, text) in try SnippetRegions.all() {
      #expect(blocks.contains(text), "no document contains snippet \"\(name)\"")
    }
  }

  @Test func `the manifest names this package and its product`() throws {
    let readme = try SnippetRegions.contents(of: "README.md")
    let manifest = try SnippetRegions.contents(of: "Package.swift")
    // Users copy these lines, so they must match the manifest.
    #expect(readme.contains(#".product(name: "Attune", package: "attune")"#))
    #expect(manifest.contains(#"name: "attune""#))
    #expect(manifest.contains(#".library(name: "Attune""#))
    for line in ["// swift-tools-version: 6.1", "platforms: [.macOS(.v15)],"] {
      #expect(readme.contains(line))
      #expect(manifest.contains(line))
    }
  }

  @Test func `every file that the README links to exists`() throws {
    let links = try SnippetRegions.contents(of: "README.md")
      .matches(of: /\]\(([^)#:]+)(#[^)]*)?\)/).map { String($0.output.1) }
    #expect(!links.isEmpty)
    for link in links {
      let path = SnippetRegions.root.appendingPathComponent(link).path
      #expect(FileManager.default.fileExists(atPath: path), "README.md links to \(link)")
    }
  }

  // MARK: The programs

  @Test func `the first program completes its study and does nothing when run again`() throws {
    try TemporaryJournals.with {
      let study = try runOverview()
      #expect(study.trials.finishedCount == 100)
      #expect(study.seed == 42)
      #expect(study.trials.count(of: .pruned) > 0)
      let best = try #require(study.bestTrial)
      #expect(best.state == .complete)

      let again = try runOverview()
      #expect(again.trials.count == 100)
      #expect(again.bestTrial?.number == best.number)
    }
  }

  @Test func `a study is run by one stop rule after another`() throws {
    let study = try Study(seed: 1)
    try runStopping(study) { trial in
      let x = try trial.suggest("x", in: -5.0...5.0)
      return x * x
    }
    #expect(study.trials.count >= 70)
    #expect(try #require(study.bestValue) <= 0.01)
  }

  @Test func `a conditional parameter exists only in trials that suggest it`() throws {
    let study = try Study(seed: 1)
    try study.optimize(trials: 30) { trial in
      switch try classifier(trial) {
      case .linear(let cost, let loss): loss(1 / cost)
      case .polynomial(let cost, let loss, let degree): loss(1 / cost) + Double(degree)
      case .radial(let cost, let loss, let width): loss(1 / cost) + width
      }
    }
    #expect(study.trials.count(of: .complete) == 30)
    for trial in study.trials {
      #expect((trial.parameters["degree"] != nil) == (trial.parameters["kernel"] == "polynomial"))
      #expect((trial.parameters["width"] != nil) == (trial.parameters["kernel"] == "radial"))
    }
  }

  @Test func `asynchronous and parallel runs have the given number of trials`() async throws {
    let asynchronous = try Study(seed: 1)
    try await runInTasks(asynchronous)
    #expect(asynchronous.trials.count(of: .complete) == 100)

    let parallel = try Study(seed: 1)
    try runInBatches(parallel)
    #expect(parallel.trials.count(of: .complete) == 200)
  }

  @Test func `trials can be asked, told and enqueued`() throws {
    let study = try Study(seed: 1)
    try runByHand(study)
    #expect(study.trials.count(of: .complete) == 50)
    let count = study.trials.count
    // One trial, and then all trials again.
    try addTrials(to: study, from: study)
    #expect(study.trials.count == 2 * (count + 1))
    #expect(study.trials.count(of: .complete) == 2 * (50 + 1))
    #expect(study.trials[1].parameters["rate"] == 0.01)
    #expect(study.trials[1].parameters["activation"] == "relu")
  }

  @Test func `the Pareto front satisfies the constraint`() throws {
    try TemporaryJournals.with {
      let study = try runSeveralObjectives()
      #expect(study.trials.count(of: .complete) == 200)
      let front = study.bestTrials
      #expect(!front.isEmpty)
      #expect(front.allSatisfy { $0.isFeasible })
      #expect(study.trials.contains { !$0.isFeasible })
    }
  }

  @Test func `the programs of the guides have their described results`() throws {
    let parabola = try runParabola()
    let best = try #require(parabola.bestValue)
    #expect(best < 0.1)
    try TemporaryJournals.with {
      let study = try runResumable()
      #expect(study.trials.finishedCount == 40)
      #expect(study.trials[0].parameters["temperature"] == 1060.0)
      let again = try runResumable()
      #expect(again.trials.count == 40)
    }
  }

  @Test func `the programs of the guide to noise recommend, repeat and race`() throws {
    try TemporaryJournals.with {
      let study = try runNoisyObjectives()
      #expect(study.trials.count(of: .complete) == 60)
      let recommended = try #require(study.recommended)
      #expect(recommended.source == .surrogate)
      try runRetries(study)
      #expect(study.trials.count == 60)
      try runRace(study)
      #expect(study.trials.count > 60 && study.trials.count <= 200)
      #expect(study.recommended?.source == .mean)
    }
    let repeated = try Study(seed: 1)
    try runRepeats(repeated)
    #expect(repeated.trials.count == 30)
    #expect(repeated.trials.allSatisfy { $0.state != .complete || $0.repeatedValues.count == 3 })
  }

  @Test func `the studies of the genetic algorithms have fronts`() throws {
    #expect(try runNSGAII().bestTrials.count > 20)
    #expect(try runNSGAIII().bestTrials.count > 20)
  }

  @Test func `trials with checkpoints complete`() throws {
    let study = try Study(seed: 1)
    try runWithCheckpoints(study)
    #expect(study.trials.finishedCount == 20)
  }

  @Test func `the joint sampler of the guide fulfils the contract`() throws {
    try SamplerContract(CrossoverSampler()).check()
  }
}
