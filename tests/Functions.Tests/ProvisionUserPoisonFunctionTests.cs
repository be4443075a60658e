using Microsoft.Extensions.Logging.Abstractions;

namespace Functions.Tests;

public sealed class ProvisionUserPoisonFunctionTests
{
    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("")]
    public async Task An_unreadable_message_fails_so_that_it_stays_in_the_poison_queue(string message)
    {
        // Whatever marks users is not even asked: there is none.
        var function = new ProvisionUserPoisonFunction(null!, NullLogger<ProvisionUserPoisonFunction>.Instance);

        await Assert.ThrowsAsync<InvalidDataException>(() => function.RunAsync(message, CancellationToken.None));
    }
}
