/** Issue 4: requests that say what can't be meant, refused: in a sentence each, with what to do. */

import { test } from "vitest";
import { ENTERPRISE, patch, person, SEARCH_REQUEST, team } from "../support/bodies.ts";
import { type RefusedRow, telling } from "./telling.ts";

const { okta, expectRefused } = await telling();

const ann = (await okta("POST", "/Users", person("ann@example.com", { displayName: "Ann Smith" }))).body;
const sales = (await okta("POST", "/Groups", team("Sales"))).body;
const [atAnn, atSales] = [`/Users/${ann.id}`, `/Groups/${sales.id}`];

const MAPPING = /^Check the attribute mapping in Okta(: .+)?\.$/;
const MATCHING = /^Choose another attribute to match by in Okta/;

const rows: RefusedRow[] = [
  [
    "dan@example.com was refused: the body is not JSON: Expected ',' or '}' after property value in JSON at position 30 (line 1 column 31)",
    MAPPING,
    "POST",
    "/Users",
    '{"userName":"dan@example.com"'.concat(" x"),
  ],
  ["A new user was refused: the body is no JSON object", /: send the User as one\.$/, "POST", "/Users", "[]"],
  [
    'A new group was refused: the body\'s "schemas" must be a list that has "urn:ietf:params:scim:schemas:core:2.0:Group"',
    MAPPING,
    "POST",
    "/Groups",
    { displayName: 7 },
  ],
  [
    "A new user was refused: the body has more than 40 arrays and objects in one another",
    MAPPING,
    "POST",
    "/Users",
    "[".repeat(50) + "]".repeat(50),
  ],
  [
    "dan@example.com was refused: title has a NUL character (\\u0000), which cannot be stored",
    MAPPING,
    "POST",
    "/Users",
    person("dan@example.com", { title: "\0" }),
  ],
  [
    "dan@example.com was refused: title has half a character (a lone surrogate)",
    MAPPING,
    "POST",
    "/Users",
    '{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"dan@example.com","title":"\\ud800"}',
  ],
  [
    "dan@example.com was refused: a number in the body is too large or too small",
    MAPPING,
    "POST",
    "/Users",
    `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"dan@example.com","urn:x:y":{"a":1e999}}`,
  ],
  [
    'dan@example.com was refused: active cannot be "perhaps"',
    MAPPING,
    "POST",
    "/Users",
    person("dan@example.com", { active: "perhaps" }),
  ],
  ["A new user was refused: userName is required and must not be empty", MAPPING, "POST", "/Users", person("")],
  [
    "A change of Ann Smith was refused: userName is required and cannot be removed",
    MAPPING,
    "PATCH",
    atAnn,
    patch({ op: "remove", path: "userName" }),
  ],
  [
    "A change of Ann Smith was refused: id is set by the server and cannot be changed",
    MAPPING,
    "PATCH",
    atAnn,
    patch({ op: "replace", path: "id", value: "x" }),
  ],
  [
    'A change of Ann Smith was refused: no schema here has the attribute "shoeSize"',
    MAPPING,
    "PATCH",
    atAnn,
    patch({ op: "add", path: "shoeSize", value: 44 }),
  ],
  [
    'A change of Ann Smith was refused: the path "a b c" is wrong at character 1: it begins with no attribute\'s name',
    MAPPING,
    "PATCH",
    atAnn,
    patch({ op: "add", path: "a b c", value: 44 }),
  ],
  [
    'A change of Ann Smith was refused: name has one value: "name[givenName eq "x"]" cannot select among several',
    MAPPING,
    "PATCH",
    atAnn,
    patch({ op: "replace", path: 'name[givenName eq "x"]', value: {} }),
  ],
  [
    'A change of Ann Smith was refused: nothing matches emails[type eq "other"]',
    MAPPING,
    "PATCH",
    atAnn,
    patch({ op: "replace", path: 'emails[type eq "other"]', value: { value: "x@example.com" } }),
  ],
  [
    'A change of Ann Smith was refused: an operation to remove has no "path"',
    MAPPING,
    "PATCH",
    atAnn,
    patch({ op: "remove" }),
  ],
  [
    'A change of Ann Smith was refused: an operation\'s "op" is "move", not add, replace or remove',
    MAPPING,
    "PATCH",
    atAnn,
    patch({ op: "move", path: "title" }),
  ],
  [
    'A change of Ann Smith was refused: the body is another message, "urn:ietf:params:scim:api:messages:2.0:SearchRequest"',
    MAPPING,
    "PATCH",
    atAnn,
    { schemas: [SEARCH_REQUEST], Operations: [] },
  ],
  [
    'A change of the group Sales was refused: no member matches members[value eq "x"]',
    MAPPING,
    "PATCH",
    atSales,
    patch({ op: "replace", path: 'members[value eq "x"]', value: { value: ann.id } }),
  ],
  [
    'A change of the group Sales was refused: members has {"display":"x"}, which has no id',
    MAPPING,
    "PATCH",
    atSales,
    patch({ op: "add", path: "members", value: [{ display: "x" }] }),
  ],
  [
    "A change of Ann Smith was refused: urn:ietf:params:scim:schemas:extension:enterprise:2.0:User cannot be 5",
    MAPPING,
    "PATCH",
    atAnn,
    patch({ op: "replace", path: ENTERPRISE, value: 5 }),
  ],
  [
    'A search of users was refused: its filter is wrong at character 1: the string that begins here has no closing "',
    MATCHING,
    "GET",
    "/Users?filter=%22",
  ],
  [
    'A search of users was refused: its filter makes no sense: active is true or false; "x" is not',
    MATCHING,
    "GET",
    '/Users?filter=active eq "x"',
  ],
  ["Reading users was refused: count is a whole number, such as 1", MAPPING, "GET", "/Users?count=x"],
  [
    "Reading groups was refused: sortOrder is ascending or descending",
    MAPPING,
    "GET",
    "/Groups?sortBy=displayName&sortOrder=up",
  ],
  ['Reading users was refused: its sortBy, "a b", is no attribute\'s name', MAPPING, "GET", "/Users?sortBy=a b"],
  ["Reading users and groups was refused: the body of a search is a JSON object", MAPPING, "POST", "/.search", "[]"],
];

test.each(rows)("%s", (...row) => expectRefused(row));
