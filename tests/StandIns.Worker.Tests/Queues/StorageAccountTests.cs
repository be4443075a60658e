using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Runtime;
using Microsoft.Extensions.Configuration;

namespace StandIns.Worker.Tests.Queues;

public sealed class StorageAccountTests
{
    private const string Full = "AccountName=acme;AccountKey=AAAA;EndpointSuffix=core.example";

    [Theory]
    [InlineData("Storage", "UseDevelopmentStorage=true", "http://127.0.0.1:10001/devstoreaccount1")]
    [InlineData("AzureWebJobsStorage", Full, "https://acme.queue.core.example/")]
    [InlineData("ConnectionStrings:Storage", Full, "https://acme.queue.core.example/")]
    [InlineData("storage:connectionstring", Full, "https://acme.queue.core.example/")]
    [InlineData("Storage:ConnectionString", "AccountName=acme;AccountKey=AAAA;QueueEndpoint=http://127.0.0.1:7/acme", "http://127.0.0.1:7/acme")]
    [InlineData("Storage:connectionString", "DefaultEndpointsProtocol=http;AccountName=acme;AccountKey=AAAA", "http://acme.queue.core.windows.net/")]
    public void A_connection_string_is_found_under_each_official_name(string key, string value, string endpoint)
    {
        var account = Find((key, value));

        Assert.Equal(endpoint, account.QueueEndpoint.AbsoluteUri);
        Assert.NotNull(account.Key);
        Assert.Null(account.Credential);
    }

    [Theory]
    [InlineData("Storage:queueServiceUri", "https://acme.queue.core.windows.net", "https://acme.queue.core.windows.net/")]
    [InlineData("Storage:QueueServiceUri", "https://other.example/acme", "https://other.example/acme")]
    [InlineData("Storage:serviceUri", "https://acme.queue.core.windows.net", "https://acme.queue.core.windows.net/")]
    [InlineData("Storage:accountName", "acme", "https://acme.queue.core.windows.net/")]
    public void An_address_without_connection_string_means_a_credential(string key, string value, string endpoint)
    {
        var account = Find((key, value), ("Storage:credential", "managedidentity"));

        Assert.Equal(endpoint, account.QueueEndpoint.AbsoluteUri);
        Assert.Equal("managedidentity", account.Credential!["Credential"]);
    }

    [Fact]
    public void An_address_goes_before_a_connection_string_in_the_same_section()
    {
        var account = Find(("Storage:connectionString", Full), ("Storage:queueServiceUri", "https://other.example"));

        Assert.Equal("https://other.example/", account.QueueEndpoint.AbsoluteUri);
        Assert.Null(account.Key);
    }

    [Fact]
    public void The_prefixed_setting_goes_before_the_other()
    {
        var account = Find(("Storage", "UseDevelopmentStorage=true"), ("AzureWebJobsStorage", Full));

        Assert.Equal("acme", account.Name);
    }

    [Theory]
    [InlineData("Storage", "AccountName=acme")]
    [InlineData("Storage", "AccountName=acme;AccountKey=secret!")]
    [InlineData("Storage", "AccountKey=AAAA;AccountName=acme;QueueEndpoint=acme")]
    [InlineData("Storage:queueServiceUri", "acme")]
    [InlineData("Storage:tableServiceUri", "https://acme.table.core.windows.net")]
    public void A_connection_that_does_not_tell_enough_is_refused_without_its_text(string key, string value)
    {
        var error = Assert.Throws<FunctionWorkerException>(() => Find((key, value)));

        Assert.Contains("'Storage'", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret!", error.Message, StringComparison.Ordinal);
    }

    private static StorageAccount Find(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationManager();
        foreach (var (key, value) in settings) configuration[key] = value;
        return StorageAccount.Find("Test", "Storage", configuration);
    }
}
