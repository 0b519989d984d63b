import type { Stage } from './stage.ts';

const DIM = '\u001b[2m';
const BOLD = '\u001b[1m';
const RED = '\u001b[31m';
const RESET = '\u001b[0m';

/** Tells a story line by line; on a terminal with colours and a running counter. */
export const createNarrator = (
  out: { write(text: string): unknown; readonly isTTY?: boolean },
  now: () => Date,
): Pick<Stage, 'step' | 'note'> & { readonly steps: () => number } => {
  const colour = out.isTTY === true;
  const paint = (code: string, text: string): string => (colour ? `${code}${text}${RESET}` : text);
  let steps = 0;
  return {
    steps: () => steps,
    note: (text) => out.write(`      ${paint(DIM, text)}\n`),
    step: async (title, act) => {
      steps += 1;
      const number = String(steps).padStart(2, '0');
      const date = now().toISOString().slice(0, 10);
      out.write(`${paint(DIM, `${number}  ${date}`)}  ${paint(BOLD, title)}\n`);
      try {
        return await act();
      } catch (error) {
        out.write(`${paint(RED, '      failed here')}\n`);
        throw error;
      }
    },
  };
};

/** Lines of a table with aligned columns; numbers to the right. */
export const table = (rows: readonly (readonly (string | number)[])[]): string => {
  const widths = rows.reduce<number[]>(
    (all, row) => row.map((cell, index) => Math.max(all[index] ?? 0, String(cell).length)),
    [],
  );
  return rows
    .map((row) =>
      row
        .map((cell, index) =>
          typeof cell === 'number'
            ? String(cell).padStart(widths[index] ?? 0)
            : cell.padEnd(widths[index] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};
