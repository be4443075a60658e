using Functions.Manage;

namespace Functions.Tests.Manage;

public sealed class RouteTableTests
{
    [Fact]
    public void Every_function_below_manage_has_a_row_that_says_who_may_use_it_and_no_row_is_left_over() =>
        Assert.Equal(ManageFunctions.Manage.Select(f => f.Name).Distinct().Order(StringComparer.Ordinal), ManageRoutes.All.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void The_gate_stands_before_every_function_below_manage_and_before_no_other() =>
        Assert.All(ManageFunctions.Http, f => Assert.Equal(ManageFunctions.Manage.Contains(f), ManageRoutes.Covers(f.Name)));

    [Fact]
    public void No_row_lets_nobody_in() => Assert.DoesNotContain(ManageRoutes.All, r => r.Value.Access == ManageAccess.Nobody);

    [Fact]
    public void Programs_and_browsers_use_different_addresses() =>
        Assert.All(ManageFunctions.Manage, f => Assert.Equal(f.Route.StartsWith("manage/api/", StringComparison.Ordinal), ManageRoutes.All[f.Name].IsApi));

    [Fact]
    public void Who_may_act_for_a_tenant_is_asked_on_routes_that_name_one() => Assert.All(
        ManageFunctions.Manage.Where(f => ManageRoutes.All[f.Name].Access == ManageAccess.TenantAdmins), f => Assert.Contains("/{tenant}", f.Route, StringComparison.Ordinal));

    [Fact]
    public void A_GET_changes_nothing_so_what_changes_something_is_a_POST() =>
        Assert.All(ManageFunctions.Manage.Where(f => f.Method != "HEAD").GroupBy(f => f.Name), f => Assert.Single(f));
}
