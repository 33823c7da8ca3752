/// The record that a trial repeats another one, with other random numbers.
struct Replication: Sendable, Hashable {
  /// The number of the first trial with the same parameters.
  let trialNumber: Int

  /// The index of the trial's first repeat among all repeats of these parameters.
  let firstRepeat: Int

  /// The number of the first trial of the race that the trial belongs to; nil outside of races.
  var race: Int?

  init(of trialNumber: Int, firstRepeat: Int, race: Int? = nil) {
    self.trialNumber = trialNumber
    self.firstRepeat = firstRepeat
    self.race = race
  }

  /// Reads a record; nil if there is none.
  init?(_ json: JSONValue?) {
    guard let object = json?.objectValue, let trialNumber = object["trial"]?.intValue,
      let firstRepeat = object["repeat"]?.intValue,
      // A file may have any number; sums of these do not overflow.
      (0...Int(Int32.max)).contains(firstRepeat)
    else { return nil }
    self.init(of: trialNumber, firstRepeat: firstRepeat, race: object["race"]?.intValue)
  }

  /// The record.
  var json: JSONValue {
    var object: JSONObject = ["trial": .int(trialNumber), "repeat": .int(firstRepeat)]
    if let race { object["race"] = .int(race) }
    return .object(object)
  }
}
