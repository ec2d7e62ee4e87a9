using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Upscale.Onnx;
using Upscale.Pruning.Rewriting;

namespace Upscale.Pruning.Preparing;

/// <summary>
/// Makes a model take pixels as they are: (x − mean) / std becomes part of the first convolutions where that is exact, nodes in front of
/// them where it is not. Padding stands for pixels of the mean, so that the mean is only folded where nothing is padded.
/// </summary>
internal sealed class PixelInput
{
    private const string NotAllowed = "UPS1208";
    private const int RankOfImages = 4;

    private readonly ModelPatch _patch;
    private readonly Value _input;
    private readonly double[] _mean;
    private readonly double[] _std;
    private string _pixels;

    private PixelInput(ModelPatch patch, Value input, double[] mean, double[] std)
    {
        (_patch, _input, _mean, _std, _pixels) = (patch, input, mean, std, input.Name);
    }

    /// <param name="model">A model with one image input, [N, C, H, W].</param>
    /// <param name="pixels">What its values are.</param>
    /// <exception cref="UpscaleException">UPS1208: no such input, or not one value for each channel.</exception>
    public static Model Apply(Model model, PixelFormat pixels)
    {
        if (pixels.IsPlain)
        {
            return model;
        }

        var input = ImageOf(model);
        var channels = (int)input.DeclaredShape![1].Size;
        var patch = new ModelPatch(model);
        if (pixels.Std.Contains(0))
        {
            throw new UpscaleException(NotAllowed, "a standard deviation of pixels is 0, by which nothing can be divided", model.Path);
        }

        var prepared = new PixelInput(patch, input, PerChannel(model, "mean", pixels.Mean, channels, 0), PerChannel(model, "standard deviation", pixels.Std, channels, 1));
        prepared.Reorder(pixels.Layout);
        prepared.Normalise();
        return patch.Apply();
    }

    private static Value ImageOf(Model model)
    {
        var images = model.Graph.Inputs.Where(input => input is { Constant: null, Structure: null, DeclaredShape: { Rank: RankOfImages } shape } && shape[1].IsKnown
            && input.ElementType is ElementType.Float or ElementType.Float16 && input is { Uses.Count: > 0, IsCaptured: false, IsGraphOutput: false }).ToArray();
        return images is [var only] ? only : throw new UpscaleException(
            NotAllowed, $"mean, standard deviation and layout of pixels need one input of shape [N,C,H,W] with float values and known channels; the model has {images.Length}", model.Path);
    }

    private static double[] PerChannel(Model model, string what, ImmutableArray<double> values, int channels, double fallback) =>
        values.Length == 0 ? [.. Enumerable.Repeat(fallback, channels)]
        : values.Length == 1 ? [.. Enumerable.Repeat(values[0], channels)]
        : values.Length == channels ? [.. values]
        : throw new UpscaleException(NotAllowed, $"the {what} has {values.Length} values; the image has {channels} channels. Give one value, or one for each", model.Path);

    /// <summary>[N, H, W, C] comes in, [N, C, H, W] goes on.</summary>
    private void Reorder(PixelLayout layout)
    {
        if (layout == PixelLayout.Nhwc)
        {
            var shape = _input.DeclaredShape!;
            _patch.SetDeclaredShape(_input, new Shape([shape[0], shape[2], shape[3], shape[1]]));
            Insert("Transpose", [_pixels], "planes", ("perm", new long[] { 0, 3, 1, 2 }));
        }
    }

    private void Normalise()
    {
        var readers = _input.Uses.Select(use => use.Node).Distinct().ToArray();
        var folds = _input.ElementType == ElementType.Float && Array.TrueForAll(readers, IsPlainConvolution);
        var foldsMean = folds && Array.TrueForAll(readers, node => !IsPadded(node));
        if (!foldsMean && Array.Exists(_mean, mean => mean != 0))
        {
            Insert("Sub", [_pixels, Constant("mean", _mean)], "centred");
        }

        if (!folds && Array.Exists(_std, std => std != 1))
        {
            Insert("Div", [_pixels, Constant("std", _std)], "scaled");
        }

        foreach (var node in folds ? readers : [])
        {
            Fold(node, foldsMean);
        }

        if (_pixels != _input.Name)
        {
            _patch.ReplaceUses(_input, _pixels);
        }
    }

    private bool IsPlainConvolution(Node node) => node is { Domain: "", OpType: "Conv" } && node.Int("group", 1) == 1 && node.Input(0) == _input
        && node.Input(1)?.Constant is { ElementType: ElementType.Float } && node.Input(2) is null or { Constant.ElementType: ElementType.Float };

    private static bool IsPadded(Node node) =>
        node.Ints("pads")?.Any(pad => pad != 0) == true || node.Text("auto_pad", "NOTSET") is not ("NOTSET" or "VALID");

    private void Fold(Node node, bool foldsMean)
    {
        var weights = node.Input(1)!.Constant!;
        var (values, outputs, inner) = (weights.ToFloats(), (int)weights.Dims[0], (int)(weights.Count / (weights.Dims[0] * weights.Dims[1])));
        var shift = node.Input(2)?.Constant!.ToFloats().Select(bias => (double)bias).ToArray() ?? new double[outputs];
        for (var i = 0; i < values.Length; i++)
        {
            var channel = i / inner % _mean.Length;
            var scaled = values[i] / _std[channel];
            shift[i / (inner * _mean.Length)] -= foldsMean ? scaled * _mean[channel] : 0;
            values[i] = (float)scaled;
        }

        _patch.SetInput(node, 1, _patch.AddInitializer(Tensor.FromFloats($"{weights.Name}.pixels", weights.Dims, values)));
        if (foldsMean)
        {
            _patch.SetInput(node, 2, _patch.AddInitializer(Tensor.FromFloats($"{node.Outputs[0]!.Name}.bias", [outputs], [.. shift.Select(value => (float)value)])));
        }
    }

    private string Constant(string name, double[] values)
    {
        var floats = values.Select(value => (float)value).ToArray();
        long[] dims = [1, values.Length, 1, 1];
        return _patch.AddInitializer(_input.ElementType == ElementType.Float
            ? Tensor.FromFloats($"{_input.Name}.{name}", dims, floats)
            : Tensor.FromBytes($"{_input.Name}.{name}", ElementType.Float16, dims, MemoryMarshal.AsBytes(floats.Select(value => (Half)value).ToArray().AsSpan()).ToArray()));
    }

    private void Insert(string operatorType, string[] inputs, string name, params (string Name, object Value)[] attributes)
    {
        var made = _patch.FreshName($"{_input.Name}.{name}");
        _patch.InsertBefore(ReadNodes.FirstReader(_input), operatorType, inputs, [made], attributes);
        _pixels = made;
    }
}
