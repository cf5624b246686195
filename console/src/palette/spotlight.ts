// One chunk for the palette and what it looks like.
import "@mantine/spotlight/styles.layer.css";

export { createSpotlight, Spotlight } from "@mantine/spotlight";
