using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using Upscale.Benchmarks;
using Upscale.Benchmarks.Coverage;
using Upscale.Benchmarks.Export;

if (args is ["write", var path])
{
    ResidualNetwork.Build().Save(path);
    return 0;
}

if (args is ["coverage", .. var coverage])
{
    return CoverageCommand.Run(coverage);
}

if (args is ["export", .. var export])
{
    return ExportCommand.Run(export);
}

if (args is ["built", .. var built])
{
    return BuiltCommand.Run(built);
}

if (args is ["run", .. var options])
{
    var config = DefaultConfig.Instance.WithArtifactsPath(Path.Combine(AppContext.BaseDirectory, "results"));
    BenchmarkSwitcher.FromAssembly(typeof(ModelBenchmarks).Assembly).Run(options.Length == 0 ? ["--filter", "*"] : options, config);
    return 0;
}

await Console.Error.WriteLineAsync("usage: write FILE (a ResNet-50 with random weights) | coverage --models DIR [--ratio R]... [--csv FILE] | export --models DIR [--ratio R] [--masks CRITERION] [--threads N]... [--runs N] [--block N] [--profile] [--csv FILE] | built [--threads N]... [--runs N] [--block N] | run [BenchmarkDotNet options]");
return 1;
