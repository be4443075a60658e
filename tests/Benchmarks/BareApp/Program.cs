// The least that ASP.NET Core can be: the yardstick for how fast the app starts.
WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
WebApplication app = builder.Build();
app.MapGet("/health", () => "ok");
app.Run();
