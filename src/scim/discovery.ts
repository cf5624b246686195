/** What the server says of itself: the bodies of its discovery endpoints. RFC 7644 §4, RFC 7643 §5 to §7. */

import { LIST_RESPONSE_URN, MAX_COUNT } from "./list.ts";
import { GROUP, USER } from "./resource-types.ts";
import type { Attribute, Schema } from "./schema.ts";
import { EXTERNAL_ID } from "./schemas/common.ts";
import { RESOURCE_TYPE_SCHEMA, SCHEMA_SCHEMA, SERVICE_PROVIDER_CONFIG_SCHEMA } from "./schemas/discovery.ts";
import { ENTERPRISE_USER_SCHEMA } from "./schemas/enterprise-user.ts";
import { GROUP_SCHEMA } from "./schemas/group.ts";
import { USER_SCHEMA } from "./schemas/user.ts";

const SCHEMAS: readonly Schema[] = [
  USER_SCHEMA,
  GROUP_SCHEMA,
  ENTERPRISE_USER_SCHEMA,
  SERVICE_PROVIDER_CONFIG_SCHEMA,
  RESOURCE_TYPE_SCHEMA,
  SCHEMA_SCHEMA,
];

/** @param base The address of the SCIM endpoint, without a slash at its end. RFC 7643 §5. */
export function serviceProviderConfig(base: string) {
  return {
    schemas: [SERVICE_PROVIDER_CONFIG_SCHEMA.id],
    patch: { supported: true },
    bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults: MAX_COUNT },
    changePassword: { supported: false },
    sort: { supported: true },
    etag: { supported: true },
    authenticationSchemes: [
      {
        type: "oauthbearertoken",
        name: "OAuth Bearer Token",
        description: "The connection's SCIM token, sent as a bearer token.",
        specUri: "https://www.rfc-editor.org/info/rfc6750",
        primary: true,
      },
    ],
    meta: { resourceType: "ServiceProviderConfig", location: `${base}/ServiceProviderConfig` },
  };
}

/** All resource types. RFC 7643 §6. */
export function resourceTypes(base: string) {
  return listResponse(
    [USER, GROUP].map(({ id, name, description, endpoint, schema, extensions }) => ({
      schemas: [RESOURCE_TYPE_SCHEMA.id],
      id,
      name,
      description,
      endpoint,
      schema: schema.id,
      schemaExtensions: extensions.map((extension) => ({ schema: extension.id, required: false })),
      meta: { resourceType: "ResourceType", location: `${base}/ResourceTypes/${id}` },
    })),
  );
}

/** The resource type with that id; undefined when there is none. */
export function resourceType(base: string, id: string) {
  return resourceTypes(base).Resources.find((type) => type.id === id);
}

/** All schemas, also those of the discovery endpoints themselves. RFC 7643 §7. */
export function schemas(base: string) {
  return listResponse(
    SCHEMAS.map((schema) => ({
      schemas: [SCHEMA_SCHEMA.id],
      ...schema,
      attributes: listedAttributes(schema),
      meta: { resourceType: "Schema", location: `${base}/Schemas/${schema.id}` },
    })),
  );
}

/**
 * The attributes that a schema is listed with: users' and groups' with `externalId`, though it is common to all
 * resources, as RFC 7643 §3.1 allows. Microsoft's validators take from here what may be mapped and changed.
 */
function listedAttributes({ id, attributes }: Schema): readonly Attribute[] {
  return [USER, GROUP].some(({ schema }) => schema.id === id) ? [...attributes, EXTERNAL_ID] : attributes;
}

/** The schema with that URN, in any case; undefined when there is none. */
export function schema(base: string, urn: string) {
  return schemas(base).Resources.find(({ id }) => id.toLowerCase() === urn.toLowerCase());
}

/** A list in one page, though RFC 7644 §4 has the page ignored. */
function listResponse<Resource>(resources: readonly Resource[]) {
  return {
    schemas: [LIST_RESPONSE_URN],
    totalResults: resources.length,
    startIndex: 1,
    itemsPerPage: resources.length,
    Resources: resources,
  };
}
