using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace SipIds.Preprocessors.Tests.Mandatory;

public sealed class HostileBytesTests
{
    [Fact]
    public void Any_bytes_in_any_field_are_judged_without_a_fault()
    {
        var tester = new MandatoryTester();
        var piece = Gen.Elements("\"", "<", ">", ";", ",", "=", "@", ":", "%", "%2", "%27", "'",
            "\\", "/*", "*/", "&", "|", "`", "$(", "sip:", "union", " or ", "tag=", "branch=",
            "z9hG4bK", "SIP/2.0/UDP ", "\r\n ", "\0", "é", "Digest username=", "1", "[", "]", "?", "#");
        var cases = from header in Gen.Elements("INVITE", "Via", "From", "To", "Call-ID", "CSeq", "Contact", "Max-Forwards", "User-Agent")
                    from pieces in Gen.ListOf(piece)
                    select (Header: header, Value: string.Concat(pieces));
        Prop.ForAll(cases.ToArbitrary(), each => tester.See(Encoding.UTF8.GetBytes(Put(each.Header, each.Value))).Count <= 15)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    private static string Put(string header, string value) => header == "INVITE"
        ? Messages.Invite.With(header, $"INVITE {value} SIP/2.0").ReplaceLineEndings("\r\n")
        : Messages.Invite.With(header, $"{header}: {value}").And($"Authorization: {value}").ReplaceLineEndings("\r\n");
}
