import type { ReactNode } from "react";
import type { JsonObject } from "../../../workspace/json.js";
import { BlockElement, BlockImage } from "./element.js";
import { Plan, TaskCard } from "./plan.js";
import { keyOf, listAt, objectAt, plainText, textAt } from "./read.js";
import { Rendered } from "./rendered.js";
import { TextObject } from "./text-object.js";
import { Section } from "./section.js";
import { Table } from "./table.js";

/** The blocks of a message, home tab or modal; inputs are drawn by the modal. */
export function Blocks(props: {
  blocks: JsonObject[];
  input?: (block: JsonObject) => ReactNode;
}): ReactNode {
  return (
    <div className="blocks">
      {props.blocks.map((block, index) => {
        const input = textAt(block, "type") === "input" ? props.input?.(block) : undefined;
        return input ? (
          <div key={keyOf(block, index)}>{input}</div>
        ) : (
          <OneBlock key={keyOf(block, index)} block={block} />
        );
      })}
    </div>
  );
}

function OneBlock({ block }: { block: JsonObject }): ReactNode {
  const blockId = textAt(block, "block_id") || undefined;
  switch (textAt(block, "type")) {
    case "section":
      return <Section block={block} blockId={blockId} />;
    case "header":
      return <h3 className="block-header">{plainText(objectAt(block, "text"))}</h3>;
    case "divider":
      return <hr className="block-divider" />;
    case "context":
      return <Context block={block} />;
    case "actions":
    case "context_actions":
      return (
        <div className="block-actions">
          {listAt(block, "elements").map((element, index) => (
            <BlockElement
              key={textAt(element, "action_id") || index}
              element={element}
              blockId={blockId}
            />
          ))}
        </div>
      );
    case "image":
      return <BlockImage element={block} />;
    case "plan":
      return <Plan block={block} />;
    case "task_card":
      return <TaskCard task={block} />;
    case "table":
      return <Table block={block} />;
    default:
      return <Rendered block={block} />;
  }
}

function Context({ block }: { block: JsonObject }): ReactNode {
  return (
    <div className="block-context">
      {listAt(block, "elements").map((element, index) =>
        textAt(element, "type") === "image" ? (
          <BlockImage key={index} element={element} />
        ) : (
          <TextObject key={index} text={element} />
        ),
      )}
    </div>
  );
}
