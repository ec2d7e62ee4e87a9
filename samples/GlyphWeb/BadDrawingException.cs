namespace GlyphWeb;

/// <summary>A request whose body is no drawing.</summary>
internal sealed class BadDrawingException(int status, string message) : Exception(message)
{
    /// <summary>The HTTP status that says so.</summary>
    public int Status => status;
}
