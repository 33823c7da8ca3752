// snippet: drawing hypervolumes
import Attune
import Foundation

func drawHypervolume(of study: StudySnapshot, referencePoint: [Double]) throws {
  let plot = Plot.hypervolumeHistory.referencePoint(referencePoint)
  let chart = try study.chart(plot)
  print(chart.summary)
  try chart.svg().write(toFile: "hypervolume.svg", atomically: true, encoding: .utf8)
}
// snippet end
