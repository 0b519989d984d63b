import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CloudService, WireRequest, WireResponse } from './service.ts';
import { StartupError } from './startup-error.ts';

/** Only this machine may call the host. */
export const LOOPBACK = '127.0.0.1';

/** How long a closing server waits for the answers that are under way. */
const LAST_ANSWERS_MS = 2000;

export interface HttpServer {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * Listens on a loopback port; 0 takes a free one. Throws `StartupError` when the port is taken.
 * Connections are kept open: a function's environment sleeps between requests and must find its
 * connections alive.
 */
export const listen = async (port: number, answer: Answer): Promise<HttpServer> => {
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      console.error(error);
      if (response.headersSent) response.destroy();
      else response.writeHead(500).end();
    });
  });
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE' || error.code === 'EACCES';
      reject(
        taken
          ? new StartupError(
              `port ${port} is not free on ${LOOPBACK} (${error.code}): choose another`,
            )
          : error,
      );
    });
    server.listen({ port, host: LOOPBACK, exclusive: true }, () => resolve());
  });
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://${LOOPBACK}:${bound}`,
    port: bound,
    async close() {
      await new Promise<void>((resolve) => {
        const patience = setTimeout(() => server.closeAllConnections(), LAST_ANSWERS_MS);
        server.close(() => {
          clearTimeout(patience);
          resolve();
        });
        server.closeIdleConnections();
      });
    },
  };
};

/** The body, or `undefined` when it is longer than `limit` bytes or the caller went away. */
export const readBody = async (
  request: IncomingMessage,
  limit: number,
): Promise<Buffer | undefined> =>
  await new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      // What is too much is read to its end and dropped, so that the caller can take the answer.
      if (length <= limit) chunks.push(chunk);
      else chunks.length = 0;
    });
    request.once('end', () => resolve(length > limit ? undefined : Buffer.concat(chunks)));
    request.once('close', () => resolve(undefined));
  });

/**
 * Whether the `Host` header names this machine: a page on the internet whose name was made to
 * resolve to loopback (DNS rebinding) does not.
 */
export const namesLoopback = (request: IncomingMessage): boolean =>
  /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i.test(request.headers.host ?? '');

/** Whether another site's page made the browser send this. */
export const isCrossSite = (request: IncomingMessage): boolean => {
  const { origin } = request.headers;
  return origin !== undefined && origin !== `http://${request.headers.host}`;
};

const singleHeaders = (request: IncomingMessage): Record<string, string> => {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  return headers;
};

/** Turns an HTTP request into what services and pages take; `mount` is cut off the path. */
export const wireRequest = (
  request: IncomingMessage,
  body: Buffer,
  mount: string,
  signal: AbortSignal,
): WireRequest => {
  const url = new URL(request.url ?? '/', `http://${LOOPBACK}`);
  const path = url.pathname.slice(mount.length);
  return {
    method: request.method ?? 'GET',
    path: path.startsWith('/') ? path : `/${path}`,
    query: url.searchParams,
    headers: singleHeaders(request),
    body,
    signal,
  };
};

export const sendWire = (response: ServerResponse, answer: WireResponse) => {
  if (answer.dropConnection === true) {
    response.socket?.resetAndDestroy();
    return;
  }
  const body = Buffer.isBuffer(answer.body) ? answer.body : Buffer.from(answer.body ?? '');
  // The length of what a HEAD request asks about is the service's to say.
  response.writeHead(answer.status, { 'content-length': body.length, ...answer.headers });
  response.end(body);
};

/** Aborts when the caller goes away before it was answered. */
export const goneSignal = (response: ServerResponse): AbortSignal => {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  return gone.signal;
};

/** Larger than any request the emulated services accept. */
const MAX_WIRE_BYTES = 64 * 1024 * 1024;

/** Serves the emulated services, each under its own name: `/<name>/...`. */
export const listenForServices = async (
  port: number,
  services: ReadonlyMap<string, CloudService>,
): Promise<HttpServer> =>
  await listen(port, async (request, response) => {
    const name = /^\/([a-z0-9-]+)(?:[/?]|$)/.exec(request.url ?? '')?.[1];
    const service = name === undefined ? undefined : services.get(name);
    if (name === undefined || service === undefined || !namesLoopback(request)) {
      request.resume();
      return sendWire(response, { status: 404, body: 'no such service' });
    }
    const signal = goneSignal(response);
    const body = await readBody(request, MAX_WIRE_BYTES);
    if (body === undefined) return void response.destroy();
    const answer = await service.handle(wireRequest(request, body, `/${name}`, signal));
    if (!signal.aborted) sendWire(response, answer);
  });
