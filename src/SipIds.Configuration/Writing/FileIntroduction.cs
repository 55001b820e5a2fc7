namespace SipIds.Configuration.Writing;

/// <summary>What stands at the head of a file with all settings.</summary>
internal static class FileIntroduction
{
    public const string Text =
        """
        Every setting of SipIds with its default. What you leave out has its default, so your own file may hold only the lines
        that you change.

          sipids config check sipcnf.yaml       reports every fault, with line and column
          sipids read x.pcap -c sipcnf.yaml     reads a capture with these settings
          sipids ids -i eth0 -c sipcnf.yaml     watches an interface; a changed file is taken over at once
          --set limits.body=64KiB               changes one setting for one run

        "Restart." means that a running ids or ips takes a changed value over at its next start; of a section it holds for all
        that is in it. Durations are written 5us, 500ms, 30s, 5m, 2h or 7d; sizes 1500, 64KiB or 32MiB.
        Where a setting governs many events they are not named here; docs/settings.md has them all.
        """;
}
