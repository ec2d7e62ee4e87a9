using Upscale.Build.Items;

namespace Upscale.Build.Tests.Items;

public sealed class ClassNameTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("My.App", "My.App")]
    [InlineData("my.class.string", "my.@class.@string")]
    [InlineData("newer.classy", "newer.classy")]
    public void Keywords_in_a_namespace_are_escaped_in_source(string name, string expected) => Assert.Equal(expected, ClassName.InSource(name));

    [Theory]
    [InlineData("squeezenet.onnx", "Squeezenet")]
    [InlineData("models/resnet50-v1.5.onnx", "Resnet50V15")]
    [InlineData("2 heads.onnx", "Model2Heads")]
    [InlineData("größe_des.modells.onnx", "GrößeDesModells")]
    [InlineData("---.onnx", "Model")]
    public void A_class_is_named_after_its_file(string file, string expected) => Assert.Equal(expected, ClassName.FromFile(file));

    [Theory]
    [InlineData("Squeezenet", true)]
    [InlineData("_x1", true)]
    [InlineData("Größe", true)]
    [InlineData("", false)]
    [InlineData("1st", false)]
    [InlineData("Two words", false)]
    [InlineData("A.B", false)]
    [InlineData("class", false)]
    [InlineData("lower", false)]
    public void Only_names_that_compile_without_a_warning_are_classes(string name, bool expected) => Assert.Equal(expected, ClassName.IsClass(name));

    [Theory]
    [InlineData("System", "System.CodeDom.Compiler")]
    [InlineData("Upscale.Runtime", "Upscale.Runtime")]
    [InlineData("Microsoft.ML", "Microsoft.ML.OnnxRuntime.Tensors")]
    [InlineData("My.System", null)]
    [InlineData("Syst", null)]
    [InlineData("Upscale.Runtimes", null)]
    public void A_class_must_not_hide_a_namespace_that_its_code_needs(string fullName, string? hidden) => Assert.Equal(hidden, ClassName.HiddenBy(fullName));

    [Theory]
    [InlineData("My.App", "My.App")]
    [InlineData("my-app", "my_app")]
    [InlineData("3d viewer.2", "_3d_viewer._2")]
    public void A_projects_name_becomes_a_namespace(string name, string expected)
    {
        Assert.Equal(expected, ClassName.SafeNamespace(name));
        Assert.True(ClassName.IsNamespace(expected));
    }
}
