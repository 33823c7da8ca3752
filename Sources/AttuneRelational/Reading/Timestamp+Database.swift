internal import Attune

extension Timestamp {
  /// Parses a time in UTC as databases return it: `2026-01-31 23:59:59`, maybe with a fraction.
  init?(databaseText text: String) {
    self.init(iso8601: "\(text)Z")
  }

  /// The time in UTC with six decimals, as Optuna writes it.
  var databaseText: String {
    description.replacing("T", with: " ", maxReplacements: 1).replacing("+00:00", with: "")
  }
}
