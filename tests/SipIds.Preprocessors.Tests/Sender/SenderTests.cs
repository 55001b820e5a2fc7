using SipIds.Options;
using SipIds.Packets;
using SipIds.Preprocessing;
using SipIds.Preprocessors.Sender;
using SipIds.Testing;

namespace SipIds.Preprocessors.Tests.Sender;

/// <summary>6005: an address that answered through one door of the sensor says nothing through another.</summary>
public sealed class SenderTests
{
    private const int Outside = 1;
    private const int Inside = 2;
    private const string Name = "sender-wrong-side";
    private const string Phone = "198.51.100.7:5060";
    private const string Registrar = "192.0.2.2:5060";
    private const string Proxy = "192.0.2.10:5060";

    private readonly PipelineTester _tester = PipelineTester.Of<SenderPreprocessor, SenderOptions>(
        settings: new() { ActionDrop = DropMode.True, ProxyIp = [NetPrefix.Parse("192.0.2.10")] },
        inline: true);

    private TimeSpan _now;
    private int _number;

    [Fact]
    public void In_the_name_of_a_registrar_from_the_phones_side_it_is_forged()
    {
        Learn("REGISTER", Registrar);
        Assert.Equal(Verdict.Drop, See(Request("OPTIONS"), Registrar, Phone, Outside));
        Assert.True(_tester.Saw(Name));
    }

    [Fact]
    public void On_its_own_side_it_passes()
    {
        Learn("REGISTER", Registrar);
        Assert.Equal(Verdict.Pass, See(Request("OPTIONS"), Registrar, Phone, Inside));
        Assert.False(_tester.Saw(Name));
    }

    [Fact]
    public void Responses_in_its_name_are_forged_too()
    {
        Learn("REGISTER", Registrar);
        var request = Request("REGISTER");
        See(request, Phone, Registrar, Outside);
        Assert.Equal(Verdict.Drop, See(SipBuilder.Response(403, request), Registrar, Phone, Outside));
    }

    [Fact]
    public void A_proxy_is_known_by_its_answer_to_any_request()
    {
        Learn("INVITE", Proxy);
        Assert.Equal(Verdict.Drop, See(Request("INVITE"), Proxy, Phone, Outside));
    }

    [Fact]
    public void Whoever_is_named_in_sides_is_known_from_the_first_packet()
    {
        Say(("eth1", "198.51.100.0/24"));
        Assert.Equal(Verdict.Drop, See(Request("OPTIONS"), Phone, Registrar, Inside));
        Assert.Equal(Verdict.Pass, See(Request("OPTIONS"), Phone, Registrar, Outside));
    }

    [Fact]
    public void A_network_may_be_behind_two_interfaces()
    {
        Say(("eth1", "198.51.100.0/24"), ("eth2", "198.51.100.7"));
        Assert.Equal(Verdict.Pass, See(Request("OPTIONS"), Phone, Registrar, Inside));
    }

    [Fact]
    public void What_sides_say_holds_over_what_was_learnt()
    {
        Learn("REGISTER", Registrar);
        Say(("eth1", "192.0.2.2"));
        Assert.Equal(Verdict.Pass, See(Request("OPTIONS"), Registrar, Phone, Outside));
    }

    [Fact]
    public void Who_is_neither_is_bound_to_no_side()
    {
        Learn("INVITE", Registrar);
        Assert.Equal(Verdict.Pass, See(Request("INVITE"), Registrar, Phone, Outside));
    }

    [Fact]
    public void An_answer_by_the_door_of_its_request_teaches_nothing()
    {
        Learn("REGISTER", Registrar, answer: Outside);
        Assert.Equal(Verdict.Pass, See(Request("OPTIONS"), Registrar, Phone, Inside));
        Assert.Equal(Verdict.Pass, See(Request("OPTIONS"), Registrar, Phone, Outside));
    }

    [Fact]
    public void A_forger_who_answers_himself_binds_nobody_to_his_side()
    {
        Learn("REGISTER", Registrar, answer: Outside);
        Learn("REGISTER", Registrar);
        Assert.Equal(Verdict.Pass, See(Request("OPTIONS"), Registrar, Phone, Inside));
    }

    [Fact]
    public void Where_doors_are_not_known_nothing_is_judged()
    {
        Learn("REGISTER", Registrar, request: 0, answer: 0);
        Assert.Equal(Verdict.Pass, See(Request("OPTIONS"), Registrar, Phone, 0));
    }

    [Fact]
    public void Silent_for_half_a_minute_it_moves_with_its_first_answer()
    {
        Learn("REGISTER", Registrar);
        _now += TimeSpan.FromSeconds(31);
        Assert.Equal(Verdict.Drop, See(Request("OPTIONS"), Registrar, Phone, Outside));
        Assert.Equal(Verdict.Pass, Learn("REGISTER", Registrar, request: Inside, answer: Outside));
        Assert.Equal(Verdict.Pass, See(Request("OPTIONS"), Registrar, Phone, Outside));
    }

    [Fact]
    public void A_day_after_it_fell_silent_its_side_is_forgotten()
    {
        Learn("REGISTER", Registrar);
        _now += TimeSpan.FromHours(25);
        Assert.Equal(Verdict.Pass, See(Request("OPTIONS"), Registrar, Phone, Outside));
    }

    [Fact]
    public void While_it_is_heard_of_its_side_is_remembered()
    {
        Learn("REGISTER", Registrar);
        for (var time = 0; time < 5; time++)
        {
            _now += TimeSpan.FromSeconds(20);
            See(Request("OPTIONS"), Registrar, Phone, Inside);
        }

        Assert.Equal(Verdict.Drop, See(Request("OPTIONS"), Registrar, Phone, Outside));
    }

    [Fact]
    public void What_is_forged_keeps_no_side_in_memory()
    {
        Learn("REGISTER", Registrar);
        _now += TimeSpan.FromSeconds(20);
        See(Request("OPTIONS"), Registrar, Phone, Outside);
        _now += TimeSpan.FromSeconds(20);
        Assert.Equal(Verdict.Pass, Learn("REGISTER", Registrar, request: Inside, answer: Outside));
    }

    // A phone outside asks, and the server inside answers.
    private Verdict Learn(string method, string server, int request = Outside, int answer = Inside)
    {
        var asked = Request(method);
        See(asked, Phone, server, request);
        return See(SipBuilder.Response(200, asked), server, Phone, answer);
    }

    private SipBuilder Request(string method) => SipBuilder.Request(method).Number(++_number);

    private Verdict See(SipBuilder message, string source, string target, int door)
    {
        var frame = new TestPacket(message) { Source = TestEndpoint.Parse(source), Target = TestEndpoint.Parse(target), Time = TestClock.Start + _now }.ToFrame().ToFrame();
        frame.Ingress = door;
        return _tester.Pipeline.Process(frame);
    }

    private void Say(params (string Interface, string Network)[] named)
    {
        var sides = named.ToDictionary(side => side.Interface, side => NetPrefixSet.Create([NetPrefix.Parse(side.Network)]), StringComparer.Ordinal);
        var doors = new Dictionary<string, int>(StringComparer.Ordinal) { ["eth1"] = Outside, ["eth2"] = Inside };
        _tester.Pipeline.Reload(new() { ActionDrop = DropMode.True, Sides = sides, Doors = doors }, new Dictionary<string, PreprocessorOptions>(StringComparer.Ordinal), new());
    }
}
