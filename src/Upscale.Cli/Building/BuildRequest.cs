using System.Collections.Immutable;

namespace Upscale.Cli.Building;

/// <summary>What the MSBuild task asks for.</summary>
/// <param name="OnnxRuntimeAssembly">Path of the managed ONNX Runtime that the project resolved; empty when it resolved none.</param>
/// <param name="OnnxRuntimeLibrary">Path of its native library for this machine; empty likewise.</param>
/// <param name="Models">In the order of the project's items.</param>
internal sealed record BuildRequest(string OnnxRuntimeAssembly, string OnnxRuntimeLibrary, ImmutableArray<BuildRequestModel> Models);
