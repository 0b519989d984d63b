import * as z from 'zod/mini';
import { defineRoute } from '../route.ts';
import {
  civilDate,
  instant,
  line,
  list,
  memberId,
  partId,
  text,
  whole,
} from '../schemas/primitives.ts';
import { nothing, planCommand, planParams } from './shapes.ts';

const sha256 = () => z.string().check(z.regex(/^[0-9a-f]{64}$/));

const attachmentParams = () => z.strictObject({ ...planParams().shape, attachmentId: partId() });

/**
 * PENDING: announced, and not seen to have arrived. STORED: part of the plan. SCANNED: found clean.
 * INFECTED: not handed out.
 */
const STATUSES = ['PENDING', 'STORED', 'SCANNED', 'INFECTED'] as const;

const file = () => ({
  name: line(200),
  mediaType: line(120),
  bytes: whole(1, 1e9),
  sha256: sha256(),
});

const witness = () =>
  z.strictObject({
    name: line(120),
    role: line(120),
    memberId: z.exactOptional(memberId()),
    at: instant(),
    place: line(),
  });

const signature = () => ({
  contentHash: sha256(),
  signedOn: civilDate(),
  attachmentId: partId(),
  witness: z.exactOptional(witness()),
});

/** Files that belong to a plan. Each goes straight to the object store and comes straight from it. */
export const attachmentRoutes = {
  announceAttachment: defineRoute({
    id: 'announceAttachment',
    method: 'POST',
    path: '/v1/plans/{planId}/attachments',
    runsIn: 'report',
    caller: 'member',
    action: 'attachment.add',
    summary:
      'Announces a file; answers a link that takes exactly this type, length and SHA-256, for fifteen minutes. The same key again: a new link.',
    params: planParams,
    query: nothing,
    body: () => z.strictObject(file()),
    success: 201,
    answer: () =>
      z.object({
        attachmentId: partId(),
        upload: z.object({
          method: z.literal('PUT'),
          url: z.string(),
          headers: z.record(z.string(), z.string()),
        }),
      }),
    conditional: false,
    idempotent: true,
    problems: ['rulesViolated', 'conflict'],
  }),
  confirmAttachment: planCommand({
    id: 'confirmAttachment',
    path: 'attachments/{attachmentId}/confirm',
    runsIn: 'report',
    action: 'attachment.add',
    summary: 'The file was uploaded: once it is seen to have arrived, it is part of the plan.',
    params: attachmentParams,
    body: nothing,
  }),
  listAttachments: defineRoute({
    id: 'listAttachments',
    method: 'GET',
    path: '/v1/plans/{planId}/attachments',
    runsIn: 'report',
    caller: 'member',
    action: 'attachment.read',
    summary: 'The files of the plan, and the caller’s own that were announced and not confirmed.',
    params: planParams,
    query: nothing,
    success: 200,
    answer: () =>
      z.object({
        attachments: list(
          z.object({
            attachmentId: partId(),
            ...file(),
            at: instant(),
            by: memberId(),
            status: z.enum(STATUSES),
          }),
          1000,
        ),
      }),
    conditional: false,
    idempotent: false,
    problems: [],
  }),
  getAttachment: defineRoute({
    id: 'getAttachment',
    method: 'GET',
    path: '/v1/plans/{planId}/attachments/{attachmentId}',
    runsIn: 'report',
    caller: 'member',
    action: 'attachment.read',
    summary: 'A link that downloads the file, for five minutes. It works for whoever has it.',
    params: attachmentParams,
    query: nothing,
    success: 200,
    answer: () => z.object({ url: z.string(), sha256: sha256() }),
    conditional: false,
    idempotent: false,
    problems: ['rulesViolated', 'unknownPart'],
  }),
  recordPaperAcknowledgement: planCommand({
    id: 'recordPaperAcknowledgement',
    path: 'acknowledgement/paper',
    action: 'plan.recordPaper',
    summary: 'The employee signed on paper; the scan is one of the plan’s files (H4).',
    body: () =>
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('AGREED'), ...signature() }),
        z.strictObject({
          kind: z.literal('DISAGREED'),
          ...signature(),
          /** The employee's words on the paper; null is the explicit "none". */
          statement: z.nullable(text()),
        }),
      ]),
  }),
};
