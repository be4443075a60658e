using SignOn;

namespace Functions.Tests;

public sealed class ProvisionUserMessagesTests
{
    [Theory]
    [InlineData("""{"TenantId":"contoso","UserKey":"s-1","CorrelationId":"c","EnqueuedAt":"2026-11-22T12:00:00+00:00"}""")]
    [InlineData("""{"tenantId":"contoso","userKey":"s-1","correlationId":"c","enqueuedAt":"2026-11-22T12:00:00+00:00"}""")]
    public void A_message_is_read_in_either_spelling_of_its_names(string text)
    {
        Assert.True(ProvisionUserMessages.TryRead(text, out var message));
        Assert.Equal(("contoso", "s-1", "c"), (message.TenantId, message.UserKey, message.CorrelationId));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"TenantId":"contoso","UserKey":"","CorrelationId":"c","EnqueuedAt":"2026-11-22T12:00:00+00:00"}""")]
    [InlineData("""{"TenantId":"contoso","UserKey":"s-1","CorrelationId":"c","EnqueuedAt":"yesterday"}""")]
    public void Anything_else_is_unreadable_and_does_not_throw(string text) => Assert.False(ProvisionUserMessages.TryRead(text, out _));

    [Fact]
    public void A_message_that_names_nobody_is_given_back_to_the_queue()
    {
        Assert.Throws<InvalidDataException>(() => ProvisionUserMessages.Check(null));
        Assert.Throws<InvalidDataException>(() => ProvisionUserMessages.Check(new ProvisionUserMessage(null!, "s-1", "c", default)));
    }
}
