import { ActionIcon, Drawer } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Me } from "../api/types.ts";
import { Navigation } from "./navigation.tsx";
import styles from "./navigation-drawer.module.css";
import type { Product } from "./products.ts";

interface NavigationDrawerProps {
  opened: boolean;
  onClose: () => void;
  me: Me;
  product: Product | undefined;
}

/** The navigation of a phone. */
export function NavigationDrawer({ opened, onClose, me, product }: NavigationDrawerProps): ReactNode {
  return (
    <Drawer.Root opened={opened} onClose={onClose} size="17.5rem">
      <Drawer.Overlay className={styles.veil ?? ""} />
      <Drawer.Content classNames={{ content: styles.content ?? "" }}>
        {/* Not Drawer.Header: that would be a second banner of the page. */}
        <div className={styles.head}>
          <Drawer.Title className={styles.title ?? ""}>Navigation</Drawer.Title>
          <ActionIcon aria-label="Close navigation" onClick={onClose}>
            <IconX size={18} stroke={1.75} aria-hidden />
          </ActionIcon>
        </div>
        <Drawer.Body>
          <nav aria-label={product?.name ?? "Products"}>
            <Navigation me={me} product={product} onChoose={onClose} wide />
          </nav>
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}
