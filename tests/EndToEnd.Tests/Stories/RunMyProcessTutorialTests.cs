using EndToEnd.Tests.Harness;

namespace EndToEnd.Tests.Stories;

/// <summary>The tutorial on the app as it is built.</summary>
public sealed class RunMyProcessTutorialTests(SharedApp shared) : RunMyProcessTutorial(shared.App);
