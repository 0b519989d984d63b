import type { RouteId } from '../../functions/contract/registry.ts';
import type { Api, ApiAnswer, Caller, Sent } from '../support/api.ts';
import { isNote, isWrite, keysOf, type WatchedCall, type watching } from './watch.ts';

/** What somebody gets to see of a request, and what it took; ids that differ by design are blanked. */
export interface Seen {
  readonly answer: ApiAnswer;
  /** Status, headers and body. */
  readonly outside: string;
  /** Calls to the table with the keys that they name: what could be told by the time it took. */
  readonly inside: string;
  readonly calls: readonly WatchedCall[];
}

/** Whether a request changed something, apart from the note that somebody looked. */
export const wrote = ({ calls }: Seen): boolean =>
  calls.some((call) => isWrite(call) && call.done && !isNote(call));

/** Sends a request and tells what is seen of it from outside and from inside. */
export const lookOf =
  (api: Api, { during }: ReturnType<typeof watching>) =>
  async (
    id: RouteId,
    caller: Caller | undefined,
    sent: Sent,
    blanked: readonly string[],
  ): Promise<Seen> => {
    const { result: answer, calls } = await during(() => api.call(id, caller, sent));
    const blank = (text: string): string =>
      blanked.reduce((left, word) => left.replaceAll(word, '<id>'), text);
    const { status, headers, text } = answer;
    const requestId = String(headers['X-Request-Id']);
    return {
      answer,
      calls,
      outside: blank(JSON.stringify([status, headers, text]).replaceAll(requestId, '<request>')),
      inside: blank(JSON.stringify(calls.map((call) => [call.operation, call.done, keysOf(call)]))),
    };
  };
