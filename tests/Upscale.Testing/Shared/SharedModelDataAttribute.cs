using System.Reflection;
using Xunit.Sdk;

namespace Upscale.Testing.Shared;

/// <summary>Runs a <see cref="SharedTheoryAttribute"/> once per shared model, with the file's name.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedModelDataAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => SharedModels.Names.Select(name => new object[] { name });
}
