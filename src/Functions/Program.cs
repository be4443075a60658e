
using Functions;
using Functions.Health;
using Functions.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using SignOn;

var builder = FunctionsApplication.CreateBuilder(args);

builder.ConfigureFunctionsWebApplication();
builder.UseMiddleware<CorrelationMiddleware>();
builder.UseMiddleware<SecurityHeadersMiddleware>();
builder.UseMiddleware<FailureMiddleware>();

builder.Services.TryAddSingleton(TimeProvider.System);
builder.Services.AddSingleton(AppOptions.Read(builder.Configuration));
builder.Services.AddSignOn(builder.Configuration);
builder.Services.AddSingleton<IPendingRequestProtector, PendingRequestProtector>();
builder.Services.AddSingleton<RequestCookies>();
builder.Services.AddSingleton<ErrorPages>();
builder.Services.AddSingleton<TenantMetadata>();
builder.Services.AddSingleton<HealthProbe>();

builder.Build().Run();
