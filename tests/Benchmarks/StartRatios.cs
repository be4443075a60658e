namespace Benchmarks;
internal static class StartRatios { internal static Task MeasureAsync(RatioTable table) => Task.CompletedTask; }
