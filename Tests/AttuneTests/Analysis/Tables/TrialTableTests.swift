import Testing

@testable import Attune

@Suite struct TrialTableTests {
  /// The columns of `trials_dataframe` of Optuna 5.0.0 for the same studies.
  private static let columns: [(String, String, [String])] = [
    (
      "basic", "basic",
      [
        "number", "value", "datetime_start", "datetime_complete", "duration", "params_depth",
        "params_dropout", "params_kind", "params_layers", "params_lr", "params_width", "params_x",
        "system_attrs_tpe:relative_params:0", "state",
      ]
    ),
    (
      "multiobjective", "binh-korn",
      [
        "number", "values_cost", "values_score", "datetime_start", "datetime_complete", "duration",
        "params_x", "params_y", "system_attrs_constraints:c0", "system_attrs_constraints:c1",
        "state",
      ]
    ),
    (
      "optuna-4", "optuna 4",
      [
        "number", "value_loss", "datetime_start", "datetime_complete", "duration", "params_depth",
        "params_extra", "params_kind", "params_rate", "params_share", "params_units",
        "user_attrs_units", "user_attrs_why", "system_attrs_fixed_params",
        "system_attrs_tpe:relative_params:0", "state",
      ]
    ),
  ]

  @Test(arguments: columns)
  func `columns match Optuna`(
    journal: String, name: String, columns: [String]
  ) throws {
    let storage = JournalStorage(path: try Fixture.path("golden/\(journal).log"))
    let study = try #require(try storage.study(named: name))
    #expect(study.trialTable.columns.map(\.title) == columns)
    #expect(study.trialTable.rows.count == study.trials.count)
  }

  /// Rows of `trials_dataframe` of Optuna 5.0.0, with the times recorded in the journal.
  @Test func `rows match Optuna`() throws {
    let storage = JournalStorage(path: try Fixture.path("golden/basic.log"))
    let study = try #require(try storage.study(named: "basic"))
    let table = study.trialTable.prefix(2)
    let wanted = [
      "number", "value", "duration", "params_dropout", "params_kind", "params_width", "state",
    ]
    #expect(
      try table.selecting(wanted).rows == [
        [0, 7.4354831105144585, 0.011375, nil, "linear", nil, "COMPLETE"],
        [1, 22.733700280518864, 0.00698, 0.1, "net", 128, "COMPLETE"],
      ])
    #expect(
      try table.selecting(["datetime_start"]).rows[0] == ["2026-11-21T01:33:52.812078+00:00"])
  }

  @Test func `absent values are missing cells`() throws {
    let study = try Study(sampler: .random, seed: 1)
    _ = try study.ask()
    try study.tell(study.ask(), .failed(reason: "because"))
    try study.enqueue(["x": 1], userAttributes: ["why": "a guess"])
    let table = try study.snapshot.trialTable.selecting(
      ["number", "value", "datetime_complete", "user_attrs_why", "state"])
    #expect(table.rows[0] == [0, nil, nil, nil, "RUNNING"])
    #expect(table.rows[1][4] == "FAIL")
    #expect(table.rows[2] == [2, nil, nil, "a guess", "WAITING"])
  }

  @Test func `constraints have columns on request`() throws {
    let storage = JournalStorage(path: try Fixture.path("golden/multiobjective.log"))
    let study = try #require(try storage.study(named: "binh-korn"))
    let table = study.trialTable(of: study.trials, includingFeasibility: true)
    #expect(
      table.columns.map(\.title).prefix(7) == [
        "number", "values_cost", "values_score", "feasible", "violation", "constraints_c0",
        "constraints_c1",
      ])
    for (trial, row) in zip(study.trials, table.rows) where trial.state == .complete {
      #expect(row[3] == .bool(trial.constraints.values.allSatisfy { $0 <= 0 }))
      #expect(row[5]?.doubleValue == trial.constraints["c0"])
    }
    let plain = try Study(seed: 1).snapshot
    #expect(
      plain.trialTable(of: plain.trials, includingFeasibility: true).columns
        == plain.trialTable.columns)
  }

  @Test func `a study without trials has a table without rows`() throws {
    let table = try Study(directions: [.minimize, .maximize], seed: 1).snapshot.trialTable
    #expect(table.rows.isEmpty)
    #expect(
      table.columns.map(\.title) == [
        "number", "values_0", "values_1", "datetime_start", "datetime_complete", "duration",
        "state",
      ])
  }
}
