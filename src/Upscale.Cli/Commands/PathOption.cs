using System.CommandLine;

namespace Upscale.Cli.Commands;

/// <summary>Options and arguments that name a file.</summary>
internal static class PathOption
{
    public static Option<string> Create(string name, string description, params string[] aliases)
    {
        var option = new Option<string>(name, aliases) { Description = description, HelpName = "file" };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Any(token => token.Value.Length == 0))
            {
                result.AddError($"{name} names no file.");
            }
        });
        return option;
    }

    public static Argument<string> Argument(string name, string description)
    {
        var argument = new Argument<string>(name) { Description = description };
        argument.Validators.Add(result =>
        {
            if (result.Tokens.Any(token => token.Value.Length == 0))
            {
                result.AddError($"{name} names no file.");
            }
        });
        return argument;
    }
}
