namespace Upscale.Build.Items;

/// <summary>A name and what it stands for.</summary>
/// <remarks>A class: sequences of it are sequences of references, for which the runtime's own code is compiled ahead, and this one runs in every build.</remarks>
internal sealed class NamedValue(string key, string value)
{
    public string Key { get; } = key;

    public string Value { get; } = value;
}
