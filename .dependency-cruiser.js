/**
 * The arrows of the house (docs/adr/0002). Each rule says why; test/architecture plants a violation
 * of each and fails when the rule stays silent.
 */
const inside = (folder) => `^${folder}/`;

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'domain-imports-only-domain',
      comment: 'The rules are pure: no package, no node:, nothing of the outside.',
      severity: 'error',
      from: { path: inside('domain') },
      to: { pathNot: inside('domain') },
    },
    {
      name: 'contract-knows-domain-only',
      comment: 'The contract is data that everybody reads; it must not pull in who serves it.',
      severity: 'error',
      from: { path: inside('functions/contract') },
      to: { path: inside('(functions|infra|test)'), pathNot: inside('functions/contract') },
    },
    {
      name: 'adapters-do-not-know-who-calls',
      comment: 'Adapters serve handlers; an arrow back would be a circle.',
      severity: 'error',
      from: { path: inside('functions/adapters') },
      to: {
        path: inside('(functions|infra|test)'),
        pathNot: ['^functions/adapters/', '^functions/contract/'],
      },
    },
    {
      name: 'http-does-not-know-endpoints',
      comment: 'The stack is the same for every endpoint.',
      severity: 'error',
      from: { path: inside('functions/http') },
      to: {
        path: inside('(functions|infra|test)'),
        pathNot: ['^functions/(http|contract|adapters)/'],
      },
    },
    {
      name: 'jobs-do-not-serve-http',
      comment: 'Background work has no request, so it has no use for the HTTP layer.',
      severity: 'error',
      from: { path: inside('functions/jobs') },
      to: { path: inside('functions/(api|http)') },
    },
    {
      name: 'api-does-not-run-jobs',
      comment: 'What an endpoint and a job share is domain or adapter.',
      severity: 'error',
      from: { path: inside('functions/api') },
      to: { path: inside('functions/jobs') },
    },
    {
      name: 'functions-never-import-infra-or-tests',
      comment: 'What Lambda runs must not depend on what deploys or tests it.',
      severity: 'error',
      from: { path: inside('functions') },
      to: { path: inside('(infra|test)') },
    },
    {
      name: 'infra-reads-tables-only',
      comment: 'Infrastructure is made from the tables of routes, jobs, names and the table shape.',
      severity: 'error',
      from: { path: ['^infra/(stacks|constructs)/', '^infra/[^/]+[.]ts$'] },
      to: {
        path: inside('(functions|domain)'),
        pathNot: [
          '^functions/contract/',
          '^functions/jobs/(registry|timing)[.]ts$',
          '^functions/adapters/environment[.]ts$',
          '^functions/adapters/render/fonts[.]ts$',
          '^functions/adapters/store/table[.]ts$',
        ],
      },
    },
    {
      name: 'local-host-runs-the-assembly',
      comment: 'The host runs the bundles that would be deployed, never the sources of a handler.',
      severity: 'error',
      from: { path: inside('infra/local') },
      to: {
        path: inside('(functions|domain)'),
        pathNot: [
          '^functions/contract/',
          '^functions/jobs/registry[.]ts$',
          '^functions/adapters/environment[.]ts$',
          '^functions/adapters/store/table[.]ts$',
        ],
      },
    },
    {
      name: 'only-dependencies-at-run-time',
      comment: 'A bundle holds what package.json names under dependencies, and nothing else.',
      severity: 'error',
      from: { path: inside('functions') },
      to: {
        dependencyTypes: ['npm-dev', 'npm-optional', 'npm-no-pkg', 'npm-unknown'],
        // Types leave nothing in a bundle.
        pathNot: 'node_modules/@types/',
      },
    },
    {
      name: 'no-circles',
      comment: 'A circle has no bottom to start reading from; one of types alone has none either.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'An import that leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node'],
    },
  },
};
