import { createHttpHandler } from '../../http/stack.ts';
import { memberServices } from '../services.ts';
import { reportEndpoints } from './tracking-report.ts';

export const handler = createHttpHandler(reportEndpoints, memberServices());
