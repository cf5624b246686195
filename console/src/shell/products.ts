import { type Icon, IconPlugConnected, IconShieldLock } from "@tabler/icons-react";

/** A page of the console, as navigation and breadcrumb name it. */
export interface Page {
  name: string;
  to: "/admin/login-access/scim-users-provisioning";
  icon: Icon;
}

/** Pages that belong together, under a heading of their own. */
export interface Section {
  name: string;
  to: "/admin/login-access";
  pages: readonly Page[];
}

/** What All Products offers. */
export interface Product {
  name: string;
  about: string;
  to: "/admin";
  icon: Icon;
  sections: readonly Section[];
}

/** Everything that can be reached; what is not built yet is not shown. */
export const products: readonly Product[] = [
  {
    name: "Admin",
    about: "Login & Access",
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
        ],
      },
    ],
  },
];

/** The product, section and page at an address, as far as they are known. */
export function placeOf(path: string): { product: Product; section: Section; page: Page } | null {
  for (const product of products) {
    for (const section of product.sections) {
      for (const page of section.pages) if (page.to === path) return { product, section, page };
    }
  }
  return null;
}
