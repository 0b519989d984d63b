import { registerHooks } from 'node:module';
import { PLANTS } from './plants.ts';

/**
 * How the simulation is loaded: the product's own sources, as they are, but for three things. A mail
 * is not typeset (it travels as its model, so that the checker can read it); what a plan's reminders
 * are is computed once for each plan as it stands; and where a module is asked for under the name of
 * a planted fault, the part of it that is changed by that fault.
 */
const ROOT = new URL('../../', import.meta.url).href;

/** Modules that hold no protocol: one copy serves every planted fault. */
const isShared = (url: string): boolean =>
  !/\/(functions\/(jobs|adapters\/store|api)|test\/simulation|test\/support)\//.test(url);

const REPLACED: Readonly<Record<string, string>> = {
  'functions/adapters/mail/mime.ts': 'test/simulation/plain-mime.ts',
  'functions/adapters/mail/render-mail.ts': 'test/simulation/plain-mail.ts',
};

/**
 * Functions whose answers are remembered: a plan's reminders are asked for again and again, and what
 * they are depends on nothing but the plan and its context. See remember.ts.
 */
const REMEMBERED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'domain/reminder/plan-reminders.ts': { threadsOf: 'ofPlan', remindersOf: 'ofPlan' },
  'domain/reminder/obligations.ts': { obligationsOf: 'ofPlan', noticesOf: 'ofPlan' },
  'domain/reminder/people.ts': { reminderContext: 'ofThree' },
  'domain/plan/meetings.ts': { plannedCheckIns: 'ofTwo' },
  'functions/adapters/store/item.ts': { fromItem: 'ofTwo' },
  'functions/adapters/store/packed.ts': { packText: 'ofText', unpack: 'ofPacked' },
};

const remembering = (path: string): readonly (readonly [string, string])[] =>
  Object.entries(REMEMBERED[path] ?? {}).map(([name, how]) => [
    `const ${name} = `,
    `const ${name} = remember_${name}((...given) => ${name}_anew(...given));
import { ${how} as remember_${name} } from '${ROOT}test/simulation/remember.ts';
const ${name}_anew = `,
  ]);

/** What the caches need to know. */
const MARKED: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  'functions/adapters/store/plan-codec.ts': [
    [
      `  const joined = joinBody(bodyItems);
  if (joined?.version !== head.bodyVersion) return undefined;
  return assemble(head, fromItem(bodyCodec, joined).body);
};`,
      `  const joined = joinBody(bodyItems);
  if (joined?.version !== head.bodyVersion) return undefined;
  // A plan changes with its version only.
  const of = assembled.get(bodyItems[0] as object) ?? new Map<number, Plan>();
  assembled.set(bodyItems[0] as object, of);
  const known = of.get(head.version);
  if (known !== undefined) return known;
  const plan = assemble(head, fromItem(bodyCodec, joined).body);
  of.set(head.version, plan);
  return plan;
};
const assembled = new WeakMap<object, Map<number, Plan>>();`,
    ],
  ],
  'domain/reminder/people.ts': [
    [
      '  return {\n    policy: tenant.policy,',
      `  return {
    memoKey: [tenant.id, tenant.version, tenant.hrHeadId, ...peopleOf(plan, tenant.hrHeadId).map((id) => siteIds[id])].join(),
    policy: tenant.policy,`,
    ],
  ],
};

const pathIn = (url: string): string => url.slice(ROOT.length).split('?')[0] ?? '';

/** @throws when a text is not there exactly once: a plant that does nothing proves nothing */
const changed = (
  path: string,
  source: string,
  changes: readonly (readonly [string, string])[],
): string =>
  changes.reduce((text, [from, to]) => {
    if (text.split(from).length !== 2)
      throw new Error(`${path}: not exactly once: ${from.slice(0, 100)}`);
    return text.replace(from, () => to);
  }, source);

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'vitest')
      return { url: `${ROOT}test/simulation/no-vitest.ts`, shortCircuit: true };
    const found = next(specifier, context);
    if (!found.url.startsWith(ROOT) || found.url.includes('/node_modules/')) return found;
    const replacement = REPLACED[pathIn(found.url)];
    const url = replacement === undefined ? found.url : ROOT + replacement;
    const plant = /\?plant=([\w-]+)/.exec(context.parentURL ?? '')?.[1];
    if (plant === undefined || isShared(url) || url.includes('?')) return { ...found, url };
    return { ...found, url: `${url}?plant=${plant}` };
  },
  load(url, context, next) {
    const loaded = next(url, context);
    if (!url.startsWith(ROOT) || url.includes('/node_modules/')) return loaded;
    const path = pathIn(url);
    const plant = /\?plant=([\w-]+)/.exec(url)?.[1];
    const planted = PLANTS.find(({ name }) => name === plant);
    const changes = [
      ...remembering(path),
      ...(MARKED[path] ?? []),
      ...(planted?.changes
        .filter(([file]) => file === path)
        .map(([, from, to]) => [from, to] as const) ?? []),
    ];
    if (changes.length === 0) return loaded;
    return { ...loaded, source: changed(path, String(loaded.source), changes) };
  },
});

/** The simulation with one fault planted in it, or none. */
export const loadSimulation = (plant?: string): Promise<typeof import('./run.ts')> =>
  import(
    plant === undefined
      ? new URL('./run.ts', import.meta.url).href
      : `${new URL('./run.ts', import.meta.url).href}?plant=${plant}`
  );
