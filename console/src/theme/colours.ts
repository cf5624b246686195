import type { MantineColorsTuple } from "@mantine/core";

/** The console's colours, lightest first. What each is for: `variables.ts`. */
export const colours = {
  gray: tuple("f6f8f7 f2f5f4 e5eae7 d7ddda c3cbc7 97a19c 5f6b65 48534e 37403b 19201d"),
  dark: tuple("e8eeeb b5bfba 8f9b96 3e4945 262f2c 1d2522 1a211f 121816 0d1211 0a0e0d"),
  viridian: tuple("ebfaf3 d4f4e6 afead2 82ddbb 5acba4 34b08a 1a916f 13765a 125e47 0f4232"),
  amber: tuple("fff8e9 ffedcb ffdda3 fec973 efb146 d49824 b07b05 7d5600 6d4b04 4e3507"),
  madder: tuple("fff4f3 ffe6e3 ffcfca feaea7 f7827a e7524f ce3537 b1262a 901e21 651818"),
  // Buttons are ink, not a hue: `variantColorResolver` paints this name with --muster-solid.
  ink: tuple("f6f8f7 f2f5f4 e5eae7 d7ddda c3cbc7 97a19c 5f6b65 48534e 37403b 19201d"),
};

function tuple(shades: string): MantineColorsTuple {
  return shades.split(" ").map((shade) => `#${shade}`) as unknown as MantineColorsTuple;
}
