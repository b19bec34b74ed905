import { useState, type ReactNode } from "react";
import { base64Of, mostBytes } from "../composer/use-attachments.js";
import { useDesk } from "../desk.js";
import { Icon } from "../icons.js";
import { controlAttributes, listValue, type FieldProps } from "./field-props.js";

/** A file of one's own: uploaded when it is picked, handed in with the form. */
export function FileField(props: FieldProps): ReactNode {
  const desk = useDesk();
  const [names, setNames] = useState<Record<string, string>>({});
  const [uploading, setUploading] = useState(false);
  const chosen = listValue(props.value);
  const types = props.element["filetypes"];
  const endings = Array.isArray(types)
    ? types.flatMap((one) => (typeof one === "string" ? [`.${one}`] : []))
    : [];

  const add = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    if (file.size > mostBytes) {
      desk.toast(`${file.name} is larger than 8 MB.`);
      return;
    }
    setUploading(true);
    const reply = await desk.act("upload", {
      name: file.name,
      ...(file.type === "" ? {} : { mimetype: file.type }),
      contentBase64: await base64Of(file),
    });
    setUploading(false);
    const { fileId } = reply;
    if (fileId === undefined) return;
    setNames((before) => ({ ...before, [fileId]: file.name }));
    props.onChange([fileId]);
  };

  return (
    <div className="file-field">
      {chosen.map((id) => (
        <p key={id} className="file-field-chosen">
          <Icon name="file" />
          <span className="file-field-name">{names[id] ?? "The file"}</span>
          <button
            type="button"
            className="button button-plain"
            aria-label={`Remove ${names[id] ?? "the file"}`}
            onClick={() => props.onChange(null)}
          >
            Remove
          </button>
        </p>
      ))}
      <input
        {...controlAttributes(props)}
        className={chosen.length > 0 ? "file-field-input file-field-more" : "file-field-input"}
        type="file"
        accept={endings.length > 0 ? endings.join(",") : undefined}
        aria-busy={uploading}
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = "";
          void add(file);
        }}
      />
    </div>
  );
}
