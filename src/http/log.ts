/** The server's log: JSON, a line an event, on stdout; readable where that is a terminal. Never a secret in it. */

import { type Logger, pino, stdTimeFunctions } from "pino";
import pretty from "pino-pretty";
import type { LogLevel } from "../settings.ts";

/** Opens the log. Written at once: what was logged before a crash is there. */
export function openLog(level: LogLevel): Logger {
  if (!process.stdout.isTTY) return pino({ level, timestamp: stdTimeFunctions.isoTime });
  const colorize = process.env.NO_COLOR === undefined;
  return pino({ level }, pretty({ colorize, translateTime: "SYS:HH:MM:ss", ignore: "pid,hostname", sync: true }));
}
