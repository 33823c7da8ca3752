import Attune

// snippet: functional ANOVA
func printVariances(of study: StudySnapshot) throws {
  var configuration = FANOVAEvaluator.Configuration()
  configuration.treeCount = 128
  for importance in try study.importances(by: .fANOVA(configuration), isNormalized: false) {
    print(importance.name, importance.value)
  }
}
// snippet end

// snippet: PED-ANOVA
func printImportances(of study: StudySnapshot) throws {
  for importance in try study.importances() { print(importance) }

  var amongGood = PEDANOVAEvaluator.Configuration()
  amongGood.targetQuantile = 0.1
  amongGood.regionQuantile = 0.5
  print("what separates the best tenth from the better half:")
  for importance in try study.importances(by: .pedANOVA(amongGood)) { print(importance) }
}
// snippet end

// snippet: mean decrease in impurity
func printImpurityDecreases(of study: StudySnapshot) throws {
  for importance in try study.importances(by: .meanDecreaseInImpurity()) { print(importance) }
  for importance in try study.importances(by: .meanDecreaseInImpurity(), for: .duration) {
    print("time:", importance)
  }
}
// snippet end
