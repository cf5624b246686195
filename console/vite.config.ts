import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Where a server listens while the console is worked on with `npm run console:dev`. */
const server = process.env.MUSTER_SERVER ?? "http://localhost:8080";

export default defineConfig({
  root: import.meta.dirname,
  base: "/",
  plugins: [react()],
  build: {
    outDir: "dist",
    emptyOutDir: true,
    // The content security policy allows neither inline scripts nor fonts in data: addresses.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What many pages share comes in one piece: dozens of small files take longer than what is in them.
          groups: [
            { name: "icons", test: /icons-react/, minShareCount: 2 },
            { name: "shared", test: /console[\\/]src/, minShareCount: 8 },
          ],
        },
      },
    },
  },
  server: { proxy: { "/api": server, "/scim": server } },
});
