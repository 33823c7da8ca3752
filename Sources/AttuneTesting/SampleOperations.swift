import Attune

/// Operations of every kind, with values that an incorrect encoding would change.
enum SampleOperations {
  private static let time = Timestamp(microsecondsSince1970: 1_767_225_599_000_001)

  static let all: [StorageOperation] = [
    .createStudy(name: "näme \"quoted\" \\ \u{1F600}\n", directions: [.minimize, .maximize]),
    .setStudyUserAttribute(study: 0, key: "", value: ["nested": [1, 2.5, nil, true, "x"]]),
    .setStudySystemAttribute(study: 0, key: "attune:seed", value: "42"),
    .createTrial(study: 0, TrialTemplate(startTime: time)),
    .createTrial(study: 0, template),
    .setState(trial: 0, .waiting, values: nil, at: nil),
    .setState(trial: 0, .running, values: nil, at: time),
    .setIntermediateValue(trial: 0, IntermediateValue(step: 0, value: .infinity)),
    .setIntermediateValue(trial: 0, IntermediateValue(step: 7, value: -0.0)),
    .setIntermediateValue(trial: 0, IntermediateValue(step: 8, value: .leastNonzeroMagnitude)),
    .setTrialUserAttribute(trial: 0, key: "note", value: .float(.infinity)),
    .setTrialSystemAttribute(trial: 0, key: "constraints:c", value: -1.5),
    .setState(trial: 0, .complete, values: [0.1, -.infinity], at: time),
    .setState(trial: 1, .failed, values: nil, at: time),
    .deleteStudy(0),
    .discardTrials([0, 1]),
  ]

  private static var template: TrialTemplate {
    var template = TrialTemplate()
    template.state = .waiting
    template.systemAttributes = ["fixed_params": ["x": 0.1, "layers": 2, "kind": "relu"]]
    template.userAttributes = ["why": "first guess"]
    return template
  }
}
