/** When, from where and by which client a token was last used: gathered in memory, so that no request costs a write. */

import type { Sql } from "../db/connect.ts";
import type { TokenHash } from "./token.ts";

/** At most this much is lost in a crash. */
const FLUSH_MS = 5_000;

interface Use {
  readonly at: Date;
  readonly address: string;
  readonly client: string | undefined;
}

export interface LastUse {
  /** Notes a use of a valid token. */
  seen(hash: TokenHash, use: Use): void;
  /** Writes what is gathered, one statement for all tokens. */
  flush(): Promise<void>;
  /** Writes what is gathered and stops. */
  close(): Promise<void>;
}

/** Starts gathering. `onError` hears of a flush that failed; what it held is tried again with the next. */
export function gatherLastUse(sql: Sql, onError: (error: unknown) => void): LastUse {
  const uses = new Map<string, Use>();
  const timer = setInterval(() => void flush().catch(onError), FLUSH_MS);
  timer.unref();

  async function flush(): Promise<void> {
    if (uses.size === 0) return;
    const batch = [...uses];
    uses.clear();
    try {
      await sql`
        update scim_tokens t
        set last_used_at = use.at, last_used_address = use.address, last_used_client = use.client
        from unnest(
          ${batch.map(([hash]) => hash)}::text[], ${batch.map(([, use]) => use.at.toISOString())}::timestamptz[],
          ${batch.map(([, use]) => use.address)}::text[], ${batch.map(([, use]) => use.client ?? null)}::text[]
        ) as use (hash, at, address, client)
        where t.hash = decode(use.hash, 'hex') and (t.last_used_at is null or t.last_used_at < use.at)`;
    } catch (error) {
      for (const [hash, use] of batch) if (!uses.has(hash)) uses.set(hash, use);
      throw error;
    }
  }

  return {
    seen: (hash, use) => void uses.set(hash.toString("hex"), use),
    flush,
    close: () => {
      clearInterval(timer);
      return flush();
    },
  };
}
