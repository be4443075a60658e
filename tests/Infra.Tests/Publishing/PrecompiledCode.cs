using System.Reflection.PortableExecutable;

namespace Infra.Tests.Publishing;

internal static class PrecompiledCode
{
    /// <summary>Whether an assembly holds machine code (ReadyToRun), which its managed native header says.</summary>
    public static bool IsIn(string path)
    {
        using var file = File.OpenRead(path);
        using var reader = new PEReader(file);
        return reader.PEHeaders.CorHeader?.ManagedNativeHeaderDirectory.Size > 0;
    }
}
