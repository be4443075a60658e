using Microsoft.Azure.Functions.Worker.Middleware;

namespace Microsoft.Azure.Functions.Worker.Runtime;

/// <summary>Steps in order of registration: the first is the outermost.</summary>
internal sealed class PipelineBuilder
{
    private readonly List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> _steps = [];

    public void Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> step) => _steps.Add(step);

    public FunctionExecutionDelegate Build(FunctionExecutor executor)
    {
        FunctionExecutionDelegate pipeline = executor.ExecuteAsync;
        for (var i = _steps.Count - 1; i >= 0; i--) pipeline = _steps[i](pipeline);
        return pipeline;
    }
}
