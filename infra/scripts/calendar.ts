import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { chinaCalendar, type OwnDays, publicCalendar, withOwnDays } from '../holidays.ts';

/**
 * A site's calendar from public holidays, as `PUT /v1/tenant` takes it, to standard output:
 *
 *     npm run calendar -- --place CN --year 2026
 *     npm run calendar -- --place DE-BE --year 2026 --year 2027 --own our-days.json
 *
 * `--own` names a file with `nonWorking` and `extraWorking` days of the company, which win. Run it
 * again when the next year is published; plans that run are recomputed when the settings change.
 */
const { values } = parseArgs({
  options: {
    place: { type: 'string' },
    year: { type: 'string', multiple: true },
    own: { type: 'string' },
  },
});
const years = (values.year ?? []).map(Number);
if (values.place === undefined || years.length === 0 || !years.every(Number.isInteger)) {
  console.error('usage: npm run calendar -- --place CN|DE-BE|… --year 2026… [--own FILE]');
  process.exit(2);
}
const found =
  values.place === 'CN' ? chinaCalendar(...years) : publicCalendar(values.place, ...years);
const own =
  values.own === undefined ? {} : (JSON.parse(readFileSync(values.own, 'utf8')) as OwnDays);
console.log(JSON.stringify(withOwnDays(found, own), null, 2));
