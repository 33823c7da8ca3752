import Attune
import Testing

@testable import attune_bench

@Suite struct SamplerSpecificationTests {
  @Test func `settings reach the sampler's configuration`() throws {
    let text = "tpe:candidates=48,startup=5,multivariate=false,liar=false"
    let sampler = try #require(SamplerSpecification(text).sampler as? TPESampler)
    #expect(sampler.configuration.candidates == 48)
    #expect(sampler.configuration.startupTrials == 5)
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

  @Test(arguments: SamplerCatalogue.specifications)
  func `every specification of the catalogue is a sampler, and found by its summary`(
    _ text: String
  ) throws {
    let sampler = try SamplerCatalogue.sampler(text)
    let recorded = try #require(SamplerCatalogue.sampler(recordedAs: sampler.summary))
    #expect(recorded.summary == sampler.summary)
  }

  @Test func `a sampler that is not in the catalogue is not replaced by another one`() {
    #expect(SamplerCatalogue.sampler(recordedAs: "NearTheBest") == nil)
    #expect(SamplerCatalogue.sampler(recordedAs: "TPESamplers(gamma: 1)") == nil)
    #expect(SamplerCatalogue.sampler(recordedAs: "TPESampler(startupTrials: 30)") is TPESampler)
  }

  @Test(arguments: [
    ["tpe:candidates=48,startup=5", "random", "tpe"],
    ["qmc:scramble=false,halton", "qmc:halton,scramble=false", "lhs"],
    ["tpe", "nsga-ii:sbx,polynomial,population=6", "cma-es:bipop"],
  ])
  func `a list distinguishes settings from samplers`(_ texts: [String]) throws {
    let names = try SamplerSpecification.list(texts.joined(separator: ",")).map(\.name)
    #expect(names == texts)
  }

  @Test(arguments: [
    ("tpe,startup=5", "unknown sampler \"startup=5\""),
    ("tpe,halton", "unknown sampler \"halton\""),
    ("qmc:scramble=false,holton", "unknown setting \"holton\""),
    ("tpe:startup=5,qnc:halton", "unknown sampler \"qnc\""),
  ])
  func `a mistake in a list is an error that names it`(text: String, message: String) {
    let error = #expect(throws: CommandError.self) { try SamplerSpecification.list(text) }
    #expect(error?.description.contains(message) == true)
  }

  @Test(arguments: [
    ("tpe:candidates=0", "\"candidates\" needs an integer of at least 1, not \"0\""),
    ("tpe:startup=-1", "\"startup\" needs an integer of at least 0, not \"-1\""),
    ("tpe:liar=maybe", "\"liar\" needs true or false, not \"maybe\""),
    ("tpe:liar", "\"liar\" needs true or false, not \"\""),
    ("tpe:lair=true", "unknown setting \"lair\"; choose from startup=…, "),
    ("random:seed=1", "unknown setting \"seed\"; the sampler has none"),
    ("", "unknown sampler \"\"; choose from "),
  ])
  func `an invalid specification is an error that names the mistake`(text: String, message: String)
  {
    let error = #expect(throws: CommandError.self) { try SamplerSpecification(text) }
    #expect(error?.description.contains(message) == true)
  }
}
