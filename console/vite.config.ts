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
  },
  server: { proxy: { "/api": server, "/scim": server } },
});
