import { useEffect, useId, useRef, useState, type FormEvent, type ReactNode } from "react";
import type { BrowserView, FieldValue } from "../../workspace/browser-contract.js";
import type { JsonObject } from "../../workspace/json.js";
import { Blocks } from "./blocks/blocks.js";
import { ClickTargetProvider } from "./blocks/click.js";
import { listAt, objectAt, plainText, textAt } from "./blocks/read.js";
import { useDesk } from "./desk.js";
import { Dialog } from "./dialog.js";
import { Field } from "./fields/field.js";
import { initialValue } from "./fields/initial-value.js";

/** The modal on top of the person's stack: fields, errors beside them, submit and close. */
export function Modal({ view }: { view: BrowserView }): ReactNode {
  const desk = useDesk();
  const [values, setValues] = useState<Record<string, FieldValue>>({});
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [trouble, setTrouble] = useState<string | undefined>(undefined);
  const [pending, setPending] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  // Only fields that are still in the view count: an update may have taken some away.
  const current = (): Record<string, FieldValue> => {
    const ids = new Set(view.blocks.map((block) => textAt(block, "block_id")));
    return Object.fromEntries(Object.entries(values).filter(([id]) => ids.has(id)));
  };

  useEffect(() => {
    form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [errors]);

  const close = (): void => void desk.act("closeView", { viewId: view.id });
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (pending) return;
    setPending(true);
    setTrouble(undefined);
    const reply = await desk.ask("submit", { viewId: view.id, values: current() });
    setPending(false);
    const blocks = new Set(view.blocks.map((block) => textAt(block, "block_id")));
    const beside = Object.entries(reply.errors ?? {});
    setErrors(Object.fromEntries(beside.filter(([id]) => blocks.has(id))));
    const elsewhere = beside.filter(([id]) => !blocks.has(id)).map(([, line]) => line);
    if (reply.error !== undefined && beside.length === 0) elsewhere.push(reply.error);
    setTrouble(elsewhere.length > 0 ? elsewhere.join(" ") : undefined);
  };

  return (
    <ClickTargetProvider value={{ viewId: view.id, values: current }}>
      <Dialog title={plainText(view.title)} onClose={close} testId="modal">
        <form
          ref={form}
          className="dialog-form"
          noValidate
          onSubmit={(event) => void submit(event)}
        >
          <div className="dialog-body">
            {trouble !== undefined && (
              <p className="form-trouble" role="alert">
                {trouble}
              </p>
            )}
            <Blocks
              blocks={view.blocks}
              input={(block) => {
                const id = textAt(block, "block_id");
                const held = values[id];
                return (
                  <InputBlock
                    block={block}
                    value={held === undefined ? undefined : held}
                    error={errors[id]}
                    onChange={(value) => {
                      setValues((before) => ({ ...before, [id]: value }));
                      setErrors(({ [id]: _gone, ...left }) => left);
                    }}
                  />
                );
              }}
            />
          </div>
          <ModalFoot view={view} pending={pending} onClose={close} />
        </form>
      </Dialog>
    </ClickTargetProvider>
  );
}

function ModalFoot(props: { view: BrowserView; pending: boolean; onClose: () => void }): ReactNode {
  const { view } = props;
  const asks =
    view.submit ?? (view.blocks.some((block) => textAt(block, "type") === "input") ? {} : null);
  return (
    <footer className="dialog-foot">
      <button
        type="button"
        className="button button-plain"
        data-testid="modal-close"
        onClick={props.onClose}
      >
        {plainText(view.close) || (asks ? "Cancel" : "Close")}
      </button>
      {asks && (
        <button
          type="submit"
          className="button button-primary"
          data-testid="modal-submit"
          aria-busy={props.pending}
          aria-disabled={props.pending}
        >
          {props.pending && <span className="spinner" aria-hidden="true" />}
          <span>{plainText(asks) || "Submit"}</span>
        </button>
      )}
    </footer>
  );
}

function InputBlock(props: {
  block: JsonObject;
  value: FieldValue | undefined;
  error: string | undefined;
  onChange: (value: FieldValue) => void;
}): ReactNode {
  const { block, error } = props;
  const id = useId();
  const element = objectAt(block, "element");
  if (!element) return null;
  const hint = plainText(objectAt(block, "hint"));
  const optional = block["optional"] === true;
  const described = [error === undefined ? "" : `${id}-error`, hint === "" ? "" : `${id}-hint`];
  const grouped =
    listAt(element, "options").length > 0 && !textAt(element, "type").endsWith("static_select");
  const label = (
    <>
      {plainText(objectAt(block, "label"))}
      {optional && <span className="field-optional"> (optional)</span>}
    </>
  );
  return (
    <div
      className={error === undefined ? "field" : "field field-wrong"}
      data-testid={`field-${textAt(block, "block_id")}`}
    >
      {grouped || textAt(element, "type").startsWith("multi_") ? (
        <span className="field-label" id={`${id}-label`}>
          {label}
        </span>
      ) : (
        <label className="field-label" htmlFor={id}>
          {label}
        </label>
      )}
      <Field
        element={element}
        value={props.value === undefined ? initialValue(element) : props.value}
        onChange={props.onChange}
        id={id}
        describedBy={described.filter((one) => one !== "").join(" ") || undefined}
        invalid={error !== undefined}
        required={!optional}
      />
      {error !== undefined && (
        <p className="field-error" id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
      {hint !== "" && (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
