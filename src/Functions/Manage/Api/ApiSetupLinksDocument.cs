namespace Functions.Manage;

/// <summary>The setup links of a tenant.</summary>
/// <param name="Links">The links, newest first. They are few: the clean-up takes them 90 days after their end.</param>
internal sealed record ApiSetupLinksDocument(IReadOnlyList<ApiSetupLinkDocument> Links);
