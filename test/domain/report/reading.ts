import type {
  Block,
  Cell,
  ReportDocument,
  Section,
  TableBlock,
  Value,
} from '../../../domain/report/document.ts';

/** Every object in a document that satisfies a test, wherever it stands. */
export const allIn = <Found>(
  root: unknown,
  test: (node: Record<string, unknown>) => boolean,
): readonly Found[] => {
  if (Array.isArray(root)) return root.flatMap((item) => allIn<Found>(item, test));
  if (typeof root !== 'object' || root === null) return [];
  const node = root as Record<string, unknown>;
  return [
    ...(test(node) ? [node as Found] : []),
    ...Object.values(node).flatMap((item) => allIn<Found>(item, test)),
  ];
};

export const blocksOf = <Type extends Block['type']>(
  root: unknown,
  type: Type,
): readonly Extract<Block, { readonly type: Type }>[] => allIn(root, (node) => node.type === type);

export const sectionOf = (document: ReportDocument, id: string): Section => {
  const found = document.sections.find((section) => section.id === id);
  if (found === undefined) throw new Error(`no section ${id}`);
  return found;
};

export const idsOf = (document: ReportDocument): readonly string[] =>
  document.sections.map(({ id }) => id);

/** The keys of all messages, with repetitions. */
export const keysIn = (root: unknown): readonly string[] =>
  allIn<{ key: string }>(root, (node) => node.type === 'message').map(({ key }) => key);

/** A value as a test reads it: keys, closed words and plain values, outermost first. */
export const brief = (value: Value): string => {
  switch (value.type) {
    case 'message': {
      const params = Object.values(value.params).map(brief);
      return params.length === 0 ? value.key : `${value.key}(${params.join(', ')})`;
    }
    case 'word':
      return String(value.word);
    case 'text':
    case 'code':
      return value.text;
    case 'date':
      return value.on;
    case 'moment':
      return `${value.on} ${value.time}`;
    case 'number':
      return `${value.value}${value.unit ?? ''}`;
    case 'share':
      return String(Math.round(value.value * 100) / 100);
    case 'person':
      return value.acts === undefined ? value.name : `${value.name}/${value.acts}`;
    case 'rule':
      return value.ruleId;
    case 'finding':
      return value.messageKey;
    case 'asserted':
      return `${value.nature}:${brief(value.value)}`;
    case 'values':
      return value.values.map(brief).join(' + ');
  }
};

const briefCell = (cell: Cell): string =>
  'type' in cell ? brief(cell) : cell.map(brief).join(' | ');

const rowsOf = ({ rows }: TableBlock): readonly (readonly string[])[] =>
  rows.map(({ cells }) => cells.map(briefCell));

/** The rows of the table with that caption in a section. */
export const tableIn = (root: unknown, caption: string): readonly (readonly string[])[] => {
  const found = blocksOf(root, 'table').find((table) => table.caption.key === caption);
  if (found === undefined) throw new Error(`no table ${caption}`);
  return rowsOf(found);
};

/** Labels and values of all facts in a part of a document. */
export const factsIn = (root: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(
    blocksOf(root, 'facts').flatMap(({ rows }) =>
      rows.map(({ label, value }) => [label.key, briefCell(value)] as const),
    ),
  );

export const entryTitles = (root: unknown): readonly string[] =>
  blocksOf(root, 'entries').flatMap(({ items }) => items.map(({ title }) => brief(title)));
