using System.Runtime.InteropServices;
using Local;

using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

try
{
    if (args is ["--help" or "-h" or "help", ..])
    {
        Console.WriteLine(LocalOptions.Usage);
        return 0;
    }

    var options = LocalOptions.Parse(args);
    if (options.NewUser is { } newUser)
        await AdminCommand.RunAsync(options, services => AddUser.RunAsync(services, newUser, stop.Token), stop.Token);
    else if (options.UserToErase is { } gone)
        await AdminCommand.RunAsync(options, services => EraseLocalUser.RunAsync(services, gone, stop.Token), stop.Token);
    else if (options.RollKey)
        RollKey.Run(options, TimeProvider.System, Console.Out);
    else
        return await RunApp.RunAsync(options, stop.Token);
    return 0;
}
catch (LocalException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return 0;
}

void Stop(PosixSignalContext context)
{
    // Not the end of the process yet: first everything is stopped.
    context.Cancel = true;
    stop.Cancel();
}
