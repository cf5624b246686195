/** GET /Groups/{id}: one group. RFC 7644 §3.4.1. */

import type { GroupId } from "../../db/ids.ts";
import { GROUP } from "../../scim/resource-types.ts";
import { idOf, projectionOf, route } from "../route.ts";
import { answerGroup } from "./answer-group.ts";

export const readGroupRoute = route("GET", "/Groups/:id", (call) =>
  answerGroup(call, idOf<GroupId>(call), 200, projectionOf(call, GROUP)),
);
