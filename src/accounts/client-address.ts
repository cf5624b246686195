/** The header in which better-auth is told a client's address, as the server trusts it; a client's own is replaced. */
export const ADDRESS_HEADER = "x-muster-address";
