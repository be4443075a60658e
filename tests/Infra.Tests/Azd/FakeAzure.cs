using System.Runtime.Versioning;

namespace Infra.Tests.Azd;

/// <summary>
/// A program named 'az' that keeps a certificate and rows in a folder, and answers in the words of the real one. Runs a hook with it.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class FakeAzure : IDisposable
{
    private const string Program = """
        #!/bin/sh
        set -eu
        cd "$FAKE_AZURE"
        printf '%s\n' "$*" >>calls
        say() { echo "ERROR: $*" >&2; exit 1; }
        if [ -s refusals ]; then
          refusal=$(sed -n 1p refusals)
          sed -i 1d refusals
          say "$refusal"
        fi
        case "$1 $2 $3" in
          'keyvault certificate show') [ -f certificate ] || say '(CertificateNotFound) A certificate with (name/id) saml-signing was not found in this key vault.' ;;
          'keyvault certificate create') [ ! -f certificate ] || say 'would make a second version'; touch certificate ;;
          'storage entity show') [ -f row ] || say 'The specified resource does not exist. ErrorCode:ResourceNotFound' ;;
          'storage entity insert')
            [ ! -f row ] || say 'EntityAlreadyExists'
            while [ "$1" != --entity ]; do shift; done
            shift
            for column in "$@"; do
              case $column in --*) break ;; *) printf '%s\n' "$column" >>row ;; esac
            done ;;
          *) say "'$*' is misspelled or not recognized by the system." ;;
        esac
        """;

    private readonly TemporaryFolder _folder = new();

    public FakeAzure()
    {
        Directory.CreateDirectory(_folder["bin"]);
        File.WriteAllText(_folder["bin/az"], Program);
        File.SetUnixFileMode(_folder["bin/az"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Variables = new()
        {
            ["FAKE_AZURE"] = _folder.Path,
            ["PATH"] = $"{_folder["bin"]}:{Environment.GetEnvironmentVariable("PATH")}",
            ["AZURE_KEY_VAULT_NAME"] = "kv-test",
            ["SIGNING_CERTIFICATE_NAME"] = "saml-signing",
            ["APP_STORAGE_ACCOUNT_NAME"] = "sttest",
            ["HOOK_PAUSE_SECONDS"] = "0",
        };
    }

    public Dictionary<string, string> Variables { get; }

    public IReadOnlyList<string> Calls => Lines("calls");

    /// <summary>The columns of the tenant's row; empty when there is none.</summary>
    public IReadOnlyList<string> Row => Lines("row");

    public bool HasCertificate
    {
        get => File.Exists(_folder["certificate"]);
        init => File.WriteAllText(_folder["certificate"], "");
    }

    /// <summary>What the next calls are refused with, one a call.</summary>
    public IReadOnlyList<string> Refusals
    {
        init => File.WriteAllLines(_folder["refusals"], value);
    }

    public string Write(string name, string text)
    {
        File.WriteAllText(_folder[name], text);
        return _folder[name];
    }

    public Task<Tool.Result> RunAsync(string hook) =>
        Tool.RunAsync("sh", [TestSupport.Repository.PathOf("infra", "hooks", hook)], _folder.Path, Variables);

    public void ForgetCalls() => File.Delete(_folder["calls"]);

    public void Dispose() => _folder.Dispose();

    private string[] Lines(string name) => File.Exists(_folder[name]) ? File.ReadAllLines(_folder[name]) : [];
}
