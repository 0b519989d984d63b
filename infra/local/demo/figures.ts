import { ROUTES } from '../../../functions/contract/registry.ts';
import type { DynamoDbCall } from '../services/dynamodb-proxy.ts';
import type { StoredMail } from '../services/ses-message.ts';
import type { Exchange } from './client.ts';
import { table } from './narrator.ts';

/** The route that a request went to. */
const routeOf = ({ method, path }: Pick<Exchange, 'method' | 'path'>): string => {
  const [bare = ''] = path.split('?');
  const steps = bare.split('/');
  const route = ROUTES.find((one) => {
    const pattern = one.path.split('/');
    return (
      one.method === method &&
      pattern.length === steps.length &&
      pattern.every((step, index) => step.startsWith('{') || step === steps[index])
    );
  });
  return route?.id ?? `${method} ${bare}`;
};

/** Counts requests together with the database calls made while they were served. */
export const createLedger = () => {
  const pending: DynamoDbCall[] = [];
  const served: {
    readonly exchange: Exchange;
    readonly calls: readonly DynamoDbCall[];
  }[] = [];
  let jobs: DynamoDbCall[] = [];
  return {
    onDatabaseCall: (call: DynamoDbCall) => {
      pending.push(call);
    },
    /** What came before a request was the clock's work; what came during it is the request's. */
    beforeClock: () => {
      jobs = [...jobs, ...pending.splice(0)];
    },
    onExchange: (exchange: Exchange) => {
      served.push({ exchange, calls: pending.splice(0) });
    },
    jobCalls: () => jobs.length + pending.length,
    requests: () => served.length,
    /** One line a route: requests, calls and capacity units for one request, at the median. */
    perRoute: () => {
      const byRoute = Map.groupBy(
        served.filter(({ exchange }) => exchange.status < 300),
        ({ exchange }) => routeOf(exchange),
      );
      const median = (values: readonly number[]): number =>
        [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
      const units = (calls: readonly DynamoDbCall[], writes: boolean): number =>
        calls
          .filter(({ operation }) => isWrite(operation) === writes)
          .reduce((sum, { consumedCapacity }) => sum + (consumedCapacity?.total ?? 0), 0);
      return [...byRoute]
        .map(([route, all]) => ({
          route,
          requests: all.length,
          reads: median(all.map(({ calls }) => calls.filter((c) => !isWrite(c.operation)).length)),
          writes: median(all.map(({ calls }) => calls.filter((c) => isWrite(c.operation)).length)),
          readUnits: median(all.map(({ calls }) => units(calls, false))),
          writeUnits: median(all.map(({ calls }) => units(calls, true))),
        }))
        .sort((a, b) => a.route.localeCompare(b.route));
    },
  };
};

const isWrite = (operation: string): boolean =>
  /^(Put|Update|Delete|TransactWrite|BatchWrite)/.test(operation);

/** Mails by kind, as the sender tagged them. */
export const mailsByKind = (mails: readonly StoredMail[]): ReadonlyMap<string, number> => {
  const kinds = new Map<string, number>();
  for (const { tags } of mails) {
    const kind = tags.kind ?? 'untagged';
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  return new Map([...kinds].sort(([a], [b]) => a.localeCompare(b)));
};

export const printFigures = (
  ledger: ReturnType<typeof createLedger>,
  mails: readonly StoredMail[],
  rules: ReadonlyMap<string, number>,
): string =>
  [
    'Per command (median of one request)',
    table([
      ['route', 'requests', 'reads', 'writes', 'RRU', 'WRU'],
      ...ledger
        .perRoute()
        .map((one) => [
          one.route,
          one.requests,
          one.reads,
          one.writes,
          one.readUnits,
          one.writeUnits,
        ]),
    ]),
    '',
    'Mails by kind',
    table([...mailsByKind(mails)]),
    '',
    'Rules that spoke up',
    table([...rules]),
    '',
    table([
      ['requests', ledger.requests()],
      ['mails', mails.length],
      ['rules', rules.size],
      ['database calls by jobs', ledger.jobCalls()],
    ]),
  ].join('\n');
