import Testing

@testable import Attune

@Suite struct MaskedArgumentsTests {
  @Test(arguments: [
    ("postgresql://tuner:s3cret@db/hpo", "postgresql://tuner:***@db/hpo"),
    ("--storage=mysql+pymysql://u:p@host:3306/x", "--storage=mysql+pymysql://u:***@host:3306/x"),
    // Characters that should be escaped.
    ("postgresql://u:a/b@c:d@db/hpo", "postgresql://u:***@db/hpo"),
    ("postgresql://u:\u{301}x@db", "postgresql://u:***@db"),
    ("redis://:p@host", "redis://:***@host"),
    (
      "postgresql://db/hpo?user=u&password=p&sslmode=require",
      "postgresql://db/hpo?user=u&password=***&sslmode=require"
    ),
    ("host=db password=p user=u", "host=db password=*** user=u"),
    ("host=db password='a b' user=u", "host=db password=*** user=u"),
    ("HF_TOKEN=abc", "HF_TOKEN=***"),
    ("--api-key=abc", "--api-key=***"),
    ("password=", "password="),
    // Nothing secret.
    ("https://example.org:80/a", "https://example.org:80/a"),
    ("lr=log:1e-5..1e-1", "lr=log:1e-5..1e-1"),
    ("--tokenizer=bpe", "--tokenizer=bpe"),
    ("user@host", "user@host"),
    ("a=b=c", "a=b=c"),
    ("", ""),
  ])
  func `secrets are masked, and nothing else`(argument: String, masked: String) {
    #expect(MaskedArguments.masking([argument]) == [masked])
  }

  @Test func `the value after an option for a secret is masked`() {
    #expect(
      MaskedArguments.masking(["tune", "--password", "p", "--db-password", "q", "--user", "u"])
        == ["tune", "--password", "***", "--db-password", "***", "--user", "u"])
    #expect(MaskedArguments.masking(["--password=p", "x"]) == ["--password=***", "x"])
    #expect(MaskedArguments.masking(["--password"]) == ["--password"])
  }
}
