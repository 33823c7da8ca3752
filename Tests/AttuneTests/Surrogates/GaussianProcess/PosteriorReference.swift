import Testing

@testable import Attune

/// A Gaussian process of the reference data, with what it predicts.
struct PosteriorReference {
  let process: GaussianProcess
  let outputs: [Double]
  let candidates: CoordinateTable
  let means: [Double]
  let covariances: [[Double]]
  let object: JSONObject

  init(_ object: JSONObject) throws {
    let rows = try object.rows("points")
    var kinds = [CoordinateTable.Kind](repeating: .numeric, count: rows[0].count)
    if object["isCategory"] != nil {
      kinds = try object.array("isCategory").map { $0.boolValue == true ? .category : .numeric }
    }
    let parameters = GaussianProcessParameters(
      inverseSquaredLengths: try object.doubles("inverseSquaredLengths"),
      amplitude: try object.double("amplitude"), noise: try object.double("noise"))
    outputs = try object.doubles("outputs")
    process = try #require(
      GaussianProcess(
        parameters: parameters, points: CoordinateTable(kinds: kinds, points: rows),
        outputs: outputs))
    candidates = CoordinateTable(kinds: kinds, points: try object.rows("candidates"))
    means = try object.doubles("means")
    covariances = try object.rows("covariances")
    self.object = object
  }

  /// Numeric coordinates only, from scikit-learn.
  static func regressions() throws -> [PosteriorReference] {
    try Fixture.object("GaussianProcess/regressions.json").objects("cases")
      .map(PosteriorReference.init)
  }

  /// With categories, from NumPy.
  static func mixed() throws -> PosteriorReference {
    try PosteriorReference(Fixture.object("GaussianProcess/mixed.json"))
  }

  static func all() throws -> [PosteriorReference] { try regressions() + [mixed()] }
}
