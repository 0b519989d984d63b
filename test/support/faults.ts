import {
  type CancellationReason,
  ProvisionedThroughputExceededException,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import type { Interceptor } from './engine.ts';

const message = 'made by a test';
const $metadata = {};

/** A transaction cancelled for these reasons, by the place of the action. */
export const cancelled = (...codes: readonly string[]): Error =>
  new TransactionCanceledException({
    message,
    $metadata,
    CancellationReasons: codes.map((Code): CancellationReason => ({ Code })),
  });

/** A single write that met a transaction. */
export const conflicted = (): Error => new TransactionConflictException({ message, $metadata });

export const throttled = (): Error =>
  new ProvisionedThroughputExceededException({ message, $metadata });

/** Fails the first calls of one operation, before they reach the engine or after. */
export const failing = (
  operation: string,
  fault: (call: { readonly input: Readonly<Record<string, unknown>> }) => Error,
  { times, applied = false }: { readonly times: number; readonly applied?: boolean },
): { readonly interceptor: Interceptor; readonly calls: Readonly<Record<string, unknown>>[] } => {
  const calls: Readonly<Record<string, unknown>>[] = [];
  return {
    calls,
    interceptor: async (call, next) => {
      if (call.operation !== operation) return next();
      calls.push(call.input);
      if (calls.length > times) return next();
      if (applied) await next();
      throw fault(call);
    },
  };
};
