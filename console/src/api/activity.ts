import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answer, api } from "./client.ts";
import type { components, paths } from "./schema.ts";

type Schemas = components["schemas"];
type QueryOf<Path extends "/api/activity/requests" | "/api/activity/chart" | "/api/audit-log"> = NonNullable<
  paths[Path]["get"]["parameters"]["query"]
>;

/** A line of the log: one request, or a run of like ones. */
export type ActivityLine = Schemas["ActivityLine"];
/** A request opened. */
export type ActivityRequest = Schemas["ActivityRequest"];
/** Requests and refusals over time. */
export type ActivityChart = Schemas["ActivityChart"];
/** Why somebody is not here. */
export type Why = Schemas["Why"];
/** How the organization's provisioning stands, and what to do next. */
export type Overview = Schemas["Overview"];
/** An entry of the audit log. */
export type AuditLogEntry = Schemas["AuditLogEntry"];

export type LogWanted = QueryOf<"/api/activity/requests">;
export type ChartWanted = QueryOf<"/api/activity/chart">;
export type AuditLogWanted = QueryOf<"/api/audit-log">;

/** A page of the log of requests. The page before stays until it is there. */
export const logQuery = (query: LogWanted) =>
  queryOptions({
    queryKey: ["activity", "log", query],
    queryFn: () => answer(api.GET("/api/activity/requests", { params: { query } })),
    placeholderData: keepPreviousData,
  });

/** One request; it changes no more. */
export const requestQuery = (id: string) =>
  queryOptions({
    queryKey: ["activity request", id],
    queryFn: () => answer(api.GET("/api/activity/requests/{id}", { params: { path: { id } } })),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Bars over time. */
export const chartQuery = (query: ChartWanted) =>
  queryOptions({
    queryKey: ["activity", "chart", query],
    queryFn: () => answer(api.GET("/api/activity/chart", { params: { query } })),
    placeholderData: keepPreviousData,
  });

/** Why the person of that name is not here. */
export const whyQuery = (about: string) =>
  queryOptions({
    queryKey: ["activity", "why", about],
    queryFn: () => answer(api.GET("/api/activity/why", { params: { query: { about } } })),
  });

/** The start page. */
export const overviewQuery = queryOptions({
  queryKey: ["overview"],
  queryFn: () => answer(api.GET("/api/overview")),
});

/** A page of the audit log. The page before stays until it is there. */
export const auditLogQuery = (query: AuditLogWanted) =>
  queryOptions({
    queryKey: ["audit log", query],
    queryFn: () => answer(api.GET("/api/audit-log", { params: { query } })),
    placeholderData: keepPreviousData,
  });
