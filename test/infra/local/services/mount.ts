import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type {
  AccessKey,
  Authorise,
  CloudService,
  Statement,
} from '../../../../infra/local/service.ts';
import { createAuthorise, createPrincipals } from '../../../../infra/local/services/index.ts';

/** A clock that stands still until a test moves it. */
export const movableClock = (startMs = Date.UTC(2026, 10, 23, 9)) => {
  let now = startMs;
  const listeners = new Set<() => void>();
  return {
    now: () => now,
    advance: (ms: number): void => {
      now += ms;
      for (const listener of listeners) listener();
    },
    onMoved: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};

/** Serves the services on a loopback port, each under its name, as the host does. */
export const mount = async (
  services: () => readonly Pick<CloudService, 'name' | 'handle'>[],
): Promise<{ url: string; close: () => Promise<void> }> => {
  const server = createServer(async (request, response) => {
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(request.url ?? '/', 'http://localhost');
    const [, name, ...rest] = url.pathname.split('/');
    const service = services().find((candidate) => candidate.name === name);
    if (service === undefined) {
      response.writeHead(404).end();
      return;
    }
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([key, value]) => [key, String(value)]),
    );
    const answer = await service.handle({
      method: request.method ?? 'GET',
      path: `/${rest.join('/')}`,
      query: url.searchParams,
      headers,
      body: Buffer.concat(chunks),
      signal: gone.signal,
    });
    if (answer.dropConnection) {
      request.socket.destroy();
      return;
    }
    response.writeHead(answer.status, { ...answer.headers }).end(answer.body);
  });
  // A client whose connection is closed while it is idle would meet that as a failed call.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};

/** One role with these permissions, its key, and the authorisation that answers for it. */
export const oneRole = (
  statements: readonly Statement[],
): { authorise: Authorise; credentials: AccessKey } => {
  const principals = createPrincipals({ clock: movableClock() });
  return {
    authorise: createAuthorise({
      principals,
      roles: { Role: { arn: 'arn:aws:iam::111122223333:role/Role', statements, trust: [] } },
    }),
    credentials: principals.permanent('Role'),
  };
};

export const allow = (action: string | string[], resource = '*'): Statement => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
});
