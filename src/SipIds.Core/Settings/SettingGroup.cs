namespace SipIds.Settings;

/// <summary>The groups of keys at the top level of <c>sipcnf.yaml</c>, in the order of the file.</summary>
public enum SettingGroup : byte
{
    /// <summary>Who is who in the network.</summary>
    [SettingGroup("Your network", Introduction = "  sipids discover hour.pcap             looks at your traffic and proposes these")]
    Network,

    /// <summary>Verdicts.</summary>
    [SettingGroup("What is done")]
    Actions,

    /// <summary>Periods, graces, order.</summary>
    [SettingGroup("How counts and calls are taken")]
    Counting,

    /// <summary>Limits of counts.</summary>
    [SettingGroup("Thresholds: more than this many in a period is an attack", Introduction =
        """
        The defaults let an office behind one NAT come back after a power cut, a PBX qualify its phones and a busy trunk work,
        and stop what attack tools do. Measure your own traffic before you choose:

          sipids tune week.pcap                            a limit for each, with its reason
          sipids tune --replay day.pcap --set calls=30     what another limit would have changed

        Where action_drop drops, not everybody over a limit is hit: docs/standing.md says who is.
        """)]
    Thresholds,

    /// <summary>Sizes of messages.</summary>
    [SettingGroup("How large messages may be")]
    Messages,

    /// <summary>Sizes of tables and stores, and how long their entries last.</summary>
    [SettingGroup("What is followed and remembered")]
    Memory,

    /// <summary>The program around the pipeline.</summary>
    [SettingGroup("Live runs: ids and ips")]
    Live,

    /// <summary>The sections of preprocessors.</summary>
    [SettingGroup("Preprocessors")]
    Preprocessors,

    /// <summary>What others wrote.</summary>
    [SettingGroup("Plugins")]
    Plugins,
}
