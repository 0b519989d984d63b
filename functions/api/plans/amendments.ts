import { routes } from '../../contract/registry.ts';
import type { Endpoint } from '../../http/endpoint.ts';
import { planCommandEndpoint as command } from './plan-command.ts';

/** Which route means which command: pauses, amendments, another manager, rules set aside. */
export const amendmentCommands: readonly Endpoint[] = [
  command(routes.pausePlan)(({ body }) => ({ type: 'Pause', ...body })),
  command(routes.resumePlan)(({ body }) => ({ type: 'Resume', ...body })),
  command(routes.proposeAmendment)(({ body }) => ({ type: 'ProposeAmendment', ...body })),
  command(routes.approveAmendment)(({ body }) => ({ type: 'ApproveAmendment', ...body })),
  command(routes.serveAmendment)(({ body }) => ({ type: 'ServeAmendment', ...body })),
  command(routes.acknowledgeAmendment)(({ body }) => ({ type: 'AcknowledgeAmendment', ...body })),
  command(routes.recordAmendmentRefusal)(({ body }) => ({
    type: 'RecordAmendmentRefusal',
    ...body,
  })),
  command(routes.recordAmendmentUnreachable)(({ body }) => ({
    type: 'RecordAmendmentUnreachable',
    ...body,
  })),
  command(routes.rejectAmendment)(({ body }) => ({ type: 'RejectAmendment', ...body })),
  command(routes.changeManager)(({ body }) => ({ type: 'ChangeManager', ...body })),
  command(routes.acceptHandover)(() => ({ type: 'AcceptHandover' })),
  command(routes.declineHandover)(({ body }) => ({ type: 'DeclineHandover', ...body })),
  command(routes.overrideRule)(({ body }) => ({ type: 'OverrideRule', ...body })),
];
