using System.CommandLine;

namespace Upscale.Cli.Commands;

/// <summary>Options that take one of the words of an enumeration, in lower case.</summary>
internal static class ChoiceOption
{
    public static Option<T> Create<T>(string name, string description, T fallback)
        where T : struct, Enum
    {
        string[] words = [.. Enum.GetNames<T>().Select(word => word.ToLowerInvariant())];
        return new(name)
        {
            Description = description,
            HelpName = string.Join('|', words),
            DefaultValueFactory = _ => fallback,
            CustomParser = argument =>
            {
                var text = argument.Tokens[0].Value;
                if (words.Contains(text, StringComparer.Ordinal))
                {
                    return Enum.Parse<T>(text, ignoreCase: true);
                }

                argument.AddError($"'{text}' is no value of {name}; choose one of {string.Join(", ", words)}.");
                return fallback;
            },
        };
    }
}
