import Attune
import Foundation

/// The program of the guide to resuming.
func runResumable() throws -> Study {
  // snippet: resumable
  let study = try Study("kiln", storage: .journal("kiln.journal"))
  try study.enqueue(["temperature": 1060.0, "hours": 8], skipIfExists: true)
  let reason = try study.optimize(trials: 40, progress: .automatic) { trial in
    let temperature = try trial.suggest("temperature", in: 900.0...1300.0)
    let hours = try trial.suggest("hours", in: 4...16)
    try trial.setUserAttribute("attempt", to: trial.attempt)
    return abs(temperature - 1100) + Double(hours)
  }
  if reason == .interrupted { exit(130) }  // as after any Ctrl-C: a shell's `&& next` stops
  // snippet end
  return study
}
