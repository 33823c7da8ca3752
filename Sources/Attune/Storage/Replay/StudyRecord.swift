/// A study and its trials, as replayed from records.
struct StudyRecord: Sendable {
  let id: Int
  let name: String
  var userAttributes = JSONObject()
  var systemAttributes = JSONObject()
  var history: TrialHistory

  init(id: Int, name: String, directions: [Direction]) {
    self.id = id
    self.name = name
    history = TrialHistory(directions: directions)
  }

  var directions: [Direction] { history.directions }
}
