import { z } from "zod";
import { openCard } from "./open-card.js";
import { DecidedVia, Silence } from "./human-call.js";
import { Named } from "./person.js";
import { TextEdit } from "./text-changes.js";

/** A part of a card's body. */
export const CardPart = z.discriminatedUnion("kind", [
  /** Model or user text, quoted; with `all` the whole is behind *Read all*. */
  z.object({ kind: z.literal("text"), markdown: z.string(), all: z.boolean().default(false) }),
  z.object({ kind: z.literal("list"), label: z.string(), items: z.array(z.string()) }),
  z.object({
    kind: z.literal("facts"),
    facts: z.array(z.object({ label: z.string(), value: z.string() })),
  }),
  /** What somebody changed in a text. */
  z.object({ kind: z.literal("changes"), edit: TextEdit }),
]);
export type CardPart = z.infer<typeof CardPart>;

/** A button of a card: the action id is `call.<verb>`. */
export const CardButton = z.object({
  verb: z.string(),
  label: z.string(),
  style: z.enum(["primary", "danger"]).optional(),
});
export type CardButton = z.infer<typeof CardButton>;

/** What a human function says on its open card; strings are plain text. */
export const AskCard = z.object({
  /** The question, e.g. `Who calls Norda back?` */
  question: z.string(),
  /** Why it is asked now, in a sentence; may be empty. */
  why: z.string().default(""),
  parts: z.array(CardPart).default([]),
  /** Small print: what was checked, doubts, terms. */
  notes: z.array(z.string()).default([]),
  buttons: z.array(CardButton).min(1).max(4),
  /** What happens without an answer, as a clause, e.g. `the text says that it is open`. */
  silenceMeans: z.string().default("nothing is done"),
});
export type AskCard = z.infer<typeof AskCard>;
/** A card as a declaration writes it, defaults left out. */
export type AskCardInput = z.input<typeof AskCard>;

/** What a human function says on its card once it is over. */
export const SettledCard = z.object({
  /** Who did what, e.g. `Leo did this`; the time is added. */
  headline: z.string(),
  parts: z.array(CardPart).default([]),
  notes: z.array(z.string()).default([]),
});
export type SettledCard = z.infer<typeof SettledCard>;
/** A settled card as a declaration writes it, defaults left out. */
export type SettledCardInput = z.input<typeof SettledCard>;

/** The open card of a declared function. */
export const AskShown = AskCard.extend({
  kind: z.literal("ask"),
  callId: z.string(),
  runId: z.string(),
  title: z.string(),
  requester: Named,
  asked: z.array(Named),
  others: z.array(Named),
  silence: Silence,
  ...openCard,
  practice: z.boolean(),
});

/** The settled card of a declared function. */
export const AskSettledShown = SettledCard.extend({
  kind: z.literal("ask_settled"),
  callId: z.string(),
  runId: z.string(),
  title: z.string(),
  question: z.string(),
  by: Named.nullable(),
  via: DecidedVia.nullish(),
  /** ISO instant. */
  at: z.string(),
  canAskAgain: z.boolean(),
  /** Whether there is a text behind *Read all*. */
  canRead: z.boolean(),
});
