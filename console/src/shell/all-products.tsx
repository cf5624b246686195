import { Menu, UnstyledButton } from "@mantine/core";
import { IconGridDots } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import text from "../theme/text.module.css";
import styles from "./header.module.css";
import { type Product, products } from "./products.ts";

/** The launcher at the top left. */
export function AllProducts({ current }: { current: Product | undefined }): ReactNode {
  return (
    <Menu position="bottom-start" width="20.5rem">
      <Menu.Target>
        <UnstyledButton className={styles.launcher ?? ""}>
          <IconGridDots size={18} stroke={1.75} aria-hidden />
          All Products
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {products.map((product) => (
          <Menu.Item
            key={product.name}
            className={styles.product ?? ""}
            component={Link}
            to={product.to}
            aria-current={product === current ? "true" : undefined}
            leftSection={
              <span className={styles.tile}>
                <product.icon size={19} stroke={1.75} aria-hidden />
              </span>
            }
          >
            <b>{product.name}</b>
            <span className={`${text.small} ${text.dim}`}>{product.about}</span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
