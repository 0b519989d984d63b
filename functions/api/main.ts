import { createHttpHandler } from '../http/stack.ts';
import { apiEndpoints } from './endpoints.ts';
import { memberServices } from './services.ts';

export const handler = createHttpHandler(apiEndpoints, memberServices());
