using System.Text;
using SipIds.Sip;

namespace SipIds.Core.Tests.Sip;

/// <summary>Hosts, schemes and lists of parameters have an end, and what is longer is a fault and not work.</summary>
public sealed class LongValueTests
{
    [Theory]
    [InlineData(253, SipFieldFaults.None)]
    [InlineData(254, SipFieldFaults.Host)]
    public void A_host_has_253_bytes_at_the_most(int length, SipFieldFaults faults)
    {
        var host = new string('h', length);
        Assert.Equal(faults, SipUri.Parse(Encoding.ASCII.GetBytes($"sip:bob@{host}:5060"), out _).Faults);
        Assert.Equal(faults, SipVia.Parse(Encoding.ASCII.GetBytes($"SIP/2.0/UDP {host};branch=z9hG4bK1"), out _).Faults);
    }

    [Theory]
    [InlineData(64, SipFieldFaults.None)]
    [InlineData(65, SipFieldFaults.Scheme)]
    public void A_scheme_has_64_letters_at_the_most(int length, SipFieldFaults faults) =>
        Assert.Equal(faults, SipUri.Parse(Encoding.ASCII.GetBytes($"{new string('s', length)}:bob"), out _).Faults);

    [Theory]
    [InlineData(64, SipFieldFaults.None)]
    [InlineData(65, SipFieldFaults.Parameter)]
    [InlineData(5000, SipFieldFaults.Parameter)]
    public void A_value_has_64_parameters_at_the_most(int count, SipFieldFaults faults)
    {
        var parameters = string.Concat(Enumerable.Range(0, count).Select(number => $";p{number}=v"));
        Assert.Equal(faults, NameAddress.Parse(Encoding.ASCII.GetBytes($"<sip:bob@example.com>{parameters}"), out _).Faults);
        Assert.Equal(faults, SipVia.Parse(Encoding.ASCII.GetBytes($"SIP/2.0/UDP 192.0.2.1{parameters}"), out _).Faults);
    }
}
