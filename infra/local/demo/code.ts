import { codeAt } from '../one-time-code.ts';
import { DEMO_CODE_SECRET } from './seed.ts';

console.log(codeAt(DEMO_CODE_SECRET, Date.now()));
