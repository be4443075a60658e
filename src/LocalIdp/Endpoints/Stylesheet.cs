using Microsoft.AspNetCore.Http;

namespace LocalIdp;

/// <summary>The one stylesheet, from the assembly's resources.</summary>
internal static class Stylesheet
{
    public static IResult Result { get; } = Results.Bytes(Read(), "text/css; charset=utf-8");

    private static byte[] Read()
    {
        using var resource = typeof(Stylesheet).Assembly.GetManifestResourceStream("idp.css")!;
        using var bytes = new MemoryStream();
        resource.CopyTo(bytes);
        return bytes.ToArray();
    }
}
