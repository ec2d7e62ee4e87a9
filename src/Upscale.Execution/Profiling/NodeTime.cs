namespace Upscale.Execution.Profiling;

/// <summary>One execution of a node's kernel, as ONNX Runtime's profiler saw it.</summary>
/// <param name="Name">The node's name in the optimised graph.</param>
/// <param name="Operator">Its operator there.</param>
/// <param name="Input">Shape of its first input.</param>
/// <param name="Microseconds">Whole ones, what the profiler adds included.</param>
internal readonly record struct NodeTime(string Name, string Operator, string Input, long Microseconds);
