namespace EndToEnd.Tests.Harness;

/// <summary>Which service of the storage account an operation goes to.</summary>
public enum StorageService
{
    /// <summary>Table Storage.</summary>
    Table,

    /// <summary>Queue Storage.</summary>
    Queue,
}
