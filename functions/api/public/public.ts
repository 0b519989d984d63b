import { parseMemberId, parseTenantId } from '../../../domain/kernel/ids.ts';
import { addMs } from '../../../domain/kernel/instant.ts';
import type { Language } from '../../../domain/plan/vocabulary.ts';
import { DEFAULT_POLICY } from '../../../domain/tenant/policy.ts';
import { siteRules } from '../../../domain/tenant/site-rules.ts';
import type { Member, Tenant } from '../../../domain/tenant/tenant.ts';
import { negotiateLanguage } from '../../adapters/i18n/index.ts';
import { unsubscribeWords } from '../../adapters/i18n/unsubscribe.ts';
import { type Block, pageMarkup } from '../../adapters/mail/page.ts';
import {
  type Admission,
  acceptInvitation as acceptStoredInvitation,
  createTenant,
  getAdmission,
  putOptOut,
  putSignUp,
  takeAdmissionMail,
} from '../../adapters/store/index.ts';
import { openLink, openOptOut } from '../../adapters/system/link-token.ts';
import { openApiDocument } from '../../contract/openapi.ts';
import { routes } from '../../contract/registry.ts';
import { answer } from '../../http/answer.ts';
import { type Endpoint, endpoint, type Reply } from '../../http/endpoint.ts';
import { problem } from '../../http/problem.ts';
import type { ApiRequest } from '../../http/request.ts';
import type { Services } from '../../http/services.ts';

/** How long the link of a sign-up works. */
const SIGN_UP_MS = 48 * 3_600_000;

const getHealth = endpoint(routes.getHealth)(async () => ({ result: answer({ status: 'ok' }) }));

/** Made at the first request that asks for it and kept: anyone may ask, as often as they like. */
let description: ReturnType<typeof openApiDocument> | undefined;

const getOpenApi = endpoint(routes.getOpenApi)(async () => {
  description ??= openApiDocument();
  return { result: answer(description) };
});

/**
 * Takes a company's sign-up and has a link sent to its administrator. Whether the address has a login
 * already is not looked up, so the answer cannot tell; nor does it tell that an address has had all of
 * today's mails. A repeated request is the same sign-up, with the same one mail.
 */
const signUp = endpoint(routes.signUp)(async ({ body }, request, services) => {
  const { language, administrator } = body;
  const violations = siteRules([body.site]);
  if (violations.length > 0) return { result: problem('rulesViolated', { violations }), language };
  const id = services.hash(JSON.stringify([request.idempotencyKey, request.rawBody]));
  const now = services.now();
  const { email } = administrator;
  const waits = (await getAdmission(services.table, id)) !== undefined;
  if (waits || (await takeAdmissionMail(services.table, email, now))) {
    await putSignUp(services.table, {
      kind: 'signUp',
      id,
      email,
      language,
      round: 1,
      expiresAt: addMs(now, SIGN_UP_MS),
      company: { name: body.name, site: body.site },
      administrator: { name: administrator.name },
    });
    await services.callForward('sign-up', [{ admissionId: id, round: 1 }]);
  } else services.log('admission.capped', { kind: 'signUp' });
  return { result: answer({ status: 'confirmationSent' }), language };
});

/** Whom a link lets in, if it still works: a wrong, used, ended or older one names nobody. */
const admissionOf = async (
  token: string,
  { table, linkKey, now }: Services,
): Promise<Admission | undefined> => {
  const link = openLink(linkKey, token);
  if (link === undefined) return undefined;
  const admission = await getAdmission(table, link.id);
  return admission?.round === link.round && admission.expiresAt > now() ? admission : undefined;
};

/** What of a request tells it from others that use the same link. */
const keyDigest = ({ idempotencyKey = '' }: ApiRequest, services: Services): string =>
  services.hash(idempotencyKey);

/**
 * Founds a company: the administrator's login first, then company, person and binding in one write,
 * which also uses the sign-up up. A login that belongs to a company cannot found another. The same
 * request is answered again for as long as the link would have worked.
 */
const confirmSignUp = endpoint(routes.confirmSignUp)(async ({ body }, request, services) => {
  const admission = await admissionOf(body.token, services);
  const usedBy = keyDigest(request, services);
  if (admission?.kind === 'founded' && admission.usedBy === usedBy) {
    const { tenantId, administratorId, language } = admission;
    return { result: answer({ tenantId, administratorId }, { replayed: true }), language };
  }
  if (admission?.kind !== 'signUp') return { result: problem('notFound') };
  const { language, company, administrator, email } = admission;
  const createdAt = services.now();
  const id = parseTenantId(services.newId(createdAt));
  const administratorId = parseMemberId(services.newId(createdAt));
  if (id === undefined || administratorId === undefined) return { result: problem('internal') };
  const sub = await services.identities.inviteLogin(email);
  const tenant: Tenant = {
    id,
    name: company.name,
    language,
    createdAt,
    version: 1,
    policy: DEFAULT_POLICY,
    sites: [company.site],
  };
  const admin: Member = {
    id: administratorId,
    tenantId: id,
    name: administrator.name,
    email,
    language,
    siteId: company.site.id,
    roles: ['admin'],
    status: 'ACTIVE',
    createdAt,
    version: 1,
  };
  const { kind } = await createTenant(services.table, {
    tenant,
    admin,
    sub,
    founded: {
      kind: 'founded',
      id: admission.id,
      email,
      language,
      round: admission.round,
      expiresAt: admission.expiresAt,
      tenantId: id,
      administratorId,
      usedBy,
    },
  });
  if (kind === 'created') return { result: answer({ tenantId: id, administratorId }), language };
  return { result: problem(kind === 'gone' ? 'notFound' : 'conflict'), language };
});

/**
 * Makes the login of somebody who was invited and binds it to the person they are in the company.
 * The same request is answered again for as long as the link would have worked.
 */
const acceptInvitation = endpoint(routes.acceptInvitation)(async ({ body }, request, services) => {
  const invitation = await admissionOf(body.token, services);
  if (invitation?.kind !== 'invitation') return { result: problem('notFound') };
  const { email, language } = invitation;
  const usedBy = keyDigest(request, services);
  if (invitation.usedAt !== undefined)
    return invitation.usedBy === usedBy
      ? { result: answer({ email }, { replayed: true }), language }
      : { result: problem('notFound') };
  const sub = await services.identities.inviteLogin(email);
  const accepted = { invitation, sub, now: services.now(), usedBy };
  const { kind } = await acceptStoredInvitation(services.table, accepted);
  if (kind === 'accepted') return { result: answer({ email }), language };
  return { result: problem(kind === 'gone' ? 'notFound' : 'conflict'), language };
});

const optOutPage = (blocks: readonly Block[], title: string, language: Language): Reply => ({
  result: answer({
    type: 'text/html',
    name: 'unsubscribe.html',
    content: pageMarkup({ language, title, blocks: [{ kind: 'heading', text: title }, ...blocks] }),
  }),
  language,
});

const readerOf = ({ acceptLanguage }: ApiRequest): Language =>
  negotiateLanguage(acceptLanguage, 'en');

/** RFC 8058: programs that look behind links must change nothing; the same page for every token. */
const askToUnsubscribe = endpoint(routes.askToUnsubscribe)(async (_input, request) => {
  const language = readerOf(request);
  const { heading, about, button } = unsubscribeWords(language);
  const blocks: readonly Block[] = [
    { kind: 'paragraph', text: about },
    { kind: 'button', text: button },
  ];
  return optOutPage(blocks, heading, language);
});

/** RFC 8058, P8: one sort of optional mail is switched off; forged, foreign and old tokens are alike. */
const unsubscribe = endpoint(routes.unsubscribe)(async ({ query }, request, services) => {
  const language = readerOf(request);
  const now = services.now();
  const link = openOptOut(services.linkKey, query.token, now);
  if (link === undefined) return { result: problem('notFound'), language };
  await putOptOut(services.table, { ...link, at: now });
  const { doneHeading, done } = unsubscribeWords(language);
  return optOutPage([{ kind: 'paragraph', text: done }], doneHeading, language);
});

/** What anyone may call. */
export const publicEndpoints: readonly Endpoint[] = [
  getHealth,
  getOpenApi,
  signUp,
  confirmSignUp,
  acceptInvitation,
  askToUnsubscribe,
  unsubscribe,
];
