/** One change to a file of postgres.js. */
export interface Fix {
  /** Below the package's `src/`. */
  readonly file: string;
  /** What it is about, with upstream's issue. */
  readonly why: string;
  /** Text that is in the file exactly once. */
  readonly before: string;
  readonly after: string;
}

/**
 * What postgres.js 3.4.9 gets wrong when a connection is lost, each found open upstream in November 2026. Without
 * these, PostgreSQL restarting ends our process (an exception from a timer, which nothing can catch), or worse,
 * lets statements of one transaction run in another, or reports a statement as done that never ran.
 * driver.test.ts shows each of them.
 */
export const fixes: readonly Fix[] = [
  {
    file: "connection.js",
    why:
      "What was on its way goes down with its connection: after a reset (an 'error' before the 'close') it was left " +
      "and resolved, as if it had run, by the next connection's greeting; the old error failed the next connection's " +
      "first statement; and a write that had been cancelled kept the next connection from ever writing (#1215, #1223).",
    before: `    socket = null

    if (initial)
      return reconnect()

    !hadError && (query || sent.length) && error(Errors.connection('CONNECTION_CLOSED', options, socket))
`,
    after: `    socket = null
    chunk = nextWriteTimer = errorResponse = null

    const greeted = !initial
    if (initial && options.host[retries + 1]) {
      retries++
      return reconnect()
    }

    ;(initial || query || sent.length) && error(Errors.connection('CONNECTION_CLOSED', options, socket))
    query = results = null
    result = new Result()
    rows = 0
`,
  },
  {
    file: "connection.js",
    why:
      "What closes a connection before its greeting (a port that is not PostgreSQL's) was tried again at once and for " +
      "ever, some thousand times a second, and so were several hosts of which none answers. Each host is tried once.",
    before: `      initial = query
      reconnect()
`,
    after: `      initial = query
      retries = 0
      reconnect()
`,
  },
  {
    file: "connection.js",
    why: "Whoever tries again after that waits longer each time, as after an error.",
    before: "    hadError && options.shared.retries++\n",
    after: "    if (hadError || !greeted) options.shared.retries++\n",
  },
  {
    file: "connection.js",
    why: "Rows that came before an error were counted into the next statement's result, whose first rows were then missing.",
    before: `    query = results = errorResponse = null
    result = new Result()
`,
    after: `    query = results = errorResponse = null
    result = new Result()
    rows = 0
`,
  },
  {
    file: "connection.js",
    why:
      "An error that meets a cursor as it is closed was followed by two ends of it: each later statement on the " +
      "connection then got the result of the one before, whoever had asked. The connection goes down with the cursor.",
    before: `    if (query) {
      (query.cursorFn || query.describeFirst) && write(Sync)
`,
    after: `    if (query && query.cursorFn) {
      query.reject(Errors.postgres(parseError(x)))
      socket.destroy()
    } else if (query) {
      query.describeFirst && write(Sync)
`,
  },
  {
    file: "connection.js",
    why: "Nobody waits for this promise, so its rejection would end the process (#1192).",
    before: "        return fetchArrayTypes()\n",
    after: "        return fetchArrayTypes().catch(() => {})\n",
  },
  {
    file: "connection.js",
    why: "A cursor's reader may take longer than its connection lives; it then wrote to another's, or to none.",
    before: `  async function PortalSuspended() {
    try {
      const x = await Promise.resolve(query.cursorFn(result))
`,
    after: `  async function PortalSuspended() {
    const q = query
    try {
      const x = await Promise.resolve(query.cursorFn(result))
      if (query !== q)
        return
`,
  },
  {
    file: "connection.js",
    why: "The same, when its reader fails.",
    before: `    } catch (err) {
      write(Sync)
      query.reject(err)
    }
  }
`,
    after: `    } catch (err) {
      q === query && write(Sync)
      q.reject(err)
    }
  }
`,
  },
  {
    file: "connection.js",
    why: "A message that PostgreSQL does not have, from a port of another protocol, was printed and passed over.",
    before: "    console.error('Postgres.js : Unknown Message:', x[0]) // eslint-disable-line\n",
    after: `    error(Errors.generic('UNKNOWN_MESSAGE', 'What came is no message of PostgreSQL (' + x[0] + ').'))
    socket.destroy()
`,
  },
  {
    file: "index.js",
    why:
      "A transaction ends with its connection: its later statements, ROLLBACK among them, ran on no connection, which " +
      "ended the process (#1208), or on the next one, inside somebody else's transaction (#1216).",
    before: "        new Promise((_, reject) => connection.onclose = reject)\n",
    after: `        new Promise((_, reject) => connection.onclose = e => {
          lost = e
          while (queries.length)
            queries.shift().reject(e)
          reject(e)
        })
`,
  },
  {
    file: "index.js",
    why: "The same.",
    before: "    let savepoints = 0\n",
    after: "    let lost = null, savepoints = 0\n",
  },
  {
    file: "index.js",
    why: "The same.",
    before: "        q.catch(e => uncaughtError || (uncaughtError = e))\n",
    after: `        q.catch(e => uncaughtError || (uncaughtError = e))
        if (lost)
          return q.reject(lost)
`,
  },
  {
    file: "index.js",
    why: "So does a reservation, and a lost connection must not be given back as an open one (#1168).",
    before: `    c.reserved.release = true

    const sql = Sql(handler)
    sql.release = () => {
      c.reserved = null
      onopen(c)
    }

    return sql

    function handler(q) {
`,
    after: `    c.reserved.release = true

    let lost = null
    c.onclose = e => {
      lost = e
      while (queue.length)
        queue.shift().reject(e)
    }

    const sql = Sql(handler)
    sql.release = () => {
      if (lost)
        return
      c.onclose = null
      c.reserved = null
      onopen(c)
    }

    return sql

    function handler(q) {
      if (lost)
        return q.reject(lost)
`,
  },
  {
    file: "index.js",
    why: "A reservation that failed stayed in the queue, and later took a connection that nobody gave back.",
    before: "        const query = { reserve: resolve, reject }\n",
    after: "        const query = { reserve: resolve, reject: e => (queries.remove(query), reject(e)) }\n",
  },
  {
    file: "index.js",
    why: "One that waited when a connection broke was given to its successor, which expects it in the queue still: forgotten.",
    before: "    queries.length && connect(c, queries.shift())\n",
    after: `    if (queries.length) {
      const query = queries.shift()
      query.reserve && queries.push(query)
      connect(c, query)
    }
`,
  },
];

/**
 * The text of a file with its fixes made.
 * @throws Error when a fix does not fit exactly once: postgres.js has been upgraded, and each is to be looked at anew
 */
export function fixed(file: string, text: string): string {
  return fixes
    .filter((fix) => fix.file === file)
    .reduce((source, { before, after, why }) => {
      const parts = source.split(before);
      if (parts.length === 2) return parts.join(after);
      throw new Error(`postgres.js is not the version that src/db/driver-fixes.ts mends (${file}: ${why}).`);
    }, text);
}
