using SessionOptions = Microsoft.ML.OnnxRuntime.SessionOptions;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.Services.AddProblemDetails();
builder.Services.AddHealthChecks().AddCheck<GlyphsHealthCheck>("glyphs");

// Requests run beside each other, so that one thread is enough for each.
builder.Services.AddSingleton(_ => new SessionOptions { IntraOpNumThreads = 1 });
builder.Services.AddGlyphs(services => services.GetRequiredService<SessionOptions>());

WebApplication app = builder.Build();
app.UseExceptionHandler();
app.UseStatusCodePages();
app.UseFileServer();
app.MapHealthChecks("/health");
app.MapPost("/read", ReadEndpoint.ReadAsync);

app.Services.GetRequiredService<Glyphs>();
app.Run();
