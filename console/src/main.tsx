import "./theme/styles.ts";
import { setNonce } from "get-nonce";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { takeSetUpSecret } from "./pages/set-up/secret.ts";

// Before anything can read or keep the address: a set-up link's secret leaves it at once.
takeSetUpSecret();

// The content security policy lets in only styles that carry this answer's nonce; react-remove-scroll asks get-nonce.
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? "";
setNonce(nonce);

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no element with the id root.");
createRoot(root).render(
  <StrictMode>
    <App nonce={nonce} />
  </StrictMode>,
);
