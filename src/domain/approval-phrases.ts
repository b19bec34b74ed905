/** Some words that may name people: up to seven of at most 80 letters, on one line; `readWho` decides whether they do. */
const WHO = String.raw`((?:[^\s.;:!?"“”()]{1,80}\s+){0,6}?[^\s.;:!?"“”()]{1,80}?)`;
const OK =
  "(?:approval|sign-?\\s?off|signoff|ok|okay|go-ahead|go ahead|blessing|consent|green light|thumbs up|review)";
const IT =
  "(?:it|this|that|them|(?:the|its) (?:draft|text|result|brief|summary|post|message|reply))";
const VERB = `(?:approve|sign(?: ${IT})?[ -]?off|ok(?:ay)? ${IT}|okay|check ${IT}|review|confirm ${IT}|release ${IT}|proof-?read|look ${IT} over|look over ${IT}|(?:have|take) a look|read ${IT}|see ${IT}|give (?:the|an|his|her|their|its) ${OK})`;
const POST = "(?:post|send|publish|share|deliver|release|submit|go live|goes out|finish)(?:ing|s)?";
const OK_DE = "(?:freigabe|ok|okay|zustimmung|einverständnis|erlaubnis)";
const VERB_DE =
  "(?:freigeben|zustimmen|absegnen|prüfen|gegenlesen|bestätigen|abnehmen|anschauen|ansehen|drüberschauen)";
const END = String.raw`(?=\s*(?:[.,;:!?)]|$|\n))`;

/** A phrase that wants an approval; its first group, where there is one, says whose. */
export interface ApprovalPhrase {
  pattern: RegExp;
  /** The person is the subject of a clause of its own, so it must start one. */
  clause?: boolean;
}

const phrase = (source: string, clause = false): ApprovalPhrase => ({
  pattern: new RegExp(
    String.raw`(?<![\p{L}\p{N}-])` + source + String.raw`(?![\p{L}\p{N}])`,
    "giu",
  ),
  clause,
});

/** Phrases that say whose approval is wanted, in English and simple German. */
export const namedPhrases: ApprovalPhrase[] = [
  phrase(`(?:ask|have|let|get|tell|want|need)\\s+${WHO}\\s+(?:to\\s+)?(?:please\\s+)?${VERB}`),
  phrase(`(?:ask|asking)\\s+${WHO}\\s+for\\s+(?:(?:an?|the|his|her|their|final)\\s+)*${OK}`),
  phrase(`(?:ask|check with|run (?:it|this) (?:by|past))\\s+${WHO}\\s+(?:first|before)`),
  phrase(`(?:check with|run (?:it|this) (?:by|past))\\s+${WHO}${END}`),
  phrase(`(?:and|then|please|,)\\s+(?:then\\s+)?(?:please\\s+)?ask\\s+${WHO}${END}`),
  phrase(`show (?:it|this|me the draft|the draft)\\s+to\\s+${WHO}\\s+(?:first|before)`),
  phrase(`send (?:it|this|the draft)\\s+to\\s+${WHO}\\s+for\\s+(?:final\\s+)?${OK}`),
  phrase(
    `before (?:you |it |we )?${POST}\\b[^.;!?\\n]{0,60}?[\\s,]+(?:ask|check with|show (?:it to )?)\\s*${WHO}${END}`,
  ),
  phrase(
    `(?:get|wait for|needs?|with|after|pending|subject to|without|for)\\s+${WHO}(?:['’]s|s['’])\\s+(?:final\\s+)?${OK}`,
  ),
  phrase(
    `(?:get|wait for|needs?|with|after|pending|subject to|without|for)\\s+(my)\\s+(?:final\\s+)?${OK}`,
  ),
  phrase(
    `(?:approval|sign-?\\s?off|ok|okay|go-ahead|consent) (?:from|by|of)\\s+${WHO}(?=\\s+(?:before|first|and then|then|in|on|to)\\b|\\s*[.,;:!?)]|\\s*$|\\n)`,
  ),
  phrase(
    `(?:approved|signed off|okayed|reviewed|checked) by\\s+${WHO}(?=\\s+(?:before|first|and then|then)\\b|\\s*[.,;:!?)]|\\s*$|\\n)`,
  ),
  phrase(
    `(?:once|when|after|until|unless|if|as soon as)\\s+${WHO}\\s+(?:(?:is|are|was|has|have)\\s+)?(?:happy|ok|okay|fine with|approved?|approves|agreed?|agrees|signed off|signs? off|confirmed|confirms|(?:said|says) (?:yes|ok|okay|so)|gives? (?:the|an|his|her|their) ${OK})`,
  ),
  phrase(
    `${WHO}\\s+(?:(?:must|should|has to|have to|needs? to|will|wants? to|can)\\s+)?(?:approves?|signs? off|sign it off)`,
    true,
  ),
  phrase(
    `(?:frag|frage|fragt)\\s+${WHO}(?:${END}|\\s+(?:vorher|zuerst|bevor|um\\s+(?:\\p{L}+\\s+)?${OK_DE}|nach\\s+(?:\\p{L}+\\s+)?${OK_DE}))`,
  ),
  phrase(
    `(?:frag|frage|fragt)\\s+${WHO},?\\s+ob\\s[^.;!?\\n]{0,40}?(?:ok|okay|passt|freigibt|einverstanden|so geht|zustimmt)`,
  ),
  phrase(
    `(?:freigabe|zustimmung|ok|okay) (?:von|durch)\\s+${WHO}(?=\\s+(?:einholen|abwarten|bevor|vorher|holen|und)\\b|\\s*[.,;:!?)]|\\s*$|\\n)`,
  ),
  phrase(
    `(?:lass|lasse|lasst)\\s+(?:es |das |den entwurf )?(?:von )?${WHO}\\s+(?:(?:das|es|den entwurf|den text)\\s+)?(?:vorher\\s+)?${VERB_DE}`,
  ),
  phrase(`(?:von)\\s+${WHO}\\s+${VERB_DE}\\s+lassen`),
  phrase(
    `(?:wenn|sobald|nachdem|bis)\\s+${WHO}\\s+(?:(?:es|das)\\s+)?(?:zustimmt|zugestimmt hat|ok sagt|okay sagt|einverstanden ist|freigibt|freigegeben hat|geprüft hat|ok ist)`,
  ),
  phrase(
    `${WHO}\\s+(?:muss|soll|sollte|darf)\\s+(?:(?:das|es|den entwurf|den text|noch|vorher)\\s+)*${VERB_DE}`,
    true,
  ),
  phrase(`${WHO}\\s+gibt (?:es |das )?frei`, true),
];

/** Phrases that want an approval and leave open whose. */
export const openPhrases: RegExp[] = [
  `(?:get|needs?|requires?|wait for|ask for|after|pending|subject to)\\s+(?:an?\\s+|the\\s+|final\\s+)*(?:approval|sign-?\\s?off)(?!\\s+(?:process|list|rate|times?|flow|chain))`,
  `get (?:it|this|the draft) (?:approved|signed off)`,
  `(?:do not|don['’]t) (?:post|send|publish|share) (?:it |this |anything )?(?:without|before)\\s+(?:an?\\s+)?(?:approval|sign-?\\s?off|ok|asking)`,
  `before (?:you |it )?${POST}\\b[^.;!?\\n]{0,40}?,?\\s+ask(?=\\s*(?:[.,;!?]|$))`,
  `(?:nach|erst nach|mit|ohne) freigabe`,
  `(?:hol|hole|holt)\\s+(?:dir\\s+)?(?:eine\\s+|die\\s+)?freigabe`,
].map((source) => new RegExp(String.raw`(?<![\p{L}\p{N}-])(?:${source})(?![\p{L}\p{N}])`, "giu"));

/** Phrases by which the asker wants to approve. */
export const mePhrases: RegExp[] = [
  `let me (?:see|check|approve|review|read|look at|sign off)`,
  `i(?:['’]d like| want|['’]ll want| need| would like)(?: to)? (?:approve|sign off|see|check|review|read|ok)\\b[^.;!?\\n]{0,30}?(?:first|before|it|this|off)`,
  `(?:i|i['’]ll|i will|i must|i have to) (?:approve|sign off)`,
  `(?:ask|check with) me (?:first|before)`,
  `show me (?:first|before|the draft first|it first)`,
  `send (?:it|this|the draft) to me (?:first|for ${OK})`,
  `(?:frag|frage) mich`,
  `zeig(?:e)? (?:es |ihn |den entwurf )?mir (?:vorher|zuerst|bevor)`,
  `ich (?:will|möchte|muss) (?:es |das |den entwurf )?(?:vorher )?(?:freigeben|prüfen|absegnen|sehen)`,
].map((source) => new RegExp(String.raw`(?<![\p{L}\p{N}-])(?:${source})(?![\p{L}\p{N}])`, "giu"));
