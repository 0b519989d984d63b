import { upturnApp, withSecurityChecks } from './upturn-app.ts';

withSecurityChecks(upturnApp()).synth();
