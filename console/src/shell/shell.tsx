import { useDisclosure } from "@mantine/hooks";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Outlet, useLocation } from "@tanstack/react-router";
import { type ReactNode, useRef } from "react";
import { meQuery } from "../api/queries.ts";
import { lazyDialog } from "../dialog/lazy-dialog.tsx";
import { NoRole } from "../pages/no-role/no-role.tsx";
import { Header } from "./header.tsx";
import { useLeafName } from "./leaf.ts";
import { Navigation } from "./navigation.tsx";
import { placeOf } from "./products.ts";
import styles from "./shell.module.css";

const NavigationDrawer = lazyDialog(async () => (await import("./navigation-drawer.tsx")).NavigationDrawer);

/** The frame around every page of a signed-in person: header, navigation, and the sheet that the page lies on. */
export function Shell(): ReactNode {
  const { data: me } = useSuspenseQuery(meQuery);
  const path = useLocation({ select: (location) => location.pathname });
  const place = placeOf(path);
  const leaf = useLeafName();
  const [drawer, { open, close }] = useDisclosure(false);
  const sheet = useRef<HTMLElement>(null);

  const mayRead = me.role !== null;
  // One's own sign-in is everybody's to manage.
  const isOwn = path === "/account";
  return (
    <div className={styles.shell}>
      {place && <title>{`${mayRead ? (place.within && leaf) || place.page.name : "No role"} · Muster`}</title>}
      <button type="button" className={styles.skip} onClick={() => sheet.current?.focus()}>
        Skip to the page
      </button>
      <Header me={me} place={place} leaf={leaf} onOpenNavigation={open} />
      <nav className={styles.navigation} aria-label={place?.product.name ?? "Products"}>
        <Navigation me={me} product={mayRead ? place?.product : undefined} />
      </nav>
      <NavigationDrawer opened={drawer} onClose={close} me={me} product={mayRead ? place?.product : undefined} />
      <main className={styles.sheet} id="page" ref={sheet} tabIndex={-1}>
        <div className={styles.page}>
          {place && (
            <div className={styles.crumbs} aria-hidden="true">
              <span>{place.product.name}</span>
              {place.section.to !== place.product.to && (
                <>
                  <span>›</span>
                  <span>{place.section.name}</span>
                </>
              )}
              {place.within && (
                <>
                  <span>›</span>
                  <span>{place.page.name}</span>
                </>
              )}
            </div>
          )}
          {mayRead || isOwn ? <Outlet /> : <NoRole me={me} />}
        </div>
      </main>
    </div>
  );
}
