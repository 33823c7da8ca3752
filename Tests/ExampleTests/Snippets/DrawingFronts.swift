// snippet: drawing fronts
import Attune
import Foundation

func drawFront(of study: StudySnapshot) throws {
  let front = try study.chart(.paretoFront).svg()
  try front.write(toFile: "front.svg", atomically: true, encoding: .utf8)
  let history = try study.chart(.hypervolumeHistory.referencePoint([1, 100])).svg()
  try history.write(toFile: "hypervolume.svg", atomically: true, encoding: .utf8)
  for importance in try study.importances(for: .objective(1)) { print(importance) }
}
// snippet end
