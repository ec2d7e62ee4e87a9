namespace Upscale.Onnx.Tests;

/// <summary>Assertions on coded errors.</summary>
internal static class Expect
{
    /// <summary>The action fails with this code, and its message says enough to act on.</summary>
    public static UpscaleException Error(string code, Action action)
    {
        var failure = Assert.Throws<UpscaleException>(action);
        Assert.Equal(code, failure.Code);
        Assert.True(failure.Message.Length > 40, failure.Message);
        return failure;
    }
}
