import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { exportOf } from "../api/export.ts";

interface ExportButtonProps {
  what: Parameters<typeof exportOf>[0];
  /** The filters and the order of what is shown; the file holds all pages of it. */
  wanted: Readonly<Record<string, string>>;
}

/** Downloads what a list shows, as a file. */
export function ExportButton({ what, wanted }: ExportButtonProps): ReactNode {
  return (
    <Button
      component="a"
      href={exportOf(what, wanted)}
      download
      leftSection={<IconDownload size={16} stroke={1.75} aria-hidden />}
    >
      Export CSV
    </Button>
  );
}
