import type { ReactNode } from "react";
import { asString, objectsIn, type JsonObject } from "../../../workspace/json.js";
import { textAt } from "./read.js";
import { Rendered } from "./rendered.js";

function Cell({ cell }: { cell: JsonObject }): ReactNode {
  if (textAt(cell, "type") === "rich_text") return <Rendered block={cell} />;
  const number = cell["value"];
  return <>{textAt(cell, "text") || (typeof number === "number" ? String(number) : "")}</>;
}

/** A table with a heading row; it scrolls sideways by itself on a narrow screen. */
export function Table({ block }: { block: JsonObject }): ReactNode {
  const rows = Array.isArray(block["rows"]) ? block["rows"].map(objectsIn) : [];
  const settings = objectsIn(block["column_settings"]);
  const [head = [], ...body] = rows;
  const align = (index: number): "left" | "center" | "right" => {
    const asked = asString(settings[index]?.["align"]);
    return asked === "center" || asked === "right" ? asked : "left";
  };
  return (
    <div className="table-frame" tabIndex={0} role="region" aria-label="Table">
      <table>
        <thead>
          <tr>
            {head.map((cell, index) => (
              <th key={index} scope="col" style={{ textAlign: align(index) }}>
                <Cell cell={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {body.map((row, at) => (
            <tr key={at}>
              {row.map((cell, index) =>
                index === 0 ? (
                  <th key={index} scope="row">
                    <Cell cell={cell} />
                  </th>
                ) : (
                  <td key={index} style={{ textAlign: align(index) }}>
                    <Cell cell={cell} />
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
