namespace SipIds.Core.Tests.Pipeline;

public sealed class RegistrationTests
{
    [Fact]
    public void A_name_that_is_taken_is_refused() => Expect("a preprocessor named 'first' is already registered", cast => cast.Add<TwinByName>());

    [Fact]
    public void An_event_id_that_is_taken_is_refused() =>
        Expect("the event 'other-event' has the id 1000:1 of 'first-event'", cast => cast.Add<TwinByEventId>());

    [Fact]
    public void An_event_name_that_is_taken_is_refused() => Expect("there is already an event named 'first-event'", cast => cast.Add<TwinByEventName>());

    [Fact]
    public void A_name_that_is_no_key_is_refused() =>
        Expect("'Mis-named' is no name for a preprocessor: lower-case words joined by underscores", cast => cast.Add<Misnamed>());

    [Fact]
    public void An_event_name_that_is_none_is_refused() =>
        Expect("'Mis_named' is no name for an event: lower-case words joined by hyphens", cast => cast.Add<WithMisnamedEvent>());

    [Fact]
    public void What_is_added_to_a_copy_is_not_in_the_original()
    {
        var cast = new Cast().Add<First>();
        var copy = cast.Registry.Copy().Add<Actor<Second>, ActorOptions>();
        Assert.Equal((1, 2), (cast.Registry.Registrations.Count, copy.Registrations.Count));
    }

    private static void Expect(string reason, Action<Cast> add)
    {
        var cast = new Cast().Add<First>();
        Assert.Equal(reason, Assert.Throws<InvalidOperationException>(() => add(cast)).Message);
        Assert.Single(cast.Registry.Registrations);
    }
}
