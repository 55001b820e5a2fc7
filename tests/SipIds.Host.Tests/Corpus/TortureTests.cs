using SipIds.Host.Tests.Traffic;

namespace SipIds.Host.Tests.Corpus;

/// <summary>The torture messages of RFC 4475 and RFC 5118 through the pipeline, each by itself: what the RFC says of each, and the events that it raises.</summary>
public sealed class TortureTests
{
    // File, verdict of the RFC, events; the mild forms in brackets.
    private static readonly (string File, string Verdict, string Events)[] s_table =
    [
        // RFC 4475 §3.1.1 valid messages
        ("rfc4475/wsinv", Valid, "(1011) 2010"),        // 3.1.1.1 a space before a colon, a branch of RFC 2543
        ("rfc4475/intmeth", Valid, ""),                 // 3.1.1.2
        ("rfc4475/esc01", Valid, ""),                   // 3.1.1.3
        ("rfc4475/escnull", Valid, ""),                 // 3.1.1.4
        ("rfc4475/esc02", Valid, ""),                   // 3.1.1.5
        ("rfc4475/lwsdisp", Valid, ""),                 // 3.1.1.6
        ("rfc4475/longreq", Valid, "(1011) (2006)"),    // 3.1.1.7 a space before a colon, a Via without a branch
        ("rfc4475/dblreq", Valid, "(1011)"),            // 3.1.1.8 a second message in the datagram
        ("rfc4475/semiuri", Valid, ""),                 // 3.1.1.9
        ("rfc4475/transports", Valid, ""),              // 3.1.1.10
        ("rfc4475/mpart01", Valid, ""),                 // 3.1.1.11
        ("rfc4475/unreason", Valid, ""),                // 3.1.1.12
        ("rfc4475/noreason", Valid, ""),                // 3.1.1.13

        // RFC 4475 §3.1.2 invalid messages
        ("rfc4475/badinv01", Invalid, "(2005) 2006"),   // 3.1.2.1 stray separators in Via and Contact
        ("rfc4475/clerr", Invalid, "1004"),             // 3.1.2.2
        ("rfc4475/ncl", Invalid, "1004"),               // 3.1.2.3
        ("rfc4475/scalar02", Invalid, "(1002) 2004 2008"), // 3.1.2.4 Expires, CSeq, Max-Forwards
        ("rfc4475/scalarlg", Invalid, "(1002) 2004"),   // 3.1.2.5
        ("rfc4475/quotbal", Invalid, "2005"),           // 3.1.2.6
        ("rfc4475/ltgtruri", Invalid, "1005 2006"),     // 3.1.2.7
        ("rfc4475/lwsruri", Invalid, "1005"),           // 3.1.2.8
        ("rfc4475/lwsstart", Invalid, "1001"),          // 3.1.2.9
        ("rfc4475/trws", Invalid, "1001"),              // 3.1.2.10
        ("rfc4475/escruri", Invalid, "1005"),           // 3.1.2.11
        ("rfc4475/baddate", Application, "(1002)"),     // 3.1.2.12 a Date that is not in GMT may be ignored
        ("rfc4475/regbadct", Invalid, "2005"),          // 3.1.2.13
        ("rfc4475/badaspec", Invalid, "2005"),          // 3.1.2.14
        ("rfc4475/baddn", Invalid, "1002 2005"),        // 3.1.2.15 the archive's file has no empty line, too
        ("rfc4475/badvers", Invalid, "1003 2006"),      // 3.1.2.16 in the start line and in Via
        ("rfc4475/mismatch01", Invalid, "2003"),        // 3.1.2.17
        ("rfc4475/mismatch02", Invalid, "2003"),        // 3.1.2.18
        ("rfc4475/bigcode", Invalid, "1008"),           // 3.1.2.19

        // RFC 4475 §3.2 to §3.4: well formed; what to do with them is the application's to decide
        ("rfc4475/badbranch", Application, "2010"),     // 3.2.1
        ("rfc4475/insuf", Application, "2001 2008"),    // 3.3.1
        ("rfc4475/unkscm", Application, ""),            // 3.3.2
        ("rfc4475/novelsc", Application, ""),           // 3.3.3
        ("rfc4475/unksm2", Application, ""),            // 3.3.4
        ("rfc4475/bext01", Application, ""),            // 3.3.5
        ("rfc4475/invut", Application, ""),             // 3.3.6
        ("rfc4475/regaut01", Application, ""),          // 3.3.7
        ("rfc4475/multi01", Application, "2007"),       // 3.3.8
        ("rfc4475/mcl01", Application, "1011"),         // 3.3.9
        ("rfc4475/bcast", Application, "2014"),         // 3.3.10
        ("rfc4475/zeromf", Application, "2008"),        // 3.3.11
        ("rfc4475/cparam01", Application, ""),          // 3.3.12
        ("rfc4475/cparam02", Application, ""),          // 3.3.13
        ("rfc4475/regescrt", Application, ""),          // 3.3.14
        ("rfc4475/sdp01", Application, ""),             // 3.3.15
        ("rfc4475/inv2543", Valid, "(2006) 2008 2009"), // 3.4.1 a client of RFC 2543

        // In the archive and not in the text: no version, no colon, a space before a colon, a body that is no SDP.
        ("rfc4475/test", Invalid, "1001 1002 1009 (1011) 2001 2005 2009"),

        // RFC 5118 §4
        ("rfc5118/ipv6-good", Valid, ""),
        ("rfc5118/ipv6-bad", Invalid, "1005"),
        ("rfc5118/port-ambiguous", Valid, ""),
        ("rfc5118/port-unambiguous", Valid, ""),
        ("rfc5118/via-received-param-with-delim", Valid, ""),
        ("rfc5118/via-received-param-no-delim", Valid, ""),
        ("rfc5118/ipv6-in-sdp", Valid, ""),
        ("rfc5118/mult-ip-in-header", Valid, ""),
        ("rfc5118/mult-ip-in-sdp", Valid, ""),
        ("rfc5118/ipv4-mapped-ipv6", Valid, ""),
        ("rfc5118/ipv6-bug-abnf-3-colons", Valid, ""),
        ("rfc5118/ipv6-correct-abnf-2-colons", Valid, ""),
    ];

    private const string Valid = "valid";
    private const string Invalid = "invalid";
    private const string Application = "application";

    public static TheoryData<string, string> Table => [.. s_table.Select(row => (row.File, row.Events))];

    public static TheoryData<string> ValidFiles => [.. s_table.Where(row => row.Verdict == Valid).Select(row => row.File)];

    public static TheoryData<string> InvalidFiles => [.. s_table.Where(row => row.Verdict == Invalid).Select(row => row.File)];

    [Theory]
    [MemberData(nameof(Table))]
    public void A_torture_message_raises_exactly_its_events(string file, string events) => Assert.Equal(events, See(file).Sids);

    [Theory]
    [MemberData(nameof(ValidFiles))]
    public void A_valid_message_raises_nothing_that_a_person_would_look_at(string file) => Assert.DoesNotContain(See(file).Events, e => e.IsSerious);

    [Theory]
    [MemberData(nameof(InvalidFiles))]
    public void An_invalid_message_raises_something_that_a_person_would_look_at(string file) => Assert.Contains(See(file).Events, e => e.IsSerious);

    [Fact]
    public void Every_message_of_both_RFCs_is_in_the_table()
    {
        var files = FilesOf("rfc4475").Concat(FilesOf("rfc5118"));
        Assert.Equal(files.Order(StringComparer.Ordinal), s_table.Select(row => row.File).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> FilesOf(string folder) =>
        Directory.GetFiles(Repository.Corpus(folder), "*.dat").Select(path => $"{folder}/{Path.GetFileNameWithoutExtension(path)}");

    private static Sensor See(string file)
    {
        var sensor = Sensor.OfSingleMessages().SeeDatagram(File.ReadAllBytes(Path.Combine(Repository.Corpus(""), file + ".dat")));
        Assert.Equal(1, sensor.Statistics.Messages);
        return sensor;
    }
}
