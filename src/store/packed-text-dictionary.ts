/**
 * What nearly every row of the outbox and every call has in it, most frequent last: deflate need not write it down
 * again. Never change it: what was packed with it could not be read any more.
 */
export const TEXT_DICTIONARY = Buffer.from(
  [
    `{"type":"file","type":"prompts","type":"home","type":"delete","type":"ephemeral","userId":"U`,
    `"shown":{"kind":"result","markdown":"","sources":[],"remarks":[],"kind":"notice","text":"","buttons":[]`,
    `_settled","outcome":{"verb":"approve"},"by":{"id":"U","name":""},"at":"2026-`,
    `"fn":"declared","name":"","question":"","options":[{"label":"","value":""}],"several":false,"items":[],"what":""`,
    `"type":"text","type":"long_text","type":"number","type":"date","type":"person"`,
    `{"type":"reaction","opKey":"react:C:17:eyes","runId":"run_019","channel":"C","messageTs":"17","name":"eyes","on":true}`,
    `{"type":"status_line","opKey":"run_019:line","runId":"run_019","channel":"C","threadTs":"17","text":""}`,
    `{"type":"session","opKey":"session:C:17","runId":"run_019","channel":"C","threadTs":"17","status":"suspended","title":"","initiator":"U`,
    `"fields":[{"name":"","label":"","type":"options","options":[{"label":"","value":""},{"label":"","value":""}],"default":"","hint":"","optional":false}],"names":{},"silence":"default","deadlineAt":"2026-11-`,
    `"shown":{"kind":"answer","callId":"call_","runId":"run_019","title":"","asked":[{"id":"U","name":""}],"intro":"One question before I write.",`,
    `{"fn":"answer","title":"","intro":"One question before I write.","fields":[{"fn":"approve","title":"","artifactId":"art_019","digest":"`,
    `"excerpt":"","checked":"1 of 1 fact found in the sources.","doubts":[],"changedSince":[],"noteBy":null,"evidence":{"sources":[{"n":1,"kind":"thread","label":"this thread","url":"https://.slack.com/archives/C/p17","note":"1 message, today"}],"more":0},"objections":[],"editedBy":null,"round":1,"maxRounds":3,"post":null}`,
    `"shown":{"kind":"approval","callId":"call_","runId":"run_019","title":"","requester":{"id":"U","name":""},"asked":[{"id":"U","name":""}],"others":[],"excerptMarkdown":"","checked":"1 of 1 facts found in the sources.","doubts":[],"changedSince":[],"objections":[],"editedBy":null,"round":1,"maxRounds":3,"deadlineAt":"2026-11-25T16:00:00.000Z","because":{"rule":"the request asks for an OK","tier":"one","costUsd":0.00},"practice":false,"noteBy":null,"evidence":{"sources":[{"n":1,"kind":"thread","label":"this thread","url":"https://.slack.com/archives/C/p17","note":"1 message, today"}],"more":0},"silence":"deny"},"pings":["U`,
    `{"type":"message","opKey":"call_:card","runId":"run_019","channel":"C","threadTs":"17",`,
    `{"type":"message","opKey":"run_019:status","runId":"run_019","channel":"C","threadTs":"17","shown":{"kind":"status","runId":"run_019","title":"","phase":"waiting","tasks":[{"id":"t1","title":"Read this thread","state":"done","note":"1 fact","sources":[{"url":"https://.slack.com/archives/C/p17","label":"this thread"}]},{"id":"write","title":"Write the draft","state":"done","note":""},{"id":"check","title":"Check every fact","state":"todo","note":"1 of 1 found"}],"now":"","footer":"Waiting for  since ","canStop":true},"pings":[]}`,
  ].join(""),
);
