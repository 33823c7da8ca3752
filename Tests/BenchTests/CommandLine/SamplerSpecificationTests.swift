import Attune
import Testing

@testable import attune_bench

@Suite struct SamplerSpecificationTests {
  @Test func `settings reach the sampler's configuration`() throws {
    let text = "tpe:candidates=48,startup=5,multivariate=false,liar=false"
    let sampler = try #require(SamplerSpecification(text).sampler as? TPESampler)
    #expect(sampler.configuration.candidateCount == 48)
    #expect(sampler.configuration.startupTrialCount == 5)
    #expect(sampler.configuration.isMultivariate == false)
    #expect(!sampler.configuration.usesConstantLiar)
  }

  @Test func `a sampler without settings has its own defaults`() throws {
    let tpe = try #require(SamplerSpecification("tpe").sampler as? TPESampler)
    #expect(tpe.configuration == TPESampler.Configuration())
    let univariate = try #require(SamplerSpecification("tpe-univariate").sampler as? TPESampler)
    #expect(univariate.configuration.isMultivariate == false)
    #expect(try SamplerSpecification("random").sampler is RandomSampler)
  }

  @Test func `a list tells settings from samplers`() throws {
    let names = try SamplerSpecification.list("tpe:candidates=48,startup=5,random,tpe").map(\.name)
    #expect(names == ["tpe:candidates=48,startup=5", "random", "tpe"])
  }

  @Test(arguments: [
    ("tpe:candidates=0", "\"candidates\" needs a whole number from 1 on, not \"0\""),
    ("tpe:startup=-1", "\"startup\" needs a whole number from 0 on, not \"-1\""),
    ("tpe:liar=maybe", "\"liar\" needs true or false, not \"maybe\""),
    ("tpe:liar", "settings read name=value, not \"liar\""),
    ("random:seed=1", "there is no setting \"seed\"; it has none"),
    ("", "there is no sampler \"\"; there are "),
  ])
  func `what makes no sense is named`(text: String, message: String) {
    let error = #expect(throws: CommandError.self) { try SamplerSpecification(text) }
    #expect(error?.description.contains(message) == true)
  }
}
