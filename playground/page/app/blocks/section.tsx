import { useState, type ReactNode } from "react";
import type { JsonObject } from "../../../workspace/json.js";
import { TextObject } from "./text-object.js";
import { BlockElement } from "./element.js";
import { listAt, objectAt, textAt } from "./read.js";

const foldedLines = 12;
const foldedCharacters = 700;

/** Text with fields and one element beside it; long text folds unless the block says otherwise. */
export function Section(props: { block: JsonObject; blockId: string | undefined }): ReactNode {
  const { block } = props;
  const text = objectAt(block, "text");
  const accessory = objectAt(block, "accessory");
  const fields = listAt(block, "fields");
  const content = textAt(text, "text");
  const long = content.length > foldedCharacters || content.split("\n").length > foldedLines;
  const [open, setOpen] = useState(block["expand"] === true);
  return (
    <div className={accessory ? "block-section with-accessory" : "block-section"}>
      <div className="section-text">
        {text && (
          <div className={long && !open ? "folded" : undefined}>
            <TextObject text={text} />
          </div>
        )}
        {long && (
          <button
            type="button"
            className="link-button"
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            {open ? "Show less" : "Show more"}
          </button>
        )}
        {fields.length > 0 && (
          <div className="section-fields">
            {fields.map((field, index) => (
              <TextObject key={index} text={field} />
            ))}
          </div>
        )}
      </div>
      {accessory && <BlockElement element={accessory} blockId={props.blockId} />}
    </div>
  );
}
