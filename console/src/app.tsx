import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { createQueryClient } from "./api/queries.ts";
import { ConfirmationProvider } from "./confirmation/confirmation.tsx";
import { createConsoleRouter } from "./routes.tsx";
import { theme } from "./theme/theme.ts";
import { musterVariables } from "./theme/variables.ts";
import { Toasts } from "./toasts/toasts.tsx";

const queryClient = createQueryClient(() => {
  // A session that ended elsewhere: everything read so far is forgotten, and the way back kept.
  const back = router.state.location.href;
  queryClient.clear();
  void router.navigate({ to: "/sign-in", search: { back }, ignoreBlocker: true });
});
const router = createConsoleRouter(queryClient);

/** The console: theme, what the server said, and the page of the address. `nonce`: what lets styles in. */
export function App({ nonce }: { nonce: string }): ReactNode {
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      cssVariablesResolver={musterVariables}
      getStyleNonce={() => nonce}
    >
      <Toasts />
      <QueryClientProvider client={queryClient}>
        <ConfirmationProvider>
          <RouterProvider router={router} />
        </ConfirmationProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}
