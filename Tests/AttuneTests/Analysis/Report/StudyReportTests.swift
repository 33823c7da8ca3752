import Foundation
import Testing

@testable import Attune

/// What the page of a report says, holds and loads.
@Suite struct StudyReportTests {
  private static let hostile =
    "</script><script>alert(1)</script><!--\"'><img src=x onerror=alert(1)>\u{202E}\u{0}\u{2028}"

  private func example() throws -> ReportedStudy {
    var study = ReportedStudy(
      userAttributes: ["data": "digits", "sizes": [1, 2]],
      systemAttributes: [
        SystemAttribute.seed: "42", SystemAttribute.sampler: "TPESampler",
        SystemAttribute.pruner: "MedianPruner",
      ])
    let kinds: [JSONValue] = ["relu", nil, 3]
    try study.add(.complete, [0.5], [ReportedStudy.choice("kind", kinds, 0)])
    try study.add(
      .complete, [0.25], [ReportedStudy.choice("kind", kinds, 1)], userAttributes: ["note": "good"])
    try study.add(.pruned, [0.75])
    try study.add(.failed, systemAttributes: [SystemAttribute.failure: "no memory"])
    try study.add(.running)
    return study
  }

  @Test func `the summary tells the course of the study`() throws {
    let page = try example().page()
    for text in [
      "<h1><bdi>a study</bdi></h1>", "<dd><strong>0.25</strong> in trial 1</dd>",
      "<dd>minimize <bdi>value</bdi></dd>",
      "<dd>5: 1 running, 2 complete, 1 pruned, 1 failed</dd>",
      "<dd>2026-01-01 00:00:00 UTC</dd>", "<dd>2026-01-01 00:00:04 UTC</dd>", "<dd>6 s</dd>",
      "<bdi>TPESampler</bdi>", "<bdi>MedianPruner</bdi>", "<dd>42</dd>",
      "<div dir=\"auto\">digits</div>", "<div dir=\"auto\">[1, 2]</div>",
      "<div dir=\"auto\">no memory</div>", "Made by Attune on 2026-01-31 23:59:59 UTC.",
    ] {
      #expect(page.contains(text), "\(text)")
    }
  }

  @Test func `the best parameters are Swift to paste`() throws {
    let code = try #require(
      try example().page().firstMatch(of: /<code>([^\0]*?)<\/code>/)?.output.1)
    let text = code.replacing("<bdi>", with: "").replacing("</bdi>", with: "")
      .replacing("&quot;", with: "\"")
    #expect(
      text == """
        let best: [String: JSONValue] = [
          "x": 0.125,
          "kind": nil,
        ]
        try study.enqueue(best)
        let again = FixedTrial(best)
        """)
  }

  @Test func `the data holds every trial, the best first`() throws {
    let study = try example()
    let data = try ReportData(study.page())
    #expect(
      data.columns == ["trial", "state", "value", "started", "duration", "x", "kind", "note"])
    #expect(data.best == [1])
    #expect(data.order == [1, 0, 2, 3, 4])
    #expect(try data.column("state") == ["complete", "complete", "pruned", "failed", "running"])
    #expect(try data.column("value") == [0.25, 0.5, 0.75, nil, nil])
    #expect(try data.column("x") == [0.125, 0.0, 0.25, 0.375, 0.5])
    #expect(try data.column("kind") == [nil, "relu", nil, nil, nil])
    #expect(try data.column("note") == ["good", nil, nil, nil, nil])
    #expect(try data.column("duration") == [1.5, 1.5, 1.5, 1.5, nil])
    #expect(try data.column("started")[0] == 1_767_225_601_000)
  }

  @Test func `numbers that JavaScript lacks are texts of their own`() throws {
    var study = ReportedStudy()
    for value in [Double.infinity, -.infinity, .nan] { try study.add(.complete, [value]) }
    try study.add(
      .complete, [1],
      userAttributes: [
        "large": .int((1 << 53) + 1), "whole": .int(1 << 53), "list": [1, "a"],
        "long": .string(String(repeating: "é", count: 1000)),
      ])
    let data = try ReportData(study.page())
    let values = try data.column("value").map { $0.objectValue?["number"]?.stringValue }
    #expect(data.order == [1, 3, 0, 2])
    #expect(values == ["-Infinity", nil, "Infinity", "NaN"])
    #expect(try data.column("large")[1] == ["number": "9007199254740993"])
    #expect(try data.column("whole")[1] == .int(1 << 53))
    #expect(try data.column("list")[1] == "[1, \"a\"]")
    #expect(try data.column("long")[1].stringValue == String(repeating: "é", count: 300) + "…")
  }

  @Test func `what is best follows the directions and the constraints`() throws {
    var study = ReportedStudy(directions: [.maximize])
    for value in [1.0, 3, 2] { try study.add(.complete, [value]) }
    try study.add(.complete, [9], systemAttributes: ["constraints": [1.0]])
    let single = try ReportData(study.page())
    #expect(single.best == [1])
    #expect(single.order == [1, 2, 0, 3])
    #expect(try single.column("violation") == [0.0, 0.0, 0.0, 1.0])

    study = ReportedStudy(directions: [.minimize, .maximize])
    for values in [[1.0, 1], [0, 2], [3, 3], [5], [.nan, 9]] { try study.add(.complete, values) }
    let several = try ReportData(study.page())
    #expect(several.columns[2...3] == ["value 0", "value 1"])
    #expect(several.best == study.snapshot.trials.bestTrials.map(\.number))
    #expect(Set(several.order) == [0, 1, 2, 3, 4])
    #expect(several.order.starts(with: several.best))
  }

  @Test func `an outlier gives a figure a second form that a box shows`() throws {
    var study = ReportedStudy()
    for number in 0..<20 { try study.add(.complete, [number == 0 ? 27 : -1 + Double(number) / 20]) }
    let page = study.page(plots: [.optimizationHistory, .timeline])
    let figures = page.components(separatedBy: "<figure>").dropFirst()
    #expect(figures.count == 2)
    let history = try #require(figures.first)
    #expect(history.contains("<label class=\"range\"><input type=\"checkbox\">"))
    let readable = try #require(history.range(of: "<div class=\"wide readable\"><svg"))
    let full = try #require(history.range(of: "<div class=\"wide full\"><svg"))
    #expect(readable.lowerBound < full.lowerBound)
    #expect(history[..<full.lowerBound].contains("1 value above"))
    #expect(!history[full.lowerBound...].contains("not shown to scale"))
    #expect(history.contains("id=\"plot-0\"") && history.contains("id=\"plot-0-full\""))
    // Nothing is clipped in a timeline of equally long trials.
    let timeline = figures.last?.components(separatedBy: "</figure>").first
    #expect(timeline?.contains("checkbox") == false)
    // Without scripts and without a click the readable form is seen.
    #expect(
      page.contains("figure .full, figure:has(.range input:checked) .readable { display: none; }"))
  }

  @Test func `with several directions the Pareto front comes before other plots`() throws {
    var study = ReportedStudy(directions: [.minimize, .maximize])
    for number in 0..<30 { try study.add(.complete, [Double(number), Double(number % 7)]) }
    let page = study.page(plots: Plot.all)
    let titles = page.matches(of: /<figure><figcaption><h3>([^<]*)</).map { String($0.output.1) }
    #expect(titles.first == "Pareto front")
    #expect(titles.count { $0 == "Pareto front" } == 1)
    let best = try #require(page.range(of: "<section id=\"best\"><h2>Best trials</h2>"))
    let plots = try #require(page.range(of: "<section id=\"plots\">"))
    let details = try #require(page.range(of: "<details><summary>Trial "))
    #expect(best.lowerBound < details.lowerBound && details.lowerBound < plots.lowerBound)
    #expect(!page.contains("Pareto front: <bdi>"))
    #expect(study.page(plots: [.slice]).components(separatedBy: "<figure>").count == 2)
  }

  @Test func `feasible trials are marked and counted`() throws {
    var study = ReportedStudy(directions: [.minimize, .minimize])
    for number in 0..<6 {
      try study.add(
        .complete, [Double(number), Double(6 - number)],
        systemAttributes: ["constraints:size": .float(Double(number) - 2)])
    }
    try study.add(.running)
    let page = study.page(plots: Plot.all)
    #expect(page.contains("<dd>3 of 6 complete trials feasible; violated: size in 3</dd>"))
    let data = try ReportData(page)
    #expect(data.columns[4...6] == ["feasible", "violation", "started"])
    #expect(data.columns.contains("constraint size"))
    #expect(
      try data.column("feasible")
        == [true, true, true, false, false, false, nil])
    // All violate: the front is drawn without a best trial.
    var violated = ReportedStudy(directions: [.minimize, .minimize])
    try violated.add(.complete, [1, 2], systemAttributes: ["constraints:size": 1.0])
    let other = violated.page(plots: Plot.all)
    #expect(other.contains("No trial is complete and within its constraints yet."))
    #expect(other.contains("0 of 1 complete trial feasible"))
    #expect(other.contains("<h3>Pareto front</h3>"))
  }

  @Test func `hostile texts stay texts everywhere`() throws {
    let text = Self.hostile
    var study = ReportedStudy(
      name: text + String(repeating: "x", count: 10_000), userAttributes: [text: .string(text)],
      systemAttributes: [
        SystemAttribute.sampler: .string(text), SystemAttribute.pruner: .string(text),
        SystemAttribute.metricNames: [.string(text)],
      ])
    for number in 0..<30 {
      try study.add(
        number % 3 == 0 ? .failed : .complete, number % 3 == 0 ? [] : [Double(number)],
        [ReportedStudy.float(text, 1), ReportedStudy.choice("choice", [.string(text)], 0)],
        userAttributes: [text: [.string(text)], "plain": .string(text)],
        systemAttributes: [SystemAttribute.failure: .string(text)])
    }
    let page = study.page(plots: Plot.all)
    #expect(page.components(separatedBy: "<script").count == 3)
    #expect(page.components(separatedBy: "</script").count == 3)
    #expect(!page.contains("<img") && !page.contains("<!--"))
    #expect(!page.unicodeScalars.contains("\u{202E}") && !page.unicodeScalars.contains("\u{0}"))
    let data = try ReportData(page)
    #expect(try data.column("choice").allSatisfy { $0 == .string(text) })
    #expect(try data.column("plain").allSatisfy { $0 == .string(text) })
  }

  @Test func `the page loads nothing and runs its own script alone`() throws {
    let page = try example().page(plots: Plot.all)
    let namespace = "http://www.w3.org/2000/svg"
    #expect(!page.replacing("xmlns=\"\(namespace)\"", with: "").contains(/https?:/))
    #expect(!page.contains(/url\(|@import|<link|<iframe|<img|\ssrc=|\son[a-z]+=/))
    let script = try #require(
      page.components(separatedBy: "<script>").last?.components(separatedBy: "</script>").first)
    let hash = SHA256.base64(of: script)
    #expect(page.contains("default-src &#39;none&#39;; script-src &#39;sha256-\(hash)&#39;;"))
  }

  @Test func `a plot that cannot be drawn is left out with the reason`() throws {
    let page = try example().page(plots: [.optimizationHistory, .paretoFront])
    #expect(page.components(separatedBy: "<figure>").count == 2)
    #expect(page.contains("<li>Pareto front: <bdi>the plot pareto-front of study"))
  }

  @Test func `the same study gives the same page`() throws {
    let study = try example()
    #expect(study.page(plots: Plot.all) == study.page(plots: Plot.all))
  }

  @Test(arguments: [[], [TrialState.waiting], [.running], [.failed, .failed], [.pruned]])
  func `a study without complete trials has a report`(states: [TrialState]) throws {
    var study = ReportedStudy()
    for state in states { try study.add(state) }
    let page = study.page(plots: Plot.all)
    #expect(page.contains("No trial is complete and within its constraints yet."))
    #expect(page.contains("<section id=\"trials\">") == !states.isEmpty)
    #expect(page.contains("<section id=\"failures\">") == states.contains(.failed))
    #expect(page.contains("no reason recorded") == states.contains(.failed))
    #expect(try ReportData(page).order == Array(states.indices))
  }

  @Test(arguments: Fixture.names(in: "golden", suffix: ".log"))
  func `a journal of Optuna is reported`(name: String) throws {
    for study in try JournalStorage(path: Fixture.path("golden/\(name).log")).studies() {
      let data = try ReportData(study.report(madeAt: ReportedStudy.moment))
      #expect(data.order.sorted() == study.trials.map(\.number))
      for (row, number) in zip(data.rows, data.order) {
        let trial = study.trials[number]
        #expect(row[1] == .string(trial.state.description))
        for parameter in trial.parameters {
          let column = try #require(data.columns.firstIndex(of: parameter.name))
          #expect(row[column] == ReportTable.portable(parameter.value))
        }
      }
    }
  }

  @Test func `reasons of failures stand together, the most frequent first`() throws {
    var study = ReportedStudy()
    for reason in ["a", "b", "b"] + (0..<30).map({ "c\($0)" }) {
      try study.add(.failed, systemAttributes: [SystemAttribute.failure: .string(reason)])
    }
    let page = study.page()
    let first = try #require(page.range(of: "<td class=\"number\">2</td><td>1, 2</td>"))
    let second = try #require(page.range(of: "<td class=\"number\">1</td><td>0</td>"))
    #expect(first.lowerBound < second.lowerBound)
    #expect(page.contains("12 more reasons are not listed."))
  }

  @Test func `ten thousand trials make a page of a few megabytes`() throws {
    var study = ReportedStudy()
    let names = (0..<9).map { "parameter \($0)" }
    for number in 0..<10_000 {
      let value = Double(number).squareRoot()
      try study.add(.complete, [value], names.map { try ReportedStudy.float($0, value) })
    }
    let page = study.page()
    #expect(page.utf8.count < 4_000_000)
    #expect(page.components(separatedBy: "<tr").count == 22)
  }

  @Test func `very many parameters and attributes have no column`() throws {
    var study = ReportedStudy()
    try study.add(
      .complete, [1], (0..<120).map { try ReportedStudy.float("p\($0)", 0) },
      userAttributes: ["note": 1])
    let page = study.page()
    #expect(try ReportData(page).columns.count == 105)
    #expect(page.contains("22 more parameters and attributes have no column."))
  }
}
