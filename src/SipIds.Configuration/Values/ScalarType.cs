using SipIds.Configuration.Binding;
using SipIds.Configuration.Yaml;

namespace SipIds.Configuration.Values;

/// <summary>A setting of a single value.</summary>
internal abstract class ScalarType : SettingType
{
    public sealed override object? Bind(Node node, Target target)
    {
        if (node is not ScalarNode scalar || scalar.IsNull)
        {
            return Expected(node, target);
        }

        return Read(scalar, target);
    }

    /// <summary>Reads a value from text that is there; null if it is faulty, which has then been reported.</summary>
    protected abstract object? Read(ScalarNode scalar, Target target);
}
