import {
  type Icon,
  IconActivity,
  IconLayoutDashboard,
  IconListDetails,
  IconPlugConnected,
  IconShield,
  IconShieldLock,
  IconSwitchHorizontal,
  IconUsers,
  IconUsersGroup,
  IconUserX,
} from "@tabler/icons-react";

/** A page of the console, as navigation and breadcrumb name it. */
export interface Page {
  name: string;
  to:
    | "/"
    | "/activity"
    | "/admin/audit-log"
    | "/admin/login-access/scim-users-provisioning"
    | "/admin/login-access/members"
    | "/directory/users"
    | "/directory/groups"
    | "/directory/deleted-users";
  icon: Icon;
  /** Which size of the directory stands beside it. */
  size?: "users" | "groups" | "deletedUsers";
}

/** Pages that belong together, under a heading of their own. */
export interface Section {
  name: string;
  /** Where it begins, if it has an address; the product's own where it has no other section. */
  to?: "/admin/login-access" | "/directory" | "/activity";
  pages: readonly Page[];
}

/** What All Products offers. */
export interface Product {
  name: string;
  about: string;
  to: "/admin" | "/directory" | "/activity";
  icon: Icon;
  sections: readonly Section[];
}

/** Everything that can be reached; what is not built yet is not shown. */
export const products: readonly Product[] = [
  {
    name: "Admin",
    about: "Login & Access, audit log",
    to: "/admin",
    icon: IconShieldLock,
    sections: [
      {
        name: "Login & Access",
        to: "/admin/login-access",
        pages: [
          {
            name: "SCIM Users Provisioning",
            to: "/admin/login-access/scim-users-provisioning",
            icon: IconPlugConnected,
          },
          { name: "Members", to: "/admin/login-access/members", icon: IconShield },
        ],
      },
      {
        name: "Organization",
        pages: [{ name: "Audit log", to: "/admin/audit-log", icon: IconListDetails }],
      },
    ],
  },
  {
    name: "Directory",
    about: "Users, groups, deleted users",
    to: "/directory",
    icon: IconUsers,
    sections: [
      {
        name: "Directory",
        to: "/directory",
        pages: [
          { name: "Users", to: "/directory/users", icon: IconUsers, size: "users" },
          { name: "Groups", to: "/directory/groups", icon: IconUsersGroup, size: "groups" },
          { name: "Deleted users", to: "/directory/deleted-users", icon: IconUserX, size: "deletedUsers" },
        ],
      },
    ],
  },
  {
    name: "Activity",
    about: "Requests and their answers",
    to: "/activity",
    icon: IconActivity,
    sections: [
      {
        name: "Activity",
        to: "/activity",
        pages: [
          { name: "Overview", to: "/", icon: IconLayoutDashboard },
          { name: "Requests", to: "/activity", icon: IconSwitchHorizontal },
        ],
      },
    ],
  },
];

export interface Place {
  product: Product;
  section: Section;
  page: Page;
  /** Whether the address is of one thing on the page: one user of Users. */
  within: boolean;
}

/** The product, section and page at an address, as far as they are known. */
export function placeOf(path: string): Place | null {
  for (const product of products) {
    for (const section of product.sections) {
      for (const page of section.pages) {
        const within = path.startsWith(`${page.to}/`);
        if (page.to === path || within) return { product, section, page, within };
      }
    }
  }
  return null;
}
