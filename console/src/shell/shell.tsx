import { Drawer } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Outlet, useLocation } from "@tanstack/react-router";
import { type ReactNode, useRef } from "react";
import { meQuery } from "../api/queries.ts";
import { NoRole } from "../pages/no-role/no-role.tsx";
import { Header } from "./header.tsx";
import { Navigation } from "./navigation.tsx";
import { placeOf } from "./products.ts";
import styles from "./shell.module.css";

/** The frame around every page of a signed-in person: header, navigation, and the sheet that the page lies on. */
export function Shell(): ReactNode {
  const { data: me } = useSuspenseQuery(meQuery);
  const place = placeOf(useLocation({ select: (location) => location.pathname }));
  const [drawer, { open, close }] = useDisclosure(false);
  const sheet = useRef<HTMLElement>(null);

  const mayRead = me.role !== null;
  return (
    <div className={styles.shell}>
      {place && <title>{`${mayRead ? place.page.name : "No role"} · Muster`}</title>}
      <button type="button" className={styles.skip} onClick={() => sheet.current?.focus()}>
        Skip to the page
      </button>
      <Header me={me} place={place} onOpenNavigation={open} />
      <nav className={styles.navigation} aria-label={place?.product.name ?? "Products"}>
        <Navigation me={me} product={mayRead ? place?.product : undefined} />
      </nav>
      <Drawer
        opened={drawer}
        onClose={close}
        title="Muster"
        size="17.5rem"
        classNames={{ content: styles.drawer ?? "" }}
      >
        <nav aria-label={place?.product.name ?? "Products"}>
          <Navigation me={me} product={mayRead ? place?.product : undefined} onChoose={close} wide />
        </nav>
      </Drawer>
      <main className={styles.sheet} id="page" ref={sheet} tabIndex={-1}>
        <div className={styles.page}>
          {place && (
            <div className={styles.crumbs} aria-hidden="true">
              <span>{place.product.name}</span>
              <span>›</span>
              <span>{place.section.name}</span>
            </div>
          )}
          {mayRead ? <Outlet /> : <NoRole me={me} />}
        </div>
      </main>
    </div>
  );
}
