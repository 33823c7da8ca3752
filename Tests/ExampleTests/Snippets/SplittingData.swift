import AttuneEvaluation

/// The splits of the guide, for rows of patients in order of time.
func splitData(
  _ rows: [Double], diagnoses: [String], patients: [Int]
) throws -> [[Fold]] {
  // snippet: splitting data
  let plain: [Fold] = try .kFold(5, of: rows, shuffleSeed: 1)
  let balanced: [Fold] = try .stratified(5, labels: diagnoses, shuffleSeed: 1)
  let newPatients: [Fold] = try .grouped(5, groups: patients)
  let both: [Fold] = try .stratifiedGrouped(5, labels: diagnoses, groups: patients)
  let forecasts: [Fold] = try .timeSeries(5, of: rows, gap: 1)
  let often: [Fold] = try .repeated(10, seed: 1) { seed in
    try .stratified(5, labels: diagnoses, shuffleSeed: seed)
  }

  for fold in balanced {
    print(fold.training(of: rows), fold.validation(of: rows))
  }
  // snippet end
  return [plain, balanced, newPatients, both, forecasts, often]
}
