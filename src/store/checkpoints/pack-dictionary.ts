/**
 * What the state of nearly every run has in it, most frequent last: deflate need not write it down again. Never
 * change it: what was packed with it could not be read any more. A better one gets a format byte of its own.
 */
export const DICTIONARY = Buffer.from(
  [
    `{"verb":"answer","values":{},"usedDefaults":false},"by":{"id":"U","name":""},"at":"2026-","said":[],"gave":[],"denies":true`,
    `"kind":"delivered","remarks":[],"notRead":[],"editor":null,"reason":"","quiet":[],"wish":{"cron":""`,
    `["","branch:to:reconcile","branch:to:afford","branch:to:post","branch:to:salvage","remarks","picked","budget","neededUsd","budgetAsks","finishAtUsd","ending","reconciled"`,
    `"text/plain","kind":"page","kind":"file","kind":"channel","kind":"result","label":"","url":"https://`,
    `{"fn":"choose","title":"","question":"","options":[{"label":"","short":"","claimIds":["t1.1"]}],"suggestion":"","suggestedIndex":null`,
    `{"fn":"declared","name":"provide","name":"assign","name":"review","name":"edit","what":"","items":[]`,
    `"about":"sources","about":"rounds","about":"budget","about":"release","about":"task","decided":{"outcome":`,
    `"type":"text","type":"long_text","type":"number","type":"date","type":"person","options":[]`,
    `{"artifactId":"art_","digest":"","version":1,"tries":1,"round":1,"cards":1,"next":"people","excerpt":"","checked":" of 1 fact found in the sources.","doubts":[],"advice":[],"changed":[],"wishes":[],"edit":null,"post":null}`,
    `{"call_":{"about":"approval","ask":{"id":"call_","taskId":null,"args":{"fn":"approve","title":"","artifactId":"art_","digest":"","excerpt":"","checked":"1 of 1 facts found in the sources.","doubts":[],"changedSince":[],"noteBy":null,"evidence":{"sources":[{"n":1,"kind":"thread","label":"this thread","url":"https://","note":"1 message, today"}],"more":0},"objections":[],"editedBy":null,"round":1,"maxRounds":3,"post":null},"asked":[{"id":"U","name":""}]}}}`,
    `{"call_":{"about":"questions","ask":{"id":"call_","taskId":null,"args":{"fn":"answer","title":"","intro":"One question before I write.","fields":[{"name":"","label":"","type":"options","options":[{"label":"","value":""},{"label":"","value":""}],"default":"","hint":"","optional":false}]},"asked":[{"id":"U","name":""}]}}}`,
    `{"t2":{"id":"t2","title":"","kind":"ask","kind":"research","source":null,"needs":["t1"],`,
    `{"t1":{"id":"t1","title":"Read this thread","kind":"read","source":"thread","needs":[],"done":"","fn":"answer","what":"","items":[],"several":false,"dueOn":null,"need":null,"fields":[],"who":null,"others":[],"onDraft":false,"state":"done","note":"1 fact","out":"art_","claims":1,"sourceNs":[1],"callId":null}}`,
    `[]{"1":{"n":1,"kind":"thread","label":"this thread","url":"https://.slack.com/archives/C","note":"1 message, today"}}4"gate""ask"[][]true[""][]"check"false"plan"`,
    `{"runId":"run_","goal":"","requester":{"id":"U","name":""},"tz":"Europe/","sources":[{"id":"thread","kind":"thread","label":"this thread"}],"approval":{"wanted":true,"approvers":[{"id":"U","name":""}],"unresolved":[]},"people":[{"id":"U","name":""},{"id":"U","name":""}],"post":null,"earlier":[],"mayRecur":true,"limits":{"maxSteps":150,"maxTasks":20,"maxDraftRounds":3}}`,
    `}}{"step": 6, "source": "loop", "parents": {}}`,
    `"versions_seen": {"gate": {"branch:to:gate": 5}, "hold": {"branch:to:hold": 6}, "plan": {"branch:to:plan": 3}, "work": {}, "check": {"branch:to:check": 7}, "draft": {"branch:to:draft": 6}, "triage": {"branch:to:triage": 2}, "__input__": {}, "__start__": {"__start__": 1}},`,
    ` "channel_versions": {"path": 3, "text": 8, "calls": 3, "input": 2, "notes": 4, "steps": 6, "tasks": 5, "title": 3, "answers": 3, "choices": 3, "planned": 4, "sources": 5, "criteria": 4, "__start__": 2, "recurring": 3, "__pregel_tasks": 5, "branch:to:gate": 6, "branch:to:hold": 6, "branch:to:plan": 4, "branch:to:check": 8, "branch:to:draft": 7, "branch:to:triage": 3}}`,
    `-3,"__interrupt__","json",101]]}\n{"v": 4, "id": "1f1e5926-", "ts": "2026-11-21T10:00:31.933Z", {"id":"","value":{"calls":["call_"]}}`,
    `{"c":[["","1f1e5926-34f6-66d0-8004-","1f1e5926-34be-6460-8003-",null,579,44]],"b":[["","__start__","2","empty",-1],["","input","2","json",422],["","branch:to:triage","3","empty",-1],["","title","3","json",22],["","recurring","3","json",5],["","tasks","5","json",341],["","__pregel_tasks","5","json",2],["","sources","5","json",146],["","steps","6","json",1],["","branch:to:gate","6","empty",-1],["","branch:to:hold","6","json",6],["","path","3","json",5],["","answers","3","json",2],["","choices","3","json",2],["","calls","3","json",526],["","branch:to:plan","4","empty",-1],["","planned","4","json",4],["","criteria","4","json",22],["","notes","4","json",2],["","text","8","json",365],["","branch:to:check","8","empty",-1],["","branch:to:draft","7","empty",-1]],"w":[["","1f1e5926-`,
  ].join(""),
);
