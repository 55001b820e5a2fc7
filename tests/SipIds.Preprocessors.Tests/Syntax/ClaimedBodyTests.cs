using SipIds.Packets;
using SipIds.Preprocessors.Syntax;
using SipIds.Testing;

namespace SipIds.Preprocessors.Tests.Syntax;

public sealed class ClaimedBodyTests
{
    [Theory]
    [InlineData(2_000_000)]
    [InlineData(4_000_000_000)]
    public void On_a_stream_a_claim_over_the_limit_is_over_the_limit(long claim) => Assert.Contains("syntax-limits", Names(Transport.Tcp, claim), StringComparer.Ordinal);

    [Fact]
    public void On_a_stream_a_claim_that_makes_the_message_too_large_is_over_the_limit()
    {
        var message = SipBuilder.Request("MESSAGE").ContentLength(30_000);
        message = Enumerable.Range(1, 8).Aggregate(message, (longer, number) => longer.Header($"X-{number}", new('x', 7000)));
        Assert.Contains("syntax-limits", new PreprocessorTester<SyntaxPreprocessor, SyntaxOptions>().Over(Transport.Tcp).See(message).Names, StringComparer.Ordinal);
    }

    [Fact]
    public void On_a_stream_a_claim_within_the_limit_is_not() => Assert.DoesNotContain("syntax-limits", Names(Transport.Tcp, 1000), StringComparer.Ordinal);

    [Fact]
    public void In_a_datagram_only_the_length_is_wrong() => Assert.Equal(["syntax-content-length"], Names(Transport.Udp, 2_000_000));

    private static IReadOnlyList<string> Names(Transport transport, long claim) =>
        new PreprocessorTester<SyntaxPreprocessor, SyntaxOptions>().Over(transport).See(SipBuilder.Request("MESSAGE").ContentLength(claim)).Names;
}
