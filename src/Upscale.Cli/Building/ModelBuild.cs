using System.Collections.Immutable;
using System.Globalization;
using Upscale.Cli.Caching;
using Upscale.Cli.Commands;
using Upscale.Cli.Reports;
using Upscale.Onnx;
using Upscale.Pruning;
using Upscale.Pruning.Plans;

namespace Upscale.Cli.Building;

/// <summary>Makes the files of one model: all of them, or none.</summary>
internal static class ModelBuild
{
    /// <summary>Prunes, verifies and writes.</summary>
    /// <param name="runtime">Loads ONNX Runtime, once for all models; a build that verifies nothing and has no calibration data does without.</param>
    /// <returns>Lines for the build's output; warnings among them.</returns>
    /// <exception cref="UpscaleException">What is wrong with the model or its item; no file is left, not even of an earlier build.</exception>
    public static ImmutableArray<string> Run(BuildRequestModel request, Lazy<bool> runtime)
    {
        var complete = false;
        try
        {
            using var cache = request.SignatureOnly ? null : ModelCache.Open(request);
            var cached = cache?.Find();
            using var outputs = new StagedOutputs();
            var lines = request.SignatureOnly ? [Describe(request, outputs)]
                : cached is not null ? [Restore(request, cached, outputs)]
                : Prune(request, runtime, outputs);
            outputs.Commit();
            complete = true;
            if (cached is null && lines is [var summary])
            {
                cache?.Store(request, summary);
            }

            return lines;
        }
        finally
        {
            if (!complete)
            {
                RemoveEarlier(request);
            }
        }
    }

    private static string Describe(BuildRequestModel request, StagedOutputs outputs)
    {
        var labels = Labels(request);
        var preparation = BuildRequestOptions.Preparation(request, labels?.Names ?? []);
        var signature = Signature(request, null, labels?.Of(preparation)).ToText(preparation.Apply(Model.Load(request.Source)), null);
        if (request.Output("signature") is { } path)
        {
            outputs.Add(path, signature);
        }

        return $"{Path.GetFileName(request.Source)} described";
    }

    private static string Restore(BuildRequestModel request, CacheEntry cached, StagedOutputs outputs)
    {
        AddIfDifferent(outputs, request.Output("plan"), cached.PlanText);
        AddIfDifferent(outputs, request.Output("report"), cached.ReportText);
        var path = request.Output("model")!;
        File.Delete(path + ".data");
        var written = outputs.Add(path, temporary =>
        {
            File.Copy(cached.Locate(CacheEntry.Model), temporary);
            if (File.Exists(cached.Locate(CacheEntry.Data)))
            {
                File.Copy(cached.Locate(CacheEntry.Data), temporary + ".data");
            }
        });
        var pruned = Model.Load(written);
        RequireEmbeddable(request, pruned);
        var labels = Labels(request);
        var preparation = BuildRequestOptions.Preparation(request, labels?.Names ?? []);
        var signature = Signature(request, cached.Summary, labels?.Of(preparation)).ToText(preparation.Apply(Model.Load(request.Source)), pruned);
        AddIfDifferent(outputs, request.Output("signature"), signature);
        return $"{Path.GetFileName(request.Source)} taken from the cache";
    }

    private static ImmutableArray<string> Prune(BuildRequestModel request, Lazy<bool> runtime, StagedOutputs outputs)
    {
        var profile = BuildRequestOptions.Profile(request);
        var options = BuildRequestOptions.Pruning(request, profile);
        var verify = BuildRequestOptions.Verify(request);
        var labels = Labels(request);
        var preparation = BuildRequestOptions.Preparation(request, labels?.Names ?? []);
        var original = preparation.Apply(Model.Load(request.Source));
        // What the class needs is checked before time is spent on pruning.
        _ = Signature(request, null, labels?.Of(preparation)).ToText(original, null);
        var run = request.Option("Plan") is { } plan
            ? PruningRun.Apply(original, PruningPlan.Load(plan))
            : PruningRun.Prune(original, options, ProfileChoice.Model(profile), request.Option("Calibration"));
        RequireEmbeddable(request, run.Result.Model);
        var (measure, require) = BuildRequestOptions.Speedup(request, profile);
        run = measure && runtime.Value ? FasterExport.Choose(run) : run;
        if (require && run.SpeedProblem is { } problem)
        {
            throw problem;
        }

        run = verify && runtime.Value ? run.Verified() : run;
        var summary = Summary(request, run.Result);
        AddIfDifferent(outputs, request.Output("plan"), run.Result.Plan.ToJson());
        AddIfDifferent(outputs, request.Output("signature"), Signature(request, summary, labels?.Of(preparation)).ToText(original, run.Result.Model));
        if (request.Output("model") is { } path)
        {
            File.Delete(path + ".data");
            var written = outputs.Add(path, run.Result.Model.Save);
            var before = ModelFileSize.Of(request.Source, run.Result.Report.Before);
            var after = ModelFileSize.Of(written, run.Result.Report.After);
            AddIfDifferent(outputs, request.Output("report"), ReportFile.ToJson(run, before, after));
        }

        return run.SpeedProblem is { } warning ? [summary, warning.ToWarning()] : [summary];
    }

    /// <exception cref="UpscaleException">UPS1513: the model is to be a resource, and its weights need a file of their own.</exception>
    private static void RequireEmbeddable(BuildRequestModel request, Model pruned)
    {
        if (BuildRequestOptions.Embed(request) && !pruned.FitsOneFile)
        {
            throw new UpscaleException("UPS1513", "the pruned model takes more than 2 GB, which no resource can hold. Leave Embed out, so that it is copied beside the application", request.Source);
        }
    }

    private static LabelFile? Labels(BuildRequestModel request) => request.Option("Labels") is { } path ? LabelFile.Read(path) : null;

    private static SignatureFile Signature(BuildRequestModel request, string? summary, LabelFile? labels) => new(
        request.Option("ClassName") ?? Path.GetFileNameWithoutExtension(request.Source),
        request.Option("Namespace") ?? "",
        request.Option("Link") ?? Path.GetFileName(request.Source),
        summary)
    {
        HandedOver = request.HandedOver,
        Resource = BuildRequestOptions.Embed(request) ? request.Option("Resource") : null,
        Labels = labels,
    };

    private static string Summary(BuildRequestModel request, PruningResult result) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Path.GetFileName(request.Source)} pruned: {result.Report.Before.Parameters:N0} to {result.Report.After.Parameters:N0} parameters, {result.Report.Before.Macs:N0} to {result.Report.After.Macs:N0} multiply-adds");

    /// <summary>A file that says the same keeps its time, so that the compiler does not run for it.</summary>
    private static void AddIfDifferent(StagedOutputs outputs, string? path, string text)
    {
        if (path is not null && (!File.Exists(path) || File.ReadAllText(path) != text))
        {
            outputs.Add(path, text, makesFolder: true);
        }
    }

    private static void RemoveEarlier(BuildRequestModel request)
    {
        foreach (var path in request.Outputs.Values.Append(request.Output("model") + ".data"))
        {
            try
            {
                File.Delete(path);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                // The failure that led here is what is reported.
            }
        }
    }
}
