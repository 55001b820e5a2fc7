using System.Text;
using SipIds.Sip;

namespace SipIds.Core.Tests.Sip;

public sealed class DigestCredentialsTests
{
    [Theory]
    [InlineData("Digest username=\"alice\", nonce=\"84a4cc\", nc=0000000a, response=\"BC2f51\"", "alice", "84a4cc", 10, "BC2f51")]
    [InlineData("Digest username=\"alice@example.com\", nonce=\"\", response=\"\"", "alice", "", 0, "")]
    [InlineData("Digest nonce=84a4cc, nc=1, response=\"no hex\"", "", "84a4cc", 1, "")]
    [InlineData("Digest nonce=\"1\", nonce=\"2\", nc=00000001x, response=a, response=b", "", "", 0, "")]
    [InlineData("", "", "", 0, "")]
    public void What_proves_something_is_read_and_nothing_else(string line, string username, string nonce, uint count, string response)
    {
        var credentials = new DigestCredentials(Encoding.ASCII.GetBytes(line));
        Assert.Equal(
            (username, nonce, count, response),
            (Encoding.ASCII.GetString(credentials.Username), Encoding.ASCII.GetString(credentials.Nonce), credentials.NonceCount, Encoding.ASCII.GetString(credentials.Response)));
    }

    [Theory]
    [InlineData("Digest username=\"alice", "alice")]
    [InlineData("Digest realm=\"a\", username*=UTF-8''al%22ice", "al%22ice")]
    [InlineData("Digest username=\"alice\", username=\"eve\"", "alice")]
    [InlineData("Digest realm=\"a\"", "")]
    public void Who_looks_for_code_reads_what_a_lenient_server_would(string line, string username) =>
        Assert.Equal(username, Encoding.ASCII.GetString(DigestUsername.Of(Encoding.ASCII.GetBytes(line))));
}
