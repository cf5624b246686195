import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import { isSignedOut, meQuery } from "./api/queries.ts";
import { activitySearch } from "./pages/activity/search.ts";
import { auditLogSearch } from "./pages/audit-log/search.ts";
import { searchAddress } from "./pages/deleted-users/address.ts";
import { groupsAddress } from "./pages/groups/address.ts";
import { NotFound } from "./pages/not-found/not-found.tsx";
import { PageFailed } from "./pages/not-found/page-failed.tsx";
import { safeReturn } from "./pages/sign-in/return.ts";
import { usersAddress } from "./pages/users/address.ts";

interface Context {
  queryClient: QueryClient;
}

/** The page that the seed asks for, and what Admin opens with. */
const scim = "/admin/login-access/scim-users-provisioning";

const root = createRootRouteWithContext<Context>()({ component: Outlet, notFoundComponent: NotFound });

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: (search: Record<string, unknown>): { back?: string } =>
    typeof search.back === "string" ? { back: safeReturn(search.back) } : {},
  component: lazyRouteComponent(() => import("./pages/sign-in/sign-in.tsx"), "SignIn"),
});

const setUp = createRoute({
  getParentRoute: () => root,
  path: "/set-up",
  component: lazyRouteComponent(() => import("./pages/set-up/set-up.tsx"), "SetUpPage"),
});

const signedIn = createRoute({
  getParentRoute: () => root,
  id: "signed-in",
  beforeLoad: async ({ context, location }) => {
    try {
      await context.queryClient.ensureQueryData(meQuery);
    } catch (error) {
      if (isSignedOut(error)) throw redirect({ to: "/sign-in", search: { back: location.href }, replace: true });
      throw error;
    }
  },
  component: lazyRouteComponent(() => import("./shell/shell.tsx"), "Shell"),
});

const scimUsersProvisioning = createRoute({
  getParentRoute: () => signedIn,
  path: scim,
  // A domain to add: Add Domain opens with it.
  validateSearch: (search: Record<string, unknown>): { add?: string } =>
    typeof search.add === "string" ? { add: search.add } : {},
  component: lazyRouteComponent(() => import("./pages/scim-users-provisioning/page.tsx"), "ScimUsersProvisioningPage"),
});

const overview = createRoute({
  getParentRoute: () => signedIn,
  path: "/",
  component: lazyRouteComponent(() => import("./pages/overview/page.tsx"), "OverviewPage"),
});

const activity = createRoute({
  getParentRoute: () => signedIn,
  path: "/activity",
  validateSearch: activitySearch,
  component: lazyRouteComponent(() => import("./pages/activity/page.tsx"), "ActivityPage"),
});

const auditLog = createRoute({
  getParentRoute: () => signedIn,
  path: "/admin/audit-log",
  validateSearch: auditLogSearch,
  component: lazyRouteComponent(() => import("./pages/audit-log/page.tsx"), "AuditLogPage"),
});

const account = createRoute({
  getParentRoute: () => signedIn,
  path: "/account",
  component: lazyRouteComponent(() => import("./pages/account/page.tsx"), "AccountPage"),
});

const users = createRoute({
  getParentRoute: () => signedIn,
  path: "/directory/users",
  validateSearch: usersAddress,
  component: lazyRouteComponent(() => import("./pages/users/page.tsx"), "UsersPage"),
});

const user = createRoute({
  getParentRoute: () => signedIn,
  path: "/directory/users/$id",
  component: lazyRouteComponent(() => import("./pages/user/page.tsx"), "UserPage"),
});

const groups = createRoute({
  getParentRoute: () => signedIn,
  path: "/directory/groups",
  validateSearch: groupsAddress,
  component: lazyRouteComponent(() => import("./pages/groups/page.tsx"), "GroupsPage"),
});

const group = createRoute({
  getParentRoute: () => signedIn,
  path: "/directory/groups/$id",
  validateSearch: searchAddress,
  component: lazyRouteComponent(() => import("./pages/group/page.tsx"), "GroupPage"),
});

const deletedUsers = createRoute({
  getParentRoute: () => signedIn,
  path: "/directory/deleted-users",
  validateSearch: searchAddress,
  component: lazyRouteComponent(() => import("./pages/deleted-users/page.tsx"), "DeletedUsersPage"),
});

const directory = createRoute({
  getParentRoute: () => root,
  path: "/directory",
  beforeLoad: () => {
    throw redirect({ to: "/directory/users", replace: true });
  },
});

const members = createRoute({
  getParentRoute: () => signedIn,
  path: "/admin/login-access/members",
  component: lazyRouteComponent(() => import("./pages/members/page.tsx"), "MembersPage"),
});

// What a product or a section of it opens with: its first page.
const shortWays = (["/admin", "/admin/login-access"] as const).map((path) =>
  createRoute({
    getParentRoute: () => root,
    path,
    beforeLoad: () => {
      throw redirect({ to: scim, replace: true });
    },
  }),
);

/** The console's router: which address shows which page. */
export function createConsoleRouter(queryClient: QueryClient) {
  const router = createRouter({
    routeTree: root.addChildren([
      signIn,
      setUp,
      ...shortWays,
      directory,
      signedIn.addChildren([
        overview,
        account,
        members,
        scimUsersProvisioning,
        activity,
        auditLog,
        users,
        user,
        groups,
        group,
        deletedUsers,
      ]),
    ]),
    context: { queryClient },
    defaultErrorComponent: PageFailed,
    defaultPreload: "intent",
    scrollRestoration: true,
  });
  // A page's code comes while the server says who is signed in, not after that.
  router.subscribe("onBeforeLoad", ({ toLocation }) => {
    const [matched] = router.getMatchedRoutes(toLocation.pathname);
    for (const route of matched) void router.loadRouteChunk(route);
  });
  return router;
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createConsoleRouter>;
  }
}
