using System.CommandLine;

namespace Upscale.Cli.Commands;

/// <summary>An option that takes one of the words of an enumeration, in lower case.</summary>
internal sealed class ChoiceOption<T>
    where T : struct, Enum
{
    private static readonly string[] Words = [.. Enum.GetNames<T>().Select(word => word.ToLowerInvariant())];

    public ChoiceOption(string name, string description, T fallback)
    {
        Option = new(name)
        {
            Description = description,
            HelpName = string.Join('|', Words),
            DefaultValueFactory = _ => fallback.ToString().ToLowerInvariant(),
        };
        Option.Validators.Add(result =>
        {
            if (result.Tokens.FirstOrDefault(token => !Words.Contains(token.Value, StringComparer.Ordinal)) is { } unknown)
            {
                result.AddError($"'{unknown.Value}' is no value of {name}; choose one of {string.Join(", ", Words)}.");
            }
        });
    }

    public Option<string> Option { get; }

    public T Read(ParseResult parsed) => Enum.Parse<T>(parsed.GetValue(Option)!, ignoreCase: true);
}
