using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using SipIds.Sip;

namespace SipIds.Core.Tests.Sip;

public class ParserOracleTests
{
    private const ulong MandatoryIds =
        (1ul << (int)SipHeaderId.Via) | (1ul << (int)SipHeaderId.From) | (1ul << (int)SipHeaderId.To) | (1ul << (int)SipHeaderId.CallId) | (1ul << (int)SipHeaderId.CSeq);

    [Fact]
    public void The_parser_agrees_with_the_slow_one_on_every_real_message() => Assert.All(Corpus.All, AssertAgree);

    [Fact]
    public void The_parser_agrees_with_the_slow_one_wherever_a_message_is_cut() =>
        Assert.All(Corpus.All, payload =>
        {
            for (var length = 0; length < Math.Min(payload.Length, 1200); length++)
            {
                AssertAgree(payload[..length]);
            }
        });

    [Theory]
    [InlineData((byte)'\r')]
    [InlineData((byte)'\n')]
    [InlineData((byte)' ')]
    [InlineData((byte)':')]
    public void The_parser_agrees_with_the_slow_one_wherever_a_byte_is_put_in(byte value)
    {
        var payload = Corpus.Read("rfc4475", "wsinv");
        for (var index = 0; index <= payload.Length; index++)
        {
            AssertAgree([.. payload[..index], value, .. payload[index..]]);
        }
    }

    [Fact]
    public void The_parser_agrees_with_the_slow_one_on_mutated_messages() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000), Prop.ForAll(Mutation.Arbitrary, mutation => AssertAgree(mutation.Payload)));

    private static void AssertAgree(byte[] payload)
    {
        var slow = SlowParser.Parse(payload);
        var present = slow.Headers.Aggregate(0ul, (bits, header) => bits | (1ul << (int)header.Id));
        var status = SipParser.Parse(payload, new SipHeaderTable(), out var message);
        if (status is SipParseStatus.KeepAlive)
        {
            Assert.DoesNotContain(payload, value => value > ' ' && payload.Length != 20);
            return;
        }

        Assert.Equal(slow.HasStartLine || BitOperations.PopCount(present & MandatoryIds) >= 2, status is SipParseStatus.Ok);
        if (status is SipParseStatus.Ok)
        {
            Assert.Equal(slow.Headers, Headers(message));
            Assert.Equal(present, message.PresentIds);
            Assert.Equal(slow.BodyStart, message.Head.Length);
            Assert.Equal(slow.Anomalies, SlowParser.Comparable(message.Anomalies));
        }
    }

    private static List<SlowHeader> Headers(SipMessage message)
    {
        var headers = new List<SlowHeader>();
        foreach (var header in message.Headers)
        {
            headers.Add(new(header.Id, header.Name.Text(), header.Value.Text(), header.IsFolded));
        }

        return headers;
    }
}
