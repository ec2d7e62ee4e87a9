using System.Collections;
using Microsoft.Build.Framework;

namespace Upscale.Build.Tests.Requests;

/// <summary>Keeps what a task reports.</summary>
internal sealed class RecordingEngine : IBuildEngine
{
    private readonly List<BuildErrorEventArgs> _errors = [];

    public IReadOnlyList<BuildErrorEventArgs> Errors => _errors;

    public bool ContinueOnError => false;

    public int LineNumberOfTaskNode => 0;

    public int ColumnNumberOfTaskNode => 0;

    public string ProjectFileOfTaskNode => "";

    public void LogErrorEvent(BuildErrorEventArgs e) => _errors.Add(e);

    public void LogWarningEvent(BuildWarningEventArgs e)
    {
    }

    public void LogMessageEvent(BuildMessageEventArgs e)
    {
    }

    public void LogCustomEvent(CustomBuildEventArgs e)
    {
    }

    public bool BuildProjectFile(string projectFileName, string[] targetNames, IDictionary globalProperties, IDictionary targetOutputs) => false;
}
