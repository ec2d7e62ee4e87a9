using Microsoft.AspNetCore.Http.HttpResults;

namespace GlyphWeb;

/// <summary><c>POST /read</c>: tells which character a drawing shows.</summary>
internal static class ReadEndpoint
{
    /// <summary>Answers with a <see cref="Reading"/>, or with problem details that say what is wrong with the drawing.</summary>
    public static async Task<Results<Ok<Reading>, ProblemHttpResult>> ReadAsync(HttpRequest request, Glyphs model)
    {
        try
        {
            float[] pixels = await Drawing.ReadAsync(request);
            return TypedResults.Ok(Reading.From(model.Run(pixels).Logits));
        }
        catch (BadDrawingException problem)
        {
            return TypedResults.Problem(problem.Message, statusCode: problem.Status);
        }
    }
}
