import type { ReactNode } from "react";
import styles from "./steps.module.css";
import { Paste, Steps, TokenValue, type ToPaste, Value } from "./steps.tsx";

/** Entra ID's attributes that Muster keeps, and where each goes. */
const mappings: readonly (readonly [scim: string, entra: string])[] = [
  ["userName", "userPrincipalName"],
  ["active", 'Switch([IsSoftDeleted], , "False", "True", "True", "False")'],
  ["externalId", "objectId"],
  ["displayName", "displayName"],
  ["name.givenName", "givenName"],
  ["name.familyName", "surname"],
  ['emails[type eq "work"].value', "mail"],
  ["title", "jobTitle"],
  ["preferredLanguage", "preferredLanguage"],
  ['phoneNumbers[type eq "work"].value', "telephoneNumber"],
  ["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", "department"],
  ["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager", "manager"],
];

/** How to connect Microsoft Entra ID. */
export function EntraId(paste: ToPaste): ReactNode {
  return (
    <Steps>
      <li>
        <p>
          In the <b>Microsoft Entra admin center</b>, go to{" "}
          <b>Entra ID › Enterprise apps › New application › Create your own application</b> and keep <b>Non-gallery</b>.
        </p>
      </li>
      <li>
        <p>
          Open <b>Provisioning › New configuration</b> and paste:
        </p>
        <Paste>
          <Value field="Tenant URL" value={paste.tenantUrl} />
          <TokenValue field="Secret token" paste={paste} />
        </Paste>
      </li>
      <li>
        <p>
          Press <b>Test connection</b>. Muster answers within a second, and the live strip moves on.
        </p>
      </li>
      <li>
        <p>
          Under <b>Attribute mapping</b>, match on <code>userName</code> and map <code>externalId</code> to{" "}
          <code>objectId</code>. The other defaults are fine.
        </p>
        <details className={styles.more}>
          <summary>All mappings</summary>
          <table className={styles.mappings}>
            <thead>
              <tr>
                <th scope="col">In Muster</th>
                <th scope="col">In Entra ID</th>
              </tr>
            </thead>
            <tbody>
              {mappings.map(([scim, entra]) => (
                <tr key={scim}>
                  <td>{scim}</td>
                  <td>{entra}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      </li>
      <li>
        <p>
          Assign people and groups, then <b>Start provisioning</b>. Entra ID sends changes about every 40 minutes;{" "}
          <b>Provision on demand</b> sends one person now.
        </p>
      </li>
    </Steps>
  );
}
