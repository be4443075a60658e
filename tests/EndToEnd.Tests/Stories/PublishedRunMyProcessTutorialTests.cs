using EndToEnd.Tests.Harness;

namespace EndToEnd.Tests.Stories;

/// <summary>The tutorial on the app as it is published.</summary>
[Collection(nameof(PublishedApp))]
public sealed class PublishedRunMyProcessTutorialTests(PublishedApp published) : RunMyProcessTutorial(published.App);
