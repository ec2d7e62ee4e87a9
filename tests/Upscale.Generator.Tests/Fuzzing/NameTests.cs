using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Upscale.Generator.Tests.Driving;
using Xunit.Abstractions;

namespace Upscale.Generator.Tests.Fuzzing;

/// <summary>Whatever models, files and labels are called: the classes compile without a warning, and the constants hold the names.</summary>
/// <remarks>UPSCALE_NAME_CASES says how many cases, UPSCALE_NAME_SEED where to start.</remarks>
public sealed class NameTests(ITestOutputHelper output)
{
    private const int Cases = 200;
    private const int Together = 20;

    [Fact]
    public void Hostile_names_compile()
    {
        int seed = Setting("UPSCALE_NAME_SEED", 1);
        int cases = Setting("UPSCALE_NAME_CASES", Cases);
        for (int first = seed; first < seed + cases; first += Together)
        {
            Check([.. Enumerable.Range(first, Math.Min(Together, seed + cases - first)).Select(number => new HostileSignature(number))], first);
        }

        output.WriteLine($"{cases} cases from {seed} on");
    }

    private static void Check(IReadOnlyList<HostileSignature> signatures, int first)
    {
        var texts = signatures.Select(signature => signature.ToText());
        GeneratorRun run = (first / Together % 2) == 0
            ? GeneratorRun.WithServices("", texts)
            : GeneratorRun.Of(first / Together % 4 == 1 ? LanguageVersion.CSharp9 : LanguageVersion.Latest, texts);
        using var image = new MemoryStream();
        IEnumerable<Diagnostic> problems = run.Reported.Where(diagnostic => diagnostic.Id != "UPS2002")
            .Concat(run.Output.Emit(image).Diagnostics.Where(diagnostic => diagnostic.Severity != DiagnosticSeverity.Hidden));
        Assert.True(!problems.Any(), $"Cases from {first} on: {string.Join('\n', problems.Take(5).Select(Describe))}");
        foreach (HostileSignature signature in signatures)
        {
            INamedTypeSymbol type = run.Output.GetTypeByMetadataName(signature.Namespace + "." + signature.ClassName)!;
            var constants = type.GetMembers().OfType<IFieldSymbol>().Where(field => field.HasConstantValue).Select(field => field.ConstantValue as string).ToHashSet();
            Assert.All(signature.Names, name => Assert.Contains(name, constants));
        }
    }

    private static string Describe(Diagnostic diagnostic)
    {
        string line = diagnostic.Location.SourceTree is SyntaxTree tree ? tree.GetText().Lines[diagnostic.Location.GetLineSpan().StartLinePosition.Line].ToString() : "";
        return $"{diagnostic}: {line[..Math.Min(line.Length, 300)]}";
    }

    private static int Setting(string name, int fallback) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : fallback;
}
