using Microsoft.Build.Logging.StructuredLogger;
using Logged = Microsoft.Build.Logging.StructuredLogger;

namespace Upscale.Build.Tests.Projects;

/// <summary>What ran in a build, from its binary log.</summary>
internal sealed class BuildLog
{
    private readonly Logged.Build _build;

    private BuildLog(Logged.Build build) => _build = build;

    /// <summary>The names of all tasks that ran, once for each time.</summary>
    public IReadOnlyList<string> Tasks => Names<Logged.Task>(task => task.Name);

    /// <summary>The names of all targets that ran, once for each time; skipped ones are not among them.</summary>
    public IReadOnlyList<string> Targets => Names<Target>(target => target.Skipped ? null : target.Name);

    /// <summary>The models that the tool was asked for and pruned, by file name.</summary>
    public IReadOnlyList<string> Pruned => Said(" pruned: ");

    /// <summary>The models that came out of the cache, by file name.</summary>
    public IReadOnlyList<string> Taken => Said(" taken from the cache");

    /// <summary>Reads a log.</summary>
    public static BuildLog Read(string path) => new(BinaryLog.ReadBuild(path));

    private IReadOnlyList<string> Said(string text) =>
    [
        .. Names<Message>(message => message.Text).Where(line => line.Contains(text, StringComparison.Ordinal)).Select(line => line[..line.IndexOf(text, StringComparison.Ordinal)]),
    ];

    private List<string> Names<T>(Func<T, string?> name)
        where T : BaseNode
    {
        var names = new List<string>();
        _build.VisitAllChildren<T>(node =>
        {
            if (name(node) is { } found)
            {
                names.Add(found);
            }
        });
        return names;
    }
}
