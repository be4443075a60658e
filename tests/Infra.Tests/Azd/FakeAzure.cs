using System.Runtime.Versioning;
using TestSupport;

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
          'keyvault secret show') [ -f secret ] || say '(SecretNotFound) A secret with (name/id) manage-bootstrap-key was not found in this key vault.' ;;
          'keyvault secret set')
            [ ! -f secret ] || say 'would make a second version'
            while [ "$1" != --file ]; do shift; done
            cp "$2" secret
            stat -c %a "$2" >secret-mode ;;
          'rest --method post') [ ! -f no-refresh ] || say '(AuthorizationFailed) The client does not have authorization' ;;
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
            ["AZURE_SUBSCRIPTION_ID"] = "00000000-0000-0000-0000-000000000001",
            ["AZURE_RESOURCE_GROUP"] = "rg-test",
            ["AZURE_FUNCTION_APP_NAME"] = "func-test",
            ["APP_BASE_URL"] = "https://sso.example.com",
        };
    }

    public Dictionary<string, string> Variables { get; }

    public IReadOnlyList<string> Calls => Lines("calls");

    /// <summary>The columns of the tenant's row; empty when there is none.</summary>
    public IReadOnlyList<string> Row => Lines("row");

    /// <summary>The bootstrap key; empty when there is none.</summary>
    public string Secret => string.Concat(Lines("secret"));

    /// <summary>The mode of the file from which it came.</summary>
    public string SecretMode => string.Concat(Lines("secret-mode"));

    /// <summary>Whether the app cannot be told to read its references again.</summary>
    public bool RefusesRefresh
    {
        init => File.WriteAllText(_folder["no-refresh"], "");
    }

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
        Tool.RunAsync("sh", [Repository.PathOf("infra", "hooks", hook)], _folder.Path, Variables);

    public void ForgetCalls() => File.Delete(_folder["calls"]);

    public void Dispose() => _folder.Dispose();

    private string[] Lines(string name) => File.Exists(_folder[name]) ? File.ReadAllLines(_folder[name]) : [];
}
