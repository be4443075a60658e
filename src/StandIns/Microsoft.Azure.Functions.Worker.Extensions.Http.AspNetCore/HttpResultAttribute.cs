using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Azure.Functions.Worker.Runtime;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Marks the property that holds the HTTP response of a function with several outputs.</summary>
[AttributeUsage(AttributeTargets.Property, AllowMultiple = false)]
public sealed class HttpResultAttribute : OutputBindingAttribute, IOutputPlugin
{
    string IOutputPlugin.BindingType => HttpFunction.OutputType;

    void IOutputPlugin.Validate(FunctionEntry function, HostSettings settings)
    {
        if (function.Trigger is not HttpTriggerAttribute)
        {
            throw new FunctionWorkerException($"{function.Where} has an [HttpResult] but no [HttpTrigger]. Remove the attribute.");
        }
    }

    // The response leaves inside the pipeline, where the HTTP context is known.
    IOutputSender? IOutputPlugin.CreateSender(IServiceProvider services) => null;
}
