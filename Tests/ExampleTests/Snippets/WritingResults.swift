// snippet: writing results
import Attune
import Foundation

func writeResults(of study: StudySnapshot) throws {
  for importance in try study.importances() { print(importance) }
  let slice = try study.chart(.slice.showing(parameters: ["rate"])).svg()
  try slice.write(toFile: "slice.svg", atomically: true, encoding: .utf8)
  try study.trialTable.csv().write(toFile: "trials.csv", atomically: true, encoding: .utf8)
}
// snippet end
