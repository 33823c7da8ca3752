import Attune

/// The operations of a study, as a sequence of commits.
struct SampleHistory {
  /// The operations of one commit.
  struct Step {
    /// What a storage violates if it returns another study after this step.
    let requirement: String
    /// Returns the operations, given the ids of all trials by number.
    let operations: ([Int]) -> [StorageOperation]

    init(
      _ requirement: String, _ operations: @escaping ([Int]) -> [StorageOperation]
    ) {
      self.requirement = requirement
      self.operations = operations
    }
  }

  let study: StudyTemplate
  let steps: [Step]

  static var all: [SampleHistory] {
    get throws { [try values, lives, try templates, orders] }
  }

  /// A moment with microseconds; each index has another one.
  static func time(_ index: Int) -> Timestamp {
    // A second before the end of a year, and whole days later.
    Timestamp(
      microsecondsSince1970: 1_767_225_599_000_001 + Int64(index) * 86_400_000_000
        + Int64(index % 7) * 142_857)
  }

  /// Values that an incorrect encoding would change.
  private static var values: SampleHistory {
    get throws {
      let study = StudyTemplate(
        name: "n\u{E4}me \"quoted\" \\ \u{1F600}\n", directions: [.minimize, .maximize, .minimize],
        userAttributes: SampleValues.attributes, systemAttributes: ["attune:seed": "42"])
      let floats = try SampleValues.floats
      let ints = try SampleValues.ints
      let choices = try SampleValues.choices
      return SampleHistory(
        study: study,
        steps: [
          Step("a trial has its start time") { _ in
            [.createTrial(TrialTemplate(startTime: time(0)))]
          },
          Step("floating-point parameters are recorded exactly") { ids in
            floats.map { .setParameter(trial: ids[0], $0) }
          },
          Step("integer parameters are recorded exactly") { ids in
            ints.map { .setParameter(trial: ids[0], $0) }
          },
          Step("choices with labels of every kind are recorded exactly") { ids in
            choices.map { .setParameter(trial: ids[0], $0) }
          },
          Step("intermediate values are recorded exactly") { ids in
            SampleValues.reports.map { .setIntermediateValue(trial: ids[0], $0) }
          },
          Step("user attributes of a trial are recorded exactly") { ids in
            SampleValues.attributes.map {
              .setTrialUserAttribute(trial: ids[0], key: $0.key, value: $0.value)
            }
          },
          Step("system attributes of a trial are recorded exactly") { ids in
            SampleValues.attributes.map {
              .setTrialSystemAttribute(trial: ids[0], key: $0.key, value: $0.value)
            }
          },
          Step("user attributes of a study are recorded exactly") { _ in
            SampleValues.attributes.reversed().map {
              .setStudyUserAttribute(key: "new " + $0.key, value: $0.value)
            }
          },
          Step("system attributes of a study are recorded exactly") { _ in
            SampleValues.attributes.map {
              .setStudySystemAttribute(key: $0.key, value: $0.value)
            }
          },
          Step("objective values are recorded exactly") { ids in
            [.setState(trial: ids[0], .complete, values: [0.1, -.infinity, -0.0], at: time(1))]
          },
        ])
    }
  }

  /// Trials that change their states, and operations that are refused.
  private static var lives: SampleHistory {
    var waiting = TrialTemplate()
    waiting.state = .waiting
    waiting.systemAttributes = ["fixed_params": ["x": 0.1, "layers": 2, "kind": "relu"]]
    let refused: [(String, (Int) -> StorageOperation)] = [
      ("a report", { .setIntermediateValue(trial: $0, IntermediateValue(step: 1, value: 2)) }),
      ("a user attribute", { .setTrialUserAttribute(trial: $0, key: "a", value: 2) }),
      ("a system attribute", { .setTrialSystemAttribute(trial: $0, key: "a", value: 2) }),
      ("a result", { .setState(trial: $0, .complete, values: [7], at: time(9)) }),
      ("a failure", { .setState(trial: $0, .failed, values: nil, at: time(9)) }),
      ("a start", { .setState(trial: $0, .running, values: nil, at: time(9)) }),
      ("a return to the queue", { .setState(trial: $0, .waiting, values: nil, at: nil) }),
    ]
    return SampleHistory(
      study: StudyTemplate(name: "lives", directions: [.maximize]),
      steps: [
        Step("trials are created in the order of their operations") { _ in
          [
            .createTrial(waiting), .createTrial(TrialTemplate(startTime: time(0))),
            .createTrial(TrialTemplate()),
          ]
        },
        Step("a waiting trial is started") { ids in
          [
            .setTrialSystemAttribute(trial: ids[0], key: "owner", value: ["attempt": 1]),
            .setState(trial: ids[0], .running, values: nil, at: time(1)),
          ]
        },
        Step("a running trial is not started again") { ids in
          [.setState(trial: ids[0], .running, values: nil, at: time(2))]
        },
        Step("a trial returns to the queue and keeps its start time") { ids in
          [.setState(trial: ids[0], .waiting, values: nil, at: nil)]
        },
        Step("a trial is started again at another time") { ids in
          [
            .setTrialSystemAttribute(trial: ids[0], key: "owner", value: ["attempt": 2]),
            .setState(trial: ids[0], .running, values: nil, at: time(3)),
            .setTrialUserAttribute(trial: ids[0], key: "a", value: 1),
            .setIntermediateValue(trial: ids[0], IntermediateValue(step: 1, value: 1)),
          ]
        },
        Step("a complete trial has its values and its end time") { ids in
          [.setState(trial: ids[0], .complete, values: [0.5], at: time(4))]
        },
        Step("a trial that has values keeps them when it ends without others") { ids in
          [
            .setState(trial: ids[1], .waiting, values: [3], at: nil),
            .setState(trial: ids[1], .pruned, values: nil, at: time(5)),
          ]
        },
        Step("a failed trial has no values") { ids in
          [.setState(trial: ids[2], .failed, values: nil, at: time(6))]
        },
      ]
        + refused.map { name, operation in
          Step("a finished trial never changes, not by \(name)") { ids in
            // The last operation is recorded, although the first ones are refused.
            ids[..<3].map(operation)
              + [.setStudyUserAttribute(key: name, value: .int(ids.count))]
          }
        }
        + [
          Step("operations after the end of a trial in one commit are refused") { ids in
            [
              .createTrial(TrialTemplate()),
              .setTrialUserAttribute(trial: ids[0], key: "late", value: true),
            ]
          },
          Step("operations after the end of a trial in one commit are refused") { ids in
            [
              .setState(trial: ids[3], .complete, values: [1], at: time(7)),
              .setTrialUserAttribute(trial: ids[3], key: "late", value: true),
              .setIntermediateValue(trial: ids[3], IntermediateValue(step: 1, value: 1)),
              .setState(trial: ids[3], .failed, values: nil, at: time(8)),
            ]
          },
        ])
  }

  /// Trials that are created in every state, with all contents.
  private static var templates: SampleHistory {
    get throws {
      let parameters = try SampleValues.floats + SampleValues.ints + SampleValues.choices
      let template = { (state: TrialState) -> TrialTemplate in
        var template = TrialTemplate()
        template.state = state
        template.startTime = state == .waiting ? nil : time(1)
        template.endTime = state.isFinished ? time(2) : nil
        template.values = state == .complete || state == .pruned ? [-0.0, .infinity] : nil
        template.parameters = ParameterList(parameters)
        template.intermediateValues = SampleValues.reports.sorted { $0.step < $1.step }
        template.userAttributes = SampleValues.attributes
        template.systemAttributes = SampleValues.attributes
        return template
      }
      return SampleHistory(
        study: StudyTemplate(name: "templates", directions: [.minimize, .maximize]),
        steps: TrialState.allCases.map { state in
          Step("a trial is created with all its contents, \(state)") { _ in
            [.createTrial(template(state))]
          }
        }
          + [
            Step("trials are created in every state in one commit") { _ in
              TrialState.allCases.reversed().map { .createTrial(template($0)) }
            },
            Step("trials that were created unfinished are finished") { ids in
              // The states of the first five trials are those of the cases in their order.
              zip(ids, TrialState.allCases).filter { !$1.isFinished }.map { id, _ in
                .setState(trial: id, .complete, values: [1, 2], at: time(3))
              }
            },
          ])
    }
  }

  /// Values that are set again, and the order of parameters.
  private static var orders: SampleHistory {
    let names = ["z", "a", "\u{E9}", "B", "10", "9"]
    let parameter = { (name: String, value: Double) -> Parameter? in
      (try? FloatDistribution(0...100)).map {
        Parameter(name: name, distribution: .float($0), recordedValue: value)
      }
    }
    return SampleHistory(
      study: StudyTemplate(
        name: "orders", directions: [.minimize], userAttributes: ["a": 1, "b": 2]),
      steps: [
        Step("a trial is created", { _ in [.createTrial(TrialTemplate())] }),
        Step("parameters have the order in which they were first set") { ids in
          names.enumerated().compactMap { index, name in
            parameter(name, Double(index)).map { .setParameter(trial: ids[0], $0) }
          }
        },
        Step("a parameter that is set again has the last value at its first position") { ids in
          ["\u{E9}", "z"].compactMap { name in
            parameter(name, 77).map { .setParameter(trial: ids[0], $0) }
          }
        },
        Step("a report that is set again has the last value") { ids in
          [(3, 1.0), (1, 2.0), (3, 3.0), (2, 4.0), (1, .nan), (2, .infinity)].map {
            .setIntermediateValue(trial: ids[0], IntermediateValue(step: $0, value: $1))
          }
        },
        Step("a report that is set again in another commit has the last value") { ids in
          [(1, 5.0), (2, -1), (3, -.infinity)].map {
            .setIntermediateValue(trial: ids[0], IntermediateValue(step: $0, value: $1))
          }
        },
        Step("an attribute that is set again has the last value") { ids in
          [1, "two", nil, [3]].flatMap { (value: JSONValue) -> [StorageOperation] in
            [
              .setStudyUserAttribute(key: "a", value: value),
              .setStudySystemAttribute(key: "a", value: value),
              .setTrialUserAttribute(trial: ids[0], key: "a", value: value),
              .setTrialSystemAttribute(trial: ids[0], key: "a", value: value),
            ]
          }
        },
        Step("the operations of a commit are applied in their order") { ids in
          [
            .setState(trial: ids[0], .waiting, values: nil, at: nil),
            .setTrialUserAttribute(trial: ids[0], key: "a", value: "waiting"),
            .setState(trial: ids[0], .running, values: nil, at: time(1)),
            .setTrialUserAttribute(trial: ids[0], key: "a", value: "running"),
            .setState(trial: ids[0], .complete, values: [1], at: time(2)),
          ]
        },
      ])
  }
}
