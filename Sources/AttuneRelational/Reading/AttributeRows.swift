internal import Attune

/// The attributes of a study or a trial, in the order in which they were first set.
struct AttributeRows {
  private var rows = OrderedRows<(key: String, value: JSONValue)>()
  private var hasParts = false

  /// Adds the row of an attribute.
  mutating func add(_ row: TableRow) throws(StorageError) {
    let key = try row.requiredText("key", at: 4)
    if AttributeParts.isPart(key) { hasParts = true }
    rows.add((key, try row.json("value_json", at: 5)), at: try row.int("id", at: 2))
  }

  /// Returns the attributes.
  ///
  /// - Parameter owner: The study or the trial, for messages.
  func object(of owner: String) throws(StorageError) -> JSONObject {
    let pairs = rows.sorted
    let object = JSONObject(uniqueKeys: pairs)
    return hasParts ? try AttributeParts.joined(object, of: owner) : object
  }
}
