import type { ReactNode } from "react";
import { PageHead } from "../../shell/page-head.tsx";

interface HeadProps {
  lead?: boolean;
  actions?: ReactNode;
  children: ReactNode;
}

/** The page's head, the same whatever it shows. */
export function Head(props: HeadProps): ReactNode {
  return <PageHead title="SCIM Users Provisioning" {...props} />;
}
