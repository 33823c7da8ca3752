// snippet: looking
import Attune
import Foundation

/// Prints and saves the results of all studies in a journal.
func look(atStudyOf journal: String) throws {
  for study in try JournalStorage(path: journal).studies() {
    print(study.summary)
    for parameter in try study.importances() { print(parameter.name, parameter.value) }
    let picture = try study.chart(.slice).svg()
    try picture.write(toFile: "\(study.name).svg", atomically: true, encoding: .utf8)
    try study.report().write(toFile: "\(study.name).html", atomically: true, encoding: .utf8)
    let table = study.trialTable
    try table.csv().write(toFile: "\(study.name).csv", atomically: true, encoding: .utf8)
  }
}
// snippet end

/// Prints each new best trial of a study while it runs.
func optimizeWithEvents(_ study: Study) async throws {
  // snippet: events
  let events = study.events()
  let display = Task {
    for await event in events {
      if case .improved(let trial) = event { print(trial) }
    }
  }
  try await study.optimize(trials: 20) { trial in
    try await evaluate(trial.suggest("x", in: -5.0...5.0))
  }
  display.cancel()
  // snippet end
}

private func evaluate(_ x: Double) async throws -> Double { x * x }
