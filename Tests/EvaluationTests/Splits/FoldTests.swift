import AttuneEvaluation
import Testing

@Suite struct FoldTests {
  @Test func `overlapping training and validation parts trap`() async {
    await #expect(processExitsWith: .failure) {
      _ = Fold(training: [0, 1], validation: [1])
    }
  }
}
