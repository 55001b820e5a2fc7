namespace SipIds.Preprocessors.Tests.Mandatory;

/// <summary>The torture messages of RFC 4475: what this preprocessor says of each, and that it is silent, or mild, on the legal ones.</summary>
public sealed class Rfc4475MandatoryTests
{
    public static TheoryData<string, string> Files => new()
    {
        // §3.1.1 valid messages
        { "wsinv", "2010/3" }, { "intmeth", "" }, { "esc01", "" }, { "escnull", "" }, { "esc02", "" }, { "lwsdisp", "" }, { "longreq", "2006/3" },
        { "dblreq", "" }, { "semiuri", "" }, { "transports", "" }, { "mpart01", "" }, { "unreason", "" }, { "noreason", "" },

        // §3.1.2 invalid messages; those without an event here break the syntax, which is another preprocessor's
        { "badinv01", "2005/3 2006/2" }, { "clerr", "" }, { "ncl", "" }, { "scalar02", "2004/2 2008/3" }, { "scalarlg", "2004/2" }, { "quotbal", "2005/2" },
        { "ltgtruri", "2006/2" }, { "lwsruri", "" }, { "lwsstart", "" }, { "trws", "" }, { "escruri", "" }, { "baddate", "" }, { "regbadct", "2005/2" },
        { "badaspec", "2005/2" }, { "baddn", "2005/2" }, { "badvers", "2006/2" }, { "mismatch01", "2003/2" }, { "mismatch02", "2003/2" }, { "bigcode", "" },

        // §3.2 transaction layer, §3.3 application layer, §3.4 RFC 2543
        { "badbranch", "2010/3" }, { "insuf", "2001/2 2008/3" }, { "unkscm", "" }, { "novelsc", "" }, { "unksm2", "" }, { "bext01", "" }, { "invut", "" },
        { "regaut01", "" }, { "multi01", "2007/2" }, { "mcl01", "" }, { "bcast", "2014/2" }, { "zeromf", "2008/3" }, { "cparam01", "" }, { "cparam02", "" },
        { "regescrt", "" }, { "sdp01", "" }, { "inv2543", "2006/3 2008/3 2009/3" },

        // in the archive and not in the text
        { "test", "2001/2 2005/2 2009/3" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void A_torture_message_raises_what_it_breaks(string file, string reports) =>
        Assert.Equal(reports, string.Join(' ', new MandatoryTester().See(File.ReadAllBytes(PathOf(file + ".dat")))));

    [Fact]
    public void Every_file_is_in_the_table()
    {
        var files = Directory.GetFiles(PathOf(""), "*.dat").Select(Path.GetFileNameWithoutExtension);
        Assert.Equal(Files.Select(row => row.Data.Item1).Order(StringComparer.Ordinal), files.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_beginning_of_every_file_is_read_without_a_fault()
    {
        var tester = new MandatoryTester();
        foreach (var file in Directory.GetFiles(PathOf(""), "*.dat"))
        {
            var bytes = File.ReadAllBytes(file);
            for (var length = 0; length <= bytes.Length; length++)
            {
                Assert.InRange(tester.See(bytes.AsSpan(0, length)).Count, 0, 15);
            }
        }
    }

    private static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "corpus", "rfc4475", file);
}
