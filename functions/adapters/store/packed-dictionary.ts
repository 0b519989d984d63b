/**
 * What a packed text need not repeat: how the JSON of a plan, its policy and its events usually
 * looks, the most frequent last. Deflate refers to it as if it stood before every text, which saves
 * a third of a plan and nearly all of an unchanged policy. Nobody's words are in it.
 *
 * Never change a character: what was packed with it could not be read any more. A better one is
 * added beside it; a packed text names the dictionary that it needs (RFC 1950).
 */
export const DICTIONARY = Buffer.from(
  [
    // The policy that a submission keeps.
    '{"access":{"showNames":true},"ack":{"minReadingHours":24,"windowWD":5},"appeal":{"decideWD',
    '":20,"windowWD":10},"checkIn":{"heldRatioMin":0.75,"writeUpWD":2},"checkpoint":{"interimMi',
    'n":1,"maxGapDays":31},"duration":{"warnMax":120,"warnMin":30},"employeeReplyWD":5,"evidenc',
    'e":{"lookbackDays":365},"extension":{"max":1,"maxRatio":1},"finalReview":{"windowWD":10},"',
    'gaps":{"max":5},"goals":{"max":3,"min":1},"links":{"appUrl":null},"raised":[],"remind":{"b',
    'efore":[3,1],"onDay":true,"overdue":[2,5,8]},"rescheduleMaxWD":3,"support":{"confirmWD":5}',
    ',"sustain":{"days":90},"talk":{"replyWD":3},"version":1,"workingHours":{"from":"09:00","to',
    '":"18:00"}}',
    // What happens while a plan runs.
    '"type":"CheckpointHeld","checkpointId":"checkpoint-","type":"SupportDelivered","type":"Sup',
    'portConfirmed","supportId":"","confirmBy":"2026-","deliveredOn":"2026-","evidence":"","lat',
    'eByWD":0,"type":"MeasurementRecorded","measuredOn":"2026-","sample":,"type":"ActionReporte',
    'd","actionId":"","done":"partly","type":"CheckInHeld","late":false,"replyBy":"2026-","writ',
    'eUp":{"attendees":["","",""],"facts":[""],"feedback":[{"goalId":"","kind":"positive","text',
    '":""},{"kind":"corrective","text":""}],"goals":[{"expected":0.,"goalId":"","progress":0.,"',
    'sample":,"status":"ON_TRACK"},{"goalId":"","status":"AT_RISK"},{"goalId":"","status":"OFF_',
    'TRACK"},{"goalId":"","status":"MET"}],"heldOn":"2026-","nextSteps":[""],"obstacles":[],"pl',
    'annedOn":"2026-","supportNeeded":[]}',
    // What its state is then.
    '{"actions":{"":{"done":"yes","on":"2026-"}},"checkIns":{"2026-":{"heldOn":"2026-","late":f',
    'alse,"movedBy":{"manager":0,"other":0},"recordedAt":"2026-","reply":"OPEN","replyBy":"2026',
    '-","status":"HELD"}},"checkpoints":{"checkpoint-1":{"heldOn":"2026-","movedBy":{"manager":',
    '0,"other":0},"rate":{"by":"2026-","from":"2026-"},"ratedBy":["employee","manager"],"report',
    'Seq":,"status":"HELD"}},"criticalEvents":0,"goals":{"":{"lastMeasuredOn":"2026-","measurem',
    'ents":1,"shown":"ON_TRACK"}},"statements":0,"supports":{"":{"confirmBy":"2026-","confirmed',
    'On":"2026-","deliveredOn":"2026-","lateByWD":0,"status":"CONFIRMED"}},"withoutPositive":0}',
    // What was signed, changed and decided.
    '"closing":{"appealUntil":"2026-","findings":[],"outcome":"NOT_MET","nextStep":"NORMAL","pr',
    'oposal":{"reasons":[{"goalId":"","measurements":[],"text":""}]}},"review":{"begunAt":"2026',
    '-","begunOn":"2026-","early":false,"invitedOn":[],"outcomeReturns":0,"overrides":[]},"amen',
    'dments":[],"pauses":[],"activation":{"at":"2026-","endOn":"2026-","movedByWD":0,"startOn":',
    '"2026-"},"delivery":{"attendees":[""],"channel":"EMAIL","copyServedAt":"2026-","how":"IN_P',
    'ERSON","meetingAt":"2026-","presentedAt":"2026-","proof":""},"approval":{"at":"2026-","by"',
    ':"","contentHash":""},"acknowledgements":[{"at":"2026-","kind":"AGREED","language":"zh-CN"',
    ',"sentence":"","statement":null}],"submission":{"at":"2026-","by":"","contentHash":"","pol',
    'icy":{"activePacks":[{"id":"CN","version":1}]}},"talk":{"answer":{"at":"2026-","causes":[]',
    ',"goals":[{"answer":"AGREE","goalId":"","text":""},{"answer":"UNDERSTOOD","goalId":""}],"s',
    'upports":[]},"replies":[{"decision":"ADOPTED","part":"","text":""}],"heldOn":"2026-","repl',
    'yBy":"2026-","sharedAt":"2026-","status":"NOT_SHARED"},"type":"PlanDrafted","type":"PlanSu',
    'bmitted"',
    // The content.
    '{"accepted":[{"by":"","findings":[{"messageKey":"","params":{},"path":""}],"reason":"","ru',
    'leId":""}],"content":{"actions":[{"dependsOn":[""],"dueOn":"2026-","goalId":"","how":"","i',
    'd":"","leadDays":1,"what":""}],"consequences":"","gaps":[{"causes":[{"cause":"KNOWLEDGE_SK',
    'ILL","comparison":"","note":"","raisedBy":"manager"},{"cause":"METHOD","raisedBy":"employe',
    'e"},{"cause":"RESOURCE","raisedBy":"hr"},{"cause":"MOTIVATION"},{"cause":"EXTERNAL"},{"cau',
    'se":"EXPECTATION_UNCLEAR"}],"evidence":[{"attachments":[],"fact":"","observationId":"","oc',
    'curredOn":"2026-","reportedBy":"","source":""}],"expectation":"","expectationSource":{"kin',
    'd":"jobDescription","reference":""},"id":"","observedFact":"","priorFeedback":[{"givenOn":',
    '"2026-","summary":""}]}],"goals":[{"attainability":{"basis":"peer","reference":""},"dueOn"',
    ':"2026-","gapIds":[""],"id":"","measure":{"aggregate":"sum","baseline":{"period":"2026-","',
    'source":"","value":0},"direction":"decrease","everyDays":7,"kind":"count","measuredBy":"",',
    '"name":"","roleStandard":0,"source":"","target":0,"unit":"","window":""},"minSample":1,"st',
    'atement":""},{"measure":{"aggregate":"mean","direction":"atMost","kind":"duration"}},{"mea',
    'sure":{"aggregate":"last","direction":"atLeast","kind":"rate"}},{"direction":"increase"}],',
    '"schedule":{"cadence":"weekly","checkInWeekday":4,"checkpoints":[{"id":"checkpoint-1","on"',
    ':"2026-0"},{"id":"checkpoint-2","on":"2026-1"}],"endOn":"2026-","finalReviewOn":"2026-","m',
    'eetingTime":"10:00","startOn":"2026-"},"supports":[{"description":"","dueBy":"2026-","goal',
    'Ids":[""],"id":"","kind":"TRAINING","mandatory":true,"provider":{"memberId":"","name":""},',
    '"training":{"gapId":"","hours":1,"topic":"","trainer":""}},{"kind":"MENTORING","mandatory"',
    ':false},{"kind":"COACHING"},{"kind":"PROCESS"},{"kind":"TOOLING"}],"title":""}',
  ].join(''),
);
