using System.Reflection;
using SipIds.Outputs;
using SipIds.Preprocessing;

namespace SipIds.Configuration.Plugins;

/// <summary>A kind of thing that plugins add: the interface that a class of theirs implements of itself, and of its settings where it has some, and what registers the class.</summary>
/// <param name="Interface">The generic interface.</param>
/// <param name="Registry">The registry.</param>
/// <param name="Method">Its method of the same type arguments, which takes the file and what must live as long.</param>
internal sealed record PluginContract(Type Interface, Type Registry, string Method)
{
    private const BindingFlags Unwrapped = BindingFlags.DoNotWrapExceptions;

    /// <summary>What there is.</summary>
    public static IReadOnlyList<PluginContract> All { get; } =
    [
        new(typeof(IPreprocessor<,>), typeof(PreprocessorRegistry), nameof(PreprocessorRegistry.AddPlugin)),
        new(typeof(IEventOutput<,>), typeof(OutputRegistry), nameof(OutputRegistry.AddPlugin)),
        new(typeof(IBatchOutput<,>), typeof(OutputRegistry), nameof(OutputRegistry.AddBatchPlugin)),
    ];

    /// <summary>The type arguments of a class that is of this kind, itself the first; null of any other.</summary>
    public Type[]? ArgumentsOf(Type type)
    {
        var implemented = type.GetInterfaces().FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == Interface);
        return implemented?.GetGenericArguments() is [var self, ..] arguments && self == type ? arguments : null;
    }

    /// <summary>Registers a class.</summary>
    /// <exception cref="InvalidOperationException">The registry does not take it.</exception>
    /// <exception cref="PluginRefusedException">What it says of itself cannot be read.</exception>
    public void Add(Type[] arguments, object registry, string file, PluginContext context)
    {
        try
        {
            _ = Registry.GetMethod(Method)!.MakeGenericMethod(arguments).Invoke(registry, Unwrapped, binder: null, [file, context], culture: null);
        }
        catch (Exception fault) when (fault is not InvalidOperationException)
        {
            var cause = fault is TypeInitializationException { InnerException: { } inner } ? inner : fault;
            throw new PluginRefusedException($"{arguments[0].Name}.{nameof(IPreprocessor<,>.Info)} cannot be read: {cause.GetType().Name}: {PluginRefusal.OneLine(cause.Message)}");
        }
    }
}
