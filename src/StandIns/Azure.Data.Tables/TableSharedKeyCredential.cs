using System.Security.Cryptography;
using System.Text;

namespace Azure.Data.Tables;

/// <summary>An account's name and one of its two access keys.</summary>
public class TableSharedKeyCredential
{
    private byte[] _accountKey;

    /// <summary>Makes a credential.</summary>
    /// <param name="accountName">The storage account's name.</param>
    /// <param name="accountKey">The key, in Base64.</param>
    /// <exception cref="FormatException">The key is not Base64.</exception>
    public TableSharedKeyCredential(string accountName, string accountKey)
    {
        AccountName = accountName;
        SetAccountKey(accountKey);
    }

    /// <summary>The storage account's name.</summary>
    public string AccountName { get; }

    /// <summary>Changes the key, for clients that live longer than it does.</summary>
    /// <param name="accountKey">The key, in Base64.</param>
    /// <exception cref="FormatException">The key is not Base64.</exception>
    public void SetAccountKey(string accountKey) => Volatile.Write(ref _accountKey, Convert.FromBase64String(accountKey));

    internal string Sign(string text) =>
        Convert.ToBase64String(HMACSHA256.HashData(Volatile.Read(ref _accountKey), Encoding.UTF8.GetBytes(text)));
}
