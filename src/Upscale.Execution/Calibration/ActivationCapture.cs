using Upscale.Onnx;
using Upscale.Pruning.Importance;

namespace Upscale.Execution.Calibration;

/// <summary>Runs a copy of a model in which inner tensors are outputs.</summary>
internal static class ActivationCapture
{
    // Together with at most eight samples at once, about 256 MB of float32.
    private const long ElementsAtOnce = 1 << 23;
    private const long ElementsWhereUnknown = 1 << 20;

    /// <summary>Runs every file once for each group of tensors that fits into memory together.</summary>
    /// <exception cref="UpscaleException">UPS1402: the model does not run; UPS1702 to UPS1704: a file.</exception>
    public static void Run(Model model, IReadOnlyCollection<ActivationRequest> wanted, IReadOnlyCollection<string> files, Action<Tensor> visit)
    {
        var settings = new SessionSettings { Threads = Math.Min(2, Environment.ProcessorCount) };
        foreach (var group in Grouped(wanted))
        {
            var patch = new ModelPatch(model);
            foreach (var request in group)
            {
                patch.AddOutput(model.Graph.Find(request.Value)!);
            }

            using var session = ModelSession.Open(patch.Apply(), settings);
            foreach (var file in files)
            {
                using var samples = SampleFile.Open(file, model);
                foreach (var inputs in samples.Runs())
                {
                    var outputs = session.Run(inputs);
                    group.ForEach(request => visit(outputs[request.Value].Values));
                }
            }
        }
    }

    /// <summary>Divides requests, in their order, so that the tensors of each part are held together.</summary>
    internal static IEnumerable<List<ActivationRequest>> Grouped(IEnumerable<ActivationRequest> wanted)
    {
        var (group, elements) = (new List<ActivationRequest>(), 0L);
        foreach (var request in wanted)
        {
            var size = request.Elements > 0 ? request.Elements : ElementsWhereUnknown;
            if (group.Count > 0 && elements > ElementsAtOnce - size)
            {
                yield return group;
                (group, elements) = ([], 0);
            }

            group.Add(request);
            elements += size;
        }

        if (group.Count > 0)
        {
            yield return group;
        }
    }
}
