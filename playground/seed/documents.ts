/** `launch-notes.md`, which Tom shared in the thread. */
export const launchNotes = `# Launch sync, Thursday 19 November

Present: Maya, Priya, Tom, Leo

## Decided

- Atlas ships with shared boards, offline mode and the new import.
- Pricing is switched on by Tom at 09:00, before any mail leaves.
- The mail to customers is Priya's and leaves at 10:00.
- Existing customers keep their price until 31 March 2027.

## Open

- Legal: wording of the data processing note, trial terms (owner: Maya).
- Calendar sync: decide by Friday whether it is in. *(Outdated: it is not.)*

## On the day

| When  | Who   | What                     |
| ----- | ----- | ------------------------ |
| 09:00 | Tom   | switch pricing on        |
| 10:00 | Priya | mail to customers        |
| 10:30 | Priya | post in #company-news    |
| 20:00 | Leo   | end of the support shift |
`;

/** `support-rota.csv`, the one from October. */
export const supportRota = `shift,from,to,first,second,updated
early,08:00,12:00,Leo Marchetti,Ines Vidal,2026-10-12
noon,12:00,16:00,Ravi Menon,Leo Marchetti,2026-10-12
late,16:00,20:00,Ines Vidal,Nils Aalto,2026-10-12
`;
