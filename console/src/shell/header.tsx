import { ActionIcon } from "@mantine/core";
import { IconChevronRight, IconMenu2 } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Me } from "../api/types.ts";
import { SearchButton } from "../palette/search-button.tsx";
import { AccountMenu } from "./account-menu.tsx";
import { AllProducts } from "./all-products.tsx";
import styles from "./header.module.css";
import { Mark } from "./mark.tsx";
import type { Place } from "./products.ts";

interface HeaderProps {
  me: Me;
  place: Place | null;
  /** What the page shows one of, by name. */
  leaf: string | undefined;
  onOpenNavigation: () => void;
}

/** The top of the frame: where one is, what else there is, who one is. */
export function Header({ me, place, leaf, onOpenNavigation }: HeaderProps): ReactNode {
  return (
    <header className={styles.header}>
      <ActionIcon className={styles.burger ?? ""} aria-label="Open navigation" onClick={onOpenNavigation}>
        <IconMenu2 size={20} stroke={1.75} aria-hidden />
      </ActionIcon>
      <Link to="/" className={styles.mark} aria-label="Muster, overview" activeOptions={{ exact: true }}>
        <Mark />
      </Link>
      <AllProducts current={place?.product} />
      {place && (
        <nav className={styles.crumbs} aria-label="Breadcrumb">
          <IconChevronRight size={14} stroke={1.75} aria-hidden />
          {place.product.to === place.page.to ? (
            <span>{place.product.name}</span>
          ) : (
            <Link to={place.product.to} activeOptions={{ exact: true }}>
              {place.product.name}
            </Link>
          )}
          {place.section.to !== place.product.to && (
            <>
              <IconChevronRight size={14} stroke={1.75} aria-hidden />
              {place.section.to ? (
                <Link to={place.section.to} activeOptions={{ exact: true }}>
                  {place.section.name}
                </Link>
              ) : (
                <span>{place.section.name}</span>
              )}
            </>
          )}
          <IconChevronRight size={14} stroke={1.75} aria-hidden />
          {place.within ? (
            <>
              <Link to={place.page.to} activeOptions={{ exact: true }}>
                {place.page.name}
              </Link>
              <IconChevronRight size={14} stroke={1.75} aria-hidden />
              <span aria-current="page">{leaf}</span>
            </>
          ) : (
            <span aria-current="page">{place.page.name}</span>
          )}
        </nav>
      )}
      <div className={styles.end}>
        {me.role !== null && <SearchButton />}
        <AccountMenu me={me} />
      </div>
    </header>
  );
}
