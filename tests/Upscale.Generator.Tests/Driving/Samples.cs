using Microsoft.CodeAnalysis;

namespace Upscale.Generator.Tests.Driving;

/// <summary>Signatures of the kinds of models that occur.</summary>
internal static class Samples
{
    public static AdditionalText Classifier { get; } =
        SignatureText.Of("Classifier", "input data float32 1,3,8,8", "output logits float32 1,4", "summary Reads%20glyphs.");

    public static AdditionalText Reordered { get; } = SignatureText.Of(
        "Reordered",
        "input data float32 1,3,8,8",
        "output logits float32 1,4",
        "output features float32 1,20,4,4",
        "order logits 1 2,0,3,1",
        "order features 1 19,18,17,16,15,14,13,12,11,10,9,8,7,6,5,4,3,2,1,0");

    public static AdditionalText Chained { get; } = SignatureText.Of(
        "Chained", "input features float32 1,3,8,8", "physical features", "output features float32 1,4", "physical features");

    public static AdditionalText Batched { get; } =
        SignatureText.Of("Batched", "input data float16 N,3,8,8", "output probabilities float16 N,4", "order probabilities 1 3,2,1,0");

    public static AdditionalText FreeSizes { get; } = SignatureText.Of(
        "FreeSizes",
        "input image uint8 batch_size,height,width,3",
        "input mask bool ?,height,width",
        "input threshold float64 ",
        "output boxes int64 ?,4",
        "output scores bfloat16 batch_size");

    public static AdditionalText ManyTypes { get; } = SignatureText.Of(
        "ManyTypes",
        "input a int8 2",
        "input b int16 2",
        "input c int32 2",
        "input d uint16 2",
        "input e uint32 2",
        "input f uint64 2",
        "output g int8 2",
        "output h bool 2",
        "output i float64 2");

    public static AdditionalText Strings { get; } =
        SignatureText.Of("Strings", "input text string N,2", "output label string N", "output score float32 N");

    /// <summary>What a classifier exported from scikit-learn returns.</summary>
    public static AdditionalText Maps { get; } = SignatureText.Of(
        "Maps",
        "input features float32 N,4",
        "output output_label int64 N",
        "output output_probability seq(map(int64,float32)) ",
        "output best map(string,float32) ",
        "output parts seq(int32) ");

    public static AdditionalText Labelled { get; } = SignatureText.Of(
        "Labelled",
        "resource My.App.Labelled.onnx",
        "input data float32 N,3,8,8",
        "output logits float32 N,3",
        "output last float32 N,8,3",
        "order logits 1 2,0,1",
        "labels logits 1 cat,%22dog%22,",
        "labels last 2 a,b,c");

    /// <summary>A sequence goes in, which no span can hold.</summary>
    public static AdditionalText Untyped { get; } =
        SignatureText.Of("Untyped", "input words seq(string) ", "output score float32 1");

    public static AdditionalText Hostile { get; } = SignatureText.Of(
        "Hostile",
        "input class float32 1",
        "input Class float32 2",
        "input %22quote%22%5C float32 3",
        "input line%0Abreak%0D%E2%80%A8%00 float32 4",
        "input */%20-->%20</summary>%26 float32 5",
        "input 1234 float32 6",
        "input %E4%B8%AD%E6%96%87 float32 7",
        "input %F0%9F%90%88 float32 8",
        "input _ float32 9",
        "input ModelFile float32 10",
        "input call float32 11",
        "input cancellationToken float32 12",
        "input await float32 13",
        "input session float32 ref",
        "input Run float32 async",
        "output class float32 1",
        "output ToString float32 2",
        "output Result float32 3",
        "output a%3Cb%3E float32 4",
        "output ]]> float32 5",
        "output Get%20Hash%20Code float32 6",
        "output return float32 7",
        "output Hostile float32 8",
        "output Signature float32 9",
        "output Run_Async float32 10",
        "output %EF%BF%BE float32 11");

    public static IReadOnlyList<AdditionalText> All { get; } =
        [Classifier, Reordered, Batched, FreeSizes, ManyTypes, Strings, Maps, Labelled, Untyped, Hostile];
}
