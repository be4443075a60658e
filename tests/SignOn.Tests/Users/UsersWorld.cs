using LocalIdp;
using Microsoft.Extensions.Logging.Abstractions;

namespace SignOn.Tests.Users;

/// <summary>The domain with an operator who looks after users.</summary>
internal sealed class UsersWorld
{
    public static readonly Admin.Operator By = new(World.TenantId, AdminKey);
    private const string AdminKey = "s-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    public UsersWorld(params (string Column, object Value)[] columns) => World = new World(columns);

    public World World { get; }

    public MemoryAuditLog Audit { get; } = new();

    public FakeSender Sender { get; } = new();

    public ListUsers List => new(World.Users);

    public CreateUser Create => new(World.Invite, World.Users, Audit, World.Time);

    public EditUser Edit => new(List, World.Users, Audit, World.Time);

    public DisableUser Disable => new(List, World.Users, World.Sessions, Audit, World.Time);

    public RemoveUser Remove => new(List, World.Users, Disable, World.Erase, Audit, World.Time);

    public ImportUsers Import => new(World.Invite, World.Users, Audit, World.Time);

    public PendingUsers Pending => new(World.Users, World.Sessions, Audit, World.Time);

    public InvitationMails Mails => new(World.Users, Sender, Audit, World.Time);

    public SendMail SendMail => new(World.Directory, World.Users, Sender, new MailTexts("Product"), World.Time, NullLogger<SendMail>.Instance);

    public ResendMail ResendMail => new(World.Directory, World.Users, World.Time, NullLogger<ResendMail>.Instance);

    public RecordMailPoison Poison => new(World.Users, World.Time, NullLogger<RecordMailPoison>.Instance);

    public static UserForm Form(string email = "b.simon@contoso.com", string name = "B.Simon") => new(name, email, "en", "de", "Developer");

    public async Task<(string Key, IReadOnlyList<SendEmailMessage> Mails)> InvitedAsync(string email = "b.simon@contoso.com", params MailTo[] mail)
    {
        var (outcome, key, messages) = await Create.RunAsync(By, World.TenantId, Form(email), mail, "c", Stop);
        Assert.Equal(InviteOutcome.Invited, outcome);
        return (key!, messages);
    }

    /// <summary>A user who is signed in and provisioned, and the cookie.</summary>
    public async Task<(DirectoryUser User, string Cookie)> SignedInAsync()
    {
        var signedIn = await World.SignedInAsync(o => o.WithAttribute("UserEmail", "b.simon@contoso.com"));
        await World.Provision.RunAsync(signedIn.Message!, Stop);
        return ((await FindAsync(signedIn.UserKey))!, signedIn.SessionToken);
    }

    public Task<DirectoryUser?> FindAsync(string key) => List.FindAsync(World.TenantId, key, Stop);

    /// <summary>Makes the operator a user with an address.</summary>
    public void KnowAdmin(string email) => World.Users.Put(World.TenantId, new User
    {
        Key = AdminKey,
        UserId = Guid.NewGuid(),
        Status = UserStatus.Active,
        Issuer = "i",
        Subject = "s",
        Facts = new UserFacts { Email = email },
        CreatedAt = World.Start,
        UpdatedAt = World.Start,
    });
}
