import { Tooltip } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { directoryQuery } from "../api/directory.ts";
import type { Me } from "../api/types.ts";
import { count } from "../time/words.ts";
import { mayLeave } from "./leaving.ts";
import styles from "./navigation.module.css";
import type { Page, Product } from "./products.ts";

interface NavigationProps {
  me: Me;
  /** Whose pages are listed; none for who may not read them. */
  product: Product | undefined;
  onChoose?: () => void;
  /** In the drawer of a phone names stay beside their icons. */
  wide?: boolean;
}

/** The pages of a product, under their sections. */
export function Navigation({ me, product, onChoose, wide = false }: NavigationProps): ReactNode {
  const rail = useMediaQuery("(min-width: 40.01em) and (max-width: 67.5em)") && !wide;
  const name = me.organization.shortName || me.organization.name;
  return (
    <div className={styles.navigation} data-rail={rail || undefined}>
      <div className={styles.organization} title={me.organization.name}>
        <span className={styles.letter} aria-hidden>
          {Array.from(name)[0]?.toUpperCase()}
        </span>
        <span className={styles.name}>{name}</span>
      </div>
      {product?.sections.map((section) => (
        <div key={section.name}>
          <div className={styles.section}>{section.name}</div>
          {section.pages.map((page) => (
            <Tooltip key={page.to} label={page.name} position="right" disabled={!rail}>
              <Link
                to={page.to}
                className={styles.page}
                activeOptions={{ exact: page.to === "/", includeSearch: false }}
                onClick={() => {
                  onChoose?.();
                  // The same address once more is no navigation to the router, yet the page starts afresh.
                  if (location.pathname === page.to) void mayLeave();
                }}
              >
                <page.icon size={17} stroke={1.75} aria-hidden />
                <span className={styles.name}>{page.name}</span>
                {page.size && <SizeOf what={page.size} />}
              </Link>
            </Tooltip>
          ))}
        </div>
      ))}
    </div>
  );
}

/** How many there are of what a page lists, once that is known. */
function SizeOf({ what }: { what: NonNullable<Page["size"]> }): ReactNode {
  const { data } = useQuery({ ...directoryQuery, staleTime: 10_000 });
  return data && <span className={styles.size}>{count(data[what])}</span>;
}
