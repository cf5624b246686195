import { Drawer } from "@mantine/core";
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
    <Drawer
      opened={opened}
      onClose={onClose}
      title="Navigation"
      size="17.5rem"
      closeButtonProps={{ "aria-label": "Close navigation" }}
      classNames={{
        content: styles.content ?? "",
        header: styles.header ?? "",
        title: styles.title ?? "",
        overlay: styles.veil ?? "",
      }}
    >
      <nav aria-label={product?.name ?? "Products"}>
        <Navigation me={me} product={product} onChoose={onClose} wide />
      </nav>
    </Drawer>
  );
}
