using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace StandIns.Worker.Tests.Startup;

#pragma warning disable CA1034 // One wrong class beside the other, each seen by the runtime.
/// <summary>Function classes with one mistake each.</summary>
public static class Wrong
{
    public sealed class SameName
    {
        [Function("Once")]
        public void First([TimerTrigger("1.00:00:00")] TimerInfo timer) => _ = timer;

        [Function("once")]
        public void Second([TimerTrigger("1.00:00:00")] TimerInfo timer) => _ = timer;
    }

    public sealed class NoTrigger
    {
        [Function("None")]
        public void Run(string text) => _ = text;
    }

    public sealed class TwoTriggers
    {
        [Function("Two")]
        public void Run([TimerTrigger("1.00:00:00")] TimerInfo timer, [QueueTrigger("work", Connection = "Storage")] string text) => _ = (timer, text);
    }

    public sealed class BadName
    {
        [Function("1st")]
        public void Run([TimerTrigger("1.00:00:00")] TimerInfo timer) => _ = timer;
    }

    public sealed class AdminRoute
    {
        [Function("Panel")]
        public void Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "administrators")] HttpRequest request) => _ = request;
    }

    public sealed class RuntimeRoute
    {
        [Function("Run")]
        public void Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "/RuntimeX/a")] HttpRequest request) => _ = request;
    }

    public sealed class EmptyRoute
    {
        [Function("Empty")]
        public void Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "")] HttpRequest request) => _ = request;
    }

    public sealed class BadRoute
    {
        [Function("Broken")]
        public void Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "a/{b")] HttpRequest request) => _ = request;
    }

    public sealed class SameRoute
    {
        [Function("A")]
        public void First([HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "x/{a}")] HttpRequest request) => _ = request;

        [Function("B")]
        public void Second([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "X/{a}")] HttpRequest request) => _ = request;
    }

    public sealed class ActionResult
    {
        [Function("Mvc")]
        public Task<IActionResult> Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => Task.FromResult<IActionResult>(new OkResult());
    }

    public sealed class ValueTaskResult
    {
        [Function("Value")]
        public ValueTask<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => ValueTask.FromResult(Results.Ok());
    }

    public sealed class TwoPlaces
    {
        [Function("Twice")]
        [QueueOutput("work", Connection = "Storage")]
        public Samples.OutputResult? Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => null;
    }

    public sealed class Response
    {
        [HttpResult]
        public IResult? Result { get; set; }
    }

    public sealed class ResultWithoutHttp
    {
        [Function("Tick")]
        public Response? Run([TimerTrigger("1.00:00:00")] TimerInfo timer) => null;
    }

    public sealed class BadCron
    {
        [Function("Cron")]
        public void Run([TimerTrigger("every day")] TimerInfo timer) => _ = timer;
    }

    public sealed class NoSetting
    {
        [Function("Unset")]
        public void Run([TimerTrigger("%Missing%")] TimerInfo timer) => _ = timer;
    }

    public sealed class OpenPercent
    {
        [Function("Open")]
        public void Run([TimerTrigger("%Missing")] TimerInfo timer) => _ = timer;
    }

    public sealed class NoConnection
    {
        [Function("Lost")]
        public void Run([QueueTrigger("work", Connection = "Nowhere")] string text) => _ = text;
    }

    public sealed class BadQueue
    {
        [Function("Queue")]
        public void Run([QueueTrigger("a--b", Connection = "Storage")] string text) => _ = text;
    }
}
