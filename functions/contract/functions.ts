/**
 * The Lambda functions that answer HTTP requests. Few on purpose: one more only where privilege
 * really differs. The CDK app, the router and the local host all read this table.
 */
export const HTTP_FUNCTIONS = {
  api: {
    entry: 'functions/api/main.ts',
    perTenant: true,
    memoryMb: 512,
    timeoutSeconds: 10,
    errorImpact: 'Managers, employees and HR cannot read or change plans.',
  },
  report: {
    entry: 'functions/api/report/main.ts',
    perTenant: true,
    memoryMb: 1024,
    timeoutSeconds: 28,
    errorImpact: 'Tracking reports cannot be opened; plans go on.',
  },
  directory: {
    entry: 'functions/api/directory/main.ts',
    perTenant: true,
    memoryMb: 1024,
    timeoutSeconds: 28,
    errorImpact: 'Administrators cannot add or change people; plans go on.',
  },
  public: {
    entry: 'functions/api/public/main.ts',
    perTenant: false,
    memoryMb: 512,
    timeoutSeconds: 10,
    errorImpact: 'Companies cannot sign up and health checks fail; existing tenants go on.',
  },
} as const satisfies Record<string, HttpFunction>;

export interface HttpFunction {
  /** The file that exports `handler`, from the project's root. */
  readonly entry: string;
  /** Whether Lambda's tenant isolation mode gives every tenant execution environments of its own. */
  readonly perTenant: boolean;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  /** What breaks for people when the function fails; printed in the alarm. */
  readonly errorImpact: string;
}

export type HttpFunctionName = keyof typeof HTTP_FUNCTIONS;
